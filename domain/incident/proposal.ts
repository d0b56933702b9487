import type { OfficeId } from '../offices/office.ts';
import type { PersonId } from '../offices/person.ts';
import type { CivilDate, Instant } from '../time/instant.ts';
import type { NoticeForm } from '../lao-side/notice-form.ts';
import type { Cause, FindingResult, RemedyKind, TransferChannel } from './vocabulary.ts';

/** What is laid before an approver; its checksum is what the decision is bound to. */
export type ProposalContent =
  | { readonly kind: 'dispatch'; readonly to: OfficeId; readonly override: string | null }
  | { readonly kind: 'joint-verification'; readonly offices: readonly OfficeId[] }
  | {
      readonly kind: 'finding';
      readonly result: FindingResult;
      readonly causes: readonly Cause[];
      readonly circumstances: string;
      readonly responsible: string | null;
    }
  | { readonly kind: 'no-remedies'; readonly reason: string }
  | {
      readonly kind: 'remedy-outstanding';
      readonly remedy: string;
      readonly reason: string;
      readonly followUp: OfficeId;
    }
  | {
      readonly kind: 'transfer';
      readonly channel: TransferChannel;
      readonly body: string;
      readonly reason: string;
    }
  | { readonly kind: 'hand-over'; readonly to: OfficeId; readonly reason: string }
  | { readonly kind: 'closure'; readonly lesson: string; readonly summary: string }
  | {
      readonly kind: 'lao-decision';
      readonly decision: 'needed' | 'not-needed' | 'not-yet';
      readonly reason: string;
    }
  | { readonly kind: 'lao-notice'; readonly round: 1 | 2; readonly form: NoticeForm }
  | { readonly kind: 'lao-urging'; readonly round: 1 | 2; readonly form: NoticeForm }
  | { readonly kind: 'lao-not-needed'; readonly round: 1 | 2; readonly reason: string };

export type ProposalKind = ProposalContent['kind'];

/** The signing capacity that stands on a decision (Decree 30/2020 art. 13). */
export type SigningForm = 'none' | 'TM.' | 'KT.' | 'TL.' | 'TUQ.' | 'Q.';

export interface Proposal {
  readonly id: string;
  readonly content: ProposalContent;
  readonly author: PersonId;
  readonly office: OfficeId;
  readonly proposedAt: Instant;
  /** SHA-256 of the canonical proposal: content, references, documents, kind of the case. */
  readonly checksum: string;
  readonly status: 'open' | 'approved' | 'returned' | 'withdrawn' | 'void';
  readonly decidedBy: PersonId | null;
  readonly decidedAt: Instant | null;
  readonly signedAs: SigningForm | null;
  readonly reason: string | null;
}

/** What a planned remedy must say: the five clears. */
export interface RemedyPlan {
  readonly kind: RemedyKind;
  readonly office: OfficeId;
  readonly person: string;
  readonly job: string;
  readonly product: string;
  readonly due: CivilDate;
}
