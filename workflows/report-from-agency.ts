/**
 * Decision 801/QĐ-TTg, III.3: an agency reports each year.
 *
 * "Định kỳ hàng năm, các cơ quan, tổ chức, địa phương trao đổi với Bộ Công an về việc triển khai
 * thực hiện Hiệp định lồng ghép trong báo cáo sơ kết thực hiện công tác bảo vệ bí mật nhà nước để
 * Bộ Công an tổng hợp báo cáo Thủ tướng Chính phủ." By when, about what days, in which parts:
 * Decree 26/2020 art. 8. A body that others report to opens their reports and collects them before
 * its own.
 */
import * as wf from '@temporalio/workflow';
import { assertNever } from '../domain/never.ts';
import type { ReportStage } from '../domain/reporting/process/vocabulary.ts';
import { CaseRun } from './case-run.ts';
import { openAll } from './opening.ts';
import type { CaseInput } from './wire.ts';

export async function reportFromAgency(input: CaseInput): Promise<void> {
  const report = new CaseRun<ReportStage, 'report'>(input, {
    matter: 'report',
    process: 'report',
    other: null,
  });
  await report.look();
  await openAll(report);
  for (;;) {
    const { stage } = report;
    if (!report.open) {
      // Accepted, sent, called off, or the cycle went up without it. What comes later finds it.
      await report.finish();
      if (!report.open) return;
      continue;
    }
    switch (stage) {
      case 'opened':
      case 'drafting':
        // Reminded before the cut-off; not received at it, then urged, one higher each time.
        await untilStage(report, stage);
        break;
      case 'submitted':
        // Until who collects it accepts or returns it; at the top, until it is sent.
        await untilStage(report, stage);
        break;
      case 'returned':
        // Until it is submitted again.
        await untilStage(report, stage);
        break;
      case 'accepted':
      case 'sent':
      case 'ended':
        throw wf.ApplicationFailure.nonRetryable(`A report at ${stage} waits for nothing`);
      default:
        return assertNever(stage);
    }
  }
}

async function untilStage(
  report: CaseRun<ReportStage, 'report'>,
  stage: ReportStage,
): Promise<void> {
  await report.until(() => report.stage !== stage || !report.open);
}
