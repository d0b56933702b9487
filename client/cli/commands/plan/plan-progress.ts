import type { Command } from 'commander';
import type { Cli } from '../../context.ts';
import type { PlanCoverageSeen, PlanGanttSeen, PlanProgressSeen } from '../../plans/seen.ts';
import { partOfPlan } from '../../plans/server.ts';
import { coverageText, ganttText, progressText } from '../../plans/tables.ts';

/** `homat plan progress|coverage|gantt`. */
export function registerPlanProgress(plan: Command, cli: Cli): void {
  plan
    .command('progress <plan>')
    .description(cli.tell('plans.plan-progress'))
    .option('--bodies', cli.tell('plans.option-bodies'))
    .action(async (name: string, { bodies = false }: { bodies?: boolean }) => {
      const seen = await partOfPlan<PlanProgressSeen>(cli, name, 'progress');
      cli.print(seen, () => progressText(cli, seen, bodies));
    });
  plan
    .command('coverage <plan>')
    .description(cli.tell('plans.plan-coverage'))
    .action(async (name: string) => {
      const seen = await partOfPlan<PlanCoverageSeen>(cli, name, 'coverage');
      cli.print(seen, () => coverageText(cli, seen));
    });
  plan
    .command('gantt <plan>')
    .description(cli.tell('plans.plan-gantt'))
    .action(async (name: string) => {
      const seen = await partOfPlan<PlanGanttSeen>(cli, name, 'gantt');
      cli.print(seen, () => ganttText(cli, seen));
    });
}
