import type { RunningClock } from '../clocks/clock.ts';
import { isEndless } from '../clocks/clock.ts';
import type { Incident, Reference } from '../incident/incident.ts';
import { concernsAgreement } from '../incident/incident.ts';
import type { Level } from '../incident/vocabulary.ts';
import type { OfficeId } from '../offices/office.ts';
import type { CivilDate } from '../time/instant.ts';
import { dateOf, plus } from '../time/instant.ts';
import type {
  CaseOrigin,
  ClockOutcome,
  RegisterFigureId,
  RegisterRow,
  ReportedDifficultyState,
  ReportedTaskState,
} from './register-figures.ts';

/** A task of a plan as a report counts it. */
export interface TaskRow {
  readonly id: string;
  /** By what people find it: plan and number. */
  readonly number: string;
  readonly office: OfficeId;
  /** The day it is due; for what is done, the day it was done. */
  readonly on: CivilDate;
  readonly state: ReportedTaskState;
  readonly drill: boolean;
}

/** A difficulty that a body raised, as a report counts it. */
export interface DifficultyRow {
  readonly id: string;
  readonly number: string;
  readonly office: OfficeId;
  readonly raisedOn: CivilDate;
  readonly state: ReportedDifficultyState;
  readonly drill: boolean;
}

/** An entry of the register of exchanged information, as a report counts it. */
export interface ExchangeRow {
  readonly id: string;
  readonly reference: string;
  readonly office: OfficeId;
  readonly direction: 'given' | 'received' | 'jointly-made';
  readonly level: Level;
  readonly exchangedOn: CivilDate;
}

/**
 * Everything that a case gives to the figures. It counts on the day it was reported, so that none
 * falls between two years; its clocks on the days they were due. A duplicate gives nothing: the
 * case it repeats is counted. A case that went past its own managers (bypass) counts for the office
 * it went to, so that their report is the same with it and without it (see `passed-by.ts` too).
 */
export function rowsOfCase(incident: Incident): readonly RegisterRow[] {
  if (incident.ending === 'duplicate') return [];
  return [
    caseRow(incident),
    ...causeRows(incident),
    ...incident.references.map((reference) => referenceRow(incident, reference)),
    ...remedyRows(incident),
    ...incident.clocks.flatMap((clock) => clockRow(incident, clock)),
    ...laoRows(incident),
  ];
}

/** What the tasks of the plans give to the figures. */
export function rowsOfTasks(tasks: Iterable<TaskRow>): readonly RegisterRow[] {
  return Array.from(tasks, ({ id, number, office, on, state, drill }) => ({
    figure: 'tasks',
    key: id,
    behind: number,
    office,
    on,
    drill,
    values: { 'task-state': state },
  }));
}

/** What the difficulties give to the figures. */
export function rowsOfDifficulties(raised: Iterable<DifficultyRow>): readonly RegisterRow[] {
  return Array.from(raised, ({ id, number, office, raisedOn, state, drill }) => ({
    figure: 'difficulties',
    key: id,
    behind: number,
    office,
    on: raisedOn,
    drill,
    values: { 'difficulty-state': state },
  }));
}

/** What the register of exchanged information gives to the figures; there are no drills in it. */
export function rowsOfExchanges(entries: Iterable<ExchangeRow>): readonly RegisterRow[] {
  return Array.from(entries, ({ id, reference, office, direction, level, exchangedOn }) => ({
    figure: 'exchanges',
    key: id,
    behind: reference,
    office,
    on: exchangedOn,
    drill: false,
    values: { direction, level },
  }));
}

function caseRow(incident: Incident): RegisterRow {
  return rowOf(incident, 'cases', '', {
    kind: incident.kind,
    level: incident.level,
    origin: originOf(incident),
    agreement: agreementOf(incident),
    finding: incident.finding?.result ?? 'open',
    ending: incident.ending ?? 'open',
    transfer: incident.transfer?.channel ?? 'none',
  });
}

function causeRows(incident: Incident): RegisterRow[] {
  return (incident.finding?.causes ?? []).map((cause) =>
    rowOf(incident, 'causes', cause, {
      cause,
      level: incident.level,
      agreement: agreementOf(incident),
    }),
  );
}

function referenceRow(incident: Incident, reference: Reference): RegisterRow {
  const { level, form, origin, exchange } = reference;
  return rowOf(incident, 'references', reference.id, {
    kind: incident.kind,
    level,
    form,
    origin,
    exchange,
  });
}

function remedyRows(incident: Incident): RegisterRow[] {
  return incident.remedies.map(({ id, kind, status }) =>
    rowOf(incident, 'remedies', id, { remedy: kind, 'remedy-state': status }),
  );
}

function clockRow(incident: Incident, clock: RunningClock): RegisterRow[] {
  const outcome = outcomeOf(clock);
  if (outcome === null || isEndless(clock)) return [];
  const row = rowOf(incident, 'clocks', clock.id, { clock: clock.rule, outcome });
  const isTheirs = incident.bypass && clock.owner === incident.reportingOffice;
  return [{ ...row, office: isTheirs ? row.office : clock.owner, on: lastDay(clock) }];
}

function laoRows(incident: Incident): RegisterRow[] {
  return incident.lao.rounds.flatMap(({ round, dispatch }) =>
    dispatch === null
      ? []
      : [
          {
            ...rowOf(incident, 'lao-notices', String(round), { round: String(round) }),
            on: dateOf(dispatch.at),
          },
        ],
  );
}

function rowOf(
  incident: Incident,
  figure: RegisterFigureId,
  part: string,
  values: Readonly<Record<string, string>>,
): RegisterRow {
  return {
    figure,
    key: `${incident.id}/${part}`,
    behind: incident.number,
    office: incident.bypass ? incident.receivingOffice : incident.reportingOffice,
    on: dateOf(incident.reportedAt),
    drill: incident.drill,
    ...(incident.bypass ? { passesBy: incident.reportingOffice } : {}),
    values,
  };
}

// A clock that was stopped in time was neither kept nor broken.
function outcomeOf({ status, lapses }: RunningClock): ClockOutcome | null {
  if (lapses > 0) return 'lapsed';
  if (status === 'met') return 'kept';
  return status === 'stopped' ? null : 'running';
}

// `due` is the first instant that is late: at midnight it is the day before that counts.
function lastDay(clock: RunningClock): CivilDate {
  return dateOf(plus(clock.due, -1));
}

function originOf({ references }: Incident): CaseOrigin {
  const [first, ...others] = new Set(references.map((reference) => reference.origin));
  return first === undefined ? 'vietnamese' : others.length === 0 ? first : 'mixed';
}

function agreementOf(incident: Incident): 'yes' | 'no' {
  return concernsAgreement(incident) ? 'yes' : 'no';
}
