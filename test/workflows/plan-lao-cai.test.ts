import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AgencyTask } from '../../domain/tasks/task.ts';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import { loadOffices } from '../../rules/load-offices.ts';
import { DirectSystem } from '../support/direct-system.ts';
import { DirectTime } from '../support/direct-time.ts';
import { PlanRun } from '../support/plan-run.ts';
import { PlanWork } from '../support/plan-work.ts';
import { broughtPlan, documentOf } from '../support/plans.ts';

/*
 * Lào Cai's plan from April 2026 to the end of March 2027: every task, 99 communes, the fourteen
 * departments and the province's other bodies, real decisions in the real record with the clock
 * handed in (see plan-801). Who is late is worked out here from the document's words, the list of
 * offices and the rule below by which they work.
 */

const PLAN = broughtPlan('lao-cai-2026');
const BEGINS = '2026-04-15T09:00:00.000+07:00' as Instant;
const at = (date: string, time = '00:00:00.000') => `${date}T${time}+07:00` as Instant;
const eve = (date: string) => at(date, '23:59:59.999');

/** "Các sở, ban, ngành": what the provincial Council set up on 1/7/2025. */
const DEPARTMENTS = [
  ...['SCT-15', 'SDTTG-15', 'SGDDT-15', 'SKHCN-15', 'SNGV-15', 'SNNMT-15', 'SNV-15', 'STC-15'],
  ...['STP-15', 'SVHTTDL-15', 'SXD-15', 'SYT-15', 'TTT-15', 'VPUBND-15'],
];
const COMMUNES = loadOffices()
  .rows.filter(({ id, parent }) => id.startsWith('UBX-') && parent === 'UBND-15')
  .map(({ id }) => id)
  .sort();
const POLICE = 'CAT-15';
/**
 * Who has lists of secrets to review (II.5); who has a regulation and a plan to make (II.6, IV.2).
 */
const REVIEWING = [...DEPARTMENTS, ...COMMUNES];
const REGULATED = [...REVIEWING, 'BPTTH-15', 'TTHN-15', 'TTPVHCC-15', POLICE];
const ASKED = ['TU-15', 'DBQH-15', 'HDND-15', 'VPTU-15', 'MTTQ-15', 'VKSND-15', 'TAND-15'];

// By their number: of ten, seven are on time, two hand in late what is due once, one does nothing
// at all but take its tasks up. The police are on time, but for the review of the legal texts
// (II.2).
type Manner = 'on-time' | 'late' | 'never';
const mannerOf = (office: string): Manner => {
  const number = REGULATED.indexOf(office);
  if (office === POLICE || number < 0 || number % 10 < 7) return 'on-time';
  return number % 10 < 9 ? 'late' : 'never';
};
const those = (offices: readonly string[], ...manners: Manner[]) =>
  offices.filter((office) => manners.includes(mannerOf(office)));

let system: DirectSystem;
let time: DirectTime;
let run: PlanRun;
let work: PlanWork;

beforeAll(async () => {
  system = await DirectSystem.open(BEGINS, { demo: false });
  time = new DirectTime(system);
  const offices = [...REGULATED, 'CAT-15-PA03', 'UBND-15'];
  const wanted = offices.flatMap((id) => [`head@${id}`, `case-officer@${id}`]);
  await system.staff(wanted, '2026-01-01' as CivilDate);
  run = await PlanRun.load(system, PLAN);
  work = new PlanWork(run);
  await run.adopt('case-officer@CAT-15-PA03', 'head@UBND-15');
  await system.look('plan', run.id);
  await time.goTo(at('2026-04-16', '08:00:00.000'));
  await work.takesUp();
}, 300_000);
afterAll(() => system.stop());

/** On a day, at nine, offices of a manner hand in what they have of some tasks. */
async function onThe(date: string, tasks: readonly string[], ...manners: Manner[]): Promise<void> {
  await time.goTo(at(date, '09:00:00.000'));
  await work.handsIn(
    ({ task, office }) => tasks.includes(task) && manners.includes(mannerOf(office)),
  );
}

const STANDING = ['II.1.a', 'II.1.b', 'II.3', 'II.4', 'IV.1'];
const quarterEnds = (date: string) => onThe(date, STANDING, 'on-time', 'late');

/** Who owes what that is late now: with the occurrence, and since when. */
async function late(): Promise<readonly string[]> {
  return (await work.tasks('open'))
    .flatMap(({ task, office, occurrences }) =>
      occurrences
        .filter(({ lateSince, status }) => lateSince !== null && status !== 'accepted')
        .map(({ id, lateSince }) => `${task} ${office} ${id} ${lateSince?.slice(0, 10) ?? ''}`),
    )
    .sort();
}

const owing = (task: string, offices: readonly string[], occurrence: string, since: string) =>
  offices.map((office) => `${task} ${office} ${occurrence} ${since}`);
const sorted = (...lines: (readonly string[])[]) => lines.flat().sort();

// What the idle have on them, one after another.
const REGULATIONS = owing('II.6.a-3', those(REGULATED, 'never'), '1', '2026-06-01');
const PLANS = owing('IV.2', those(REGULATED, 'never'), '1', '2026-07-01');
const LISTS = owing('II.5', those(REVIEWING, 'never'), '1', '2027-01-01');
// The department of culture is one of them: what it leads for the mass media comes to nothing too.
const decisions = (quarter: string, since: string) => [
  ...owing('II.4', those(REVIEWING, 'never'), quarter, since),
  ...owing('II.1.b', those(['SVHTTDL-15'], 'never'), quarter, since),
];
const SECOND = decisions('2026-Q2', '2026-07-01');
const THIRD = decisions('2026-Q3', '2026-10-01');
const FOURTH = decisions('2026-Q4', '2027-01-01');

/** The clock of what an office has to do once. */
async function clockOf(task: string, office: string) {
  const { clocks, occurrences } = await run.task(task, office);
  const clock = clocks.find(({ rule }) => rule === 'task-due');
  return { clock, occurrence: occurrences[0], role: (await run.task(task, office)).role };
}

/** The words of the document that give a task's deadline. */
function wordsOf(task: string, pattern: RegExp): readonly string[] {
  const found = PLAN.tasks.find(({ id }) => id === task);
  const words = found?.further.map(({ quote }) => quote).find((quote) => pattern.test(quote)) ?? '';
  expect(documentOf(PLAN)).toContain(words);
  return pattern.exec(words)?.slice(1) ?? [];
}

describe('Lào Cai’s plan from April 2026 to March 2027', () => {
  test('is with 99 communes and 14 departments, each task once', async () => {
    expect([COMMUNES.length, DEPARTMENTS.length, REGULATED.length]).toEqual([99, 14, 117]);
    const holding = async (task: string, role: string) =>
      (await work.tasks(`task = '${task}' and role = '${role}'`))
        .map(({ office }) => office)
        .sort();
    for (const task of ['II.1.a', 'II.2', 'II.3']) {
      expect(await holding(task, 'lead')).toEqual([POLICE]);
      expect(await holding(task, 'coordinating')).toEqual(sorted(REVIEWING));
    }
    for (const task of ['II.4', 'II.5']) {
      expect(await holding(task, 'lead')).toEqual(sorted(REVIEWING));
    }
    for (const task of ['II.6.a-3', 'IV.2']) {
      expect(await holding(task, 'lead')).toEqual(sorted(REGULATED));
    }
    expect(await holding('II.6.a-1', 'lead')).toEqual([POLICE]);
    expect(await holding('IV.3', 'asked')).toEqual(sorted(ASKED.slice(3)));
    expect(await holding('II.4', 'asked')).toEqual(sorted(ASKED.slice(0, 3)));
    // Of a hundred and seventeen: 22 will be late, eleven never come.
    expect([those(REGULATED, 'late').length, those(REGULATED, 'never').length]).toEqual([22, 11]);
  });

  test('nobody is late in April and May 2026; on 1 June whoever has no regulation is', async () => {
    await time.goTo(eve('2026-04-30'));
    expect(await late()).toEqual([]);
    await onThe('2026-05-20', ['II.6.a-1', 'II.6.a-3'], 'on-time');
    await time.goTo(eve('2026-05-31'));
    expect(await late()).toEqual([]);
    await time.goTo(at('2026-06-01'));
    const all = owing('II.6.a-3', those(REGULATED, 'late', 'never'), '1', '2026-06-01');
    expect(await late()).toEqual(sorted(all));
    await onThe('2026-06-10', ['II.6.a-3'], 'late');
    expect(await late()).toEqual(sorted(REGULATIONS));
  }, 300_000);

  test('a regulation is due when the document says: "Tháng 4-5 năm 2026"', async () => {
    const [from, to, year] = wordsOf('II.6.a-3', /Tháng (\d+)-(\d+) năm (\d{4})/);
    const first = `${year}-0${from}-01`;
    const after = `${year}-0${Number(to) + 1}-01`;
    const [idle = ''] = those(REGULATED, 'never');
    const { clock, occurrence } = await clockOf('II.6.a-3', idle);
    expect(clock).toMatchObject({ due: at(after), firstDue: at(after), status: 'running' });
    expect(clock?.steps.map(({ rule, params }) => [rule, params])).toEqual([
      ['window-opens', { date: first }],
      ['window-closes', { last: '2026-05-31' }],
    ]);
    expect(occurrence?.lateSince).toBe(at(after));
  });

  test('on 1/7/2026 who has no plan of its own is late, or nothing for the quarter', async () => {
    await quarterEnds('2026-06-25');
    await onThe('2026-06-26', ['IV.2'], 'on-time');
    await time.goTo(eve('2026-06-30'));
    expect(await late()).toEqual(sorted(REGULATIONS));
    await time.goTo(at('2026-07-01'));
    const plans = owing('IV.2', those(REGULATED, 'late', 'never'), '1', '2026-07-01');
    expect(await late()).toEqual(sorted(REGULATIONS, plans, SECOND));
    await onThe('2026-07-10', ['IV.2'], 'late');
    expect(await late()).toEqual(sorted(REGULATIONS, PLANS, SECOND));
  }, 300_000);

  test('on 1/1/2027 who has not reviewed its list is late, and not before', async () => {
    await quarterEnds('2026-09-25');
    await onThe('2026-12-10', ['II.5'], 'on-time');
    await quarterEnds('2026-12-25');
    await time.goTo(eve('2026-12-31'));
    expect(await late()).toEqual(sorted(REGULATIONS, PLANS, SECOND, THIRD));
    await time.goTo(at('2027-01-01'));
    const lists = owing('II.5', those(REVIEWING, 'late', 'never'), '1', '2027-01-01');
    expect(await late()).toEqual(sorted(REGULATIONS, PLANS, SECOND, THIRD, FOURTH, lists));
  }, 300_000);

  test('a list is due when the document says: "trước ngày 01/01/2027"', async () => {
    const [day, month, year] = wordsOf('II.5', /trước ngày (\d\d)\/(\d\d)\/(\d{4})/);
    const date = `${year}-${month}-${day}`;
    const [lagging = ''] = those(REVIEWING, 'late');
    const { clock, occurrence } = await clockOf('II.5', lagging);
    // The last good day is 31 December, a Thursday: to aim for it is to have it done by its end.
    expect(clock).toMatchObject({ due: at(date), aim: at(date), status: 'running' });
    expect(clock?.steps[0]).toMatchObject({ params: { date, last: '2026-12-31' } });
    expect(occurrence?.lateSince).toBe(at(date));
  });

  test('on 1/3/2027 the police are late with the legal texts, and nobody else', async () => {
    await onThe('2027-01-08', ['II.5'], 'late');
    const idle = [REGULATIONS, PLANS, SECOND, THIRD, FOURTH, LISTS];
    await time.goTo(eve('2027-02-28'));
    expect(await late()).toEqual(sorted(...idle));
    await time.goTo(at('2027-03-01'));
    expect(await late()).toEqual(sorted(...idle, owing('II.2', [POLICE], '1', '2027-03-01')));

    // "Trước ngày 01/3/2027."
    const [day, month, year] = wordsOf('II.2', /Trước ngày (\d\d)\/(\d)\/(\d{4})/);
    const date = `${year}-0${month}-${day}`;
    const { clock } = await clockOf('II.2', POLICE);
    // 28 February is a Sunday, the Saturday before it too is free: one aims for the Friday.
    expect(clock).toMatchObject({ due: at(date), aim: at('2027-02-27') });
    expect(clock?.steps[0]).toMatchObject({ params: { date, last: '2027-02-28' } });

    await onThe('2027-03-05', ['II.2'], 'on-time');
    await quarterEnds('2027-03-25');
    await time.goTo(eve('2027-03-31'));
    expect(await late()).toEqual(sorted(...idle));
  }, 300_000);

  test('what came late is done late, what came in time on time, helpers are free', async () => {
    const ended = async (task: string) => {
      const tasks = await work.tasks(`task = '${task}' and role = 'lead'`);
      const of = (ending: string | null) =>
        tasks.filter((one) => one.ending === ending).map(({ office }) => office);
      return { onTime: of('on-time').sort(), late: of('late').sort(), open: of(null).sort() };
    };
    for (const [task, offices] of [
      ['II.5', REVIEWING],
      ['II.6.a-3', REGULATED],
      ['IV.2', REGULATED],
    ] as const) {
      expect(await ended(task), task).toEqual({
        onTime: sorted(those(offices, 'on-time')),
        late: sorted(those(offices, 'late')),
        open: sorted(those(offices, 'never')),
      });
    }
    expect(await ended('II.2')).toEqual({ onTime: [], late: [POLICE], open: [] });
    const helping = await work.tasks("task = 'II.2' and role = 'coordinating'");
    expect(new Set(helping.map(({ ending }) => ending))).toEqual(new Set(['lead-done']));
  });

  test('whoever was only asked owes nothing and was never late', async () => {
    const asked = await work.tasks("role = 'asked'");
    expect(new Set(asked.map(({ office }) => office))).toEqual(new Set(ASKED));
    const owed = ({ clocks, occurrences }: AgencyTask) =>
      clocks.length > 0 || occurrences.some(({ lateSince }) => lateSince !== null);
    expect(asked.filter(owed)).toEqual([]);
    console.log(`Lào Cai: ${(await work.tasks()).length} tasks, woken ${time.woken} times`);
  });
});
