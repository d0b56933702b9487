import type { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createDirectory } from '../../../../domain/offices/directory.ts';
import { dateOf, instantOf } from '../../../../domain/time/instant.ts';
import { loadOffices, loadRouting } from '../../../../rules/load-offices.ts';
import { loadPlans } from '../../../../rules/load-plans.ts';
import { BrokenZip, TooLargeZip } from '../../../papers/zip-parts.ts';
import {
  DOCUMENT_KINDS,
  UnreadableDocument,
  textOfDocument,
} from '../../../plans/document-text.ts';
import { addressText, draftFile } from '../../../plans/draft-file.ts';
import { readPlanText } from '../../../plans/read-plan.ts';
import type { DraftPlan, DraftTask } from '../../../plans/reading/draft.ts';
import type { Cli } from '../../context.ts';
import { readNamed } from '../../given-data.ts';
import { table } from '../../print.ts';
import { UsageError } from '../../usage-error.ts';

/** `homat plan read`: needs no server and no sign-in, and adopts nothing. */
export function registerPlanRead(plan: Command, cli: Cli): void {
  plan
    .command('read <file>')
    .description(cli.say('plan-read'))
    .option('--to <file>', cli.say('plan-read-to'))
    .action((file: string, { to }: { to?: string }) => {
      const { rows, successions } = loadOffices();
      const directory = createDirectory(rows, successions, loadRouting());
      const draft = readPlanText(textFrom(file, cli), directory, dateOf(instantOf(Date.now())));
      if (draft.tasks.length === 0) throw new UsageError(cli.say('plan-nothing-read', { file }));
      const written = draftFile(draft, basename(file), loadPlans(), {
        head: cli.say('plan-draft-head'),
        doubt: (doubt) => cli.say(`plan-doubt-${doubt}`),
      });
      if (to === undefined) {
        cli.print(draft, () => written.trimEnd());
        return;
      }
      // A draft that somebody has gone through is not written over.
      writeFileSync(to, written, { flag: 'wx' });
      cli.print(draft, () => `${summary(draft, cli)}\n\n${cli.say('plan-draft-written', { to })}`);
    });
}

function textFrom(file: string, cli: Cli): string {
  try {
    return textOfDocument(file, readNamed(file));
  } catch (error) {
    const unreadable = [UnreadableDocument, BrokenZip, TooLargeZip];
    if (!unreadable.some((kind) => error instanceof kind)) throw error;
    throw new UsageError(cli.say('plan-unreadable', { file, kinds: DOCUMENT_KINDS.join(', ') }));
  }
}

function summary(draft: DraftPlan, cli: Cli): string {
  const heads = ['passage', 'job', 'lead', 'unsure'] as const;
  const rows = draft.tasks.map((task) => [
    addressText(task.citation),
    shortened(task.job),
    shortened(whoOf(task)),
    task.doubts.map((doubt) => cli.say(`plan-doubt-${doubt}`)).join('; '),
  ]);
  const count = draft.tasks.filter(({ doubts }) => doubts.length > 0).length;
  const counted = { tasks: draft.tasks.length, unsure: count, phases: draft.phases.length };
  return [
    cli.paint('heading', draft.title),
    cli.say('plan-draft-counted', counted),
    '',
    table(
      heads.map((head) => cli.say(`head-${head}`)),
      rows,
    ),
  ].join('\n');
}

function whoOf({ lead, asked }: DraftTask): string {
  return [...lead, ...asked].map(({ words }) => words).join('; ');
}

function shortened(words: string): string {
  return words.length <= 60 ? words : `${words.slice(0, 59).trimEnd()}…`;
}
