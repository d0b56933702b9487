import type { LaoBranch } from '../lao-side/branch.ts';
import type { RunningClock } from '../clocks/clock.ts';
import type { OfficeId } from '../offices/office.ts';
import type { PersonId } from '../offices/person.ts';
import type { CivilDate, Instant } from '../time/instant.ts';
import type { Proposal } from './proposal.ts';
import type {
  Cause,
  DispatchChannel,
  DocumentKind,
  Ending,
  ExchangeStatus,
  FindingResult,
  Form,
  Kind,
  Level,
  Origin,
  RemedyKind,
  Stage,
  TransferChannel,
} from './vocabulary.ts';

/** What the case is about: where the secret can be found, never the secret itself. */
export interface Reference {
  readonly id: string;
  /** Number or symbol of the document, name of the object or place. */
  readonly number: string;
  readonly date: CivilDate | null;
  readonly issuingBody: string;
  /** The body that determined the secret, where it is one of the directory. */
  readonly issuingOffice: OfficeId | null;
  readonly level: Level;
  readonly form: Form;
  readonly holder: string;
  readonly origin: Origin;
  readonly exchange: ExchangeStatus;
  /** None for Tuyệt mật (Decree 63/2026 art. 6). */
  readonly abstract: string | null;
  /** Entry of the register of exchanged information; null when it is not registered. */
  readonly register: string | null;
}

export interface Addressee {
  readonly office: OfficeId;
  readonly since: Instant;
  /** `sent` by the office concerned, `lapsed` onto it, or `told` by the system (the Ministry). */
  readonly how: 'sent' | 'lapsed' | 'told';
  readonly acknowledgedAt: Instant | null;
}

export interface Containment {
  readonly doneAt: Instant;
  readonly what: string;
  readonly office: OfficeId;
}

export interface Originator {
  readonly office: OfficeId;
  readonly references: readonly string[];
  readonly toldAt: Instant;
  readonly assessment: { readonly damage: boolean; readonly text: string } | null;
  readonly assessedAt: Instant | null;
  /** The answer did not come in time; noted, and no bar to the closing any more. */
  readonly lapsed: boolean;
}

export interface Participant {
  readonly office: OfficeId;
  readonly answer: 'awaited' | 'accepted' | 'declined';
  readonly reason: string | null;
}

/** A document by checksum, with the place where it is kept. */
export interface CaseDocument {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly sha256: string;
  readonly place: string;
  readonly by: PersonId;
  readonly at: Instant;
}

export interface Finding {
  readonly proposal: string;
  readonly result: FindingResult;
  readonly causes: readonly Cause[];
  readonly circumstances: string;
  readonly responsible: string | null;
  readonly approvedAt: Instant;
}

/** The five clears: person and office, job, responsibility, due, product. */
export interface Remedy {
  readonly id: string;
  readonly kind: RemedyKind;
  readonly office: OfficeId;
  readonly person: string;
  readonly job: string;
  readonly product: string;
  readonly due: CivilDate;
  /** `order` to a body that the handling office commands; kiến nghị to all others. */
  readonly mode: 'order' | 'recommendation';
  readonly status: 'open' | 'reported' | 'accepted' | 'outstanding';
  readonly result: string | null;
  /** Who follows a remedy that was closed as outstanding. */
  readonly followUp: OfficeId | null;
}

export interface Transfer {
  readonly channel: TransferChannel;
  readonly body: string;
  readonly approvedAt: Instant;
  readonly takenOver: string | null;
}

export interface Reader {
  readonly person: PersonId | null;
  readonly office: OfficeId | null;
  readonly why: string;
}

export interface SentDispatch {
  readonly proposal: string;
  readonly number: string;
  readonly channel: DispatchChannel;
  readonly at: Instant;
}

/** The whole case as the facts have made it; `evolve` is the only place that changes it. */
export interface Incident {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly stage: Stage;
  readonly ending: Ending | null;
  readonly drill: boolean;
  readonly kind: Kind;
  readonly discoveredAt: Instant;
  readonly reportedAt: Instant;
  readonly words: string;
  readonly reporter: { readonly person: PersonId; readonly office: OfficeId };
  /** On paper by a clerk: in whose name. */
  readonly reportedFor: string | null;
  readonly bypass: boolean;
  /** The body that manages the information. */
  readonly reportingOffice: OfficeId;
  /** Who has to send it to the police: the reporting office, or with bypass one office higher. */
  readonly receivingOffice: OfficeId;
  readonly references: readonly Reference[];
  readonly level: Level;
  readonly addressees: readonly Addressee[];
  readonly handling: OfficeId | null;
  /** Offices that a lapse has told: they may act in the place of the one that did not. */
  readonly raisedTo: readonly OfficeId[];
  readonly oralNoticeAt: Instant | null;
  readonly dispatch: SentDispatch | null;
  readonly containments: readonly Containment[];
  readonly originators: readonly Originator[];
  readonly preliminaryAt: Instant | null;
  readonly participants: readonly Participant[];
  readonly documents: readonly CaseDocument[];
  readonly proposals: readonly Proposal[];
  readonly finding: Finding | null;
  readonly remedies: readonly Remedy[];
  readonly noRemediesNeeded: boolean;
  readonly transfer: Transfer | null;
  readonly handOverTo: OfficeId | null;
  readonly readers: readonly Reader[];
  readonly links: readonly string[];
  readonly duplicateOf: string | null;
  readonly lesson: string | null;
  readonly endedAt: Instant | null;
  readonly endedBy: OfficeId | null;
  readonly reopened: number;
  readonly ministryToldAt: Instant | null;
  readonly ministryAcknowledgedAt: Instant | null;
  readonly clocks: readonly RunningClock[];
  readonly lao: LaoBranch;
}

/** Whether any reference was exchanged, is Lao, or was made jointly (Decision 801 II.1). */
export function concernsAgreement(incident: Pick<Incident, 'references'>): boolean {
  return incident.references.some(
    (r) => r.exchange !== 'not-exchanged' || r.origin !== 'vietnamese',
  );
}
