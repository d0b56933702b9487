import type { PersonActor } from '../authority/actor.ts';
import type { Refusal } from '../errors.ts';
import { refuse } from '../errors.ts';
import type { Deciding } from '../incident/deciding.ts';
import { CLERKS, OFFICERS } from '../cases/deciding.ts';
import type { Proposal, ProposalContent } from '../incident/proposal.ts';
import { assertNever } from '../never.ts';
import { MINISTRY, MINISTRY_DESK } from '../offices/directory.ts';
import { roundOf } from './branch.ts';
import { openRound, openSecondRound, settle } from './rounds.ts';

type LaoContent = Extract<ProposalContent, { kind: `lao-${string}` }>;

/** What the approval of the Ministry's leadership sets going on the Lao side. */
export function approveLao(
  d: Deciding,
  proposal: Proposal,
  content: LaoContent,
  actor: PersonActor,
): Refusal | null {
  switch (content.kind) {
    case 'lao-decision':
      d.record('lao-decided', { decision: content.decision, reason: content.reason });
      d.meet('lao-decide');
      if (content.decision === 'needed') {
        openRound(d, 1);
        if (pastTheFinding(d)) openSecondRound(d);
      }
      // Not yet: the question stays open, and its clock begins again.
      if (content.decision === 'not-yet') d.start('lao-decide', { owner: MINISTRY });
      return null;
    case 'lao-notice':
    case 'lao-urging': {
      const round = roundOf(d.incident.lao, content.round);
      if (round.proposal !== proposal.id || round.checkedBy === null) {
        return refuse('LAO_NOT_CHECKED');
      }
      if (round.checks.some((check) => !check.released)) return refuse('LAO_NOT_RELEASED');
      if (round.checkedBy === actor.person) return refuse('AUTHOR_CANNOT_DECIDE');
      d.tell('lao-to-dispatch', MINISTRY_DESK, CLERKS);
      return null;
    }
    case 'lao-not-needed':
      settle(d, content.round, 'not-needed');
      return null;
    default:
      return assertNever(content);
  }
}

/** A returned draft goes back to the officers; the round's clock goes on. */
export function returnLao(d: Deciding, proposal: Proposal): void {
  if (proposal.content.kind === 'lao-decision') d.tell('lao-decision-due', MINISTRY_DESK, OFFICERS);
}

function pastTheFinding(d: Deciding): boolean {
  const { stage, transfer } = d.incident;
  return stage === 'closing' || transfer !== null;
}
