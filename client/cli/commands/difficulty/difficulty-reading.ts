import type { Command } from 'commander';
import type { Cli, Names } from '../../context.ts';
import type { ListOptions } from '../../listing.ts';
import { queryOf } from '../../listing.ts';
import { difficultyPath, difficultySeen } from '../../difficulties/server.ts';
import { difficultyText } from '../../difficulties/show.ts';
import { dueMoment, moment, table } from '../../print.ts';
import { tellTimeline } from '../../story/timeline.ts';

interface Listed {
  readonly number: string;
  readonly office: string;
  readonly holder: string | null;
  readonly stage: string;
  readonly ending: string | null;
  readonly raisedAt: string;
  readonly nextDue: string | null;
}

/** `homat difficulty list|show|timeline`. */
export function registerDifficultyReading(difficulty: Command, cli: Cli): void {
  difficulty
    .command('list')
    .description(cli.tell('difficulties.cmd.list'))
    .option('--plan <plan>', cli.tell('tasks.filter.plan'))
    .option('--task <task>', cli.tell('tasks.filter.task'))
    .option('--office <office>', cli.tell('difficulties.filter.office'))
    .option('--holder <office>', cli.tell('difficulties.filter.holder'))
    .option('--stage <stage>', cli.tell('difficulties.filter.stage'))
    .option('--mine', cli.tell('difficulties.filter.mine'))
    .option('--search <words>', cli.say('filter-search'))
    .option('--sort <order>', cli.tell('difficulties.filter.sort'))
    .option('--page <page>', cli.say('option-page'))
    .option('--size <size>', cli.say('option-size'))
    .action(async (options: ListOptions) => list(cli, options));
  difficulty
    .command('show <difficulty>')
    .description(cli.tell('difficulties.cmd.show'))
    .action(async (number: string) => {
      const seen = await difficultySeen(cli, number);
      const { now } = (await cli.server().get('/api/v1/drill')) as { now: string };
      cli.print(seen, () => difficultyText(cli, seen, now));
    });
  difficulty
    .command('timeline <difficulty>')
    .description(cli.tell('difficulties.cmd.timeline'))
    .action(async (number: string) => tellTimeline(cli, `${difficultyPath(number)}/timeline`));
}

const FILTERS: readonly string[] = 'plan task office holder stage mine search sort page size'.split(
  ' ',
);

async function list(cli: Cli, options: ListOptions): Promise<void> {
  const query = queryOf(FILTERS, options);
  const found = (await cli.server().get('/api/v1/difficulties', query)) as {
    items: Listed[];
    total: number;
    names: Names;
  };
  cli.print(found, () => {
    const text = table(
      [
        cli.say('head-number'),
        cli.say('head-office'),
        cli.tell('difficulties.head.holder'),
        cli.say('head-stage'),
        cli.say('head-received'),
        cli.say('head-due'),
      ],
      found.items.map((one) => [
        one.number,
        cli.office(found.names, one.office),
        cli.office(found.names, one.holder),
        [
          cli.word('difficulties.stage', one.stage),
          one.ending === null ? '' : cli.word('difficulties.ending', one.ending),
        ]
          .filter(Boolean)
          .join(', '),
        moment(one.raisedAt),
        dueMoment(one.nextDue),
      ]),
    );
    return `${text}\n${cli.say('total', { count: found.total })}`;
  });
}
