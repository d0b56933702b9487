/**
 * Decision 801/QĐ-TTg, II.3: one year's reports, up to the Prime Minister.
 *
 * "Hàng năm, trên cơ sở báo cáo sơ kết việc thực hiện Hiệp định của các cơ quan, tổ chức, địa
 * phương, Bộ Công an xây dựng báo cáo Thủ tướng Chính phủ (lồng ghép trong Báo cáo sơ kết công tác
 * bảo vệ bí mật nhà nước)." Who reports is resolved on the day of opening. Each report has a
 * process of its own; the one at the top goes through the same stages as any other.
 */
import { assertNever } from '../domain/never.ts';
import type { CycleStage } from '../domain/reporting/year/cycle.ts';
import { CaseRun } from './case-run.ts';
import { openAll } from './opening.ts';
import type { CaseInput } from './wire.ts';

export async function runReportingCycle(input: CaseInput): Promise<void> {
  const cycle = new CaseRun<CycleStage, 'cycle'>(input, {
    matter: 'cycle',
    process: 'cycle',
    other: null,
  });
  await cycle.look();
  for (;;) {
    const { stage } = cycle;
    switch (stage) {
      case 'opening':
        // The report at the top and its addressees; whoever collects opens those below itself.
        await openAll(cycle);
        await cycle.look();
        break;
      case 'collecting':
        // Until the consolidated report has gone, or the year is called off.
        await cycle.until(() => cycle.stage !== stage);
        break;
      case 'ended':
        await cycle.finish();
        if (cycle.stage === 'ended') return;
        break;
      default:
        return assertNever(stage);
    }
  }
}
