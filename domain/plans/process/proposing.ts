import type { PersonActor } from '../../authority/actor.ts';
import { CLERKS, HEADS, OFFICERS } from '../../cases/deciding.ts';
import type { Refusal } from '../../errors.ts';
import { refuse } from '../../errors.ts';
import { assertNever } from '../../never.ts';
import { signingFormOf } from '../../offices/signing.ts';
import { resolve } from '../holders.ts';
import type { Plan } from '../plan.ts';
import type { PlanDeciding } from './deciding.ts';
import { followOffices } from './following.ts';
import { closePhase, setPhases } from './phases.ts';
import type { PlanProposal } from './running-plan.ts';
import { openPhases } from './running-plan.ts';

/** Lays something before the owner; one thing at a time. `plan`: the checksum that was read. */
export function propose(
  d: PlanDeciding,
  actor: PersonActor,
  content: Pick<PlanProposal, 'kind' | 'edition' | 'reason' | 'plan'>,
): Refusal | null {
  const pending = d.case.proposals.find(({ status }) => status === 'open');
  if (pending !== undefined) return refuse('PROPOSAL_PENDING', { proposal: pending.id });
  const data = d.dataOf(content.edition);
  if (data === undefined) return refuse('VALUE_OUT_OF_RANGE', { field: 'edition' });
  if (d.context.checksum(data) !== content.plan) return refuse('PROPOSAL_CHANGED');
  const { kind, plan, reason } = content;
  d.record('plan-proposed', {
    id: `${kind}-${d.case.proposals.filter((one) => one.kind === kind).length + 1}`,
    ...content,
    author: actor.person,
    proposedAt: d.now,
    checksum: d.context.checksum({ kind, plan, reason }),
    status: 'open',
    decidedBy: null,
    signedAs: null,
    words: null,
  });
  d.start('plan-decide', { owner: d.owner });
  d.tell('plan-proposed', d.owner, HEADS);
  return null;
}

/** The open proposal of an id, or why this person cannot decide on it. */
export function proposalRefusal(
  d: PlanDeciding,
  id: string,
  actor: PersonActor,
): Refusal | PlanProposal {
  const proposal = d.case.proposals.find((one) => one.id === id);
  if (proposal === undefined) return refuse('UNKNOWN_PROPOSAL', { proposal: id });
  if (proposal.status !== 'open') return refuse('PROPOSAL_NOT_OPEN', { proposal: id });
  return proposal.author === actor.person ? refuse('AUTHOR_CANNOT_DECIDE') : proposal;
}

/** The owner has approved: the plan runs, goes on by another edition, or ends. */
export function approve(
  d: PlanDeciding,
  proposal: PlanProposal,
  actor: PersonActor,
): Refusal | null {
  const data = d.dataOf(proposal.edition);
  // What was laid before the owner is what is put in force, to the byte.
  if (data === undefined || d.context.checksum(data) !== proposal.plan) {
    return refuse('PROPOSAL_CHANGED');
  }
  decide(d, proposal, actor, 'approved', null);
  const { kind, edition, plan, reason } = proposal;
  switch (kind) {
    case 'adopt':
      d.record('plan-adopted', { edition, plan });
      setPhases(d, data.phases);
      followOffices(d);
      tellRecipients(d, data, 'plan-adopted');
      if (d.case.document === null) d.tell('plan-to-number', d.owner, CLERKS);
      return null;
    case 'amend':
      d.record('plan-amended', { edition, plan, reason });
      setPhases(d, data.phases);
      tellRecipients(d, data, 'plan-amended');
      return null;
    case 'end':
      for (const phase of openPhases(d.case)) closePhase(d, phase);
      d.stop('phase-opens', 'phase-closes', 'phase-set-end');
      d.record('plan-ended', { reason });
      tellRecipients(d, data, 'plan-ended');
      return null;
    default:
      return assertNever(kind);
  }
}

/** Not so: back to whoever proposed it, with the reason. */
export function sendBack(
  d: PlanDeciding,
  proposal: PlanProposal,
  actor: PersonActor,
  reason: string,
): void {
  decide(d, proposal, actor, 'returned', reason);
  d.tellPerson('plan-returned', proposal.author);
}

function decide(
  d: PlanDeciding,
  { id: proposal }: PlanProposal,
  actor: PersonActor,
  decision: 'approved' | 'returned',
  words: string | null,
): void {
  const signedAs = signingFormOf(d.directory.office(actor.office), actor);
  d.record('plan-decided', { proposal, by: actor.person, decision, signedAs, words });
  d.meet('plan-decide');
}

/** *Nơi nhận*, with whoever follows the plan up. */
function tellRecipients(
  d: PlanDeciding,
  { recipients }: Plan,
  kind: 'plan-adopted' | 'plan-amended' | 'plan-ended',
): void {
  const named = resolve(
    recipients.flatMap(({ holders }) => holders),
    d.directory,
  );
  const offices = new Set([...named, d.owner]);
  for (const office of offices) d.tell(kind, office, HEADS, 'in-digest');
  d.tell(kind, d.desk, [...OFFICERS, ...HEADS], 'in-digest');
}
