import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellToLook } from '../../client/tell-to-look.ts';
import type { Holders } from '../../domain/plans/plan.ts';
import { loadTask } from '../../records/tasks.ts';
import { ApiOffice } from '../support/api-office.ts';
import type { YearSystem } from '../support/report-year.ts';
import { PlanRun } from '../support/plan-run.ts';
import { broughtPlan } from '../support/plans.ts';

/*
 * A plan that runs, and the directory changed under it through the API: whoever goes by it is asked
 * to look in the change's own transaction, and told on the day, whoever died in between.
 */

const KIND: Holders = {
  ...{ kind: 'kinds', kinds: ['department'], province: '15' },
  ...{ under: 'UBND-15', except: [] },
};

let office: ApiOffice;
let run: PlanRun;

beforeAll(async () => {
  office = await ApiOffice.open({ now: '2026-05-04T09:00:00.000+07:00' });
  const people = await peopleOf(office);
  const { database, engine } = office;
  const system: YearSystem = { database, engine, now: () => office.now, person: people };
  const whole = broughtPlan('lao-cai-2026');
  const tasks = whole.tasks
    .filter(({ id }) => id === 'II.5')
    .map((task) => ({ ...task, lead: [KIND] }));
  run = await PlanRun.load(system, { ...whole, id: 'so-nganh', tasks, recipients: [] });
  await run.adopt('case-officer@UBND-15', 'head@UBND-15');
  await engine.begin(run.id, 'plan');
});
afterAll(() => office.close());

async function peopleOf({ database }: ApiOffice): Promise<YearSystem['person']> {
  const { rows } = await database.db.query<{ id: string; login: string }>(
    'select id, login from people',
  );
  const ids = new Map(rows.map(({ login, id }) => [login, id]));
  return (who) => {
    const [capacity = '', place = ''] = who.split('@');
    const person = ids.get(`${place.toLowerCase()}.${capacity}`) ?? '';
    return { person, office: place, capacity: capacity as 'head', delegation: null };
  };
}

async function change(path: string, body: object): Promise<void> {
  const admin = await office.somebody('administrator@BCA-A03');
  const answered = await admin.post(path, body);
  expect(answered.status, answered.text).toBeLessThan(300);
}

/** What the relay does, by whoever is alive. */
const relay = () => tellToLook(office.deps, office.now);

async function looks(): Promise<readonly string[]> {
  const { rows } = await office.database.db.query<{ matter: string; at: Date }>(
    'select matter, look_at as at from looks order by look_at, matter',
  );
  return rows.map(({ matter, at }) => `${matter} ${at.toISOString()}`);
}

async function holding(): Promise<readonly string[]> {
  const { rows } = await office.database.db.query<{ office: string }>(
    "select office from tasks where run_id = $1 and stage <> 'ended' order by office",
    [run.id],
  );
  return rows.map((row) => row.office);
}

const FRESH = {
  ...{ kind: 'department', parent: 'UBND-15', channel: 'CAT-15', province: '15', source: 'NQ' },
};
const named = (vi: string) => ({ vi, en: vi, lo: vi });

describe('a plan that runs', () => {
  it('gives its task to a body new to the kind, though the engine was down', async () => {
    expect(await holding()).toHaveLength(14);
    const before = await holding();
    office.engine.state = 'down';
    await change('/offices', {
      ...{ ...FRESH, id: 'SMOI-15', name: named('Sở Mới'), validFrom: '2026-05-04' },
    });
    // It could not be told; what was asked for stays.
    expect(await looks()).toEqual(['plan 2026-05-04T02:00:00.000Z']);
    await expect(relay()).rejects.toThrow('switched off');
    expect(await holding()).toEqual(before);
    office.engine.state = 'up';
    await relay();
    expect(await holding()).toEqual([...before, 'SMOI-15'].sort());
    expect(await looks()).toEqual([]);
  });

  it('ends the task of a body that ends without an heir, and tells the owner', async () => {
    await change('/offices/SNGV-15/changes', { ends: '2026-06-01', source: 'NQ' });
    expect(await looks()).toEqual([
      'plan 2026-05-31T17:00:00.000Z',
      'task 2026-05-31T17:00:00.000Z',
    ]);
    await relay();
    expect(await run.task('II.5', 'SNGV-15')).toMatchObject({ stage: 'assigned' });
    office.goTo('2026-06-01T00:00:00.000+07:00');
    await relay();
    expect(await run.task('II.5', 'SNGV-15')).toMatchObject({ stage: 'ended', ending: 'no-heir' });
    expect(await looks()).toEqual([]);
  });

  it('gives the task to an heir that is named later, who is of the kind itself', async () => {
    await change('/offices', {
      ...{ ...FRESH, id: 'SHAI-15', name: named('Sở Hai'), validFrom: '2026-06-02' },
    });
    office.goTo('2026-06-02T00:00:00.000+07:00');
    await relay();
    await change('/offices/SYT-15/changes', { ends: '2026-06-03', source: 'NQ' });
    const heir = { from: 'SYT-15', to: 'SHAI-15', on: '2026-06-03', source: 'NQ' };
    await change('/successions', heir);
    office.goTo('2026-06-03T00:00:00.000+07:00');
    await relay();
    const ended = await run.task('II.5', 'SYT-15');
    // The heir had the same task already.
    expect(ended).toMatchObject({ office: 'SHAI-15', ending: 'merged' });
    expect((await holding()).filter((id) => id === 'SHAI-15')).toHaveLength(1);
  });

  it('is told of a change on the day of the change, once for all that came before', async () => {
    await change('/offices/STC-15/changes', {
      ...{ from: '2026-06-10', email: 'stc@homat.example', source: 'CV' },
    });
    expect(await looks()).toEqual([
      'plan 2026-06-09T17:00:00.000Z',
      'task 2026-06-09T17:00:00.000Z',
    ]);
    const { rows } = await office.database.db.query<{ kind: string }>(
      "select kind from facts where stream = $1 and kind = 'offices-followed' order by seq",
      [`plan/${run.id}`],
    );
    // Its adoption, the new body, the end, the second body, the end and its heir.
    expect(rows.length).toBe(5);
  });

  it('leaves both what two bodies gave themselves under one name, when they merge', async () => {
    const [from, to] = ['SVHTTDL-15', 'STC-15'];
    const own = {
      ...{ job: 'Kiểm kê con dấu độ mật', product: 'Biên bản kiểm kê', carriesOut: 'II.5' },
      due: { kind: 'date', reading: 'by', date: '2027-06-30' },
    };
    const added: string[] = [];
    for (const body of [from, to]) {
      const head = await office.somebody(`head@${body}`);
      const { json } = await head.post('/plans/so-nganh/tasks', own);
      expect(json.number).toBe(`NV-SO-NGANH.RIENG-1.${body}`);
      added.push(json.id as string);
    }
    await change(`/offices/${from}/changes`, { ends: '2026-06-15', source: 'NQ' });
    await change('/successions', { from, to, on: '2026-06-15', source: 'NQ' });
    office.goTo('2026-06-15T00:00:00.000+07:00');
    await relay();
    // What the plan gave to both is one task now; what each gave itself is its own.
    expect(await run.task('II.5', from)).toMatchObject({ office: to, ending: 'merged' });
    for (const id of added) {
      const open = { task: 'RIENG-1', office: to, stage: 'assigned', mergedInto: null };
      expect(await loadTask(office.database.db, id)).toMatchObject(open);
    }
    // And the next one has a number that neither has.
    const { json } = await (await office.somebody(`head@${to}`)).post('/plans/so-nganh/tasks', own);
    expect(json.number).toBe(`NV-SO-NGANH.RIENG-2.${to}`);
  });
});

describe('a difficulty on its way', () => {
  const UNIT = 'CAT-15-PA03';
  const day = '2026-06-22';
  const holder = async (): Promise<string | undefined> => {
    const { rows } = await office.database.db.query<{ holder: string }>(
      'select holder from difficulties order by number',
    );
    return rows[0]?.holder;
  };

  it('is told when its office ends, and when an heir is named who has it again', async () => {
    const ward = await office.somebody('case-officer@UBX-02647');
    const answered = await ward.post('/difficulties', { about: null, words: 'Chưa có máy tính' });
    expect(answered.status, answered.text).toBe(201);
    await office.engine.begin((answered.json as { id: string }).id, 'difficulty');
    await relay();
    expect(await holder()).toBe(UNIT);
    await change(`/offices/${UNIT}/changes`, { ends: day, source: 'NQ' });
    expect(await looks()).toContain('difficulty 2026-06-21T17:00:00.000Z');
    office.goTo('2026-06-22T00:00:00.000+07:00');
    await relay();
    // Nobody does its work: the office above has it.
    expect(await holder()).toBe('CAT-15');
    await change('/successions', { from: UNIT, to: 'STC-15', on: day, source: 'NQ' });
    await relay();
    expect(await holder()).toBe('STC-15');
  });

  it('is told of the heir of the first of two offices that ended without one', async () => {
    const ends = async (id: string, on: string) => {
      await change(`/offices/${id}/changes`, { ends: on, source: 'NQ' });
      office.goTo(`${on}T00:00:00.000+07:00`);
      await relay();
    };
    await ends('STC-15', '2026-06-24');
    expect(await holder()).toBe('CAT-15');
    await ends('CAT-15', '2026-06-25');
    const above = await holder();
    expect(['STC-15', 'CAT-15']).not.toContain(above);
    await change('/successions', { from: 'STC-15', to: 'SNV-15', on: '2026-06-25', source: 'NQ' });
    await relay();
    expect(await holder()).toBe('SNV-15');
  });

  it('is told when whoever raised it becomes another body', async () => {
    await change('/offices/UBX-02647/changes', { ends: '2026-06-30', source: 'NQ' });
    expect((await looks()).filter((one) => one.startsWith('difficulty'))).toEqual([
      'difficulty 2026-06-29T17:00:00.000Z',
    ]);
  });
});
