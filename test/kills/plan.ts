import { setTimeout as pause } from 'node:timers/promises';
import { accountOf } from '../../client/cli/scenario/people.ts';
import type { ActAnswer, ActRequest } from '../../client/engine.ts';
import type { Capacity } from '../../domain/offices/person.ts';
import { instantOf } from '../../domain/time/instant.ts';
import type { Queryable } from '../../records/database.ts';
import { factsOf } from '../../records/facts.ts';
import { PlanRun } from '../support/plan-run.ts';
import { smallPlan } from '../support/plans.ts';
import { until } from '../support/until.ts';
import type { YearSystem } from '../support/report-year.ts';
import type { Office } from './office.ts';
import type { Edge, PointName, Victim } from './points.ts';
import { withoutChance } from './record.ts';
import { factOf, patient } from './year.ts';

/** Who is to die where; nobody in a play that is not disturbed. */
export type Dying = (point: PointName, edge: Edge, victim: Victim) => void;

const COMMUNES = ['UBX-02647', 'UBX-03006', 'UBX-02839'];
const COMMUNE = 'UBX-02647';
const POLICE = 'case-officer@CAT-15-PA03';
const LONG = 180;

/** What is left of a plan in the record, without what is another one at each play. */
export interface PlanRecord {
  /** The facts of the plan, of each task and of the difficulty, in order, with their data. */
  readonly facts: Readonly<Record<string, readonly unknown[]>>;
  readonly letters: readonly string[];
}

/**
 * A plan from its draft to a product that was accepted, with tasks that nobody took up in time and
 * a difficulty that was passed up. Its people ask until they are answered; the relay begins what
 * they ask for.
 */
export async function playPlan(office: Office, id: string, dying: Dying): Promise<PlanRecord> {
  const system = await planSystem(office);
  dying('plan-begun', 'before', 'worker');
  dying('plan-begun', 'after', 'temporal');
  const run = await PlanRun.load(system, { ...smallPlan(COMMUNES), id });
  dying('plan-adopted', 'before', 'postgres');
  dying('plan-adopted', 'after', 'worker');
  dying('task-opened', 'before', 'worker');
  dying('task-opened', 'after', 'postgres');
  dying('task-lapsed', 'before', 'worker');
  dying('task-lapsed', 'after', 'temporal');
  await run.adopt('case-officer@UBND-15', 'head@UBND-15');
  await until('all open', async () => (await run.opened()) === COMMUNES.length + 1, LONG);
  const { db } = system.database;
  await until('not taken up', async () => (await lapsed(db, run.id)) === COMMUNES.length + 1, LONG);
  await worked(run, dying);
  dying('difficulty-raised', 'before', 'worker');
  dying('difficulty-raised', 'after', 'postgres');
  const raised = await run.raises(COMMUNE);
  await run.answers(raised, POLICE, 'take-up-difficulty', {});
  dying('difficulty-passed-up', 'before', 'temporal');
  dying('difficulty-passed-up', 'after', 'worker');
  await run.answers(raised, 'head@CAT-15-PA03', 'pass-up', { reason: 'Vượt thẩm quyền' });
  return recordOf(db, run, raised.id);
}

async function worked(run: PlanRun, dying: Dying): Promise<void> {
  const lists = await run.task('II.5', COMMUNE);
  const officer = `case-officer@${COMMUNE}`;
  const { person } = run.system.person(officer);
  await run.works(lists, `head@${COMMUNE}`, 'accept-task', { person });
  dying('task-worked', 'before', 'temporal');
  dying('task-worked', 'after', 'worker');
  await run.works(lists, officer, 'submit-product', {
    ...{ occurrence: null, document: { sha256: 'a'.repeat(64), title: 'Danh mục' } },
    ...{ note: 'Đã rà soát', exchange: null, list: 'unchanged' },
  });
  const [first] = (await run.task('II.5', COMMUNE)).occurrences;
  const checksum = first?.submissions.at(-1)?.checksum ?? '';
  await run.works(lists, POLICE, 'accept-product', { occurrence: first?.id ?? '', checksum });
}

async function planSystem(office: Office): Promise<YearSystem> {
  const db = patient(office.db);
  const { rows } = await db.query<{ id: string; login: string }>('select id, login from people');
  const people = new Map(rows.map(({ id, login }) => [login, id]));
  return {
    database: { db },
    engine: {
      // The relay begins what was asked for.
      begin: () => Promise.resolve(),
      act: (request) => insisting(office, request),
    },
    now: () => instantOf(Date.now()),
    person(who) {
      const [capacity = '', place = ''] = who.split('@');
      const { login } = accountOf(office.accounts, who).account;
      const person = people.get(login) ?? '';
      return { person, office: place, capacity: capacity as Capacity, delegation: null };
    },
  };
}

/** The same act under the same key, until it is answered. */
async function insisting({ engine }: Office, request: ActRequest): Promise<ActAnswer> {
  for (const deadline = Date.now() + LONG * 1_000; ; await pause(300)) {
    const answer = await engine.act(request);
    if (answer.kind === 'answered' || Date.now() > deadline) return answer;
  }
}

async function lapsed(db: Queryable, run: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*) as count from facts f join tasks t on f.stream = 'task/' || t.id
     where t.run_id = $1 and f.kind = 'clock-lapsed'`,
    [run],
  );
  return rows[0]?.count ?? 0;
}

async function recordOf(db: Queryable, run: PlanRun, difficulty: string): Promise<PlanRecord> {
  const { rows } = await db.query<{ id: string; number: string }>(
    'select id, number from tasks where run_id = $1 order by number',
    [run.id],
  );
  const streams = [
    { name: 'plan', stream: `plan/${run.id}` },
    { name: 'difficulty', stream: `difficulty/${difficulty}` },
    ...rows.map(({ id, number }) => ({ name: shortOf(number, run), stream: `task/${id}` })),
  ];
  const facts: Record<string, readonly unknown[]> = {};
  for (const { name, stream } of streams) {
    const told = JSON.stringify((await factsOf(db, stream)).map(factOf));
    facts[name] = withoutChance(JSON.parse(shortOf(told, run)) as unknown[]);
  }
  const letters = await db.query<{ letter: string }>(
    `select concat_ws(' ', number, kind, office_id, address, clock_id, urgent, count(*)) as letter
     from notices where case_id = any($1::uuid[])
     group by number, kind, office_id, address, clock_id, urgent, person_id order by 1`,
    [[run.id, difficulty, ...rows.map(({ id }) => id)]],
  );
  const theirs = letters.rows.map(({ letter }) => shortOf(letter, run));
  return { facts, letters: theirs.map((one) => one.replace(/VM-\d{4}-\d{6}/, '<difficulty>')) };
}

/** The plan's own name is another one at each play. */
function shortOf(text: string, { plan }: PlanRun): string {
  return text.replaceAll(plan.id, '<plan>').replaceAll(plan.id.toUpperCase(), '<PLAN>');
}
