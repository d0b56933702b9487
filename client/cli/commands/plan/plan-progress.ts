import type { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import type { Gantt } from '../../../plans/picture/gantt.ts';
import type { Cli } from '../../context.ts';
import type { PlanCoverageSeen, PlanProgressSeen } from '../../plans/seen.ts';
import { partOfPlan, planPath } from '../../plans/server.ts';
import { UsageError } from '../../usage-error.ts';
import { coverageText, ganttText, progressText } from '../../plans/tables.ts';

interface ProgressOptions {
  readonly bodies?: boolean;
  readonly all?: boolean;
}

/** `homat plan progress|coverage|gantt`. */
export function registerPlanProgress(plan: Command, cli: Cli): void {
  plan
    .command('progress <plan>')
    .description(cli.tell('plans.plan-progress'))
    .option('--bodies', cli.tell('plans.option-bodies'))
    .option('--all', cli.tell('plans.option-all'))
    .action(async (name: string, { bodies = false, all = false }: ProgressOptions) => {
      const seen = await partOfPlan<PlanProgressSeen>(cli, name, 'progress');
      cli.print(seen, () => progressText(cli, seen, { bodies, all }));
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
    .option('--to <file>', cli.tell('plans.option-picture'))
    .action(async (name: string, { to }: { to?: string }) => {
      if (to !== undefined) return picture(cli, name, to);
      const seen = await partOfPlan<Gantt>(cli, name, 'gantt');
      return cli.print(seen, () => ganttText(cli, seen));
    });
}

/** Writes the picture into a new file. */
async function picture(cli: Cli, name: string, to: string): Promise<void> {
  if (!to.endsWith('.svg')) throw new UsageError(cli.tell('plans.picture-kind', { file: to }));
  const path = `${planPath(name)}/gantt.svg?lang=${cli.language}`;
  const bytes = await cli.server().download(path);
  // Never over a file that is there.
  writeFileSync(to, bytes, { flag: 'wx' });
  const written = { file: to, size: bytes.length };
  cli.print(written, () => cli.say('document-written', written));
}
