// Stored for decades: add kinds and optional fields, never change or remove one.
import type { ClockFacts } from '../cases/deciding.ts';
import type { FieldCheck, Round } from '../lao-side/notice-form.ts';
import type { LaoDecision, LaoDispatch, LaoMessage, TreatyStatus } from '../lao-side/branch.ts';
import type { OfficeId } from '../offices/office.ts';
import type { PersonId } from '../offices/person.ts';
import type { Instant } from '../time/instant.ts';
import type {
  Addressee,
  CaseDocument,
  Containment,
  Finding,
  Participant,
  Reader,
  Reference,
  Remedy,
  SentDispatch,
  Transfer,
} from './incident.ts';
import type { Proposal, SigningForm } from './proposal.ts';
import type { Ending, Kind, Level, Stage } from './vocabulary.ts';

/** Everything that can have happened in a case; kind and what it says. */
export interface FactData extends ClockFacts {
  reported: {
    readonly number: string;
    readonly drill: boolean;
    readonly kind: Kind;
    readonly discoveredAt: Instant;
    readonly words: string;
    readonly reporter: { readonly person: PersonId; readonly office: OfficeId };
    readonly reportedFor: string | null;
    readonly bypass: boolean;
    readonly reportingOffice: OfficeId;
    readonly receivingOffice: OfficeId;
    readonly references: readonly Reference[];
    readonly treaty: TreatyStatus;
  };
  'oral-notice-given': { readonly to: OfficeId; readonly override: string | null };
  dispatched: SentDispatch & { readonly to: OfficeId };
  addressed: Pick<Addressee, 'office' | 'how'>;
  raised: { readonly office: OfficeId; readonly clock: string };
  acknowledged: { readonly office: OfficeId };
  'ministry-told': Record<never, never>;
  'ministry-acknowledged': Record<never, never>;
  'case-taken': { readonly office: OfficeId; readonly reason: string };
  contained: Containment;
  'originator-told': { readonly office: OfficeId; readonly references: readonly string[] };
  'damage-assessed': {
    readonly office: OfficeId;
    readonly damage: boolean;
    readonly text: string;
  };
  'originator-silent': { readonly office: OfficeId };
  'preliminary-reported': { readonly summary: string };
  'verification-opened': { readonly participants: readonly OfficeId[] };
  'participation-answered': Participant;
  'document-added': CaseDocument;
  proposed: Proposal;
  approved: {
    readonly proposal: string;
    readonly checksum: string;
    readonly by: PersonId;
    readonly signedAs: SigningForm;
  };
  returned: { readonly proposal: string; readonly by: PersonId; readonly reason: string };
  withdrawn: { readonly proposal: string; readonly reason: string };
  voided: { readonly proposal: string; readonly because: string };
  'finding-approved': Finding;
  'finding-voided': { readonly proposal: string };
  'remedies-planned': { readonly remedies: readonly Remedy[] };
  'no-remedies-needed': { readonly reason: string };
  'remedy-reported': { readonly remedy: string; readonly result: string };
  'remedy-accepted': { readonly remedy: string };
  'remedy-returned': { readonly remedy: string; readonly reason: string };
  'remedy-outstanding': {
    readonly remedy: string;
    readonly followUp: OfficeId;
    readonly reason: string;
  };
  transferred: Transfer;
  'taken-over': { readonly letter: string };
  'hand-over-asked': { readonly to: OfficeId };
  'hand-over-answered': {
    readonly to: OfficeId;
    readonly accepted: boolean;
    readonly reason: string | null;
  };
  'stage-entered': { readonly stage: Stage };
  ended: { readonly ending: Ending; readonly lesson: string | null; readonly by: OfficeId | null };
  reopened: { readonly reason: string };
  corrected: {
    readonly field: 'kind' | 'discoveredAt' | 'words';
    readonly from: string;
    readonly to: string;
    readonly reason: string;
  };
  'reference-added': { readonly reference: Reference };
  'level-changed': {
    readonly reference: string;
    readonly from: Level;
    readonly to: Level;
    readonly reason: string;
  };
  'reader-added': Reader;
  linked: { readonly number: string };
  'duplicate-of': { readonly number: string; readonly reason: string };
  'late-report': { readonly clock: string; readonly minutes: number };
  'lao-decided': { readonly decision: LaoDecision; readonly reason: string };
  'lao-drafted': { readonly round: Round; readonly proposal: string };
  'lao-checked': {
    readonly round: Round;
    readonly proposal: string;
    readonly fields: readonly FieldCheck[];
    readonly by: PersonId;
  };
  'lao-dispatched': { readonly round: Round; readonly dispatch: LaoDispatch };
  'lao-urged': { readonly round: Round; readonly dispatch: LaoDispatch };
  'lao-received': { readonly round: Round; readonly receivedAt: Instant };
  'lao-answered': { readonly round: Round; readonly text: string; readonly at: Instant };
  'lao-settled': { readonly round: Round; readonly as: 'answered' | 'not-needed' };
  'lao-round-opened': { readonly round: Round };
  'lao-message': LaoMessage;
  'treaty-changed': { readonly treaty: TreatyStatus; readonly basis: string };
}

export type FactKind = keyof FactData;

/** A fact of a case before it gets its place, its author and its moment. */
export type Fact = { [K in FactKind]: { readonly kind: K; readonly data: FactData[K] } }[FactKind];
