import type { Text } from '../../../domain/text.ts';
import type { Names } from '../context.ts';
import type { KeptBySeen } from '../plans/seen.ts';
import type { ClockTold } from '../story/seen.ts';

/** Words of the plan, and where they stand. */
export interface PassageSeen {
  readonly section: string;
  readonly point: string | null;
  readonly letter: string | null;
  readonly dash: number | null;
  readonly quote: string;
}

interface DocumentSeen {
  readonly sha256: string;
  readonly title: string;
}

/** A product as it was handed in. */
export interface ProductSeen {
  readonly revision: number;
  readonly document: DocumentSeen;
  readonly note: string;
  readonly list: string | null;
  readonly checksum: string;
  readonly by: string;
  readonly at: string;
  readonly arrival: string;
}

/** One product that is due. */
export interface OccurrenceSeen {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly due: string | null;
  readonly submissions: readonly ProductSeen[];
  readonly lateSince: string | null;
  readonly returnReason: string | null;
  readonly acceptedAt: string | null;
}

/** A task as the server shows it to whoever may read it. */
export interface TaskSeen {
  readonly id: string;
  readonly number: string;
  readonly drill: boolean;
  readonly stage: string;
  readonly ending: string | null;
  readonly standing: string;
  readonly plan: { readonly plan: string; readonly number: string; readonly title: string };
  readonly task: string;
  readonly own: { readonly carriesOut: string | null } | null;
  readonly office: string;
  readonly owner: string;
  readonly passages: readonly PassageSeen[];
  readonly clears: {
    readonly person: { readonly named: string | null; readonly office: string };
    readonly job: string;
    readonly responsibility: {
      readonly role: string;
      readonly lead: string | null;
      readonly accepts: string;
    };
    readonly due: string;
    readonly product: string | null;
    readonly proposed: readonly string[];
  };
  readonly homes: readonly {
    readonly office: string;
    readonly since: string;
    readonly why: string;
  }[];
  readonly contests: readonly {
    readonly office: string;
    readonly by: string;
    readonly at: string;
    readonly reason: string;
    readonly decision: string | null;
    readonly words: string | null;
  }[];
  readonly invitation: { readonly takesPart: boolean; readonly words: string } | null;
  readonly progress: {
    readonly at: string;
    readonly percent: number | null;
    readonly words: string;
  } | null;
  readonly occurrences: readonly OccurrenceSeen[];
  readonly decisions: readonly {
    readonly id: string;
    readonly subject: string;
    readonly number: string;
    readonly date: string;
    readonly covers: string;
    readonly reviewOn: string;
    readonly status: string;
  }[];
  readonly keptBy: KeptBySeen | null;
  readonly missingSubjects: readonly string[];
  readonly terms: {
    readonly nature: {
      /** The subjects of which each asks for a registered decision; other kinds have none. */
      readonly subjects?: readonly { readonly id: string; readonly name: Text }[];
    };
  };
  readonly regulation: {
    readonly drafts: readonly (DocumentSeen & { readonly at: string })[];
    readonly opinions: readonly { readonly from: string; readonly text: string }[];
    readonly issued: (DocumentSeen & { readonly number: string; readonly date: string }) | null;
  };
  readonly list: {
    readonly forwarded: { readonly number: string; readonly date: string } | null;
    readonly appraised: {
      readonly number: string;
      readonly date: string;
      readonly result: string;
      readonly words: string;
    } | null;
  };
  readonly inspections: readonly {
    readonly on: string;
    readonly inspected: string;
    readonly findings: string;
  }[];
  readonly commendations: readonly { readonly whom: string; readonly why: string }[];
  readonly handedOver: {
    readonly proposals: readonly string[];
    readonly notNeeded?: string;
    readonly at: string;
  } | null;
  readonly mergedInto: string | null;
  readonly standstill: string | null;
  readonly clocks: readonly ClockTold[];
  readonly acts: readonly string[];
  readonly names: Names;
}

/** The newest product of an occurrence. */
export function newestSeen({ submissions }: OccurrenceSeen): ProductSeen | undefined {
  return submissions.at(-1);
}
