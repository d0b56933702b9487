import { dateOf } from '../domain/time/instant.ts';
import { branchesOf } from '../records/branches.ts';
import { overviewOf } from '../records/cycle-overview.ts';
import { loadReport } from '../records/reports.ts';
import { formIn } from '../records/report-figures.ts';
import type { StoredPlace } from '../records/report-places.ts';
import { MACHINE_CLOCK } from '../worker/clock.ts';
import { REPORT_FROM_AGENCY, RUN_REPORTING_CYCLE } from '../workflows/wire.ts';
import { yearOf } from './dates.ts';
import type { CarrierCounts } from './measures.ts';
import {
  figure,
  mebibytes,
  overAll,
  processorFigure,
  processorSince,
  quantile,
  seconds,
  sizeOf,
  timesOf,
} from './measures.ts';
import type { BenchPeople } from './people.ts';
import { Player, sizeOfForm, stagesOf } from './play.ts';
import { costsByType } from './processes.ts';
import { fillRegister } from './register.ts';
import type { BenchSystem } from './system.ts';
import type { OpenedYear } from './year.ts';
import { openYear, planYear, untilReported } from './year.ts';

/** How much of the country, and how many people at once. */
export interface NationalOptions {
  /** Null: all of them. */
  readonly provinces: number | null;
  readonly width: number;
}

/**
 * The yearly report of the whole country: opened, written and signed by every office, taken by who
 * collects it, counted together up to the Ministry, and sent to the Prime Minister.
 */
export async function national(
  system: BenchSystem,
  people: BenchPeople,
  options: NationalOptions,
): Promise<void> {
  const year = yearOf(dateOf(MACHINE_CLOCK.now()));
  const asked = Date.now();
  const planned = await planYear(system, 'yearly', year, options.provinces);
  figure('who reports to whom, resolved in', seconds(Date.now() - asked));
  await people.makeFor(system.db, planned.placed);
  await fillRegister(system.db, people, planned.placed);
  const before = await system.counts();
  const fresh = system.processorTime();
  const opened = await openYear(system, planned);
  const atOpen = await system.counts();
  const quiet = system.processorTime();
  tellOpening(opened, before, atOpen);
  processorFigure([processorSince(fresh, quiet)], opened.places.length);

  const player = new Player(system, people, opened.places);
  const { own, provinces, top } = stagesOf(opened.places);
  let began = Date.now();
  await overAll('reported', own, options.width, (one) => player.carry(one));
  const reporting = Date.now() - began;
  const reported = await system.counts();
  const acts = player.played.acts;
  figure('own reports written, signed, accepted', own.length);
  figure('  time', seconds(reporting));
  figure('  acts', acts);
  figure('  acts/s', acts / (reporting / 1_000));
  figure('  an act, p50 / p95 / p99', threeOf(player.played.taken));
  figure('  acts sent again (not answered in time)', player.played.pending);
  processorFigure([processorSince(quiet, system.processorTime())], acts);
  const transactions = reported.transactions - atOpen.transactions;
  figure('  our transactions an act', transactions / acts);
  figure('  our statements an act', (reported.statements - atOpen.statements) / acts);

  began = Date.now();
  await overAll('consolidated', provinces, 4, (one) => player.carry(one));
  const ministry = Date.now();
  for (const one of top) await player.carry(one);
  figure('consolidated reports', provinces.length + top.length);
  figure('  time, the provinces', seconds(ministry - began));
  figure('  time, the Ministry, to the sending', seconds(Date.now() - ministry));
  await untilReported(system, opened);
  await tellOverview(system, opened);
  await tellReads(system, top[0]);
  await tellStores(system, opened);
}

function tellOpening(opened: OpenedYear, before: CarrierCounts, after: CarrierCounts): void {
  const { length } = opened.places;
  figure('reports opened', length);
  figure('  time', seconds(opened.opening));
  figure('  reports/s', length / (opened.opening / 1_000));
  figure('  our transactions a report', (after.transactions - before.transactions) / length);
  figure('  our statements a report', (after.statements - before.statements) / length);
  figure('  peak of processes in the cache, of', `${after.peakCached} of ${after.mostCached}`);
  figure('  peak memory of the worker', mebibytes(after.peakMemory));
}

/** The Ministry's look at the whole year. */
async function tellOverview({ db }: BenchSystem, { cycle }: OpenedYear): Promise<void> {
  const reading = { offices: ['BCA-A03', 'BCA'], assigned: null };
  const overview = await overviewOf(db, reading, cycle);
  const taken = await timesOf(50, () => overviewOf(db, reading, cycle));
  const { whole, branches } = overview;
  figure('reports / branches in the overview', `${whole.counts.reports} / ${branches.length}`);
  const { accepted, reports } = whole.counts;
  figure('  accepted, and the one at the top sent', accepted);
  if (accepted !== reports - 1) throw new Error('A report was lost on the way');
  figure('  the overview, p50 / p95 / p99 of 50', threeOf(taken));
}

async function tellReads(system: BenchSystem, top: StoredPlace | undefined): Promise<void> {
  const { db, standing } = system;
  const report = top === undefined ? null : await loadReport(db, top.id);
  if (report === null) return;
  const now = MACHINE_CLOCK.now();
  const at = { ...(await standing(db, now)), now };
  const form = formIn(at.rules, report.form);
  const { figures, narratives } = sizeOfForm(form);
  figure('figures / narratives of the form', `${figures} / ${narratives}`);
  for (const levels of ['own', 'all'] as const) {
    for (const registers of [false, true]) {
      const wanted = { levels, registers };
      const taken = await timesOf(levels === 'own' ? 20 : 5, () =>
        branchesOf(db, form, report, at, wanted),
      );
      const what = `what the Ministry has: ${levels}${registers ? ', with the register' : ''}`;
      figure(what, threeOf(taken));
    }
  }
}

async function tellStores(system: BenchSystem, { places }: OpenedYear): Promise<void> {
  const { db, client, engineFolder } = system;
  const costs = await costsByType(client);
  const reports = costs.get(REPORT_FROM_AGENCY);
  const cycles = costs.get(RUN_REPORTING_CYCLE);
  if (reports === undefined || cycles === undefined) throw new Error('No processes are listed');
  figure('processes of reports / their runs', `${reports.processes} / ${reports.runs}`);
  figure('  history events a report', reports.events / places.length);
  figure('  state transitions a report', reports.transitions / places.length);
  const longest = (of: typeof reports.longest) =>
    `${of?.events ?? 0} events, ${of?.transitions ?? 0} transitions, ${mebibytes(of?.size ?? 0)}`;
  figure('  the longest history of a run', longest(reports.longest));
  figure('the longest history of the cycle', longest(cycles.longest));
  const { rows } = await db.query<{ size: number; facts: number; letters: number }>(
    `select pg_database_size(current_database()) as size, (select count(*) from facts) as facts,
       (select count(*) from notices) as letters`,
  );
  figure('facts in the record', rows[0]?.facts ?? 0);
  figure('letters written', rows[0]?.letters ?? 0);
  figure('size of the record (PostgreSQL)', mebibytes(rows[0]?.size ?? 0));
  figure("size of the engine's store", mebibytes(sizeOf(engineFolder)));
  const end = await system.counts();
  figure('peak of processes in the cache, of', `${end.peakCached} of ${end.mostCached}`);
  figure('peak memory of the worker', mebibytes(end.peakMemory));
  console.log('statements that took longest, calls, ms together, ms a call');
  for (const { text, calls, spent } of end.longest) {
    const each = (spent / calls).toFixed(2);
    console.log([calls, spent.toFixed(0), each].map((one) => `${one}`.padStart(8)).join(''), text);
  }
  if (end.peakCached > end.mostCached) throw new Error('The worker went over its cache');
}

function threeOf(taken: readonly number[]): string {
  return [0.5, 0.95, 0.99].map((share) => `${quantile(taken, share).toFixed(1)} ms`).join(' / ');
}
