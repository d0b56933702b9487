import type { PersonActor } from '../../authority/actor.ts';
import { actsFor } from '../../authority/relations.ts';
import type { Refusal } from '../../errors.ts';
import { refuse } from '../../errors.ts';
import { MINISTRY, MINISTRY_DESK } from '../../offices/directory.ts';
import type { OfficeId } from '../../offices/office.ts';
import type { ActRules } from '../act-rule.ts';
import type { Deciding } from '../deciding.ts';
import { DUTY, HEADS, OFFICERS } from '../../cases/deciding.ts';
import type { Incident } from '../incident.ts';
import { concernsAgreement } from '../incident.ts';
import { approved, propose } from '../proposing.ts';

type Sending = 'propose-dispatch' | 'give-oral-notice' | 'dispatch' | 'acknowledge' | 'take-case';

/** From the report to the office that takes the case (Decision 801 II.1, 2nd dash). */
export const SENDING: ActRules<Sending> = {
  'propose-dispatch': {
    from: 'open',
    decide(d, data, actor) {
      if (d.incident.dispatch !== null) return refuse('ALREADY_DONE', { act: 'dispatch' });
      const to = addresseeFor(d, data.to, data.override);
      if (typeof to !== 'string') return to;
      const proposal = propose(d, actor, { kind: 'dispatch', to, override: data.override });
      return 'code' in proposal ? proposal : null;
    },
  },
  'give-oral-notice': {
    from: ['reported'],
    decide(d, data) {
      if (d.incident.oralNoticeAt !== null || d.incident.dispatch !== null) {
        return refuse('ALREADY_DONE', { act: 'give-oral-notice' });
      }
      const to = addresseeFor(d, data.to, data.override);
      if (typeof to !== 'string') return to;
      d.record('oral-notice-given', { to, override: data.override });
      address(d, to, 'sent');
      d.start('written-report', { owner: d.incident.receivingOffice });
      return null;
    },
  },
  dispatch: {
    // The written report may follow an oral notice late; it is owed as long as the case is open.
    from: 'open',
    decide(d, data) {
      if (d.incident.dispatch !== null) return refuse('ALREADY_DONE', { act: 'dispatch' });
      const signed = approved(d.incident, 'dispatch');
      if (signed === undefined) return refuse('NOT_SIGNED_YET');
      const { to } = signed.content;
      d.record('dispatched', { proposal: signed.id, ...data, at: d.now, to });
      address(d, to, 'sent');
      d.meet('written-report');
      return null;
    },
  },
  acknowledge: { from: 'open', decide: (d, _data, actor) => acknowledge(d, actor) },
  'take-case': {
    from: ['reported', 'verifying', 'remedying', 'closing'],
    decide(d, data, actor) {
      const office = d.incident.raisedTo.find((o) => actsFor(actor, o, d.directory));
      if (office === undefined) return refuse('FORBIDDEN', { action: 'take-case' });
      if (d.incident.handling === office) return refuse('ALREADY_DONE', { act: 'take-case' });
      if (!d.directory.mayHandle(office, d.incident.reportingOffice)) return refuse('OWN_CASE');
      if (data.reason.trim() === '') return refuse('REASON_MISSING');
      const before = d.incident.handling;
      d.record('case-taken', { office, reason: data.reason });
      d.tell('case-taken', before ?? d.incident.receivingOffice, HEADS);
      if (d.incident.stage === 'reported') beginVerifying(d, office);
      return null;
    },
  },
};

/** Adds an addressee and lets the clock of the acknowledging run. */
export function address(d: Deciding, office: OfficeId, how: 'sent' | 'lapsed'): void {
  if (d.incident.addressees.some((a) => a.office === office)) return;
  d.record('addressed', { office, how });
  d.meet('report-to-police');
  d.tell(how === 'sent' ? 'case-sent-to-you' : 'case-lapsed-to-you', office, DUTY);
  if (d.incident.handling === null) d.start('acknowledge', { owner: office });
}

/** The Ministry learns of a case that touches exchanged, Lao or joint information. */
export function tellMinistry(d: Deciding): void {
  if (!concernsAgreement(d.incident) || d.incident.ministryToldAt !== null) return;
  d.record('ministry-told', {});
  const { handling } = d.incident;
  if (handling === MINISTRY || handling === MINISTRY_DESK) {
    ministryAcknowledges(d);
  } else {
    d.start('tell-ministry', { owner: MINISTRY_DESK });
    d.tell('ministry-told', MINISTRY_DESK, DUTY);
  }
}

/**
 * A reopened case: what the Ministry had not taken note of, or not decided, when the case ended is
 * asked again; else nobody could ever close it.
 */
export function askMinistryAgain(d: Deciding): void {
  const { ministryToldAt, ministryAcknowledgedAt, lao } = d.incident;
  if (ministryToldAt === null) tellMinistry(d);
  else if (ministryAcknowledgedAt === null) d.start('tell-ministry', { owner: MINISTRY_DESK });
  else if (lao.decision === 'open' || lao.decision === 'not-yet') {
    d.start('lao-decide', { owner: MINISTRY });
    d.tell('lao-decision-due', MINISTRY_DESK, OFFICERS);
  }
}

/** Where the report goes: by the routing table, or elsewhere with a reason. */
export function addresseeFor(
  d: Deciding,
  wished: OfficeId | null,
  override: string | null,
): OfficeId | Refusal {
  const { receivingOffice, reportingOffice } = d.incident;
  const matter = { agreementMatter: concernsAgreement(d.incident) };
  const rule = d.directory.reportingAddressee(receivingOffice, matter);
  if (wished === null || (rule.kind === 'addressee' && rule.office === wished)) {
    if (rule.kind === 'addressee') return rule.office;
    return refuse(rule.because === 'own-channel' ? 'OWN_CHANNEL' : 'NO_CHANNEL_ABOVE');
  }
  if (override === null || override.trim() === '') return refuse('OVERRIDE_NEEDS_REASON');
  const office = d.directory.office(wished);
  const receives = office?.kind === 'provincial-police' || wished === MINISTRY_DESK;
  if (!receives) return refuse('UNKNOWN_OFFICE', { office: wished });
  if (!d.directory.mayHandle(wished, reportingOffice)) return refuse('OWN_CASE');
  return wished;
}

function acknowledge(d: Deciding, actor: PersonActor): Refusal | null {
  const { incident } = d;
  if (incident.handling === null) {
    const office = incident.addressees.find((a) => actsFor(actor, a.office, d.directory))?.office;
    if (office === undefined) return refuse('FORBIDDEN', { action: 'acknowledge' });
    d.record('acknowledged', { office });
    d.tell('case-acknowledged', incident.receivingOffice, HEADS, 'in-digest');
    d.tellPerson('case-acknowledged', incident.reporter.person);
    beginVerifying(d, office);
    return null;
  }
  if (!awaitsMinistry(incident)) return refuse('ALREADY_ACKNOWLEDGED');
  if (!isMinistry(actor.office)) return refuse('ALREADY_ACKNOWLEDGED');
  ministryAcknowledges(d);
  return null;
}

function beginVerifying(d: Deciding, office: OfficeId): void {
  d.meet('acknowledge');
  d.record('stage-entered', { stage: 'verifying' });
  d.start('preliminary', { owner: office });
  d.start('verify', { owner: office });
  if (d.incident.originators.length === 0) d.start('originator-tell', { owner: office });
  d.tell('case-acknowledged', office, OFFICERS);
  tellMinistry(d);
}

function ministryAcknowledges(d: Deciding): void {
  d.record('ministry-acknowledged', {});
  d.meet('tell-ministry');
  d.start('lao-decide', { owner: MINISTRY });
  d.tell('lao-decision-due', MINISTRY_DESK, OFFICERS);
}

function awaitsMinistry(incident: Incident): boolean {
  return incident.ministryToldAt !== null && incident.ministryAcknowledgedAt === null;
}

function isMinistry(office: OfficeId): boolean {
  return office === MINISTRY || office === MINISTRY_DESK;
}
