import { Client } from '@temporalio/client';
import { tellToLook } from '../../client/tell-to-look.ts';
import { workflowId } from '../../workflows/wire.ts';
import type { CaseSystem } from '../support/case-system.ts';
import { ReportYear } from '../support/report-year.ts';

const DESK = 'case-officer@BCA-A03';

/**
 * A year from its opening to the Prime Minister, with a report that was returned and one that is
 * missing: what each of its processes is called in the histories, and its id in the engine.
 */
export async function recordedYear(system: CaseSystem): Promise<readonly [string, string][]> {
  const year = await ReportYear.open(system, ['BKHCN', 'BTP', 'UBX-02647'], { year: 2025 });
  await year.until('open', async () => (await year.opened()) === 5);
  await year.until('collecting', async () => (await year.cycle()).stage === 'collecting');
  await year.fills('BKHCN', 'case-officer@BKHCN');
  await year.submits('BKHCN', 'head@BKHCN');
  const reasons = [{ part: null, reason: 'Thiếu số liệu' }];
  await year.does('BKHCN', DESK, 'return-report', { reasons });
  await year.fills('BKHCN', 'case-officer@BKHCN', 'Bổ sung');
  await year.submits('BKHCN', 'head@BKHCN');
  await year.accepts('BKHCN', DESK);
  await year.does('BCA.TH', DESK, 'consolidate', {});
  await year.fills('BCA.TH', DESK);
  await year.does('BCA.TH', 'head@BCA-A03', 'give-opinion', { text: 'Nhất trí' });
  await year.submits('BCA.TH', 'head@BCA');
  // One that still waits for its office, as it was before the year went up.
  const waiting = await started(system, ['BNG']);
  const dispatch = { number: '12/BC-BCA', channel: 'courier', to: 'Thủ tướng Chính phủ' };
  await year.does('BCA.TH', 'clerk@BCA-A03', 'dispatch-report', dispatch);
  const look = async (): Promise<void> => {
    await tellToLook({ db: system.database.db, engine: system.engine }, system.now());
  };
  await look();
  await year.until('reported', async () => (await year.cycle()).ending === 'reported');
  await look();
  const report = async (office: string) => workflowId('report', (await year.report(office)).id);
  const found: [string, string][] = [
    ['run-reporting-cycle.reported', workflowId('cycle', year.id)],
    ['report-from-agency.returned', await report('BKHCN')],
    ['report-from-agency.missing', await report('BTP')],
    ['report-from-agency.collecting', await report('BCA.TH')],
  ];
  const { connection, namespace } = system;
  const { workflow } = new Client({ connection, namespace });
  for (const [name, id] of found) {
    const hasEnded = async () =>
      (await workflow.getHandle(id).describe()).status.name === 'COMPLETED';
    await year.until(`${name} has ended`, hasEnded);
  }
  return [
    ...found,
    ['run-reporting-cycle.collecting', workflowId('cycle', waiting.id)],
    ['report-from-agency.waiting', workflowId('report', (await waiting.report('BNG')).id)],
  ];
}

async function started(system: CaseSystem, only: readonly string[]): Promise<ReportYear> {
  const year = await ReportYear.open(system, only, { year: 2026 });
  await year.until('open', async () => (await year.opened()) === only.length + 1);
  await year.until('collecting', async () => (await year.cycle()).stage === 'collecting');
  return year;
}
