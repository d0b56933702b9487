import type { OfficeId } from '../offices/office.ts';
import type { PersonId } from '../offices/person.ts';
import type { FieldCheck, NoticeForm, Round } from '../lao-side/notice-form.ts';
import type { Instant } from '../time/instant.ts';
import type { Reference } from './incident.ts';
import type { ProposalContent, RemedyPlan } from './proposal.ts';
import type { DispatchChannel, DocumentKind, Kind, Level } from './vocabulary.ts';

type Content<K extends ProposalContent['kind']> = Omit<
  Extract<ProposalContent, { kind: K }>,
  'kind'
>;

/** A reference as it is reported; the case gives it its id. */
export type NewReference = Omit<Reference, 'id'>;

/** What a report says (the intake's form). */
export interface ReportData {
  readonly kind: Kind;
  readonly discoveredAt: Instant;
  readonly words: string;
  readonly references: readonly NewReference[];
  readonly bypass: boolean;
  readonly reportedFor: string | null;
  /** The office that manages the information, when it is not the reporter's own. */
  readonly managingOffice: OfficeId | null;
  /** The reporter states that nothing here is secret content. */
  readonly attested: true;
}

/** Each act a person can do on a case, with what it says. One key per act, one meaning per key. */
export interface ActData {
  'propose-dispatch': { readonly to: OfficeId | null; readonly override: string | null };
  'give-oral-notice': { readonly to: OfficeId | null; readonly override: string | null };
  dispatch: { readonly number: string; readonly channel: DispatchChannel };
  acknowledge: Record<never, never>;
  'take-case': { readonly reason: string };
  contain: { readonly what: string; readonly doneAt: Instant };
  'tell-originator': { readonly office: OfficeId; readonly references: readonly string[] };
  'assess-damage': { readonly damage: boolean; readonly text: string };
  'report-preliminary': { readonly summary: string };
  'propose-joint-verification': Content<'joint-verification'>;
  'answer-participation': { readonly accept: boolean; readonly reason: string | null };
  'add-document': {
    readonly kind: DocumentKind;
    readonly title: string;
    readonly sha256: string;
    readonly place: string;
  };
  'propose-finding': Content<'finding'>;
  'plan-remedies': { readonly remedies: readonly RemedyPlan[] };
  'propose-no-remedies': Content<'no-remedies'>;
  'report-remedy': { readonly remedy: string; readonly result: string };
  'accept-remedy': { readonly remedy: string };
  'return-remedy': { readonly remedy: string; readonly reason: string };
  'propose-remedy-outstanding': Content<'remedy-outstanding'>;
  'propose-transfer': Content<'transfer'>;
  'record-take-over': { readonly letter: string };
  'propose-hand-over': Content<'hand-over'>;
  'answer-hand-over': { readonly accept: boolean; readonly reason: string | null };
  'propose-closure': Content<'closure'>;
  approve: {
    readonly proposal: string;
    /** The checksum of what the approver read. */
    readonly checksum: string;
  };
  return: {
    readonly proposal: string;
    readonly reason: string;
    /** A returned closure goes to closing or back to remedying, as the approver says. */
    readonly to: 'closing' | 'remedying' | null;
  };
  withdraw: { readonly proposal: string; readonly reason: string };
  reopen: { readonly reason: string };
  'extend-clock': {
    readonly clock: string;
    readonly until: Instant;
    readonly reason: string;
  };
  correct: {
    readonly field: 'kind' | 'discoveredAt' | 'words';
    readonly value: string;
    readonly reason: string;
  };
  'add-reference': { readonly reference: NewReference };
  'change-level': { readonly reference: string; readonly level: Level; readonly reason: string };
  'add-reader': {
    readonly person: PersonId | null;
    readonly office: OfficeId | null;
    readonly reason: string;
  };
  'link-case': { readonly number: string };
  'mark-duplicate': { readonly of: string; readonly reason: string };
  'propose-lao-decision': Content<'lao-decision'>;
  'draft-lao-notice': { readonly round: Round; readonly form: NoticeForm };
  'draft-lao-urging': { readonly round: Round; readonly form: NoticeForm };
  'check-releasability': {
    readonly proposal: string;
    readonly checksum: string;
    readonly fields: readonly FieldCheck[];
  };
  'dispatch-to-lao-side': {
    readonly proposal: string;
    readonly number: string;
    readonly channel: DispatchChannel;
    readonly courier: string;
    readonly seal: string;
    readonly sha256: string;
  };
  'record-lao-receipt': { readonly round: Round; readonly receivedAt: Instant };
  'record-lao-answer': { readonly round: Round; readonly text: string; readonly at: Instant };
  'record-lao-message': {
    readonly direction: 'to-lao-side' | 'from-lao-side';
    readonly number: string;
    readonly summary: string;
    readonly at: Instant;
  };
  'propose-lao-not-needed': Content<'lao-not-needed'>;
}

export type ActKind = keyof ActData;

/** An act as the console or the command line sends it. */
export type Act = { [K in ActKind]: { readonly kind: K; readonly data: ActData[K] } }[ActKind];

/**
 * What the engine itself tells the case: look what is due. The first look takes the report in;
 * every other one finds lapses, a changed calendar or treaty, or nothing.
 */
export interface EngineCommand {
  readonly kind: 'look';
  readonly report?: ReceivedReport;
}

/** A report as intake kept it. */
export interface ReceivedReport {
  readonly number: string;
  readonly receivedAt: Instant;
  readonly person: PersonId;
  readonly office: OfficeId;
  readonly drill: boolean;
  readonly report: ReportData;
}

export type Command = Act | EngineCommand;
