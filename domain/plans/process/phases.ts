import { HEADS, OFFICERS } from '../../cases/deciding.ts';
import type { OfficeId } from '../../offices/office.ts';
import { dateOf } from '../../time/instant.ts';
import type { Phase, PhaseId, PlanTaskId } from '../plan.ts';
import type { PlanDeciding } from './deciding.ts';
import type { LeftOpen, RunningPhase } from './running-plan.ts';

/** The phases are those of an edition from now on; what has begun opens, the rest waits. */
export function setPhases(
  d: PlanDeciding,
  phases: readonly Pick<Phase, 'id' | 'from' | 'to'>[],
): void {
  const days = phases.map(({ id, from, to }) => ({ id, from, to }));
  // An end that the owner set stays, where the document still has none.
  const kept = days.map((one) => ({ ...one, to: one.to ?? endOf(d, one.id) }));
  for (const { id, state } of d.case.phases) {
    const isGone = !days.some((one) => one.id === id);
    if (isGone && state === 'open') closePhase(d, id);
  }
  d.stop('phase-opens', 'phase-closes', 'phase-set-end');
  d.record('phases-set', { phases: kept });
  for (const one of kept) reopen(d, one);
  for (const phase of d.case.phases) followPhase(d, phase);
}

/** A phase that is over and ends later now goes on: it opens again, or waits for its new days. */
export function reopen(
  d: PlanDeciding,
  { id, from, to }: Pick<RunningPhase, 'id' | 'from' | 'to'>,
): void {
  const isOver = d.case.phases.some((one) => one.id === id && one.state === 'closed');
  if (!isOver || (to !== null && to < dateOf(d.now))) return;
  d.record('phase-reopened', { phase: id, from, to });
}

/** A phase begins: its tasks open, and it closes on its last day. */
export function openPhase(d: PlanDeciding, id: PhaseId): void {
  const phase = d.case.phases.find((one) => one.id === id);
  if (phase?.state !== 'waiting') return;
  d.record('phase-opened', { phase: id });
  d.tell('phase-opened', d.owner, HEADS, 'in-digest');
  if (d.desk !== d.owner) d.tell('phase-opened', d.desk, OFFICERS, 'in-digest');
  waitForEnd(d, phase);
}

/** A phase closes, and names what is still open. */
export function closePhase(d: PlanDeciding, id: PhaseId): void {
  d.record('phase-closed', { phase: id, leftOpen: leftOpen(d, id) });
  d.tell('phase-closed', d.owner, HEADS);
  if (d.desk !== d.owner) d.tell('phase-closed', d.desk, [...OFFICERS, ...HEADS]);
}

/** The end of an open phase has another day. */
export function waitForEnd(d: PlanDeciding, { id, from, to }: RunningPhase): void {
  if (to === null) {
    // No end in the document (801 II.2c): the owner sets one.
    d.start('phase-set-end', { owner: d.owner, subject: id });
    return;
  }
  d.start('phase-closes', { owner: d.desk, subject: id, value: { kind: 'phase', from, to } });
}

/** What a phase waits for by the days that it has. */
export function followPhase(d: PlanDeciding, phase: RunningPhase): void {
  if (phase.state === 'open') waitForEnd(d, phase);
  if (phase.state !== 'waiting') return;
  if (phase.from <= dateOf(d.now)) {
    openPhase(d, phase.id);
    return;
  }
  // The first late instant of "before its first day" is the moment at which it begins.
  const value = { kind: 'before-date', date: phase.from, policy: 'plain' } as const;
  d.start('phase-opens', { owner: d.desk, subject: phase.id, value });
}

function endOf(d: PlanDeciding, id: PhaseId): Phase['to'] {
  return d.case.phases.find((one) => one.id === id)?.to ?? null;
}

function leftOpen(d: PlanDeciding, phase: PhaseId): readonly LeftOpen[] {
  const offices = new Map<PlanTaskId, OfficeId[]>();
  for (const { task, office } of d.knowledge.openTasks.filter((one) => one.phase === phase)) {
    offices.set(task, [...(offices.get(task) ?? []), office]);
  }
  return [...offices].map(([task, with_]) => ({ task, offices: with_ }));
}
