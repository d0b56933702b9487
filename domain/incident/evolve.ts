import { assertNever } from '../never.ts';
import { newBranch } from '../lao-side/branch.ts';
import { evolveBranch } from '../lao-side/evolve.ts';
import type { RunningClock } from '../clocks/clock.ts';
import type { Instant } from '../time/instant.ts';
import type { Fact, FactData } from './fact.ts';
import type { Incident, Remedy } from './incident.ts';
import type { Proposal } from './proposal.ts';
import { higherLevel } from './vocabulary.ts';

/** The case as it is after a fact; the first fact of a case is always `reported`. */
export function evolve(before: Incident | null, caseId: string, fact: Fact, at: Instant): Incident {
  if (fact.kind === 'reported') return opened(caseId, fact.data, at);
  if (before === null) throw new Error(`Case ${caseId} begins with ${fact.kind}`);
  return { ...before, ...changed(before, fact, at), version: before.version + 1 };
}

function opened(caseId: string, data: FactData['reported'], at: Instant): Incident {
  const { treaty, ...report } = data;
  return {
    ...report,
    id: caseId,
    version: 1,
    stage: 'reported',
    ending: null,
    reportedAt: at,
    level: data.references.map((r) => r.level).reduce(higherLevel),
    addressees: [],
    handling: null,
    raisedTo: [],
    oralNoticeAt: null,
    dispatch: null,
    containments: [],
    originators: [],
    preliminaryAt: null,
    participants: [],
    documents: [],
    proposals: [],
    finding: null,
    remedies: [],
    noRemediesNeeded: false,
    transfer: null,
    handOverTo: null,
    readers: [],
    links: [],
    duplicateOf: null,
    lesson: null,
    endedAt: null,
    endedBy: null,
    reopened: 0,
    ministryToldAt: null,
    ministryAcknowledgedAt: null,
    clocks: [],
    lao: newBranch(treaty),
  };
}

function changed(incident: Incident, fact: Fact, at: Instant): Partial<Incident> {
  switch (fact.kind) {
    case 'reported':
      throw new Error('A case is reported once');
    case 'oral-notice-given':
      return { oralNoticeAt: at };
    case 'dispatched': {
      const { to: _to, ...dispatch } = fact.data;
      return { dispatch };
    }
    case 'addressed':
      return {
        addressees: [...incident.addressees, { ...fact.data, since: at, acknowledgedAt: null }],
      };
    case 'raised':
      return incident.raisedTo.includes(fact.data.office)
        ? {}
        : { raisedTo: [...incident.raisedTo, fact.data.office] };
    case 'acknowledged':
      return {
        handling: fact.data.office,
        addressees: incident.addressees.map((a) =>
          a.office === fact.data.office ? { ...a, acknowledgedAt: at } : a,
        ),
      };
    case 'ministry-told':
      return { ministryToldAt: at };
    case 'case-taken':
      return { handling: fact.data.office };
    case 'contained':
      return { containments: [...incident.containments, fact.data] };
    case 'originator-told':
      return {
        originators: [
          ...incident.originators,
          { ...fact.data, toldAt: at, assessment: null, assessedAt: null, lapsed: false },
        ],
      };
    case 'damage-assessed': {
      const { office, ...assessment } = fact.data;
      return {
        originators: incident.originators.map((o) =>
          o.office === office ? { ...o, assessment, assessedAt: at } : o,
        ),
      };
    }
    case 'originator-silent':
      return {
        originators: incident.originators.map((o) =>
          o.office === fact.data.office ? { ...o, lapsed: true } : o,
        ),
      };
    case 'preliminary-reported':
      return { preliminaryAt: at };
    case 'verification-opened':
      return {
        participants: [
          ...incident.participants,
          ...fact.data.participants.map(
            (office) => ({ office, answer: 'awaited', reason: null }) as const,
          ),
        ],
      };
    case 'participation-answered':
      return {
        participants: incident.participants.map((p) =>
          p.office === fact.data.office ? fact.data : p,
        ),
      };
    case 'document-added':
      return { documents: [...incident.documents, fact.data] };
    case 'proposed':
      return { proposals: [...incident.proposals, fact.data] };
    case 'approved':
      return decided(incident, fact.data.proposal, {
        status: 'approved',
        decidedBy: fact.data.by,
        decidedAt: at,
        signedAs: fact.data.signedAs,
      });
    case 'returned':
      return decided(incident, fact.data.proposal, {
        status: 'returned',
        decidedBy: fact.data.by,
        decidedAt: at,
        reason: fact.data.reason,
      });
    case 'withdrawn':
      return decided(incident, fact.data.proposal, {
        status: 'withdrawn',
        reason: fact.data.reason,
      });
    case 'voided':
      return decided(incident, fact.data.proposal, { status: 'void', reason: fact.data.because });
    case 'finding-approved':
      return { finding: fact.data };
    case 'finding-voided':
      return { finding: null };
    case 'remedies-planned':
      return { remedies: [...incident.remedies, ...fact.data.remedies] };
    case 'no-remedies-needed':
      return { noRemediesNeeded: true };
    case 'remedy-reported':
      return remedy(incident, fact.data.remedy, { status: 'reported', result: fact.data.result });
    case 'remedy-accepted':
      return remedy(incident, fact.data.remedy, { status: 'accepted' });
    case 'remedy-returned':
      return remedy(incident, fact.data.remedy, { status: 'open' });
    case 'remedy-outstanding':
      return remedy(incident, fact.data.remedy, {
        status: 'outstanding',
        followUp: fact.data.followUp,
      });
    case 'transferred':
      return { transfer: fact.data };
    case 'taken-over':
      return incident.transfer === null
        ? {}
        : { transfer: { ...incident.transfer, takenOver: fact.data.letter } };
    case 'hand-over-asked':
      return { handOverTo: fact.data.to };
    case 'hand-over-answered':
      return fact.data.accepted
        ? { handOverTo: null, handling: fact.data.to }
        : { handOverTo: null };
    case 'stage-entered':
      return { stage: fact.data.stage };
    case 'ended':
      return {
        stage: 'ended',
        ending: fact.data.ending,
        lesson: fact.data.lesson,
        endedAt: at,
        endedBy: fact.data.by,
        handOverTo: null,
      };
    case 'reopened':
      return {
        stage: 'verifying',
        ending: null,
        endedAt: null,
        finding: null,
        transfer: null,
        noRemediesNeeded: false,
        duplicateOf: null,
        reopened: incident.reopened + 1,
      };
    case 'corrected':
      return { [fact.data.field]: fact.data.to };
    case 'reference-added':
      return {
        references: [...incident.references, fact.data.reference],
        level: higherLevel(incident.level, fact.data.reference.level),
      };
    case 'level-changed': {
      const references = incident.references.map((r) =>
        r.id === fact.data.reference
          ? {
              ...r,
              level: fact.data.to,
              abstract: fact.data.to === 'tuyet-mat' ? null : r.abstract,
            }
          : r,
      );
      return { references, level: references.map((r) => r.level).reduce(higherLevel) };
    }
    case 'reader-added':
      return { readers: [...incident.readers, fact.data] };
    case 'linked':
      return { links: [...incident.links, fact.data.number] };
    case 'duplicate-of':
      return { duplicateOf: fact.data.number };
    case 'clock-started':
      return { clocks: [...incident.clocks, fact.data.clock] };
    case 'clock-met':
      return clock(incident, fact.data.clock, (c) => ({ ...c, status: 'met' }));
    case 'clock-stopped':
      return clock(incident, fact.data.clock, (c) => ({ ...c, status: 'stopped' }));
    case 'clock-lapsed':
      return clock(incident, fact.data.clock, () => fact.data.now);
    case 'clock-changed':
      return clock(incident, fact.data.clock.id, () => fact.data.clock);
    case 'ministry-acknowledged':
      return { ministryAcknowledgedAt: at };
    case 'late-report':
      return {};
    case 'lao-decided':
    case 'lao-drafted':
    case 'lao-checked':
    case 'lao-dispatched':
    case 'lao-urged':
    case 'lao-received':
    case 'lao-answered':
    case 'lao-settled':
    case 'lao-round-opened':
    case 'lao-message':
    case 'treaty-changed':
      return { lao: evolveBranch(incident.lao, fact, at) };
    default:
      return assertNever(fact);
  }
}

function decided(incident: Incident, id: string, what: Partial<Proposal>): Partial<Incident> {
  return { proposals: incident.proposals.map((p) => (p.id === id ? { ...p, ...what } : p)) };
}

function remedy(incident: Incident, id: string, what: Partial<Remedy>): Partial<Incident> {
  return { remedies: incident.remedies.map((r) => (r.id === id ? { ...r, ...what } : r)) };
}

function clock(
  incident: Incident,
  id: string,
  change: (clock: RunningClock) => RunningClock,
): Partial<Incident> {
  return { clocks: incident.clocks.map((c) => (c.id === id ? change(c) : c)) };
}
