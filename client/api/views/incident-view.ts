import type { RunningClock } from '../../../domain/clocks/clock.ts';
import type { ActKind } from '../../../domain/incident/act.ts';
import type { Incident } from '../../../domain/incident/incident.ts';
import { concernsAgreement } from '../../../domain/incident/incident.ts';
import { openGates } from '../../../domain/incident/progress.ts';
import type { Gate } from '../../../domain/incident/progress.ts';
import type { LaoBranch } from '../../../domain/lao-side/branch.ts';
import { isSettled } from '../../../domain/lao-side/branch.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { isOwn } from '../cases.ts';
import type { OpenedCase } from '../cases.ts';
import { possibleActs } from './possible-acts.ts';

type Own = Pick<Incident, 'id' | 'number' | 'stage' | 'drill'> & { readonly receivedAt: Instant };

/** What the reporter sees of their report: number, stage, and their own words. */
export type ReceiptView = Own & { readonly scope: 'receipt'; readonly words: string };

/** What a body sees that is asked about its own: its references, its remedies. */
export type PartView = Own &
  Pick<Incident, 'level' | 'references' | 'originators' | 'remedies'> & {
    readonly scope: 'references' | 'remedies';
    readonly clocks: readonly ClockLine[];
    readonly acts: readonly ActKind[];
  };

/** What those see who work on the case; the drafts to the Lao side are the Ministry's alone. */
export type WholeView = Omit<Incident, 'clocks' | 'lao'> & {
  readonly scope: 'case' | 'ministry';
  readonly clocks: readonly ClockLine[];
  readonly gates: readonly Gate[];
  readonly acts: readonly ActKind[];
  readonly laoSide: LaoSideView;
  /** The whole branch, for the Ministry; null for everybody else. */
  readonly lao: LaoBranch | null;
};

/** That the Lao side was told, and when: what other offices than the Ministry see. */
export interface LaoSideView {
  readonly concerned: boolean;
  readonly treaty: LaoBranch['treaty'];
  readonly told: readonly { readonly round: 1 | 2; readonly at: Instant }[];
  readonly settled: boolean;
}

export type ClockLine = Pick<
  RunningClock,
  'id' | 'rule' | 'owner' | 'subject' | 'status' | 'anchor' | 'due' | 'firstDue' | 'aim' | 'next'
> &
  Pick<RunningClock, 'lapses' | 'provisional'>;

/** A case for whoever opened it, by how much of it they see. */
export function incidentView(
  opened: OpenedCase,
  ownWords: string,
): ReceiptView | PartView | WholeView {
  const { incident, scope, who } = opened;
  const { id, number, stage, drill, reportedAt: receivedAt } = incident;
  const own = { id, number, stage, drill, receivedAt };
  switch (scope) {
    case 'receipt':
      return { ...own, scope, words: ownWords };
    case 'references':
    case 'remedies':
      return {
        ...own,
        scope,
        level: incident.level,
        ...ownPart(opened),
        clocks: visibleClocks(opened).map(lineOf),
        acts: possibleActs(incident, who.actor, who.directory),
      };
    case 'case':
    case 'ministry': {
      const { clocks: _clocks, lao, ...rest } = incident;
      const isMinistry = scope === 'ministry';
      return {
        ...rest,
        scope,
        proposals: incident.proposals.filter((p) => isMinistry || !isLao(p.content.kind)),
        clocks: visibleClocks(opened).map(lineOf),
        gates: stage === 'ended' ? [] : openGates(incident),
        acts: possibleActs(incident, who.actor, who.directory),
        laoSide: laoSideView(incident),
        lao: isMinistry ? lao : null,
      };
    }
  }
}

/** The clocks that a reader of the case sees: those of the Lao side are the Ministry's. */
export function visibleClocks(opened: OpenedCase): readonly RunningClock[] {
  const { incident, scope } = opened;
  switch (scope) {
    case 'ministry':
      return incident.clocks;
    case 'case':
      return incident.clocks.filter((c) => c.process !== 'lao-side');
    case 'references':
    case 'remedies': {
      const { originators, remedies } = ownPart(opened);
      const subjects = [...originators.map((o) => o.office), ...remedies.map((r) => r.id)];
      return incident.clocks.filter((c) => c.subject !== null && subjects.includes(c.subject));
    }
    case 'receipt':
      return [];
  }
}

/** What of a case concerns the reader's own office: as originator, or with remedies to do. */
export function ownPart({
  incident,
  who,
}: OpenedCase): Pick<Incident, 'references' | 'originators' | 'remedies'> {
  const originators = incident.originators.filter((o) => isOwn(who, o.office));
  const mine = new Set(originators.flatMap((o) => o.references));
  return {
    references: incident.references.filter((r) => mine.has(r.id)),
    originators,
    remedies: incident.remedies.filter((r) => isOwn(who, r.office)),
  };
}

/** Whether a proposal, a clock or a fact is of the Ministry's branch. */
export function isLao(kind: string): boolean {
  return kind.startsWith('lao-');
}

function lineOf(clock: RunningClock): ClockLine {
  const { id, rule, owner, subject, status, anchor, due, firstDue, aim, next } = clock;
  const { lapses, provisional } = clock;
  return {
    id,
    rule,
    owner,
    subject,
    status,
    anchor,
    due,
    firstDue,
    aim,
    next,
    lapses,
    provisional,
  };
}

function laoSideView(incident: Incident): LaoSideView {
  const { lao } = incident;
  return {
    concerned: concernsAgreement(incident),
    treaty: lao.treaty,
    told: lao.rounds.flatMap(({ round, dispatch }) =>
      dispatch === null ? [] : [{ round, at: dispatch.at }],
    ),
    settled: isSettled(lao),
  };
}
