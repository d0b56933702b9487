import type { PersonActor } from '../../authority/actor.ts';
import type { Refusal } from '../../errors.ts';
import { refuse } from '../../errors.ts';
import { approveLao, returnLao } from '../../lao-side/approving.ts';
import { assertNever } from '../../never.ts';
import { signingFormOf } from '../../offices/signing.ts';
import type { ActData } from '../act.ts';
import type { ActRules } from '../act-rule.ts';
import type { Deciding } from '../deciding.ts';
import { CLERKS, DUTY, HEADS, OFFICERS } from '../../cases/deciding.ts';
import { end, enterClosing, openGates } from '../progress.ts';
import type { Proposal } from '../proposal.ts';
import { decidingOffice } from '../proposing.ts';
import { openSecondRound } from '../../lao-side/rounds.ts';
import { closeWhenAllSettled } from './remedying.ts';

type DecidingAct = 'approve' | 'return' | 'withdraw';

/** Approve, return, withdraw: the same for everything that is laid before an approver. */
export const DECIDING: ActRules<DecidingAct> = {
  approve: { from: 'any', decide: approve },
  return: {
    from: 'any',
    decide(d, data, actor) {
      const proposal = openProposal(d, data.proposal);
      if ('code' in proposal) return proposal;
      if (proposal.author === actor.person) return refuse('AUTHOR_CANNOT_DECIDE');
      if (data.reason.trim() === '') return refuse('REASON_MISSING');
      const { proposal: id, reason } = data;
      d.record('returned', { proposal: id, by: actor.person, reason });
      d.tellPerson('proposal-returned', proposal.author);
      d.tell('proposal-returned', proposal.office, OFFICERS);
      afterReturn(d, proposal, data.to);
      return null;
    },
  },
  withdraw: {
    from: 'any',
    decide(d, data, actor) {
      const proposal = openProposal(d, data.proposal);
      if ('code' in proposal) return proposal;
      if (proposal.author !== actor.person) return refuse('FORBIDDEN', { action: 'withdraw' });
      if (data.reason.trim() === '') return refuse('REASON_MISSING');
      d.record('withdrawn', data);
      afterReturn(d, proposal, null);
      return null;
    },
  },
};

function approve(d: Deciding, data: ActData['approve'], actor: PersonActor): Refusal | null {
  const proposal = openProposal(d, data.proposal);
  if ('code' in proposal) return proposal;
  if (proposal.author === actor.person) return refuse('AUTHOR_CANNOT_DECIDE');
  if (proposal.checksum !== data.checksum) return refuse('PROPOSAL_CHANGED');
  const stages = STAGES_OF[proposal.content.kind];
  if (stages !== undefined && !stages.includes(d.incident.stage)) {
    return refuse('WRONG_STAGE', { stage: d.incident.stage });
  }
  d.record('approved', {
    proposal: proposal.id,
    checksum: proposal.checksum,
    by: actor.person,
    signedAs: signingFormOf(d.directory.office(actor.office), actor),
  });
  d.tellPerson('proposal-approved', proposal.author);
  return carryOut(d, proposal, actor);
}

const STAGES_OF: Partial<Record<Proposal['content']['kind'], readonly string[]>> = {
  finding: ['verifying'],
  'joint-verification': ['verifying'],
  'hand-over': ['verifying'],
  'no-remedies': ['remedying'],
  'remedy-outstanding': ['remedying'],
  closure: ['closing'],
  dispatch: ['reported', 'verifying', 'remedying', 'closing'],
};

/** What an approval sets going. */
function carryOut(d: Deciding, proposal: Proposal, actor: PersonActor): Refusal | null {
  const { content } = proposal;
  switch (content.kind) {
    case 'dispatch':
      d.tell('proposal-approved', d.incident.receivingOffice, CLERKS);
      return null;
    case 'joint-verification':
      d.record('verification-opened', { participants: content.offices });
      content.offices.forEach((o) => d.tell('participation-asked', o, [...OFFICERS, ...HEADS]));
      return null;
    case 'finding':
      return approveFinding(d, proposal.id, content);
    case 'no-remedies':
      d.record('no-remedies-needed', { reason: content.reason });
      enterClosing(d);
      return null;
    case 'remedy-outstanding':
      d.record('remedy-outstanding', {
        remedy: content.remedy,
        followUp: content.followUp,
        reason: content.reason,
      });
      d.meet('remedy', content.remedy);
      d.tell('remedy-assigned', content.followUp, HEADS);
      closeWhenAllSettled(d);
      return null;
    case 'transfer': {
      const { channel, body } = content;
      d.record('transferred', { channel, body, approvedAt: d.now, takenOver: null });
      d.tell('case-transferred', d.incident.receivingOffice, HEADS, 'in-digest');
      openSecondRound(d);
      return null;
    }
    case 'hand-over':
      d.record('hand-over-asked', { to: content.to });
      d.start('acknowledge', { owner: content.to });
      d.tell('hand-over-asked', content.to, [...DUTY, ...HEADS]);
      return null;
    case 'closure': {
      const [gate] = openGates(d.incident);
      if (gate !== undefined) return refuse('GATE_OPEN', { gate });
      const { finding, transfer } = d.incident;
      const notConfirmed = finding?.result === 'not-confirmed';
      d.meet('close');
      end(
        d,
        notConfirmed ? 'not-confirmed' : transfer === null ? 'closed' : 'transferred',
        content.lesson,
      );
      return null;
    }
    case 'lao-decision':
    case 'lao-notice':
    case 'lao-urging':
    case 'lao-not-needed':
      return approveLao(d, proposal, content, actor);
    default:
      return assertNever(content);
  }
}

function approveFinding(
  d: Deciding,
  id: string,
  content: Extract<Proposal['content'], { kind: 'finding' }>,
): null {
  const { kind: _kind, ...finding } = content;
  d.record('finding-approved', { proposal: id, ...finding, approvedAt: d.now });
  d.meet('approve-finding');
  // A first account has no more use beside the finding.
  d.stop('verify', 'preliminary');
  const { incident } = d;
  if (finding.result === 'not-confirmed') {
    d.stop('originator-tell', 'contain');
    enterClosing(d);
    const told = new Set([
      incident.receivingOffice,
      ...incident.addressees.map((a) => a.office),
      ...incident.originators.map((o) => o.office),
      ...incident.participants.map((p) => p.office),
    ]);
    told.forEach((office) => d.tell('suspicion-not-confirmed', office, HEADS, 'in-digest'));
    d.tellPerson('suspicion-not-confirmed', incident.reporter.person);
  } else {
    d.record('stage-entered', { stage: 'remedying' });
    d.tell('finding-approved', incident.receivingOffice, HEADS, 'in-digest');
  }
  return null;
}

function afterReturn(d: Deciding, proposal: Proposal, to: 'closing' | 'remedying' | null): void {
  const { kind } = proposal.content;
  const owner = decidingOffice(d.incident, kind);
  if (kind === 'finding') {
    d.stop('approve-finding');
    d.start('verify', { owner });
  }
  if (kind === 'closure' && to === 'remedying' && d.incident.stage === 'closing') {
    d.stop('close');
    d.record('stage-entered', { stage: 'remedying' });
  }
  if (kind.startsWith('lao-')) returnLao(d, proposal);
}

function openProposal(d: Deciding, id: string): Proposal | Refusal {
  const proposal = d.incident.proposals.find((p) => p.id === id);
  if (proposal === undefined) return refuse('UNKNOWN_PROPOSAL', { proposal: id });
  return proposal.status === 'open' ? proposal : refuse('PROPOSAL_NOT_OPEN', { proposal: id });
}
