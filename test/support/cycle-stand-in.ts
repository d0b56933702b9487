// Stands in for the process of a cycle in the worker of the tests that open years, and nowhere
// else: it is begun and stays, as a cycle does for weeks.
import { condition } from '@temporalio/workflow';
import type { CaseInput } from '../../workflows/wire.ts';

export { openReportingYear } from '../../workflows/open-reporting-year.ts';

export async function runReportingCycle(_input: CaseInput): Promise<void> {
  await condition(() => false);
}
