import type { Command } from 'commander';
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Cli } from '../context.ts';
import { EXIT } from '../exit-codes.ts';

const PROGRAM = fileURLToPath(new URL('../../../worker/main.ts', import.meta.url));

/** `homat serve --role …`: plays roles against servers elsewhere, in a process of its own. */
export function registerServeCommand(program: Command, cli: Cli): void {
  program
    .command('serve')
    .description(cli.say('serve'))
    .option('--role <roles>', cli.say('serve-role'), 'all')
    .action(async ({ role }: { role: string }) => {
      const args = [PROGRAM, 'serve', '--role', role];
      const child = spawn(process.execPath, args, {
        // The line to us tells it when we are gone.
        stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      });
      const pass = (signal: NodeJS.Signals): unknown => child.kill(signal);
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, pass);
      process.exitCode = await new Promise<number>((resolve) => {
        child.once('error', () => resolve(EXIT.fault));
        child.once('exit', (code, signal) =>
          resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
        );
      });
    });
}
