import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readsTask, taskReadingOf } from '../../domain/tasks/readers.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { listTasks, readersKept } from '../../records/tasks-list.ts';
import type { Answered } from '../support/api-office.ts';
import { DIRECTORY, somebody } from '../support/office-play.ts';
import { TaskOffice, smallPlan } from '../support/task-office.ts';

const WARD = 'UBX-02647';
const SAPA = 'UBX-03006';
const DESK = 'CAT-15-PA03';
const DOCUMENT = { sha256: 'a'.repeat(64), title: 'Báo cáo rà soát danh mục' };
const PRODUCT = {
  ...{ occurrence: null, document: DOCUMENT, note: 'Đã rà soát' },
  ...{ exchange: null, list: 'unchanged' as const },
};

let tasks: TaskOffice;

beforeAll(async () => {
  tasks = await TaskOffice.open();
  const three = [WARD, SAPA, 'UBX-02839'];
  await tasks.adopt(
    smallPlan({
      'II.5': { lead: three, helpers: ['BKHCN'] },
      'II.4': { lead: [WARD] },
      'II.1.a': {},
    }),
  );
});

afterAll(() => tasks.close());

const number = (task: string, office: string): string => tasks.number(task, office);
const listed = async (who: string, query = ''): Promise<string[]> =>
  (await tasks.list(who, query)).items.map(({ number }: { number: string }) => number);

/** Takes a task up, with the office's case officer named. */
async function takesUp(task: string): Promise<void> {
  const office = task.split('.').at(-1) ?? '';
  const person = await tasks.person(`case-officer@${office}`);
  await tasks.does(task, `head@${office}`, 'accept-task', { person });
}

async function accepts(task: string): Promise<void> {
  const view = await tasks.view(task, `case-officer@${DESK}`);
  const occurrence = view.occurrences.at(-1);
  const { checksum } = occurrence.submissions.at(-1);
  const data = { occurrence: occurrence.id as string, checksum: checksum as string };
  await tasks.does(task, `case-officer@${DESK}`, 'accept-product', data);
}

describe('a task of an office', () => {
  it('is there with its passage, the five clears and what may be done', async () => {
    const view = await tasks.view(number('II.5', WARD), `head@${WARD}`);
    expect(view).toMatchObject({
      stage: 'assigned',
      standing: 'not-taken-up',
      plan: { plan: 'lao-cai-nho', number: 'KH-LAO-CAI-NHO', edition: 1 },
      clears: {
        person: { named: null, office: WARD },
        responsibility: { role: 'lead', accepts: DESK },
        due: 'trước ngày 01/01/2027',
        proposed: ['product'],
      },
      homes: [{ office: WARD, why: 'opened' }],
      acts: ['see-task', 'accept-task', 'contest-task', 'propose-commendation'],
    });
    expect(view.passages[0]).toMatchObject({ section: 'II', point: '5' });
    expect(view.passages[0].quote).toContain('danh mục bí mật nhà nước');
    const due = view.clocks.find(({ rule }: { rule: string }) => rule === 'task-due');
    expect(due).toMatchObject({ due: '2027-01-01T00:00:00.000+07:00' });
    expect(due.steps[0].text).toContain('31/12/2026');
    expect(view.names.offices[WARD].vi).toContain('phường Lào Cai');
  });

  it('is told in the language that was asked for', async () => {
    const head = await tasks.somebody(`head@${WARD}`);
    const { json } = await head.get(`/tasks/${number('II.5', WARD)}?lang=en`);
    expect(json.clears.due).toBe('before 01/01/2027');
  });

  it('is taken up, handed in, returned, handed in again and accepted', async () => {
    const task = number('II.5', WARD);
    await tasks.does(task, `clerk@${WARD}`, 'see-task', {});
    await takesUp(task);
    const officer = `case-officer@${WARD}`;
    await tasks.does(task, officer, 'report-progress', {
      percent: 50,
      words: 'Đã rà soát một nửa',
    });
    await tasks.does(task, officer, 'submit-product', PRODUCT);
    expect(await listed(`case-officer@${DESK}`, 'desk=mine&sort=time-left')).toEqual([task]);
    const returned = { occurrence: '1', reason: 'Thiếu phụ lục' };
    await tasks.does(task, `case-officer@${DESK}`, 'return-product', returned);
    expect(await tasks.view(task, officer)).toMatchObject({
      stage: 'returned',
      named: await tasks.person(officer),
      occurrences: [{ status: 'returned', returnReason: 'Thiếu phụ lục' }],
      progress: { percent: 50 },
    });
    await tasks.does(task, officer, 'submit-product', PRODUCT);
    await accepts(task);
    const view = await tasks.view(task, officer);
    expect(view).toMatchObject({ stage: 'done', ending: 'on-time', standing: 'done' });
    expect(view.occurrences[0].submissions).toHaveLength(2);
    expect(await listed(`case-officer@${DESK}`, 'desk=mine')).toEqual([]);
    expect(await listed(`head@${WARD}`, 'mine=true')).not.toContain(task);
  });

  it('is told as a story', async () => {
    const officer = await tasks.somebody(`case-officer@${WARD}`);
    const { json, status } = await officer.get(`/tasks/${number('II.5', WARD)}/timeline`);
    expect(status).toBe(200);
    const texts = json.items.map(({ text }: { text: string }) => text);
    expect(texts[0]).toMatch(/^Giao nhiệm vụ NV-LAO-CAI-NHO\.II\.5\.UBX-02647 cho Ủy ban/);
    expect(texts).toContain('Trả lại sản phẩm: sản phẩm số 1. Lý do: Thiếu phụ lục');
    expect(texts.at(-1)).toMatch(/Hoàn thành nhiệm vụ|Thời hạn/);
    for (const text of texts) expect(text).not.toMatch(/[{}]|undefined|null/);
  });

  it('that was contested goes where the owner of the plan gives it', async () => {
    const task = number('II.5', SAPA);
    const police = await tasks.somebody('head@CAX-02647');
    expect((await police.get('/plans')).json.total).toBe(0);
    await tasks.does(task, `head@${SAPA}`, 'contest-task', { reason: 'Không quản lý danh mục' });
    expect(await listed('head@UBND-15', 'desk=mine')).toEqual([task]);
    const decided = {
      decision: 're-assigned',
      words: 'Giao Công an phường',
      to: 'CAX-02647',
    } as const;
    tasks.office.goTo('2026-05-04T09:20:00.000+07:00');
    // Of another province: it would read the plan, and its province and police with it.
    const abroad = { ...decided, to: 'UBX-16738' };
    const refused = await tasks.try(task, 'head@UBND-15', 'decide-contest', abroad);
    expect(refused.json.code, refused.text).toBe('OFFICE_OUT_OF_REACH');
    const there = await tasks.somebody('head@UBX-16738');
    expect((await there.get('/plans')).json.total).toBe(0);
    const same = { ...decided, to: 'UBX-02839' };
    const held = await tasks.try(task, 'head@UBND-15', 'decide-contest', same);
    expect(held.json.code, held.text).toBe('OFFICE_HOLDS_TASK');
    await tasks.does(task, 'head@UBND-15', 'decide-contest', decided);
    const view = await tasks.view(task, 'head@UBND-15');
    expect(view).toMatchObject({
      office: 'CAX-02647',
      stage: 'assigned',
      homes: [{ office: SAPA }, { office: 'CAX-02647', why: 're-assigned' }],
      contests: [{ office: SAPA, decision: 're-assigned' }],
    });
    // Whoever has it now reads the plan as well; whoever had it has the task no more.
    expect((await police.get('/plans')).json).toMatchObject({ total: 1 });
    expect((await police.get('/plans/lao-cai')).status).toBe(200);
    const before = await tasks.somebody(`head@${SAPA}`);
    expect((await before.get(`/tasks/${task}/timeline`)).status).toBe(404);
    expect((await tasks.try(task, `head@${SAPA}`, 'see-task', {})).status).toBe(404);
    expect(await listed(`head@${SAPA}`)).not.toContain(task);
  });

  it('counts in the coverage for whoever has it now', async () => {
    const chairman = await tasks.somebody('head@UBND-15');
    const coverage = (await chairman.get('/plans/lao-cai/coverage')).json;
    const row = coverage.rows.find((one: { task: string }) => one.task === 'II.5');
    const offices = row.offices.map(({ office }: { office: string }) => office);
    expect(offices.toSorted()).toEqual(['BKHCN', 'CAX-02647', WARD, 'UBX-02839'].toSorted());
  });

  it('shows who contested it what was decided, and nothing that came after', async () => {
    const task = number('II.5', SAPA);
    await tasks.does(task, 'head@CAX-02647', 'see-task', {});
    const seen = await tasks.view(task, `head@${SAPA}`);
    expect(seen).toMatchObject({
      stage: 'assigned',
      seenBy: null,
      homes: [{ office: SAPA }, { office: 'CAX-02647', why: 're-assigned' }],
      contests: [{ office: SAPA, decision: 're-assigned', words: 'Giao Công an phường' }],
      acts: [],
    });
    const { rows } = await tasks.office.database.db.query(
      `select from notices where case_id = $1 and office_id = $2 and seen_at is null
         and kind in ('contest-decided', 'task-rehomed') and person_id = $3`,
      [seen.id, SAPA, await tasks.person(`head@${SAPA}`)],
    );
    expect(rows).toHaveLength(0);
    const other = await tasks.somebody('head@UBX-02683');
    expect((await other.get(`/tasks/${task}`)).status).toBe(404);
    expect((await tasks.view(task, 'head@CAX-02647')).stage).toBe('seen');
  });

  it('whose decisions are registered says which subjects are missing', async () => {
    const task = number('II.4', WARD);
    await takesUp(task);
    const { missingSubjects, terms } = await tasks.view(task, `head@${WARD}`);
    expect(missingSubjects).toEqual(terms.nature.subjects.map(({ id }: { id: string }) => id));
    await tasks.does(task, `clerk@${WARD}`, 'register-decision', {
      subject: missingSubjects[0] as string,
      number: '12/QĐ-UBND',
      date: '2026-04-20' as never,
      covers: 'Mạng nội bộ',
      reviewOn: '2027-04-20' as never,
      document: DOCUMENT,
    });
    const after = await tasks.view(task, `head@${WARD}`);
    expect(after.missingSubjects).toEqual(missingSubjects.slice(1));
    expect(after.decisions).toMatchObject([{ number: '12/QĐ-UBND', status: 'in-force' }]);
  });
});

describe('the list of tasks', () => {
  it('is mine by time left, the nearest first', async () => {
    const { items } = await tasks.list(`head@${WARD}`, 'mine=true&sort=time-left');
    const dues = items.map(({ nextDue }: { nextDue: string | null }) => nextDue);
    expect(dues).toEqual(dues.toSorted());
    expect(items.every(({ office }: { office: string }) => office === WARD)).toBe(true);
  });

  it('is for staff what they were named to do', async () => {
    expect(await listed(`staff@${WARD}`, 'mine=true')).toEqual([]);
    const task = number('II.4', WARD);
    const person = await tasks.person(`staff@${WARD}`);
    const data = { person, reason: 'Nắm rõ việc' };
    await tasks.does(task, `head@${WARD}`, 'name-person', data);
    expect(await listed(`staff@${WARD}`, 'mine=true')).toEqual([task]);
    expect(await listed(`staff@${WARD}/2`, 'mine=true')).toEqual([]);
  });

  it.each([
    ['plan=lao-cai', 6],
    ['plan=KH-LAO-CAI-NHO', 6],
    ['plan=801', 0],
    ['task=II.5', 4],
    [`office=${WARD}`, 2],
    [`desk=${DESK}`, 5],
    ['stage=done', 1],
    ['standing=not-taken-up', 4],
    ['role=coordinating', 1],
    ['role=lead&task=II.5', 3],
    ['search=sa%20pa', 0],
    ['search=phuong%20lao%20cai', 3],
    ['search=ii.4', 1],
  ])('takes %s', async (query, count) => {
    expect(await listed('case-officer@UBND-15', query)).toHaveLength(count);
  });

  it('comes in pages', async () => {
    const { items, total } = await tasks.list('head@UBND-15', 'size=2&page=2');
    expect([items.length, total]).toEqual([2, 6]);
  });
});

describe('the bytes of a product', () => {
  const bytes = Buffer.from('Báo cáo kết quả rà soát');
  const upload = async (who: string, task: string, key = 'tep-1'): Promise<Answered> =>
    (await tasks.somebody(who)).send({
      method: 'POST',
      url: `/api/v1/tasks/${task}/files`,
      payload: bytes,
      headers: { 'content-type': 'application/octet-stream', 'idempotency-key': key },
    });

  it('are kept under the task, once, for its readers', async () => {
    const task = number('II.4', WARD);
    const stored = await upload(`case-officer@${WARD}`, task);
    expect(stored.status, stored.text).toBe(201);
    expect(await upload(`case-officer@${WARD}`, task)).toMatchObject({ json: stored.json });
    const path = `/documents/${stored.json.sha256}?case=${task}`;
    const read = await (await tasks.somebody(`case-officer@${DESK}`)).get(path);
    expect([read.status, read.text]).toEqual([200, bytes.toString()]);
    expect((await (await tasks.somebody(`head@${SAPA}`)).get(path)).status).toBe(404);
    // Of another task it is no document.
    const other = path.replace(task, number('II.5', WARD));
    expect((await (await tasks.somebody(`head@${WARD}`)).get(other)).status).toBe(404);
  });

  it('are taken of nobody who brings nothing to it', async () => {
    const task = number('II.4', WARD);
    expect((await upload('clerk@UBND-15', task)).json.code).toBe('FORBIDDEN');
    expect((await upload(`case-officer@${SAPA}`, task)).json.code).toBe('NOT_FOUND');
  });
});

describe('who reads a task', () => {
  it.each([
    [`clerk@${WARD}`, true],
    [`staff@${WARD}`, true],
    [`duty-officer@CAT-15`, false],
    [`case-officer@${DESK}`, true],
    ['head@CAT-15', true],
    ['inspector@CAT-15', true],
    ['clerk@UBND-15', true],
    // It helps, and several lead: no one of them is whom it helps.
    ['case-officer@BKHCN', false],
    ['case-officer@BCA-A03', true],
    ['administrator@BCA-A03', false],
    [`head@${SAPA}`, false],
    ['head@CAT-40', false],
    ['head@BTP', false],
  ])('%s: %s', async (who, reads) => {
    const task = number('II.5', WARD);
    const somebody = await tasks.somebody(who);
    for (const path of [`/tasks/${task}`, `/tasks/${task}/timeline`]) {
      expect((await somebody.get(path)).status, path).toBe(reads ? 200 : 404);
    }
    expect((await listed(who)).includes(task)).toBe(reads);
    const answered = await somebody.post(`/tasks/${task}/acts`, { kind: 'see-task', data: {} });
    expect(answered.json.code === 'NOT_FOUND').toBe(!reads);
  });

  it('is not whoever helps where several lead: they have their own', async () => {
    expect(await listed('case-officer@BKHCN')).toEqual([number('II.5', 'BKHCN')]);
  });

  it('is kept', async () => {
    const { id } = await tasks.state(number('II.5', WARD));
    const { rows } = await tasks.office.database.db.query<{ what: string }>(
      'select distinct what from case_reads where case_id = $1 order by what',
      [id],
    );
    expect(rows.map(({ what }) => what)).toEqual(['task', 'timeline']);
  });
});

describe('a task of a body that ends', () => {
  it('goes to whoever does its work, who is told to look on the day', async () => {
    const task = number('II.5', 'UBX-02839');
    const admin = await tasks.somebody('administrator@BCA-A03');
    const source = 'Diễn tập sắp xếp đơn vị';
    const [from, to, on] = ['UBX-02839', SAPA, '2026-05-20'];
    const ended = await admin.post(`/offices/${from}/changes`, { ends: on, source });
    expect(ended.status, ended.text).toBe(200);
    const heir = await admin.post('/successions', { from, to, on, source });
    expect(heir.status, heir.text).toBe(201);
    await tasks.relay();
    expect(await tasks.state(task)).toMatchObject({ office: from });
    tasks.office.goTo('2026-05-20T08:00:00.000+07:00');
    // Nobody waits for the process to find it: whoever does the work sees it at once.
    expect((await tasks.list(`head@${SAPA}`, 'office=UBX-02839')).total).toBe(1);
    await tasks.relay();
    expect(await tasks.view(task, `head@${SAPA}`)).toMatchObject({
      office: SAPA,
      stage: 'assigned',
      homes: [{ office: from }, { office: to, why: 'succession' }],
      names: { offices: { [from]: { vi: expect.stringContaining('Bắc Hà') as string } } },
    });
    expect(await listed(`head@${SAPA}`, 'mine=true')).toContain(task);
  });

  it('is read, where the body was divided, by whoever does that part of its work', async () => {
    const task = number('II.4', WARD);
    // As it would lie there, done before the Ministry of Information ended on 1 March 2025.
    await tasks.office.database.db.query(
      `update tasks set office = 'BTTTT', readers = array_remove(readers, office),
         state = state || '{"office": "BTTTT", "scope": "press"}' where number = $1`,
      [task],
    );
    const { db } = tasks.office.database;
    const on = DIRECTORY.at('2026-05-20' as CivilDate);
    const held = await tasks.state(task);
    const kept = await readersKept(db, held.id);
    const asked = { sort: 'office', office: 'BTTTT' } as const;
    for (const as of ['staff', 'head']) {
      for (const [office, isTheirs] of [
        ['BVHTTDL', true],
        ['BKHCN', false],
      ] as const) {
        const person = '00000000-0000-4000-8000-00000000000a';
        const reading = { ...taskReadingOf(somebody(`${as}@${office}`), on), person };
        expect(readsTask(reading, held, kept), `${as}@${office}`).toBe(isTheirs);
        const { total } = await listTasks(db, reading, asked, { limit: 10, offset: 0 });
        expect(total, `${as}@${office}`).toBe(isTheirs ? 1 : 0);
      }
    }
  });
});

describe('a task that nobody accepts', () => {
  it('waits since it came to whoever has it now', async () => {
    tasks.office.goTo('2026-06-01T08:00:00.000+07:00');
    for (const first of [SAPA, 'UBX-02839']) {
      const { id } = await tasks.state(number('II.5', first));
      await tasks.office.engine.look(id, 'task');
    }
    const chairman = await tasks.somebody('head@UBND-15');
    const { behind } = (await chairman.get('/plans/lao-cai/progress')).json;
    const since = (office: string) =>
      behind.find((one: { office: string; task: string }) => one.office === office)?.since;
    // Re-assigned on the first day; come with the work of another body on 20 May.
    expect(since('CAX-02647')).toBe('2026-05-04T09:20:00.000+07:00');
    expect(since(SAPA)).toBe('2026-05-20T08:00:00.000+07:00');
  });
});

describe('what those who help contribute', () => {
  it('is shown to them and to the lead, and to nobody of the other helpers', async () => {
    const helpers = [WARD, 'UBX-02683'];
    const plan = smallPlan({ 'II.1.a': { lead: ['CAT-15'], helpers } }, 'dong-gop');
    await tasks.adopt(plan);
    const [one, other] = helpers.map((office) => number('II.1.a', office)) as [string, string];
    await takesUp(one);
    const said = { document: DOCUMENT, words: 'Đã phát 12 bài trên loa' };
    await tasks.does(one, `case-officer@${WARD}`, 'make-contribution', said);
    const shown = [{ office: WARD, number: one, ...said }];
    expect((await tasks.view(one, `head@${WARD}`)).contributed).toMatchObject(shown);
    const lead = number('II.1.a', 'CAT-15');
    const seen = await tasks.view(lead, 'case-officer@CAT-15');
    expect(seen.contributed).toMatchObject(shown);
    expect(seen.names.people[seen.contributed[0].by]).toBeDefined();
    // They read the lead's task, not what their neighbours do.
    expect((await tasks.view(lead, 'head@UBX-02683')).contributed).toEqual([]);
    expect((await tasks.view(other, 'head@UBX-02683')).contributed).toEqual([]);
    expect((await tasks.view(lead, `head@${WARD}`)).contributed).toMatchObject(shown);
  });
});
