/**
 * Decision 801/QĐ-TTg, II.1, second dash: exchanged information is leaked, lost or in danger.
 *
 * "Khi phát hiện tin, tài liệu mật được trao đổi … bị lộ, bị mất hoặc có nguy cơ bị xâm phạm phải
 * kịp thời trao đổi với Bộ Công an hoặc Công an các tỉnh … để phối hợp thẩm tra xác minh, xác định
 * nguyên nhân và khắc phục hậu quả." An incident that touches nothing exchanged goes the same way,
 * without the Lao side (Law on Protection of State Secrets; Decree 26/2020 art. 8(1)(b)).
 */
import { assertNever } from '../domain/never.ts';
import type { Process } from '../domain/incident/outcome.ts';
import type { Stage } from '../domain/incident/vocabulary.ts';
import { CaseRun } from './case-run.ts';
import { startNotifyLaoSide, tellLaoSide } from './lao-side-child.ts';
import type { CaseInput } from './wire.ts';

export async function handleIncident(input: CaseInput): Promise<void> {
  const other = { process: 'lao-side', tell: tellLaoSide } as const;
  const incident: IncidentRun = new CaseRun(input, {
    matter: 'incident',
    process: 'incident',
    other,
  });
  await incident.look();
  for (;;) {
    const { stage } = incident;
    if (incident.isOpen('lao-side')) {
      await startNotifyLaoSide(input);
      incident.otherKnows();
    }
    switch (stage) {
      case 'reported':
        // Each lapse goes one office higher, until an office acknowledges or takes the case.
        await incident.until(() => incident.stage !== 'reported');
        break;
      case 'verifying':
        // Until a finding is approved, or the case is found to be another one's duplicate.
        await untilStageOrLaoSide(incident, stage);
        break;
      case 'remedying':
        // Until every remedy is accepted; the notices to the Lao side run beside it.
        await untilStageOrLaoSide(incident, stage);
        break;
      case 'closing':
        // Until the closure is approved; it waits for the Lao side as well.
        await untilStageOrLaoSide(incident, stage);
        break;
      case 'ended':
        await incident.finish();
        if (incident.stage === 'ended') return;
        break;
      default:
        return assertNever(stage);
    }
  }
}

type IncidentRun = CaseRun<Stage, Process>;

async function untilStageOrLaoSide(incident: IncidentRun, stage: Stage): Promise<void> {
  const began = incident.isOpen('lao-side');
  await incident.until(() => incident.stage !== stage || incident.isOpen('lao-side') !== began);
}
