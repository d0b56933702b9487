import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MARCH, NOVEMBER, ReportOffice, SUBMITTING } from '../support/report-office.ts';

let year: ReportOffice;
const COMMUNE = 'UBX-02647';
const OFFICER = `case-officer@${COMMUNE}`;
const CLERK = `clerk@${COMMUNE}`;
const HEAD = `head@${COMMUNE}`;
const COLLECTOR = 'case-officer@CAT-15';

beforeAll(async () => {
  year = await ReportOffice.open(MARCH);
  await year.office.report('staff@UBX-02647');
});

beforeEach(async () => {
  year.office.goTo(NOVEMBER);
  await year.opens([COMMUNE, 'UBX-03006']);
});

afterAll(() => year.close());

async function person(login: string): Promise<string> {
  const { rows } = await year.office.database.db.query<{ id: string }>(
    'select id from people where login = $1',
    [login],
  );
  return rows[0]?.id ?? '';
}

/** One case more than the register has, in every way that the form tells cases apart. */
const MORE = {
  cases: 2,
  'cases-lost': 2,
  'cases-mat': 2,
  'cases-vietnamese': 2,
  'cases-open': 2,
};

const part = (figures: Record<string, number | null>, words = '') => ({
  part: 'situation',
  figures,
  narratives: { situation: words },
  explanations: {},
});

describe('two people on one draft', () => {
  it('lose nothing: who has not seen the newest part is told whose it is, and which', async () => {
    const save = (who: string, filling: ReturnType<typeof part>, basedOn: number) =>
      year.try(COMMUNE, who, 'save-part', { part: filling, basedOn });
    expect((await save(OFFICER, part({ staff: 3 }, 'Của cán bộ'), 0)).status).toBe(200);
    const refused = await save(CLERK, part({ staff: 4 }, 'Của văn thư'), 0);
    const by = await person('ubx-02647.case-officer');
    const { json } = refused;
    expect(json).toMatchObject({ code: 'PART_CHANGED', status: 409 });
    expect(json.params).toEqual({
      part: 'situation',
      version: 1,
      by,
      name: 'Tài khoản trình diễn - Cán bộ thụ lý, UBND phường Lào Cai',
    });
    expect(json.detail).toContain('Cán bộ thụ lý, UBND phường Lào Cai đã lưu phần này (bản 1)');
    const [kept] = (await year.view(COMMUNE, CLERK)).parts as object[];
    expect(kept).toMatchObject({ version: 1, by, figures: { staff: 3 } });
    expect((await save(CLERK, part({ staff: 4 }, 'Của cả hai'), 1)).status).toBe(200);
    const [both] = (await year.view(COMMUNE, OFFICER)).parts as object[];
    expect(both).toMatchObject({ version: 2, by: await person('ubx-02647.clerk') });
  });

  it('who save different parts do not touch each other', async () => {
    const other = { part: 'results', figures: {}, narratives: {}, explanations: {} };
    const done = await Promise.all([
      year.try(COMMUNE, OFFICER, 'save-part', { part: part({ staff: 1 }), basedOn: 0 }),
      year.try(COMMUNE, CLERK, 'save-part', { part: other, basedOn: 0 }),
    ]);
    expect(done.map(({ status }) => status)).toEqual([200, 200]);
    expect((await year.view(COMMUNE, OFFICER)).parts).toHaveLength(2);
  });

  it('who save the same part at the same moment: one of them is told', async () => {
    const done = await Promise.all(
      [OFFICER, CLERK].map((who) =>
        year.try(COMMUNE, who, 'save-part', { part: part({ staff: 2 }), basedOn: 0 }),
      ),
    );
    expect(done.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('who send the same again get the same answer, and save nothing twice', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const data = { part: part({ staff: 5 }), basedOn: 0 };
    const first = await year.try(COMMUNE, OFFICER, 'save-part', data, headers);
    const again = await year.try(COMMUNE, OFFICER, 'save-part', data, headers);
    expect([first.status, again.json]).toEqual([200, first.json]);
    const other = await year.try(COMMUNE, OFFICER, 'save-part', { ...data, basedOn: 1 }, headers);
    expect(other.json.code).toBe('IDEMPOTENCY_KEY_REUSED');
    const key = headers['idempotency-key'];
    const told = await (await year.somebody(OFFICER)).get(`/acts/${key}`);
    expect(told.json).toMatchObject({ status: 'done', result: first.json });
    expect((await year.view(COMMUNE, OFFICER)).parts[0].version).toBe(1);
  });
});

describe('a number that is not the system’s', () => {
  it('needs its explanation before the report can be submitted', async () => {
    await year.fills(COMMUNE, OFFICER, { figures: MORE });
    year.office.goTo(SUBMITTING);
    const view = await year.view(COMMUNE, HEAD);
    expect(view.known.cases).toBe(1);
    expect(view.differences).toContainEqual({
      part: expect.any(String) as string,
      figure: 'cases',
      known: 1,
      reported: 2,
      explanation: null,
    });
    const fault = (view.faults as { code: string; field: string; text: string }[]).find(
      ({ code, field }) => code === 'difference-unexplained' && field === 'cases',
    );
    expect(fault?.text).toContain('2');
    const checksum = view.draftChecksum as string;
    const refused = await year.try(COMMUNE, HEAD, 'submit-report', { checksum });
    expect(refused.json).toMatchObject({ code: 'REPORT_FAULTY' });
    expect(refused.json.params.fault).toBe('difference-unexplained');
    const why = 'Một vụ báo bằng giấy';
    const unexplained = (view.differences as { figure: string }[]).map(({ figure }) => figure);
    await year.fills(COMMUNE, OFFICER, {
      figures: MORE,
      explanations: Object.fromEntries(unexplained.map((figure) => [figure, why])),
    });
    expect((await year.view(COMMUNE, HEAD)).faults).toEqual([]);
    // What was read is no longer what would be signed.
    const old = await year.try(COMMUNE, HEAD, 'submit-report', { checksum });
    expect(old.json.code).toBe('PROPOSAL_CHANGED');
    await year.submits(COMMUNE, HEAD);
    const signed = await year.view(COMMUNE, COLLECTOR);
    expect(signed.submission.differences).toHaveLength(unexplained.length);
    const overview = await (await year.somebody('head@BCA')).get(`/report-cycles/${year.cycle}`);
    expect(overview.json.whole.counts.differences).toBe(unexplained.length);
  });

  it('that breaks a rule of the form is not even saved', async () => {
    const save = (figures: Record<string, number | null>) =>
      year.try(COMMUNE, OFFICER, 'save-part', { part: part(figures), basedOn: 0 });
    for (const [figures, fault] of [
      [{ staff: -1 }, 'negative'],
      [{ staff: 1.5 }, 'not-whole'],
      [{ staff: 10 ** 16 }, 'too-large'],
      [{ staff: 1, 'staff-full-time': 2 }, 'above-limit'],
      [{ thefts: 1 }, 'unknown-figure'],
    ] as const) {
      const answered = await save(figures);
      expect(answered.json, fault).toMatchObject({ code: 'REPORT_FAULTY', params: { fault } });
    }
    expect((await year.view(COMMUNE, OFFICER)).parts).toEqual([]);
  });
});

describe('a report that is returned', () => {
  it('says which part and why, and comes again', async () => {
    await year.fills(COMMUNE, OFFICER);
    year.office.goTo(SUBMITTING);
    await year.submits(COMMUNE, HEAD);
    const reasons = [
      { part: 'situation', reason: 'Thiếu số cán bộ' },
      { part: null, reason: 'Xem lại cả báo cáo' },
    ];
    const unknown = await year.try(COMMUNE, COLLECTOR, 'return-report', {
      reasons: [{ part: 'nothing', reason: 'x' }],
    });
    expect(unknown.json.code).toBe('UNKNOWN_PART');
    const silent = await year.try(COMMUNE, COLLECTOR, 'return-report', { reasons: [] });
    expect(silent.json.code).toBe('REASON_MISSING');
    await year.does(COMMUNE, COLLECTOR, 'return-report', { reasons });
    const view = await year.view(COMMUNE, HEAD);
    expect(view).toMatchObject({ stage: 'returned', returns: [{ reasons }] });
    expect((view.clocks as { rule: string; status: string }[])[0]).toMatchObject({
      rule: 'report-resubmit',
      status: 'running',
    });
    const { whole } = (await (await year.somebody('head@BCA')).get(`/report-cycles/${year.cycle}`))
      .json;
    expect(whole.counts).toMatchObject({ returned: 1, accepted: 0 });
    await year.fills(COMMUNE, OFFICER, { figures: { staff: 2 } });
    await year.submits(COMMUNE, HEAD);
    await year.accepts(COMMUNE, COLLECTOR);
    expect(await year.view(COMMUNE, HEAD)).toMatchObject({ stage: 'accepted', revisions: 2 });
    const told = await (await year.somebody(HEAD)).get(`/reports/${year.number(COMMUNE)}/timeline`);
    const texts = (told.json.items as { text: string }[]).map(({ text }) => text);
    expect(texts.join('\n')).toMatch(
      /Trả lại báo cáo. I\. .*: Thiếu số cán bộ; Xem lại cả báo cáo/,
    );
  });
});

describe('a nil report', () => {
  it('is an act with its reason, and is none where the register has something', async () => {
    year.office.goTo(SUBMITTING);
    const nothing = await year.try(COMMUNE, HEAD, 'submit-nil', { reason: 'Không phát sinh' });
    // A case was reported in March.
    expect(nothing.json).toMatchObject({ code: 'REPORT_FAULTY' });
    const neighbour = 'UBX-03006';
    const blank = await year.try(neighbour, `head@${neighbour}`, 'submit-nil', { reason: ' ' });
    expect(blank.json.code).toBe('REASON_MISSING');
    await year.does(neighbour, `head@${neighbour}`, 'submit-nil', { reason: 'Không phát sinh' });
    const view = await year.view(neighbour, COLLECTOR);
    expect(view.submission.filling).toMatchObject({ nil: true });
    await year.accepts(neighbour, COLLECTOR);
    const listed = await (
      await year.somebody(COLLECTOR)
    ).get(`/reports?cycle=${year.cycle}&arrival=on-time`);
    expect(listed.json.items).toMatchObject([{ office: neighbour, nil: true }]);
    const figure = await (
      await year.somebody(COLLECTOR)
    ).get(`/reports/${year.number(neighbour)}/figures/cases`);
    expect(figure.json.value).toBe(0);
  });
});

describe('leave to report late', () => {
  it('is asked and answered by named people, and moves the cut-off', async () => {
    const until = '2026-12-19T00:00:00.000+07:00' as never;
    year.office.goTo(SUBMITTING);
    const early = '2026-12-16T00:00:00.000+07:00' as never;
    const wrong = await year.try(COMMUNE, HEAD, 'ask-late', { until: early, reason: 'Bão' });
    expect(wrong.json.code).toBe('VALUE_OUT_OF_RANGE');
    await year.does(COMMUNE, HEAD, 'ask-late', { until, reason: 'Bão' });
    expect((await year.view(COMMUNE, 'head@CAT-15')).acts).toEqual(['answer-late']);
    const answer = { permit: true, until, reason: 'Đồng ý' };
    const officer = await year.try(COMMUNE, COLLECTOR, 'answer-late', answer);
    expect(officer.json.code).toBe('FORBIDDEN');
    await year.does(COMMUNE, 'head@CAT-15', 'answer-late', answer);
    const { late, clocks } = await year.view(COMMUNE, HEAD);
    const names = { askedBy: 'ubx-02647.head', answeredBy: 'cat-15.head' };
    expect(late).toMatchObject({
      answer: 'permitted',
      words: 'Đồng ý',
      askedBy: await person(names.askedBy),
      answeredBy: await person(names.answeredBy),
    });
    expect(clocks[0]).toMatchObject({ rule: 'report-due', due: until });
    const [firstStep] = clocks[0].steps as { text: string }[];
    expect(firstStep?.text).toMatch(/\p{L}/u);
    year.office.goTo('2026-12-18T09:00:00.000+07:00');
    await year.fills(COMMUNE, OFFICER);
    await year.submits(COMMUNE, HEAD);
    expect(await year.view(COMMUNE, HEAD)).toMatchObject({ arrival: 'late-permitted' });
    const again = await year.try(COMMUNE, 'head@CAT-15', 'answer-late', answer);
    expect(again.json.code).toBe('WRONG_STAGE');
  });
});

describe('a report', () => {
  it('is not there for a neighbour, nor for staff who were not assigned to it', async () => {
    const number = year.number(COMMUNE);
    const { id } = await year.view(COMMUNE, HEAD);
    for (const who of [
      'head@UBX-03006',
      'case-officer@UBX-02839',
      'head@UBND-40',
      'case-officer@CAT-40',
      'head@BKHCN',
      'staff@UBX-02647',
      'duty-officer@CAT-15',
      'administrator@BCA-A03',
    ]) {
      const somebody = await year.somebody(who);
      for (const of of [number, id as string]) {
        for (const path of [
          '',
          '/consolidation',
          '/figures/cases',
          '/timeline',
          '/template.xlsx',
        ]) {
          const answered = await somebody.get(`/reports/${of}${path}`);
          expect(answered.json?.code, `${who} ${path}`).toBe('NOT_FOUND');
        }
        const data = { part: part({}), basedOn: 0 };
        const act = await somebody.post(`/reports/${of}/acts`, { kind: 'save-part', data });
        expect(act.json.code, who).toBe('NOT_FOUND');
      }
      const listed = await somebody.get(`/reports?search=${number}`);
      expect(listed.json, who).toMatchObject({ items: [], total: 0 });
    }
  });

  it('is written by whoever is assigned to it, who has to be of the office', async () => {
    const assign = (to: string) => year.try(COMMUNE, HEAD, 'assign-report', { person: to });
    const strangers = [
      randomUUID(),
      await person('ubx-03006.staff'),
      await person('ubnd-15.staff'),
    ];
    for (const stranger of strangers) {
      expect((await assign(stranger)).json.code).toBe('UNKNOWN_PERSON');
    }
    const outside = { person: randomUUID() };
    const officer = await year.try(COMMUNE, OFFICER, 'assign-report', outside);
    expect(officer.json.code).toBe('FORBIDDEN');
    const staff = await person('ubx-02647.staff');
    expect((await assign(staff)).status).toBe(200);
    expect((await assign(staff)).json.code).toBe('ALREADY_DONE');
    const view = await year.view(COMMUNE, 'staff@UBX-02647');
    expect(view).toMatchObject({ assigned: [staff], acts: ['save-part', 'save-parts'] });
    await year.fills(COMMUNE, 'staff@UBX-02647');
    const mine = await (await year.somebody('staff@UBX-02647')).get('/reports?mine=true');
    expect((mine.json.items as { number: string }[]).map(({ number }) => number)).toContain(
      year.number(COMMUNE),
    );
    expect(await year.try(COMMUNE, 'staff@UBX-02647', 'give-opinion', { text: 'x' })).toMatchObject(
      { status: 403 },
    );
  });

  it('is found by its number, its office’s code and name, and by how long it has', async () => {
    const list = async (who: string, query: string) => {
      const answered = await (await year.somebody(who)).get(`/reports?cycle=${year.cycle}${query}`);
      expect(answered.status, answered.text).toBe(200);
      return (answered.json.items as { number: string }[]).map(({ number }) =>
        number.replace(`${year.cycle}.`, ''),
      );
    };
    expect(await list('head@BCA', '&search=02647')).toEqual([COMMUNE]);
    expect(await list('head@BCA', '&search=sa%20pa')).toEqual(['UBX-03006']);
    expect(await list('head@BCA', '&collector=UBND-15')).toEqual([COMMUNE, 'UBX-03006']);
    expect(await list('head@BCA', '&office=UBND-15')).toEqual(['UBND-15.TH']);
    expect(await list('head@BCA', '&mine=true')).toEqual(['BCA.TH']);
    expect(await list(COLLECTOR, '&mine=true')).toEqual(['UBND-15.TH']);
    expect(await list('head@BCA', '&sort=time-left')).toEqual([
      COMMUNE,
      'UBX-03006',
      'UBND-15.TH',
      'BCA.TH',
    ]);
    expect(await list('head@BCA', '&arrival=awaited&size=2&page=2')).toEqual([
      COMMUNE,
      'UBX-03006',
    ]);
    expect(await list('head@BCA', '&stage=sent')).toEqual([]);
    await year.fills(COMMUNE, OFFICER);
    expect(await list('head@BCA', '&stage=drafting')).toEqual([COMMUNE]);
    const page = await (
      await year.somebody('head@BCA')
    ).get(`/reports?cycle=${year.cycle}&size=3&page=9`);
    expect(page.json).toMatchObject({ items: [], total: 4 });
  });

  it('names the bodies that ended into its office', async () => {
    const view = await year.view(COMMUNE, HEAD);
    for (const office of view.predecessors as string[]) {
      expect(view.names.offices[office]?.vi, office).toMatch(/\S/);
    }
    expect(view.names.offices[COMMUNE].vi).toContain('Lào Cai');
  });
});
