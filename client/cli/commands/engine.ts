import type { Command } from 'commander';
import type { Cli } from '../context.ts';
import { changes } from '../given-data.ts';

/** `homat engine rebuild`: starts a process for every open case, from the record. */
export function registerEngineCommands(program: Command, cli: Cli): void {
  const engine = program.command('engine').description(cli.say('engine'));
  changes(engine.command('rebuild').description(cli.say('engine-rebuild')), cli).action(
    async ({ key }: { key?: string }) => {
      const { body } = await cli.server().send('POST', '/api/v1/engine/rebuild', {}, key);
      const { cases } = body as { cases: number };
      cli.print(body, () => cli.say('engine-rebuilt', { cases }));
    },
  );
}
