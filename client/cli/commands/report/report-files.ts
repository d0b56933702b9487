import type { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import type { Cli } from '../../context.ts';
import { changes, readNamed } from '../../given-data.ts';
import { reportPath } from '../../reports/server.ts';
import { UsageError } from '../../usage-error.ts';
import { showAnswer } from '../act.ts';

interface OutOptions {
  readonly output: string;
}

/** `homat report template|import|export`. */
export function registerReportFiles(report: Command, cli: Cli): void {
  report
    .command('template <report>')
    .description(cli.tell('year.report-template'))
    .requiredOption('-o, --output <file>', cli.tell('year.option-output'))
    .action(async (number: string, { output }: OutOptions) =>
      download(cli, `${reportPath(number)}/template.xlsx?lang=${cli.language}`, output),
    );
  report
    .command('export <report>')
    .description(cli.tell('year.report-export'))
    .requiredOption('-o, --output <file>', cli.tell('year.option-output'))
    .action(async (number: string, { output }: OutOptions) => {
      const [, kind] = /\.(docx|xlsx)$/.exec(output) ?? [];
      if (kind === undefined) {
        throw new UsageError(cli.tell('year.file-kind', { file: output }));
      }
      return download(cli, `${reportPath(number)}/report.${kind}`, output);
    });
  const take = report.command('import <report> <file>').description(cli.tell('year.report-import'));
  changes(take, cli).action(async (number: string, file: string, { key }: { key?: string }) => {
    const bytes = new Uint8Array(readNamed(file));
    const answer = await cli.server().upload(`${reportPath(number)}/import`, bytes, key);
    showAnswer(cli, answer);
    const { remarks = [] } = answer.body as { remarks?: readonly { readonly text: string }[] };
    if (!cli.json) for (const { text } of remarks) console.error(`• ${text}`);
  });
}

/** Writes a file of the server's into a new one. */
async function download(cli: Cli, path: string, file: string): Promise<void> {
  const bytes = await cli.server().download(path);
  // Never over a file that is there, and nobody else's to read.
  writeFileSync(file, bytes, { flag: 'wx', mode: 0o600 });
  cli.print({ file, size: bytes.length }, () =>
    cli.say('document-written', { file, size: bytes.length }),
  );
}
