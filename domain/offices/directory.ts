import type { CivilDate } from '../time/instant.ts';
import type { OfficeId, OfficeKind, OfficeRow, Succession } from './office.ts';
import { holdsOn } from './person.ts';
import { routingRuleFor } from './routing.ts';
import type { Addressee, RoutingRule } from './routing.ts';
import type { DividedWork } from './work.ts';
import { dividable } from './work.ts';

/** The Ministry of Public Security: its leadership, the top of the security channel. */
export const MINISTRY: OfficeId = 'BCA';

/**
 * The Ministry's desk: Cục An ninh chính trị nội bộ. What is addressed to the Ministry is received
 * and worked on here (Circular 104/2021/TT-BCA art. 15–17); one office higher is the leadership.
 */
export const MINISTRY_DESK: OfficeId = 'BCA-A03';

/** All offices over all time; build it once per version and ask it `at` a date. */
export interface Directory {
  /** Rises with every change of the stored directory. */
  readonly version: number;
  at(date: CivilDate): DirectoryAt;
  /** Whether the id was ever given; ids are never reused. */
  wasEver(id: OfficeId): boolean;
  /** The newest row of an office, also one that has ended. */
  last(id: OfficeId): OfficeRow | undefined;
}

/** The directory as it stands on one date. Every lookup is a few steps in maps. */
export interface DirectoryAt {
  readonly date: CivilDate;
  /** The version of the directory as a whole. */
  readonly version: number;
  /**
   * The first day after a date on which an office begins, changes or ends, or an heir takes over,
   * as far as the directory knows by now; null when there is none.
   */
  changesAfter(date: CivilDate): CivilDate | null;
  /**
   * The first day after this one on which something holds of the directory, as far as it knows its
   * days by now; null when there is none.
   */
  firstDayWhen(holds: (then: DirectoryAt) => boolean): CivilDate | null;
  /** The office's row on the date; `undefined` when it does not exist then. */
  office(id: OfficeId): OfficeRow | undefined;
  /** Every office of the date, in the order of their ids. */
  all(): readonly OfficeRow[];
  /** The administrative parent; null at the top and for an unknown office. */
  parentOf(id: OfficeId): OfficeId | null;
  /** The same as `parentOf`, by the word that the plans use. */
  superiorOf(id: OfficeId): OfficeId | null;
  /** One office higher on the security channel; null at its top and for an unknown office. */
  channelOf(id: OfficeId): OfficeId | null;
  /** Administrative parents, nearest first, without the office itself. */
  parentsOf(id: OfficeId): readonly OfficeId[];
  /** Offices up the security channel, nearest first, without the office itself. */
  channelsOf(id: OfficeId): readonly OfficeId[];
  /** Offices whose administrative parent this is. */
  childrenOf(id: OfficeId): readonly OfficeId[];
  provinceOf(id: OfficeId): string | null;
  /**
   * The body that does the office's work on the date: itself while it exists, else the last of its
   * chain of successors. `scope` asks for a part of the work that went elsewhere (for example
   * `press`). `undefined` when it has not begun, ended without an heir, or is not known.
   */
  successorOf(id: OfficeId, scope?: string): OfficeId | undefined;
  /** Bodies that have ended and whose work the office does on the date. */
  predecessorsOf(id: OfficeId): readonly OfficeId[];
  /** Parts of the work of ended bodies that somebody else does than the rest. */
  dividedWork(): readonly DividedWork[];
  /**
   * Whether `office` lies in the scope of `scopeOffice`: its own office; for the police of a
   * province also the province; for the Ministry the nation, but not bodies with a channel of
   * their own and not the Lao side.
   */
  isWithin(office: OfficeId, scopeOffice: OfficeId): boolean;
  /** Where a body reports an incident, by the routing table; never to itself. */
  reportingAddressee(id: OfficeId, matter: { readonly agreementMatter: boolean }): Addressee;
  /** No office handles a case about itself, and none about an office above it on the channel. */
  mayHandle(handling: OfficeId, about: OfficeId): boolean;
}

const NATIONAL: readonly OfficeId[] = [MINISTRY, MINISTRY_DESK];
const PROVINCIAL_POLICE: readonly OfficeKind[] = ['provincial-police', 'provincial-police-unit'];

/** Builds the directory; rows come in any order, at most one row of an office holds on a day. */
export function createDirectory(
  rows: readonly OfficeRow[],
  successions: readonly Succession[],
  routing: readonly RoutingRule[],
  version = 0,
): Directory {
  const sorted = [...rows].sort(byIdAndStart);
  const byId = groupBy(sorted, (row) => row.id);
  const byParent = groupBy(sorted, (row) => row.parent);
  const heirs = groupBy(successions, (succession) => succession.from);
  const index: Index = {
    byId,
    byParent,
    heirs,
    routing,
    version,
    turns: turnsOf(rows, successions),
    parts: dividable(successions),
  };
  return {
    version,
    at: (date) => viewAt(index, date),
    wasEver: (id) => byId.has(id),
    last: (id) => byId.get(id)?.at(-1),
  };
}

function byIdAndStart(a: OfficeRow, b: OfficeRow): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.validFrom < b.validFrom ? -1 : 1;
}

interface Index {
  readonly byId: ReadonlyMap<OfficeId, readonly OfficeRow[]>;
  readonly byParent: ReadonlyMap<OfficeId | null, readonly OfficeRow[]>;
  readonly heirs: ReadonlyMap<OfficeId, readonly Succession[]>;
  readonly routing: readonly RoutingRule[];
  readonly version: number;
  /** Every day on which anything begins or ends, in order. */
  readonly turns: readonly CivilDate[];
  /** The parts of work that may go another way than the rest. */
  readonly parts: ReturnType<typeof dividable>;
}

function turnsOf(
  rows: readonly OfficeRow[],
  successions: readonly Succession[],
): readonly CivilDate[] {
  const days = new Set(successions.map(({ on }) => on));
  for (const { validFrom, validTo } of rows) {
    days.add(validFrom);
    if (validTo !== null) days.add(validTo);
  }
  return [...days].sort();
}

function viewAt(index: Index, date: CivilDate): DirectoryAt {
  const office = (id: OfficeId) => index.byId.get(id)?.find((row) => holdsOn(row, date));
  const parentOf = (id: OfficeId) => office(id)?.parent ?? null;
  const channelOf = (id: OfficeId) => office(id)?.channel ?? null;
  const parentsOf = (id: OfficeId) => chain(id, parentOf);
  const channelsOf = (id: OfficeId) => chain(id, channelOf);

  // Whoever resolves the holders of a plan asks for all of them a hundred times.
  let every: readonly OfficeRow[] | null = null;
  const all = () => (every ??= [...index.byId.keys()].flatMap((id) => office(id) ?? []));

  const isWithin = (id: OfficeId, scopeOffice: OfficeId): boolean => {
    const subject = office(id);
    const scope = office(scopeOffice);
    if (subject === undefined || scope === undefined) return false;
    if (id === scopeOffice) return true;
    if (subject.ownChannel || subject.kind === 'lao-side') return false;
    if (NATIONAL.includes(scopeOffice)) return true;
    if (!PROVINCIAL_POLICE.includes(scope.kind)) return false;
    return scope.province !== null && subject.province === scope.province;
  };

  const mayHandle = (handling: OfficeId, about: OfficeId): boolean => {
    if (handling === about || office(handling) === undefined) return false;
    // Above the Ministry there is no office: its desk handles what concerns the Ministry.
    return channelOf(about) === null || !channelsOf(handling).includes(about);
  };

  const reportingAddressee: DirectoryAt['reportingAddressee'] = (id, { agreementMatter }) => {
    const subject = office(id);
    if (subject === undefined) return { kind: 'none', because: 'unknown-office', rule: null };
    const rule = routingRuleFor(index.routing, subject, agreementMatter, date);
    if (rule === undefined) return { kind: 'none', because: 'no-rule', rule: null };
    if (rule.to === 'own-channel') return { kind: 'none', because: 'own-channel', rule };
    const wanted =
      rule.to === 'ministry'
        ? [MINISTRY_DESK, MINISTRY]
        : channelsOf(id).filter((higher) => office(higher)?.kind === 'provincial-police');
    const addressee = [...wanted, ...channelsOf(id)].find((higher) => mayHandle(higher, id));
    if (addressee === undefined) return { kind: 'none', because: 'no-office-above', rule };
    return { kind: 'addressee', office: addressee, rule };
  };

  return {
    date,
    version: index.version,
    changesAfter: (day) => index.turns.find((turn) => turn > day) ?? null,
    firstDayWhen: (holds) =>
      index.turns.find((turn) => turn > date && holds(viewAt(index, turn))) ?? null,
    office,
    all,
    parentOf,
    superiorOf: parentOf,
    channelOf,
    parentsOf,
    channelsOf,
    childrenOf: (id) =>
      (index.byParent.get(id) ?? []).filter((row) => holdsOn(row, date)).map((row) => row.id),
    provinceOf: (id) => office(id)?.province ?? null,
    successorOf: (id, scope) => heirOf(index, office, date, id, scope),
    predecessorsOf: (id) =>
      [...index.heirs.keys()].filter(
        (from) => from !== id && heirOf(index, office, date, from, undefined) === id,
      ),
    dividedWork: () =>
      index.parts.flatMap(({ office: from, scope }) => {
        if (office(from) !== undefined) return [];
        const to = heirOf(index, office, date, from, scope);
        const rest = heirOf(index, office, date, from, undefined);
        return to === rest ? [] : [{ office: from, scope, to: to ?? null }];
      }),
    isWithin,
    reportingAddressee,
    mayHandle,
  };
}

function heirOf(
  index: Index,
  office: (id: OfficeId) => OfficeRow | undefined,
  date: CivilDate,
  id: OfficeId,
  scope: string | undefined,
): OfficeId | undefined {
  const seen = new Set<OfficeId>();
  for (let current = id; !seen.has(current);) {
    if (office(current) !== undefined) return current;
    seen.add(current);
    const due = (index.heirs.get(current) ?? []).filter((heir) => heir.on <= date);
    const next = due.find((heir) => heir.scope === scope) ?? due.find((h) => h.scope === 'all');
    if (next === undefined) return undefined;
    current = next.to;
  }
  return undefined;
}

/** Walks up; stops at the top, and at an office already passed, so that bad data cannot hang. */
function chain(id: OfficeId, up: (id: OfficeId) => OfficeId | null): readonly OfficeId[] {
  const passed: OfficeId[] = [];
  for (let next = up(id); next !== null && next !== id && !passed.includes(next); next = up(next)) {
    passed.push(next);
  }
  return passed;
}

function groupBy<Row, Key>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): ReadonlyMap<Key, readonly Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
