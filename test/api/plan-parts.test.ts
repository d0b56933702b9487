import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadRun } from '../../records/plans.ts';
import { loadTask } from '../../records/tasks.ts';
import { CHAIRMAN, OFFICER, PlanOffice, smallPlan } from '../support/plan-office.ts';

let plans: PlanOffice;

beforeAll(async () => {
  plans = await PlanOffice.open();
  await plans.loads();
  await plans.adopts();
});

afterAll(() => plans.close());

interface Passage {
  readonly at: string;
  readonly section: string;
  readonly text: string;
  readonly tasks: readonly { readonly task: string; readonly as: string }[];
  readonly noTask: readonly { readonly reason: string; readonly why: string }[];
}

describe('both documents beside their tasks', () => {
  it.each([
    ['801', 'case-officer@BCA-A03', ['II', 'III'], 'KH-801-QD-TTG-2024'],
    ['lao-cai-2026', OFFICER, ['II', 'III', 'IV'], 'KH-LAO-CAI-2026'],
  ])('%s: every passage that gives something to do has its task or a reason', async (...row) => {
    const [plan, who, sections, number] = row;
    const loaded = await (await plans.somebody(who)).post('/plans', { plan });
    expect(loaded.json).toMatchObject({ number });
    const text = await plans.get(who, `/plans/${number}/text`);
    expect(text).toMatchObject({ whole: true, plan: { number, edition: 1 } });
    const passages = text.passages as readonly Passage[];
    const bare = passages
      .filter(({ section }) => sections.includes(section))
      .filter(({ tasks, noTask }) => tasks.length + noTask.length === 0)
      // "Cơ quan thực hiện:", and the bodies follow as passages of their own.
      .filter(({ text: words }) => !/^(Nội dung|Cơ quan thực hiện):$/.test(words));
    expect(bare.map(({ at, text: words }) => `${at} ${words}`)).toEqual([]);
    // Every task is given by some passage of the document.
    const given = new Set(
      passages.flatMap(({ tasks }) =>
        tasks.filter(({ as }) => as === 'gives').map(({ task }) => task),
      ),
    );
    const tasks = text.tasks as readonly { task: string; lead: object; due: string }[];
    expect(tasks.filter(({ task }) => !given.has(task))).toEqual([]);
    expect(tasks.length).toBeGreaterThan(15);
  });

  it('with who holds each by now, by when, and what of it is our own proposal', async () => {
    const { tasks, names } = await plans.get('case-officer@BCA-A03', '/plans/801/text');
    const media = tasks.find(({ lead }: { lead: { text: string } }) =>
      lead.text.includes('Thông tin và Truyền thông'),
    );
    expect(media.lead).toEqual({
      text: 'Bộ Văn hóa, Thể thao và Du lịch (thay Bộ Thông tin và Truyền thông)',
      offices: ['BVHTTDL'],
    });
    expect(names.offices['BVHTTDL'].vi).toBe('Bộ Văn hóa, Thể thao và Du lịch');
    const lists = (await plans.get(OFFICER, '/plans/lao-cai-2026/text')).tasks.find(
      ({ task }: { task: string }) => task === 'II.5',
    );
    expect(lists).toMatchObject({ due: 'trước ngày 01/01/2027', proposed: ['product'] });
    expect(lists.lead.text).toContain('UBND xã, phường (99 cơ quan)');
  });

  it('and by what it quotes, where the document is not there', async () => {
    const elsewhere = smallPlan((plan) => ({ ...plan, id: 'noi-khac', source: 'khac.docx' }));
    const officer = await plans.somebody(OFFICER);
    expect((await officer.post('/plans', { text: elsewhere })).status).toBe(201);
    const text = await plans.get(OFFICER, '/plans/noi-khac/text');
    expect(text.whole).toBe(false);
    const order = (text.passages as Passage[]).map(({ at }) => at).filter((at) => /^II\./.test(at));
    expect(order).toContain('II.1.a-3');
    expect(order.indexOf('II.1.a')).toBeLessThan(order.indexOf('II.5'));
  });
});

describe('how far a plan has come', () => {
  it('is counted by phase, branch and body, every task once', async () => {
    const seen = await plans.get(CHAIRMAN, '/plans/lao-cai-nho/progress');
    expect(seen.whole).toMatchObject({ tasks: 3, 'to-take-up': 3, overdue: 0 });
    expect(seen.branches).toHaveLength(1);
    expect(seen.branches[0]).toMatchObject({ office: 'UBND-15', counts: { tasks: 3 } });
    const bodies = seen.branches[0].bodies.map(({ office }: { office: string }) => office);
    expect(bodies.sort()).toEqual(['CAT-15', 'UBX-02647', 'UBX-03006']);
    expect(seen.behind).toEqual([]);
  });

  it('tells who is behind, in what, since when', async () => {
    const { db } = plans.office.database;
    const act = async (who: string, office: string, task: string, kind: string, data: object) => {
      const found = await loadTask(db, `NV-LAO-CAI-NHO.${task}.${office}`);
      const { rows } = await db.query<{ id: string }>('select id from people where login = $1', [
        `${office.toLowerCase()}.${who}`,
      ]);
      const answer = await plans.office.engine.act({
        caseId: found?.id ?? '',
        process: 'task',
        key: `${office} ${kind}`,
        requestHash: kind,
        actor: { person: rows[0]?.id ?? '', office, capacity: who as 'head', delegation: null },
        act: { kind, data },
      });
      expect(answer).toMatchObject({ result: { kind: 'done' } });
    };
    await act('head', 'UBX-03006', 'II.5', 'contest-task', { reason: 'Không có bí mật' });
    plans.office.goTo('2026-05-06T10:00:00.000+07:00');
    await act('head', 'CAT-15', 'II.1.a', 'see-task', {});
    plans.office.goTo('2027-01-02T09:00:00.000+07:00');
    await plans.relay();
    const { rows } = await db.query<{ id: string }>("select id from tasks where role = 'lead'");
    for (const { id } of rows) await plans.office.engine.look(id, 'task');
    const seen = await plans.get('case-officer@BCA-A03', '/plans/lao-cai-nho/progress');
    expect(seen.behind).toContainEqual({
      number: 'NV-LAO-CAI-NHO.II.5.UBX-02647',
      task: 'II.5',
      office: 'UBX-02647',
      phase: null,
      state: 'overdue',
      named: null,
      since: '2027-01-01T00:00:00.000+07:00',
    });
    const { whole } = seen;
    expect(whole.overdue + whole.contested + whole['not-taken-up'] + whole.running).toBe(3);
  });

  it('shows an office with a part only its own tasks and those below it', async () => {
    const seen = await plans.get('head@UBX-02647', '/plans/lao-cai-nho/progress');
    expect(seen.whole.tasks).toBe(1);
    expect(seen.behind.map(({ office }: { office: string }) => office)).toEqual(['UBX-02647']);
    const { rows } = await plans.get('head@UBX-02647', '/plans/lao-cai-nho/gantt');
    expect(rows.map((row: { offices: number }) => row.offices)).toEqual([0, 1]);
  });

  it('is a row for every task over the years', async () => {
    const seen = await plans.get(CHAIRMAN, '/plans/lao-cai-nho/gantt');
    expect(seen).toMatchObject({
      plan: { number: 'KH-LAO-CAI-NHO' },
      today: '2027-01-02',
      begins: '2026-04-01',
      from: '2026-04-01',
      to: '2027-01-02',
      phases: [],
    });
    expect(seen.rows).toEqual([
      expect.objectContaining({
        task: 'II.1.a',
        kind: 'standing',
        due: null,
        to: null,
        offices: 1,
      }),
      {
        task: 'II.5',
        phase: null,
        job: expect.any(String),
        lead: expect.stringContaining('phường Lào Cai'),
        from: '2026-04-01',
        to: '2026-12-31',
        due: '2026-12-31',
        kind: 'once',
        ...{ offices: 2, done: 0, late: expect.any(Number), open: 2, state: 'late' },
      },
    ]);
    const phases = (await plans.get('head@BCA', '/plans/801/gantt')).phases;
    expect(phases).toMatchObject([
      { id: 'I', from: '2024-01-01', to: '2024-12-31', status: 'waiting' },
      { id: 'II', to: '2027-12-31' },
      { id: 'III', to: null },
    ]);
  });

  it('is told in whole sentences, in three languages', async () => {
    const vi = await plans.get('staff@UBX-02647', '/plans/lao-cai-nho/timeline');
    expect(vi.items.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['plan-loaded', 'clears-confirmed', 'plan-adopted']),
    );
    const adopted = vi.items.find(({ kind }: { kind: string }) => kind === 'plan-adopted');
    expect(adopted).toMatchObject({
      text: 'Kế hoạch được ban hành (phiên bản 1).',
      by: { office: 'UBND-15', capacity: 'head' },
    });
    const en = await plans.get(CHAIRMAN, '/plans/lao-cai-nho/timeline?lang=en');
    // How it was laid before the owner is told to whoever works on the plan as a whole.
    expect(en.items).toContainEqual(expect.objectContaining({ kind: 'plan-decided' }));
    expect(en.items[0].text).toBe('The draft of the plan KH-LAO-CAI-NHO was loaded, version 1.');
  });
});

const OWN = {
  job: 'Kiểm kê con dấu độ mật',
  product: 'Biên bản kiểm kê',
  due: { kind: 'date', reading: 'by', date: '2027-06-30' },
  carriesOut: 'II.5',
};

describe('an office adds a task of its own', () => {
  it('once under one key, opened by the plan, with its own number', async () => {
    const head = await plans.somebody('head@UBX-03006');
    const key = { 'idempotency-key': 'own-1' };
    const added = await head.post('/plans/lao-cai-nho/tasks', OWN, key);
    expect(added.json).toMatchObject({ number: 'NV-LAO-CAI-NHO.RIENG-1.UBX-03006' });
    expect((await head.post('/plans/lao-cai-nho/tasks', OWN, key)).json).toEqual(added.json);
    const more = await head.post('/plans/lao-cai-nho/tasks', { ...OWN, carriesOut: null });
    expect(more.json).toMatchObject({ number: 'NV-LAO-CAI-NHO.RIENG-2.UBX-03006' });
    const { db } = plans.office.database;
    expect(await loadTask(db, added.json.id as string)).toMatchObject({
      stage: 'assigned',
      own: { carriesOut: 'II.5' },
      reviewer: { office: 'CAT-15', desk: 'CAT-15-PA03' },
      terms: { job: { vi: OWN.job }, due: { kind: 'date', date: '2027-06-30', policy: 'plain' } },
    });
  });

  it.each([
    ['head@UBX-02647', { due: null, product: null }, 'PLAN_NOT_CLEAR'],
    ['head@UBX-02647', { carriesOut: 'II.99' }, 'UNKNOWN_TASK'],
    ['head@UBX-02647', { carriesOut: 'II.1.a' }, 'OFFICE_WITHOUT_PART'],
    ['head@UBX-02647', { due: { ...OWN.due, date: '2027-01-01' } }, 'VALUE_OUT_OF_RANGE'],
    ['head@UBX-02647', { office: 'UBX-03006' }, 'FORBIDDEN'],
    ['clerk@UBX-02647', {}, 'FORBIDDEN'],
    ['head@BCA', {}, 'UNKNOWN_OFFICE'],
    ['head@BKHCN', {}, 'NOT_FOUND'],
    ['head@UBX-02647', { job: '' }, 'INVALID_FIELD'],
    ['head@UBX-02647', { due: { kind: 'phase', every: null } }, 'INVALID_FIELD'],
    [
      'head@UBX-02647',
      { due: { kind: 'months', from: '2027-03', to: '2027-02' } },
      'INVALID_FIELD',
    ],
    ['head@UBX-02647', { secret: 1 }, 'UNKNOWN_FIELD'],
  ])('not so: %s %j %s', async (who, change, code) => {
    const counts = await plans.office.counts();
    const somebody = await plans.somebody(who);
    const answered = await somebody.post('/plans/lao-cai-nho/tasks', { ...OWN, ...change });
    expect(answered.json.code, answered.text).toBe(code);
    expect(await plans.office.counts()).toMatchObject({ task_places: counts['task_places'] });
  });

  it('and counts, as a plan of its own does, for the cascade', async () => {
    const commune = smallPlan((plan) => ({
      ...plan,
      id: 'xa-02647',
      owner: 'UBX-02647',
      issuedBy: 'UBX-02647',
      followUp: { office: 'CAT-15', desk: 'CAT-15-PA03' },
      upper: { ...(plan['upper'] as object), plan: 'lao-cai-nho' },
      bodies: { 'cap-xa': [{ kind: 'office', office: 'UBX-02647' }] },
      recipients: [],
      tasks: plan.tasks
        .filter(({ id }) => id === 'II.5')
        .map((task) => ({ ...task, carriesOut: 'II.5', proposed: [] })),
    }));
    await plans.loads(commune, 'case-officer@UBX-02647');
    const coverage = () => plans.get(CHAIRMAN, '/plans/lao-cai-nho/coverage');
    // A draft carries nothing out yet.
    expect((await coverage()).none).toEqual(['CAT-15', 'UBX-02647']);
    const { loaded } = await plans.view('head@UBX-02647');
    const plan = loaded[0].checksum as string;
    await plans.does('case-officer@UBX-02647', 'propose-adoption', { plan });
    await plans.approves('head@UBX-02647');
    expect(await loadRun(plans.office.database.db, 'KH-XA-02647')).toMatchObject({
      stage: 'running',
    });
    const seen = await coverage();
    expect(seen.below).toMatchObject([{ number: 'KH-XA-02647', owner: 'UBX-02647' }]);
    expect(seen.none).toEqual(['CAT-15']);
    expect(seen.rows).toMatchObject([
      { task: 'II.1.a', covered: 0 },
      {
        task: 'II.5',
        covered: 2,
        offices: [
          { office: 'UBX-02647', part: 'lead', covered: true },
          { office: 'UBX-03006', part: 'lead', covered: true },
        ],
      },
    ]);
    const own = await plans.get('head@UBX-03006', '/plans/lao-cai-nho/coverage');
    expect(own.offices).toEqual([{ office: 'UBX-03006', covered: true }]);
    expect(own.below).toEqual([]);
  });
});
