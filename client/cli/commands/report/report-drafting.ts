import type { Command } from 'commander';
import type { Cli } from '../../context.ts';
import { changes } from '../../given-data.ts';
import { partsGiven } from '../../reports/given-parts.ts';
import type { FillOptions } from '../../reports/given-parts.ts';
import { actOnReport, reportSeen } from '../../reports/server.ts';

/** `homat report fill|consolidate`. */
export function registerReportDrafting(report: Command, cli: Cli): void {
  const fill = report
    .command('fill <report>')
    .description(cli.tell('year.report-fill'))
    .option('--file <file>', cli.tell('year.option-file'))
    .option('--part <part>', cli.tell('year.option-part'))
    .option('--set <figure=number...>', cli.tell('year.option-figure'))
    .option('--words <narrative=words...>', cli.tell('year.option-words'))
    .option('--explain <figure=words...>', cli.tell('year.option-explain'))
    .option('--based-on <version>', cli.tell('year.option-based-on'));
  changes(fill, cli).action(async (number: string, options: FillOptions & { key?: string }) => {
    const parts = partsGiven(cli, await reportSeen(cli, number), options);
    return actOnReport(cli, number, { kind: 'save-parts', data: { parts } }, options.key);
  });
  const consolidate = report
    .command('consolidate <report>')
    .description(cli.tell('year.report-consolidate'));
  changes(consolidate, cli).action(async (number: string, { key }: { key?: string }) =>
    actOnReport(cli, number, { kind: 'consolidate', data: {} }, key),
  );
}
