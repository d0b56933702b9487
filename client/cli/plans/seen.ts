import type { Names } from '../context.ts';

/** What lists, and everything else about a plan, tell of it. */
export interface ListedPlanSeen {
  readonly id: string;
  readonly number: string;
  readonly drill: boolean;
  readonly plan: string;
  readonly title: string;
  readonly stage: string;
  readonly ending: string | null;
  readonly edition: number;
  readonly owner: string;
  readonly document: { readonly number: string; readonly date: string } | null;
  readonly adoptedAt: string | null;
  readonly tasks: number;
}

export interface MissingClearSeen {
  readonly task: string;
  readonly job: string;
  readonly clear: string;
  readonly proposed: string | null;
}

export interface PlanProposalSeen {
  readonly id: string;
  readonly kind: string;
  readonly edition: number;
  readonly reason: string;
  readonly author: string;
  readonly checksum: string;
  readonly status: string;
}

/** A plan as whoever signed in sees it. */
export interface PlanSeen extends ListedPlanSeen {
  readonly month: string | null;
  readonly followUp: { readonly office: string; readonly desk: string };
  readonly upper: { readonly citation: string; readonly name: string } | null;
  readonly phases: readonly {
    readonly id: string;
    readonly name: string;
    readonly from: string;
    readonly to: string | null;
    readonly state: string;
  }[];
  readonly proposals: readonly PlanProposalSeen[];
  readonly loaded: readonly { readonly edition: number; readonly checksum: string }[];
  readonly standstill: { readonly by: string; readonly reason: string } | null;
  readonly missing: readonly MissingClearSeen[];
  readonly decidesOn: { readonly edition: number; readonly checksum: string };
  readonly acts: readonly string[];
  readonly names: Names;
}

interface HoldersSeen {
  readonly text: string;
}

/** Which other process carries a task out, by which reports. */
export interface KeptBySeen {
  readonly process: string;
  readonly reports: readonly string[];
}

/** A task of a plan beside its document. */
export interface PlanTaskSeen {
  readonly task: string;
  readonly job: string;
  readonly lead: HoldersSeen;
  readonly coordinating: HoldersSeen;
  readonly asked: HoldersSeen;
  readonly unassigned: HoldersSeen;
  readonly due: string | null;
  readonly product: string | null;
  readonly proposed: readonly string[];
  readonly keptBy: KeptBySeen | null;
}

export interface PassageSeen {
  readonly at: string;
  readonly text: string;
  readonly tasks: readonly { readonly task: string; readonly as: string }[];
  readonly noTask: readonly { readonly reason: string; readonly why: string }[];
}

/** The document of a plan, passage by passage. */
export interface PlanTextSeen {
  readonly whole: boolean;
  readonly tasks: readonly PlanTaskSeen[];
  readonly passages: readonly PassageSeen[];
}

export type CountsSeen = Readonly<Record<string, number>>;

/** How far a plan has come. */
export interface PlanProgressSeen {
  readonly plan: { readonly number: string; readonly title: string };
  readonly whole: CountsSeen;
  readonly phases: readonly {
    readonly phase: string | null;
    readonly name: string | null;
    readonly counts: CountsSeen;
  }[];
  readonly branches: readonly {
    readonly office: string;
    readonly counts: CountsSeen;
    readonly bodies: readonly { readonly office: string; readonly counts: CountsSeen }[];
  }[];
  readonly behind: readonly {
    readonly number: string;
    readonly office: string;
    readonly state: string;
    readonly named: string | null;
    readonly since: string;
  }[];
  readonly names: Names;
}

/** Which offices have something of their own below the tasks of a plan. */
export interface PlanCoverageSeen {
  readonly plan: { readonly number: string; readonly title: string };
  readonly offices: readonly { readonly office: string; readonly covered: boolean }[];
  readonly none: readonly string[];
  readonly rows: readonly {
    readonly task: string;
    readonly covered: number;
    readonly keptBy: KeptBySeen | null;
    readonly offices: readonly { readonly office: string; readonly covered: boolean }[];
  }[];
  readonly below: readonly { readonly number: string; readonly owner: string }[];
  readonly names: Names;
}
