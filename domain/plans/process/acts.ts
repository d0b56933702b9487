import type { PersonActor } from '../../authority/actor.ts';
import { HEADS } from '../../cases/deciding.ts';
import type { Refusal } from '../../errors.ts';
import { refuse } from '../../errors.ts';
import { dateOf, parseDate } from '../../time/instant.ts';
import type { PlanActData, PlanActKind } from './act.ts';
import type { PlanActRules, PlanDeciding } from './deciding.ts';
import { IN_FORCE } from './deciding.ts';
import { followPhase, reopen, waitForEnd } from './phases.ts';
import { approve, propose, proposalRefusal, sendBack } from './proposing.ts';
import { confirming, hopelessTasks, unclearRefusal, unclearTasks } from './clears.ts';

/** Every act on a plan, from which stages, and what it does. */
export const PLAN_ACTS: PlanActRules<PlanActKind> = {
  'confirm-clears': { from: ['draft', ...IN_FORCE], decide: confirm },
  'propose-adoption': {
    from: ['draft'],
    decide(d, { plan }, actor) {
      const data = d.dataOf(d.case.edition);
      // What the document does not give and the file does not propose cannot be confirmed.
      const refusal = data === undefined ? null : unclearRefusal(hopelessTasks(data));
      if (refusal !== null) return refusal;
      return propose(d, actor, { kind: 'adopt', edition: d.case.edition, plan, reason: '' });
    },
  },
  'propose-amendment': {
    from: IN_FORCE,
    decide(d, { edition, plan, reason }, actor) {
      if (reason.trim() === '') return refuse('REASON_MISSING');
      if (edition <= d.case.edition) return refuse('VALUE_OUT_OF_RANGE', { field: 'edition' });
      return propose(d, actor, { kind: 'amend', edition, plan, reason });
    },
  },
  'propose-end': {
    from: IN_FORCE,
    decide(d, { reason }, actor) {
      if (reason.trim() === '') return refuse('REASON_MISSING');
      const { edition } = d.case;
      const plan = d.dataOf(edition);
      const checksum = plan === undefined ? '' : d.context.checksum(plan);
      return propose(d, actor, { kind: 'end', edition, plan: checksum, reason });
    },
  },
  'approve-plan': {
    from: ['draft', ...IN_FORCE],
    decide(d, data, actor) {
      const proposal = proposalRefusal(d, data.proposal, actor);
      if ('code' in proposal) return proposal;
      if (proposal.checksum !== data.checksum) return refuse('PROPOSAL_CHANGED');
      const isPutInForce = proposal.kind !== 'end';
      const plan = isPutInForce ? d.dataOf(proposal.edition) : undefined;
      const { checksum } = d.context;
      const unclear = plan === undefined ? [] : unclearTasks(plan, d.case.confirmed, checksum);
      return unclearRefusal(unclear) ?? approve(d, proposal, actor);
    },
  },
  'return-plan': {
    from: ['draft', ...IN_FORCE],
    decide(d, { proposal: id, reason }, actor) {
      const proposal = proposalRefusal(d, id, actor);
      if ('code' in proposal) return proposal;
      if (reason.trim() === '') return refuse('REASON_MISSING');
      sendBack(d, proposal, actor, reason);
      return null;
    },
  },
  'number-plan': {
    from: IN_FORCE,
    decide(d, { number, date }, actor) {
      if (d.case.document !== null) return refuse('ALREADY_DONE', { act: 'number-plan' });
      if (number.trim() === '') return refuse('FIELDS_MISSING', { fields: 'number' });
      if (parseDate(date) === undefined) return refuse('INVALID_FIELD', { field: 'date' });
      if (date > dateOf(d.now)) return refuse('MOMENT_IN_FUTURE', { field: 'date' });
      d.record('plan-numbered', { by: actor.person, number, date });
      return null;
    },
  },
  'set-phase-end': { from: IN_FORCE, decide: setPhaseEnd },
  'suspend-plan': {
    from: ['running'],
    decide(d, { reason }) {
      if (reason.trim() === '') return refuse('REASON_MISSING');
      d.record('plan-stood-still', { by: 'owner', reason });
      d.tell('plan-stands-still', d.desk, HEADS);
      return null;
    },
  },
  'resume-plan': {
    from: ['suspended'],
    decide(d, { reason }) {
      if (reason.trim() === '') return refuse('REASON_MISSING');
      const isHeld = d.case.followsTreaty && d.rules.treaty === 'suspended';
      if (isHeld || d.case.standstill?.by === 'treaty') return refuse('TREATY_SUSPENDED');
      d.record('plan-went-on', { by: 'owner', reason });
      d.tell('plan-goes-on', d.desk, HEADS);
      return null;
    },
  },
  'withdraw-plan': {
    from: ['draft'],
    decide(d, { reason }, actor) {
      if (reason.trim() === '') return refuse('REASON_MISSING');
      d.stop('plan-decide');
      d.record('plan-withdrawn', { by: actor.person, reason });
      d.tell('plan-ended', d.desk, HEADS, 'in-digest');
      return null;
    },
  },
};

export const PLAN_ACT_KINDS = Object.keys(PLAN_ACTS) as readonly PlanActKind[];

/** The adopter confirms what the file only proposes (ruling 36). */
function confirm(
  d: PlanDeciding,
  { plan: read, confirmed }: PlanActData['confirm-clears'],
  actor: PersonActor,
): Refusal | null {
  if (confirmed.length === 0) return refuse('FIELDS_MISSING', { fields: 'confirmed' });
  const { checksum } = d.context;
  const plan = d.knowledge.editions.find((edition) => checksum(edition) === read);
  if (plan === undefined) return refuse('PROPOSAL_CHANGED');
  const found = confirming(plan, confirmed, checksum);
  if ('code' in found) return found;
  const isNew = found.some(
    ({ task, clear, of }) =>
      !d.case.confirmed.some((one) => one.task === task && one.clear === clear && one.of === of),
  );
  if (!isNew) return refuse('ALREADY_DONE', { act: 'confirm-clears' });
  d.record('clears-confirmed', { by: actor.person, confirmed: found });
  return null;
}

/** The owner sets the end that the document leaves open (801 II.2c). */
function setPhaseEnd(
  d: PlanDeciding,
  { phase: id, to, reason }: PlanActData['set-phase-end'],
  actor: PersonActor,
): Refusal | null {
  const phase = d.case.phases.find((one) => one.id === id);
  const written = d.dataOf(d.case.edition)?.phases.find((one) => one.id === id);
  if (phase === undefined || written === undefined) return refuse('UNKNOWN_PHASE', { phase: id });
  // An end that stands in the document is changed by an amendment.
  if (written.to !== null) return refuse('ALREADY_DONE', { act: 'set-phase-end' });
  if (reason.trim() === '') return refuse('REASON_MISSING');
  const isDate = parseDate(to) !== undefined;
  if (!isDate || to < phase.from || to < dateOf(d.now)) {
    return refuse('VALUE_OUT_OF_RANGE', { field: 'to' });
  }
  d.record('phase-end-set', { by: actor.person, phase: id, to, reason });
  d.meet('phase-set-end', id);
  if (phase.state === 'closed') {
    reopen(d, { ...phase, to });
    for (const one of d.case.phases) if (one.id === id) followPhase(d, one);
  }
  if (phase.state === 'open') {
    const before = d.running('phase-closes', id);
    if (before !== undefined) d.record('clock-stopped', { clock: before.id });
    waitForEnd(d, { ...phase, to });
  }
  d.tell('phase-end-set', d.desk, HEADS, 'in-digest');
  return null;
}
