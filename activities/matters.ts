import type { MatterKind } from '../domain/cases/outcome.ts';
import { CYCLE } from './cycle-matter.ts';
import { DIFFICULTY } from './difficulty-matter.ts';
import { INCIDENT } from './incident-matter.ts';
import type { AnyCase, Matter } from './matter.ts';
import { PLAN } from './plan-matter.ts';
import { REPORT } from './report-matter.ts';
import { TASK } from './task-matter.ts';

// Each matter is given back only what it gave out itself.
const MATTERS: Readonly<Record<MatterKind, unknown>> = {
  incident: INCIDENT,
  report: REPORT,
  cycle: CYCLE,
  plan: PLAN,
  task: TASK,
  difficulty: DIFFICULTY,
};

/** What there is to know of a kind of case. */
export function matterOf(kind: MatterKind): Matter<AnyCase> {
  return MATTERS[kind] as Matter<AnyCase>;
}
