import type { Names } from '../context.ts';
import type { ClockTold } from '../story/seen.ts';

/** A document that an answer names. */
export interface DocumentSeen {
  readonly sha256: string;
  readonly title: string;
}

/** A difficulty as the server shows it to whoever may read it. */
export interface DifficultySeen {
  readonly number: string;
  readonly drill: boolean;
  readonly stage: string;
  readonly ending: string | null;
  readonly about: { readonly plan: string; readonly task: string | null } | null;
  readonly planNumber: string | null;
  readonly office: string;
  readonly raisedBy: string;
  readonly raisedAt: string;
  readonly words: string;
  readonly holder: string;
  readonly stations: readonly {
    readonly office: string;
    readonly since: string;
    readonly takenUpBy: string | null;
    readonly passedUp: { readonly by: string; readonly at: string; readonly reason: string } | null;
  }[];
  readonly above: readonly string[];
  readonly draft: {
    readonly words: string;
    readonly document: DocumentSeen | null;
    readonly by: string;
    readonly checksum: string;
  } | null;
  readonly answers: readonly {
    readonly office: string;
    readonly words: string;
    readonly document: DocumentSeen | null;
    readonly draftedBy: string;
    readonly approvedBy: string;
    readonly signedAs: string;
    readonly at: string;
  }[];
  readonly clocks: readonly ClockTold[];
  readonly acts: readonly string[];
  readonly names: Names;
}
