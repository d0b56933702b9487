import type { Command } from 'commander';
import type { Cli, Names } from '../../context.ts';
import type { ListedPlanSeen, PlanTextSeen } from '../../plans/seen.ts';
import { partOfPlan, planPath, planSeen } from '../../plans/server.ts';
import { documentOf, endingOf, planText } from '../../plans/show.ts';
import { table } from '../../print.ts';
import { tellTimeline } from '../../story/timeline.ts';

interface Paging {
  readonly page?: string;
  readonly size?: string;
}

/** `homat plan list|show|timeline`. */
export function registerPlanReading(plan: Command, cli: Cli): void {
  plan
    .command('list')
    .description(cli.tell('plans.plan-list'))
    .option('--page <page>', cli.say('option-page'))
    .option('--size <size>', cli.say('option-size'))
    .action(async (page: Paging) => list(cli, page));
  plan
    .command('show <plan>')
    .description(cli.tell('plans.plan-show'))
    .action(async (name: string) => {
      const seen = await planSeen(cli, cli.server(), name);
      const text = await partOfPlan<PlanTextSeen>(cli, seen.number, 'text');
      cli.print({ ...seen, text }, () => planText(cli, seen, text));
    });
  plan
    .command('timeline <plan>')
    .description(cli.tell('plans.plan-timeline'))
    .action(async (name: string) => tellTimeline(cli, `${planPath(name)}/timeline`));
}

async function list(cli: Cli, { page, size }: Paging): Promise<void> {
  const query = { lang: cli.language, page, size };
  const found = (await cli.server().get('/api/v1/plans', query)) as {
    items: ListedPlanSeen[];
    total: number;
    names: Names;
  };
  cli.print(found, () => {
    const rows = table(
      [
        cli.say('head-number'),
        cli.tell('plans.head-title'),
        cli.tell('plans.head-document'),
        cli.say('head-stage'),
        cli.tell('plans.head-owner'),
        cli.tell('plans.head-tasks'),
      ],
      found.items.map((one) => [
        one.number,
        one.title,
        documentOf(cli, { document: one.document, month: null }),
        [cli.word('stage', one.stage), endingOf(cli, one.ending)].filter(Boolean).join(', '),
        cli.office(found.names, one.owner),
        one.tasks,
      ]),
    );
    return `${rows}\n${cli.say('total', { count: found.total })}`;
  });
}
