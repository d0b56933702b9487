import type { Names } from '../context.ts';

/** What happened, told by the server in a sentence. */
export interface TimelineLine {
  readonly happenedAt: string;
  readonly recordedAt: string;
  readonly by: {
    readonly kind: 'person' | 'clock' | 'process';
    readonly name: string | null;
    readonly office: string | null;
    readonly capacity: string | null;
  } | null;
  readonly text: string;
}

/** A clock with the way to its deadline. */
export interface ClockTold {
  readonly id: string;
  readonly name: string;
  readonly word: string | null;
  readonly owner: string;
  readonly status: string;
  readonly due: string;
  readonly firstDue: string;
  readonly aim: string | null;
  readonly lapses: number;
  readonly provisional: boolean;
  readonly citation: string;
  readonly certainty: string;
  readonly steps: readonly {
    readonly at: string;
    readonly text: string;
    readonly basis: string | null;
  }[];
}

/** What was laid before an approver, and what they decided. */
export interface Proposal {
  readonly id: string;
  readonly content: Readonly<Record<string, unknown>> & { readonly kind: string };
  readonly author: string;
  readonly office: string;
  readonly proposedAt: string;
  readonly checksum: string;
  readonly status: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly signedAs: string | null;
  readonly reason: string | null;
}

export interface Remedy {
  readonly id: string;
  readonly kind: string;
  readonly office: string;
  readonly person: string;
  readonly job: string;
  readonly product: string;
  readonly due: string;
  readonly mode: string;
  readonly status: string;
  readonly result: string | null;
  readonly followUp: string | null;
}

export interface Reference {
  readonly id: string;
  readonly number: string;
  readonly date: string | null;
  readonly issuingBody: string;
  readonly level: string;
  readonly form: string;
  readonly holder: string;
  readonly origin: string;
  readonly exchange: string;
}

/** One of the two rounds to the Lao side, as the Ministry sees it. */
export interface LaoRound {
  readonly round: number;
  readonly stage: string;
  readonly checks: readonly { readonly field: string; readonly released: boolean }[];
  readonly checkedBy: string | null;
  readonly dispatch: {
    readonly number: string;
    readonly channel: string;
    readonly courier: string;
    readonly seal: string;
    readonly at: string;
    readonly sha256: string;
  } | null;
  readonly receivedAt: string | null;
  readonly answer: { readonly text: string; readonly at: string } | null;
  readonly urgedAt: readonly string[];
  readonly settledAs: string | null;
}

/** A case as the server shows it to whoever may see it; parts are missing for narrower readers. */
export interface Story {
  readonly number: string;
  readonly stage: string;
  readonly drill: boolean;
  readonly scope: string;
  readonly names: Names;
  readonly receivedAt?: string;
  readonly kind?: string;
  readonly level?: string;
  readonly ending?: string | null;
  readonly discoveredAt?: string;
  readonly reportedAt?: string;
  readonly words?: string;
  readonly bypass?: boolean;
  readonly reporter?: { readonly person: string; readonly office: string };
  readonly reportedFor?: string | null;
  readonly reportingOffice?: string;
  readonly receivingOffice?: string;
  readonly addressees?: readonly {
    readonly office: string;
    readonly since: string;
    readonly how: string;
    readonly acknowledgedAt: string | null;
  }[];
  readonly handling?: string | null;
  readonly oralNoticeAt?: string | null;
  readonly dispatch?: {
    readonly number: string;
    readonly channel: string;
    readonly at: string;
  } | null;
  readonly originators?: readonly {
    readonly office: string;
    readonly toldAt: string;
    readonly assessment: { readonly damage: boolean; readonly text: string } | null;
    readonly assessedAt: string | null;
    readonly lapsed: boolean;
  }[];
  readonly participants?: readonly {
    readonly office: string;
    readonly answer: string;
    readonly reason: string | null;
  }[];
  readonly documents?: readonly {
    readonly id: string;
    readonly kind: string;
    readonly title: string;
    readonly sha256: string;
    readonly place: string;
    readonly at: string;
  }[];
  readonly finding?: {
    readonly result: string;
    readonly causes: readonly string[];
    readonly circumstances: string;
    readonly responsible: string | null;
  } | null;
  readonly transfer?: {
    readonly channel: string;
    readonly body: string;
    readonly approvedAt: string;
    readonly takenOver: string | null;
  } | null;
  readonly lesson?: string | null;
  readonly endedAt?: string | null;
  readonly endedBy?: string | null;
  readonly reopened?: number;
  readonly links?: readonly string[];
  readonly duplicateOf?: string | null;
  readonly references?: readonly Reference[];
  readonly proposals?: readonly Proposal[];
  readonly noRemediesNeeded?: boolean;
  readonly remedies?: readonly Remedy[];
  readonly readers?: readonly {
    readonly person: string | null;
    readonly office: string | null;
    readonly why: string;
  }[];
  readonly gates?: readonly string[];
  readonly acts?: readonly string[];
  readonly laoSide?: {
    readonly concerned: boolean;
    readonly treaty: string;
    readonly told: readonly { readonly round: number; readonly at: string }[];
    readonly settled: boolean;
  };
  readonly lao?: {
    readonly decision: string;
    readonly treaty: string;
    readonly rounds: readonly LaoRound[];
    readonly messages: readonly {
      readonly direction: string;
      readonly number: string;
      readonly summary: string;
      readonly at: string;
    }[];
  } | null;
}
