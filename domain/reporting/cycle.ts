import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId, OfficeKind, OfficeRow } from '../offices/office.ts';
import type { Calendar, OfficeHours } from '../time/calendar.ts';
import { derive } from '../time/derive.ts';
import type { CivilDate } from '../time/instant.ts';
import { addDays, dateOf, plus, startOf } from '../time/instant.ts';
import type { FillingScope } from './scope.ts';
import type { ReportDates } from './process/report.ts';
import type { AddresseeRule, RegimeRule, YearDay } from './regime.ts';
import { dateIn } from './regime.ts';

/** A report that a cycle opens, with those that report to it. */
export interface ReportPlace {
  readonly office: OfficeId;
  readonly scope: FillingScope;
  readonly drafting: OfficeId;
  /** Bodies that ended within the figures' days and whose work this one does now. */
  readonly predecessors: readonly OfficeId[];
  readonly dates: ReportDates;
  readonly below: readonly ReportPlace[];
}

/** What the planning of a cycle needs to know of the day on which it opens. */
export interface OpeningDay {
  readonly directory: DirectoryAt;
  /** Bodies that ended, with the last day of each: those of them that ended in the period count. */
  readonly ended: readonly { readonly office: OfficeId; readonly lastDay: CivilDate }[];
  readonly calendar: Calendar;
  readonly hours: OfficeHours;
}

/**
 * Who reports to whom in one year of a regime, resolved at the day of opening: the collector at the
 * root, its addressees, and theirs. A collector's own matters are a report of its own below it.
 */
export function planCycle(rule: RegimeRule, year: number, day: OpeningDay): ReportPlace {
  const { office, drafting } = rule.collector;
  const dates = datesOf(rule, year, rootDue(rule, year, day));
  const place = placing(rule, year, day);
  const below = rule.addressees.flatMap((group) =>
    officesOf(day.directory, group.kinds)
      // The collector's own matters have a place of their own.
      .filter((row) => row.id !== office)
      .map((row) => addressee(row, group, { day, place })),
  );
  if (below.length === 0) return { ...place(office, 'office', rule.submitFrom), drafting, dates };
  const own = place(office, 'office', latestDue(rule));
  return {
    ...{ office, scope: 'branch', drafting, predecessors: [], dates },
    below: [{ ...own, drafting }, ...below],
  };
}

/**
 * The same year with only the addressees that were picked by hand (ruling 34): a body above a
 * picked one collects it, and reports for itself only when it was picked as well. The root stays.
 */
export function picked(root: ReportPlace, only: ReadonlySet<OfficeId>): ReportPlace {
  return { ...root, below: root.below.flatMap((place) => pickedPlace(place, only)) };
}

function pickedPlace(place: ReportPlace, only: ReadonlySet<OfficeId>): readonly ReportPlace[] {
  if (place.scope === 'office') return only.has(place.office) ? [place] : [];
  const below = place.below.flatMap((lower) => pickedPlace(lower, only));
  const [first] = below;
  if (first === undefined) return [];
  // Picked alone, it reports for itself, on the day of its level.
  const isAlone = below.length === 1 && first.office === place.office;
  return isAlone ? [{ ...first, dates: place.dates }] : [{ ...place, below }];
}

/** Every place of a plan, the root first, with how many steps below it is and who collects it. */
export function placesOf(root: ReportPlace): readonly PlacedReport[] {
  const walk = (
    place: ReportPlace,
    level: number,
    collector: ReportPlace | null,
  ): PlacedReport[] => [
    { place, level, collector },
    ...place.below.flatMap((lower) => walk(lower, level + 1, place)),
  ];
  return walk(root, 0, null);
}

export interface PlacedReport {
  readonly place: ReportPlace;
  readonly level: number;
  readonly collector: ReportPlace | null;
}

/**
 * The offices of which an office's own report speaks: itself, those whose work it took over within
 * the year, and the units below them that report nowhere else.
 */
export function spokenFor(
  rule: RegimeRule,
  { office, predecessors }: Pick<ReportPlace, 'office' | 'predecessors'>,
  directory: DirectoryAt,
): ReadonlySet<OfficeId> {
  const reporting = reportingKinds(rule);
  const spoken = new Set<OfficeId>();
  const add = (id: OfficeId): void => {
    if (spoken.has(id)) return;
    spoken.add(id);
    for (const unit of directory.childrenOf(id)) {
      const kind = directory.office(unit)?.kind;
      if (kind !== undefined && !reporting.has(kind)) add(unit);
    }
  };
  for (const id of [office, ...predecessors]) add(id);
  return spoken;
}

function reportingKinds({ addressees }: RegimeRule): ReadonlySet<OfficeKind> {
  return new Set(addressees.flatMap(({ kinds, below }) => [...kinds, ...below]));
}

type Placing = (office: OfficeId, scope: FillingScope, due: YearDay) => ReportPlace;

function addressee(
  row: OfficeRow,
  group: AddresseeRule,
  { day, place }: { readonly day: OpeningDay; readonly place: Placing },
): ReportPlace {
  const { directory } = day;
  const drafting = drafterOf(directory, row, group.draftedBy);
  const lower = directory
    .childrenOf(row.id)
    .filter((id) => group.below.includes(directory.office(id)?.kind as OfficeKind));
  const { belowDue } = group;
  if (lower.length === 0 || belowDue === null) {
    return { ...place(row.id, 'office', group.due), drafting };
  }
  const own = { ...place(row.id, 'office', belowDue), drafting };
  const below = lower.map((id) => place(id, 'office', belowDue));
  return { ...place(row.id, 'branch', group.due), drafting, below: [own, ...below] };
}

function placing(rule: RegimeRule, year: number, day: OpeningDay): Placing {
  const heirs = predecessorsBySuccessor(rule, year, day);
  return (office, scope, due) => ({
    office,
    scope,
    drafting: office,
    predecessors: scope === 'office' ? (heirs.get(office) ?? []) : [],
    dates: datesOf(rule, year, dateIn(year, due)),
    below: [],
  });
}

/** Bodies that ended within the figures' days, by the body whose report speaks of them now. */
function predecessorsBySuccessor(
  rule: RegimeRule,
  year: number,
  { directory, ended }: OpeningDay,
): ReadonlyMap<OfficeId, readonly OfficeId[]> {
  const from = dateIn(year, rule.figures.from);
  const heirs = new Map<OfficeId, OfficeId[]>();
  for (const { office, lastDay } of ended) {
    const heir = lastDay < from ? undefined : directory.successorOf(office);
    const speaker = heir === undefined ? undefined : speakerOf(rule, heir, directory);
    if (speaker !== undefined) heirs.set(speaker, [...(heirs.get(speaker) ?? []), office]);
  }
  return heirs;
}

/** The office in whose report an office stands: itself, or the nearest above it that reports. */
function speakerOf(
  rule: RegimeRule,
  office: OfficeId,
  directory: DirectoryAt,
): OfficeId | undefined {
  const reporting = reportingKinds(rule);
  return [office, ...directory.parentsOf(office)].find((id) => {
    const kind = directory.office(id)?.kind;
    return id === rule.collector.office || (kind !== undefined && reporting.has(kind));
  });
}

function officesOf(directory: DirectoryAt, kinds: readonly OfficeKind[]): readonly OfficeRow[] {
  // Bodies with a channel of their own (Defence, cipher) report there; the Government is no body.
  return directory
    .all()
    .filter((row) => kinds.includes(row.kind) && !row.ownChannel && row.parent !== null);
}

function drafterOf(
  directory: DirectoryAt,
  row: OfficeRow,
  drafter: AddresseeRule['draftedBy'],
): OfficeId {
  if (drafter === null) return row.id;
  const drafts = ({ id, kind }: OfficeRow): boolean =>
    typeof drafter === 'string' ? kind === drafter : id.startsWith(`${drafter.code}-`);
  const found = directory.all().find((other) => drafts(other) && other.province === row.province);
  return found?.id ?? row.id;
}

function datesOf(rule: RegimeRule, year: number, dueDate: CivilDate): ReportDates {
  return {
    from: dateIn(year, rule.figures.from),
    to: dateIn(year, rule.figures.to),
    submitFrom: startOf(dateIn(year, rule.submitFrom)),
    dueDate,
  };
}

/** The last day on which the consolidated report has to leave. */
function rootDue(rule: RegimeRule, year: number, day: OpeningDay): CivilDate {
  const { due } = rule.collector;
  if (due !== null) return dateIn(year, due);
  return workingDaysAfter(dateIn(year, latestDue(rule)), rule.consolidatedWithin ?? 0, day);
}

function latestDue(rule: RegimeRule): YearDay {
  const days = [rule.submitFrom, ...rule.addressees.map(({ due }) => due)];
  // Any year will do to put them in order.
  return days.reduce((a, b) => (dateIn(2027, a) >= dateIn(2027, b) ? a : b));
}

/** The last day of a period of working days that begins after a day. */
export function workingDaysAfter(
  date: CivilDate,
  amount: number,
  { calendar, hours }: Pick<OpeningDay, 'calendar' | 'hours'>,
): CivilDate {
  const cutOff = startOf(addDays(date, 1));
  // Counted from the last moment of the day.
  const spec = { kind: 'working-days', amount } as const;
  const end = derive(spec, plus(cutOff, -1), calendar, hours).due ?? cutOff;
  return dateOf(plus(end, -1));
}
