/**
 * Decision 801/QĐ-TTg, II.2 a–c, and the plan of Lào Cai, II: a plan is carried out, for years.
 *
 * "a) Giai đoạn I (năm 2024) … b) Giai đoạn II (từ năm 2025 - 2027) … c) Giai đoạn III (từ sau năm
 * 2027)". A plan is adopted by decision; its phases open and close by their days, and the tasks of
 * an open phase go to the offices that hold them then. One without an end gets it by decision.
 */
import { assertNever } from '../domain/never.ts';
import type { PlanStage } from '../domain/plans/process/vocabulary.ts';
import { CaseRun } from './case-run.ts';
import { openAll } from './opening.ts';
import type { CaseInput } from './wire.ts';

export async function runPlan(input: CaseInput): Promise<void> {
  const plan = new CaseRun<PlanStage, 'plan'>(input, {
    matter: 'plan',
    process: 'plan',
    other: null,
  });
  await plan.look();
  for (;;) {
    const { stage } = plan;
    switch (stage) {
      case 'draft':
        // Until it is adopted with its five clears, or taken back.
        await plan.until(() => plan.stage !== stage);
        break;
      case 'running':
        // A phase opens: so do its tasks. The last one ends by decision.
        await openAll(plan);
        await plan.until(() => plan.stage !== stage || plan.unopened.length > 0);
        break;
      case 'suspended':
        // With the treaty's status, or by the owner: clocks stand still, nothing new opens.
        await plan.until(() => plan.stage !== stage);
        break;
      case 'ended':
        await plan.finish();
        if (plan.stage === 'ended') return;
        break;
      default:
        return assertNever(stage);
    }
  }
}
