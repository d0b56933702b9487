/**
 * Decision 801/QĐ-TTg, II.1, second dash, last sentence: "Bộ Công an có trách nhiệm trao đổi với
 * phía Lào để phối hợp trong quá trình xử lý." Two rounds: the event; then circumstances, damage,
 * measures and result. Only the Ministry drafts, releases, approves and sends.
 */
import type { Process } from '../domain/incident/outcome.ts';
import type { Stage } from '../domain/incident/vocabulary.ts';
import { CaseRun } from './case-run.ts';
import { tellIncident } from './lao-side-child.ts';
import type { CaseInput } from './wire.ts';

export async function notifyLaoSide(input: CaseInput): Promise<void> {
  const branch = new CaseRun<Stage, Process>(input, {
    matter: 'incident',
    process: 'lao-side',
    other: { process: 'incident', tell: tellIncident },
  });
  await branch.look();
  // Each lapse goes to the Ministry's leadership; an answer that stays out makes a draft of urging.
  await branch.until(() => !branch.open);
  await tellIncident(input);
  await branch.finish();
}
