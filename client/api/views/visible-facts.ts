import type { Fact, FactKind } from '../../../domain/incident/fact.ts';
import type { Incident } from '../../../domain/incident/incident.ts';
import type { StoredFact } from '../../../records/facts.ts';
import type { OpenedCase } from '../cases.ts';
import { isOwn } from '../cases.ts';
import { isLao, ownPart } from './incident-view.ts';

/** A fact of a case as it is stored. */
export type CaseFact = Omit<StoredFact, 'kind' | 'data'> & Fact;

// What the reporter follows: that it was reported, and how far it is.
const OF_RECEIPT: readonly FactKind[] = ['reported', 'stage-entered'];

/** The facts of a case that its reader may see, in order. */
export function visibleFacts(opened: OpenedCase, facts: readonly StoredFact[]): CaseFact[] {
  const ofCase = facts as readonly CaseFact[];
  switch (opened.scope) {
    case 'ministry':
      return [...ofCase];
    case 'case':
      return ofCase.filter((fact) => !isOfBranch(opened.incident, fact));
    case 'references':
    case 'remedies':
      return ofCase.flatMap((fact) => partOfFact(opened, fact));
    case 'receipt':
      return ofCase.filter((fact) => OF_RECEIPT.includes(fact.kind));
  }
}

/** Drafts, checks and letters to the Lao side; that it was told is for everybody on the case. */
function isOfBranch(incident: Incident, fact: CaseFact): boolean {
  switch (fact.kind) {
    case 'lao-dispatched':
    case 'treaty-changed':
      return false;
    case 'proposed':
      return isLao(fact.data.content.kind);
    case 'approved':
    case 'returned':
    case 'withdrawn':
    case 'voided': {
      const { proposal } = fact.data;
      const content = incident.proposals.find((p) => p.id === proposal)?.content;
      return content === undefined || isLao(content.kind);
    }
    case 'clock-started':
    case 'clock-changed':
      return fact.data.clock.process === 'lao-side';
    case 'clock-met':
    case 'clock-stopped':
    case 'clock-lapsed': {
      const { clock } = fact.data;
      return incident.clocks.find((c) => c.id === clock)?.process === 'lao-side';
    }
    default:
      return isLao(fact.kind);
  }
}

/** A fact as far as it is about the reader's own office: as originator, or with remedies to do. */
function partOfFact(opened: OpenedCase, fact: CaseFact): CaseFact[] {
  const { who } = opened;
  const mine = new Set(ownPart(opened).remedies.map((r) => r.id));
  switch (fact.kind) {
    case 'originator-told':
    case 'damage-assessed':
    case 'originator-silent':
      return isOwn(who, fact.data.office) ? [fact] : [];
    case 'remedies-planned': {
      const remedies = fact.data.remedies.filter((r) => mine.has(r.id));
      return remedies.length === 0 ? [] : [{ ...fact, data: { remedies } }];
    }
    case 'remedy-reported':
    case 'remedy-accepted':
    case 'remedy-returned':
    case 'remedy-outstanding':
      return mine.has(fact.data.remedy) ? [fact] : [];
    default:
      return [];
  }
}
