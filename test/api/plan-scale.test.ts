import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Queryable } from '../../records/database.ts';
import { readersOfPlan } from '../../domain/plans/process/readers.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { DIRECTORY } from '../support/office-play.ts';
import { CHAIRMAN, COMMUNES, PlanOffice } from '../support/plan-office.ts';

const UPPER = 'KH-LAO-CAI-NHO';
const MINISTRY = 'case-officer@BCA-A03';
const today = DIRECTORY.at('2026-05-04' as CivilDate);
const communes = today.all().flatMap(({ id, kind }) => (kind === 'commune-committee' ? [id] : []));
let plans: PlanOffice;
let statements: string[] = [];

beforeAll(async () => {
  plans = await PlanOffice.open();
  await plans.loads();
  await plans.adopts();
  counted(plans.office.deps.db);
}, 120_000);

afterAll(() => plans.close());

/** Every statement that the API sends from now on is noted. */
function counted(db: Queryable): void {
  const query: Queryable['query'] = (text, values) => {
    statements.push(text);
    return db.query(text, values);
  };
  Object.assign(plans.office.deps, { db: { ...db, query } });
}

/** What an answer takes, in statements. */
async function costOf(who: string, path: string): Promise<number> {
  statements = [];
  await plans.get(who, path);
  return statements.length;
}

/** Every commune of the country has a plan of its own below the province's. */
async function everyCommunePlans(): Promise<void> {
  const { db } = plans.office.database;
  const rows = communes.map((owner) => {
    const followUp = { office: owner, desk: owner };
    const run = { owner, followUp, adoptedAt: plans.office.now };
    const readers = readersOfPlan(run, [{ office: owner, scope: null }], today);
    const plan = `ke-hoach-${owner.toLowerCase()}`;
    const number = `KH-${plan.toUpperCase()}`;
    return { plan, number, readers, change: { owner, followUp, plan, number } };
  });
  await db.query(
    `with given as (select * from jsonb_to_recordset($1::jsonb)
       as g(plan text, number text, readers jsonb, change jsonb)),
     upper as (select * from plans where number = $2),
     editions as (
       insert into plan_editions (plan, edition, checksum, body, loaded_at)
       select g.plan, e.edition, e.checksum, e.body || g.change
         || jsonb_build_object('tasks', jsonb_build_array(
           e.body #> '{tasks,1}' || '{"carriesOut": "II.5"}')), e.loaded_at
       from given g, plan_editions e join upper u on u.plan = e.plan)
     insert into plans (id, number, plan, drill, asked, asked_at, version, stage, open, state,
       readers)
     select gen_random_uuid(), g.number, g.plan, u.drill, u.asked, u.asked_at, u.version, u.stage,
       true, u.state || g.change || jsonb_build_object('upper', u.plan),
       array(select jsonb_array_elements_text(g.readers))
     from given g, upper u`,
    [JSON.stringify(rows), UPPER],
  );
}

describe('where every commune has a plan of its own', () => {
  const paths = ['/plans', `/plans/${UPPER}`, `/plans/${UPPER}/coverage`].concat(
    `/plans/${UPPER}/progress`,
  );
  const before = new Map<string, number>();

  it('an answer about plans takes no statement more for it', async () => {
    for (const path of paths) before.set(path, await costOf(CHAIRMAN, path));
    await everyCommunePlans();
    for (const path of paths) {
      expect(await costOf(CHAIRMAN, path), path).toBe(before.get(path));
    }
    expect(Math.max(...before.values())).toBeLessThan(12);
  });

  it('the list comes in pages, and says how many there are for whoever asks', async () => {
    const whole = communes.length + 1;
    expect(whole).toBeGreaterThan(3000);
    const first = await plans.get(MINISTRY, '/plans');
    expect(first).toMatchObject({ total: whole, page: 1, size: 50 });
    expect(first.items).toHaveLength(50);
    const last = await plans.get(MINISTRY, `/plans?size=200&page=${Math.ceil(whole / 200)}`);
    expect(last.items.at(-1).number).toMatch(/^KH-/);
    expect(last.items).toHaveLength(whole % 200);
    const past = await plans.get(MINISTRY, '/plans?size=200&page=999');
    expect(past).toMatchObject({ items: [], total: whole });
  });

  it('a commune lists its own and the province’s, a province those of its communes', async () => {
    const [commune] = COMMUNES;
    const own = await plans.get(`head@${commune}`, '/plans');
    const numbers = (own.items as { number: string }[]).map(({ number }) => number).sort();
    expect(numbers).toEqual([`KH-KE-HOACH-${commune}`, UPPER].sort());
    const below = communes.filter((id) => today.parentsOf(id).includes('UBND-15'));
    expect((await plans.get(CHAIRMAN, '/plans')).total).toBe(below.length + 1);
    const closed = await (await plans.somebody('head@UBND-40')).get(`/plans/${UPPER}`);
    expect(closed.json.code).toBe('NOT_FOUND');
  });

  it('a name that means several is refused at once, its whole number is found', async () => {
    const officer = await plans.somebody(MINISTRY);
    statements = [];
    const several = await officer.get('/plans/ke-hoach');
    expect(several.json).toMatchObject({ code: 'INVALID_FIELD', params: { field: 'plan' } });
    expect(statements.length).toBeLessThan(12);
    const found = await officer.get(`/plans/KH-KE-HOACH-${COMMUNES[0]}`);
    expect(found.json).toMatchObject({ owner: COMMUNES[0], upper: expect.anything() });
  });

  it('the coverage counts every plan below', async () => {
    const { below, rows } = await plans.get(CHAIRMAN, `/plans/${UPPER}/coverage`);
    expect(below).toHaveLength(communes.length);
    const lists = (rows as { task: string; covered: number }[]).find(({ task }) => task === 'II.5');
    expect(lists?.covered).toBe(COMMUNES.length);
  });
});
