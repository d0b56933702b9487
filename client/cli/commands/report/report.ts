import type { Command } from 'commander';
import type { Cli } from '../../context.ts';
import { registerReportActs } from './report-acts.ts';
import { registerReportSteps } from './report-steps.ts';
import { registerReportCollecting } from './report-collecting.ts';
import { registerReportCycles } from './report-cycles.ts';
import { registerReportDrafting } from './report-drafting.ts';
import { registerReportFiles } from './report-files.ts';
import { registerReportReading } from './report-reading.ts';

/** `homat report …`: the year's reports, from their opening to the Prime Minister. */
export function registerReportCommands(program: Command, cli: Cli): void {
  const report = program.command('report').description(cli.tell('year.report'));
  registerReportCycles(report, cli);
  registerReportReading(report, cli);
  registerReportDrafting(report, cli);
  registerReportActs(report, cli);
  registerReportSteps(report, cli);
  registerReportCollecting(report, cli);
  registerReportFiles(report, cli);
}
