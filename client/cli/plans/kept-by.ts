import type { Cli } from '../context.ts';
import type { KeptBySeen } from './seen.ts';

/** What carries a task out, with the reports that do; empty for a task with its own process. */
export function keptByText(cli: Cli, keptBy: KeptBySeen | null): string {
  if (keptBy === null) return '';
  const { process, reports } = keptBy;
  return [cli.word('kept-by', process), reports.join('; ')]
    .filter((part) => part !== '')
    .join(': ');
}
