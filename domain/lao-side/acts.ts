import type { PersonActor } from '../authority/actor.ts';
import type { Refusal } from '../errors.ts';
import { refuse } from '../errors.ts';
import type { ActData } from '../incident/act.ts';
import type { ActRules } from '../incident/act-rule.ts';
import type { Deciding } from '../incident/deciding.ts';
import { HEADS, OFFICERS } from '../cases/deciding.ts';
import { concernsAgreement } from '../incident/incident.ts';
import { isLater } from '../incident/moments.ts';
import type { Proposal } from '../incident/proposal.ts';
import { propose } from '../incident/proposing.ts';
import { MINISTRY, MINISTRY_DESK } from '../offices/directory.ts';
import { roundOf } from './branch.ts';
import type { NoticeField, NoticeForm, Round } from './notice-form.ts';
import { foreignFields, missingFields, NOTICE_FIELDS } from './notice-form.ts';
import { settle } from './rounds.ts';

type LaoAct =
  | 'propose-lao-decision'
  | 'draft-lao-notice'
  | 'draft-lao-urging'
  | 'check-releasability'
  | 'dispatch-to-lao-side'
  | 'record-lao-receipt'
  | 'record-lao-answer'
  | 'record-lao-message'
  | 'propose-lao-not-needed';

/** Bộ Công an có trách nhiệm trao đổi với phía Lào (Decision 801 II.1): the Ministry alone. */
export const LAO_ACTS: ActRules<LaoAct> = {
  'propose-lao-decision': {
    from: 'open',
    decide(d, data, actor) {
      if (!concernsAgreement(d.incident)) return refuse('LAO_NOT_CONCERNED');
      if (d.running('lao-decide') === undefined) {
        return refuse('ALREADY_DONE', { act: 'propose-lao-decision' });
      }
      const proposal = propose(d, actor, { kind: 'lao-decision', ...data });
      return 'code' in proposal ? proposal : null;
    },
  },
  'draft-lao-notice': {
    from: 'any',
    decide: (d, { round, form }, actor) => draft(d, actor, 'lao-notice', round, form),
  },
  'draft-lao-urging': {
    from: 'any',
    decide: (d, { round, form }, actor) => draft(d, actor, 'lao-urging', round, form),
  },
  'check-releasability': { from: 'any', decide: check },
  'dispatch-to-lao-side': { from: 'any', decide: dispatch },
  'record-lao-receipt': {
    from: 'any',
    decide(d, data) {
      if (roundOf(d.incident.lao, data.round).stage !== 'dispatched') {
        return refuse('LAO_ROUND_NOT_OPEN', { round: data.round });
      }
      if (isLater(data.receivedAt, d.now)) {
        return refuse('MOMENT_IN_FUTURE', { field: 'receivedAt' });
      }
      d.record('lao-received', data, data.receivedAt);
      return null;
    },
  },
  'record-lao-answer': {
    from: 'any',
    decide(d, data) {
      const { stage } = roundOf(d.incident.lao, data.round);
      if (stage !== 'dispatched' && stage !== 'received') {
        return refuse('LAO_ROUND_NOT_OPEN', { round: data.round });
      }
      if (isLater(data.at, d.now)) return refuse('MOMENT_IN_FUTURE', { field: 'at' });
      d.record('lao-answered', data, data.at);
      settle(d, data.round, 'answered');
      d.tell('lao-answered', MINISTRY_DESK, OFFICERS);
      d.tell('lao-answered', MINISTRY, HEADS, 'in-digest');
      return null;
    },
  },
  'record-lao-message': {
    from: 'any',
    decide(d, data) {
      if (!concernsAgreement(d.incident)) return refuse('LAO_NOT_CONCERNED');
      if (isLater(data.at, d.now)) return refuse('MOMENT_IN_FUTURE', { field: 'at' });
      d.record('lao-message', data, data.at);
      return null;
    },
  },
  'propose-lao-not-needed': {
    from: 'any',
    decide(d, data, actor) {
      const { stage } = roundOf(d.incident.lao, data.round);
      if (stage === 'waiting' || stage === 'settled') {
        return refuse('LAO_ROUND_NOT_OPEN', { round: data.round });
      }
      const proposal = propose(d, actor, { kind: 'lao-not-needed', ...data });
      return 'code' in proposal ? proposal : null;
    },
  },
};

function draft(
  d: Deciding,
  actor: PersonActor,
  kind: 'lao-notice' | 'lao-urging',
  round: Round,
  form: NoticeForm,
): Refusal | null {
  const { stage } = roundOf(d.incident.lao, round);
  const open = kind === 'lao-notice' ? ['drafting'] : ['dispatched', 'received'];
  if (!open.includes(stage)) return refuse('LAO_ROUND_NOT_OPEN', { round });
  const foreign = foreignFields(round, form);
  if (foreign.length > 0) return refuse('FIELDS_NOT_ALLOWED', { fields: foreign.join(', ') });
  const missing = kind === 'lao-notice' ? missingFields(round, form) : [];
  if (missing.length > 0) return refuse('FIELDS_MISSING', { fields: missing.join(', ') });
  if (Object.keys(form).length === 0) return refuse('FIELDS_MISSING', { fields: 'form' });
  const proposal = propose(d, actor, { kind, round, form });
  if ('code' in proposal) return proposal;
  d.record('lao-drafted', { round, proposal: proposal.id });
  d.tell('lao-to-check', MINISTRY_DESK, OFFICERS);
  return null;
}

function check(
  d: Deciding,
  data: ActData['check-releasability'],
  actor: PersonActor,
): Refusal | null {
  const proposal = noticeProposal(d, data.proposal);
  if ('code' in proposal) return proposal;
  if (proposal.status !== 'open') return refuse('PROPOSAL_NOT_OPEN', { proposal: proposal.id });
  if (proposal.checksum !== data.checksum) return refuse('PROPOSAL_CHANGED');
  if (proposal.author === actor.person) return refuse('DRAFTER_CANNOT_CHECK');
  const { form, round } = proposal.content;
  const asked = NOTICE_FIELDS[round].filter((field) => form[field] !== undefined);
  const missing = asked.filter((field) => !data.fields.some((f) => f.field === field));
  if (missing.length > 0) return refuse('FIELDS_MISSING', { fields: missing.join(', ') });
  for (const field of data.fields) {
    if (!asked.includes(field.field as never)) {
      return refuse('FIELDS_NOT_ALLOWED', { fields: field.field });
    }
    if (field.sha256 !== d.context.checksum(form[field.field])) return refuse('PROPOSAL_CHANGED');
    // What the rule table leaves free needs nobody's release; the checker cannot hold it back.
    if (!field.released && d.rules.releasability(field.field as NoticeField) === 'free') {
      return refuse('VALUE_OUT_OF_RANGE', { field: field.field });
    }
  }
  d.record('lao-checked', {
    round,
    proposal: proposal.id,
    fields: data.fields,
    by: actor.person,
  });
  d.tell('approval-asked', MINISTRY, HEADS);
  return null;
}

function dispatch(d: Deciding, data: ActData['dispatch-to-lao-side']): Refusal | null {
  if (d.incident.lao.treaty !== 'in-force') return refuse('TREATY_SUSPENDED');
  const proposal = noticeProposal(d, data.proposal);
  if ('code' in proposal) return proposal;
  if (proposal.status !== 'approved') return refuse('NOT_SIGNED_YET');
  const { round, kind } = proposal.content;
  if (roundOf(d.incident.lao, round).proposal !== proposal.id) return refuse('PROPOSAL_CHANGED');
  const { proposal: _id, ...how } = data;
  const sent = { ...how, at: d.now };
  if (kind === 'lao-urging') {
    d.record('lao-urged', { round, dispatch: sent });
  } else {
    if (roundOf(d.incident.lao, round).stage !== 'drafting') {
      return refuse('ALREADY_DONE', { act: 'dispatch-to-lao-side' });
    }
    d.record('lao-dispatched', { round, dispatch: sent });
    d.meet(round === 1 ? 'lao-first' : 'lao-second');
    const { incident } = d;
    d.tell('lao-dispatched', incident.handling ?? incident.receivingOffice, HEADS, 'in-digest');
  }
  d.meet('lao-answer', `round-${round}`);
  d.start('lao-answer', { owner: MINISTRY_DESK, subject: `round-${round}` });
  return null;
}

type NoticeProposal = Proposal & {
  readonly content: Extract<Proposal['content'], { kind: 'lao-notice' | 'lao-urging' }>;
};

function noticeProposal(d: Deciding, id: string): NoticeProposal | Refusal {
  const proposal = d.incident.proposals.find((p) => p.id === id);
  const kind = proposal?.content.kind;
  if (kind !== 'lao-notice' && kind !== 'lao-urging') {
    return refuse('UNKNOWN_PROPOSAL', { proposal: id });
  }
  return proposal as NoticeProposal;
}
