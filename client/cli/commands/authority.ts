import type { Command } from 'commander';
import type { Cli } from '../context.ts';
import { table } from '../print.ts';

interface Authority {
  readonly acts: readonly {
    readonly action: string;
    readonly grants: readonly {
      readonly as: readonly string[];
      readonly when: readonly string[];
    }[];
  }[];
  readonly settings: readonly {
    readonly action: string;
    readonly grants: readonly { readonly as: readonly string[]; readonly where: string }[];
  }[];
}

/** `homat authority`: who may do what, as it is asked before every act. */
export function registerAuthorityCommands(program: Command, cli: Cli): void {
  program
    .command('authority')
    .description(cli.say('authority'))
    .action(async () => {
      const all = (await cli.server().get('/api/v1/authority')) as Authority;
      const line = (action: string, as: readonly string[], where: string): string[] => [
        action,
        cli.word('act', action),
        as.map((capacity) => cli.word('capacity', capacity)).join(', '),
        where,
      ];
      cli.print(all, () => {
        const heads = ['id', 'act', 'capacity', 'relation'] as const;
        return table(
          heads.map((h) => cli.say(`head-${h}`)),
          [
            ...all.acts.flatMap(({ action, grants }) =>
              grants.map((grant) => line(action, grant.as, grant.when.join(', '))),
            ),
            ...all.settings.flatMap(({ action, grants }) =>
              grants.map((grant) => line(action, grant.as, grant.where)),
            ),
          ],
        );
      });
    });
}
