import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CivilDate } from '../../domain/time/instant.ts';
import { HOUR } from '../../domain/time/instant.ts';
import { ApiOffice } from '../support/api-office.ts';
import { REFERENCE } from '../support/office-play.ts';

let office: ApiOffice;
let id: string;
let number: string;

beforeAll(async () => {
  office = await ApiOffice.open();
  ({ id, number } = await office.report('staff@UBX-02647', { words: 'Để quên ở Đồn biên phòng' }));
  await office.does(id, 'case-officer@UBX-02647', 'propose-dispatch', { to: null, override: null });
  await office.approves(id, 'head@UBX-02647', 'dispatch');
  await office.does(id, 'clerk@UBX-02647', 'dispatch', { number: '1/BC', channel: 'courier' });
  await office.does(id, 'duty-officer@CAT-15', 'acknowledge', {});
  await office.does(id, 'case-officer@CAT-15', 'tell-originator', {
    office: 'SVHTTDL-15',
    references: ['reference-1'],
  });
  await office.does(id, 'case-officer@CAT-15', 'correct', {
    field: 'words',
    value: 'Lời do cán bộ sửa: xylophon',
    reason: 'Rõ hơn',
  });
  await office.does(id, 'case-officer@CAT-15', 'propose-finding', {
    result: 'confirmed-damage',
    causes: ['carelessness'],
    circumstances: 'Để quên',
    responsible: null,
  });
  await office.approves(id, 'head@CAT-15', 'finding');
  await office.does(id, 'case-officer@CAT-15', 'plan-remedies', {
    remedies: [
      {
        kind: 'recall',
        office: 'UBX-03006',
        person: 'Người phụ trách',
        job: 'Thu hồi bản sao',
        product: 'Biên bản',
        due: '2026-04-01' as CivilDate,
      },
    ],
  });
});

afterAll(() => office.close());

const SCOPES: readonly (readonly [string, string | null])[] = [
  ['staff@UBX-02647', 'receipt'],
  ['staff@UBX-02647/2', null],
  ['case-officer@UBX-02647', 'case'],
  ['head@UBX-02647', 'case'],
  ['clerk@UBX-02647', 'case'],
  ['duty-officer@CAT-15', 'case'],
  ['case-officer@CAT-15', 'case'],
  ['inspector@CAT-15', 'case'],
  ['case-officer@CAT-15-PA03', 'case'],
  ['head@CAT-15-PA03', 'case'],
  ['case-officer@SVHTTDL-15', 'references'],
  ['head@UBX-03006', 'remedies'],
  ['staff@UBX-03006', null],
  ['case-officer@UBND-15', null],
  ['case-officer@BCA-A03', null],
  ['head@BCA', null],
  ['inspector@BCA-A03', null],
  ['administrator@BCA-A03', null],
  ['case-officer@CAT-40', null],
  ['head@BKHCN', null],
  ['head@CAX-02647', null],
];

/** Every address that speaks of a case. */
const addresses = (of: string): string[] => [
  `/incidents/${of}`,
  `/incidents/${of}/timeline`,
  `/incidents/${of}/clocks`,
  `/incidents/${of}/documents`,
  `/incidents/${of}/readers`,
  `/incidents/${of}/facts`,
  `/receipts/${of}`,
  `/documents/${'a'.repeat(64)}?case=${of}`,
];

describe('a case', () => {
  it.each(SCOPES)('is for %s: %s, in the list and opened', async (who, scope) => {
    const somebody = await office.somebody(who);
    const listed = await somebody.get('/incidents');
    expect(listed.json.total).toBe(scope === null ? 0 : 1);
    expect(listed.json.items.map((i: { scope: string }) => i.scope)).toEqual(
      scope === null ? [] : [scope],
    );
    const opened = await somebody.get(`/incidents/${id}`);
    expect(opened.status).toBe(scope === null ? 404 : 200);
    if (scope !== null) expect(opened.json.scope).toBe(scope);
  });

  it.each(SCOPES.filter(([, scope]) => scope === null))(
    'is answered to %s as if it were not there, byte for byte',
    async (who) => {
      const somebody = await office.somebody(who);
      const missing = addresses('SC-2026-000999');
      for (const [i, path] of [...addresses(number), ...addresses(id)].entries()) {
        const [there, not] = await Promise.all([
          somebody.get(path),
          somebody.get(missing[i % missing.length] ?? ''),
        ]);
        expect([there.status, there.text], path).toEqual([not.status, not.text]);
        expect(there.headers).toEqual({ ...not.headers, date: there.headers['date'] });
        expect(there.status).toBe(404);
      }
      // The leadership above may give an office below more time without reading its case.
      const extending = who === 'head@BCA' ? [] : ['extend-clock'];
      for (const kind of ['acknowledge', 'contain', 'approve', 'withdraw', ...extending]) {
        const data = DATA[kind] ?? {};
        const there = await somebody.post(`/incidents/${id}/acts`, { kind, data });
        const not = await somebody.post(`/incidents/${randomUUID()}/acts`, { kind, data });
        expect([there.status, there.text], kind).toEqual([not.status, not.text]);
      }
    },
  );

  it('shows its reporter the number, the stage and their own words, whatever became', async () => {
    const staff = await office.somebody('staff@UBX-02647');
    const opened = await staff.get(`/incidents/${id}`);
    expect(opened.json).toEqual({
      id,
      number,
      scope: 'receipt',
      stage: 'remedying',
      drill: false,
      receivedAt: office.now,
      words: 'Để quên ở Đồn biên phòng',
      names: { offices: {}, people: {} },
    });
    const timeline = await staff.get(`/incidents/${id}/timeline`);
    const kinds = timeline.json.items.map((i: { kind: string }) => i.kind);
    expect(new Set(kinds)).toEqual(new Set(['reported', 'stage-entered']));
    expect(timeline.text).not.toMatch(/CAT-15|xylophon/);
    for (const part of ['documents', 'readers', 'facts']) {
      expect((await staff.get(`/incidents/${id}/${part}`)).status).toBe(404);
    }
  });

  it('shows the originator its references, and a body with a remedy its remedy', async () => {
    const originator = await office.somebody('case-officer@SVHTTDL-15');
    const asked = await originator.get(`/incidents/${id}`);
    expect(asked.json).toMatchObject({
      references: [{ id: 'reference-1' }],
      originators: [{ office: 'SVHTTDL-15' }],
      remedies: [],
      clocks: [{ rule: 'originator-answer' }],
      acts: ['assess-damage'],
    });
    const owner = await office.somebody('head@UBX-03006');
    const given = await owner.get(`/incidents/${id}`);
    expect(given.json).toMatchObject({
      references: [],
      remedies: [{ job: 'Thu hồi bản sao' }],
      clocks: [{ rule: 'remedy' }],
      acts: ['report-remedy'],
    });
    for (const answered of [asked, given]) expect(answered.text).not.toMatch(/xylophon|Để quên/);
    const story = await owner.get(`/incidents/${id}/timeline`);
    expect(story.json.items.map((i: { kind: string }) => i.kind)).toEqual(['remedies-planned']);
  });

  it('is found with and without marks, and only by what its reader may see', async () => {
    const officer = await office.somebody('case-officer@CAT-15');
    const staff = await office.somebody('staff@UBX-02647');
    const found = async (who: typeof officer, search: string) =>
      (await who.get(`/incidents?search=${encodeURIComponent(search)}`)).json.total as number;
    for (const words of ['lời do cán bộ', 'LOI DO CAN BO', 'xylophon', '12/BC-UBND', number]) {
      expect(await found(officer, words), words).toBe(1);
    }
    expect(await found(officer, 'không có ở đây')).toBe(0);
    expect(await found(officer, '%')).toBe(0);
    expect(await found(staff, 'xylophon')).toBe(0);
    expect(await found(staff, number.toLowerCase())).toBe(1);
    for (const filter of ['level=mat', 'kind=lost', 'office=CAT-15']) {
      expect((await officer.get(`/incidents?${filter}`)).json.total, filter).toBe(1);
      expect((await staff.get(`/incidents?${filter}`)).json.total, filter).toBe(0);
    }
    expect((await staff.get('/incidents?stage=remedying')).json.total).toBe(1);
    expect((await staff.get('/incidents?stage=reported')).json.total).toBe(0);
  });

  it('keeps who read what of it', async () => {
    const { rows } = await office.database.db.query<{ what: string; office_id: string }>(
      'select distinct what, office_id from case_reads where case_id = $1',
      [id],
    );
    const read = new Set(rows.map((r) => `${r.office_id} ${r.what}`));
    expect(read).toContain('UBX-03006 timeline');
    expect(read).toContain('UBX-02647 case');
    expect([...read].filter((r) => r.startsWith('BCA'))).toEqual([]);
  });
});

describe('the level of a case', () => {
  it('closes it to whoever is not cleared, and opens what needs no clearance', async () => {
    const secret = await office.report('staff@UBX-02647', {
      references: [{ ...REFERENCE, level: 'toi-mat' }],
    });
    await office.does(secret.id, 'case-officer@UBX-02647', 'propose-dispatch', {
      to: null,
      override: null,
    });
    await office.approves(secret.id, 'head@UBX-02647', 'dispatch');
    const clerk = await office.somebody('clerk@UBX-02647');
    expect((await clerk.get(`/incidents/${secret.id}`)).status).toBe(404);
    expect((await clerk.get('/incidents')).json.total).toBe(1);
    const act = { number: '2/BC', channel: 'courier' } as const;
    expect((await clerk.act(secret.id, 'dispatch', act)).json.code).toBe('NOT_FOUND');
  });

  it('takes it from readers when it is raised', async () => {
    const officer = await office.somebody('case-officer@CAT-15/2');
    expect((await officer.get(`/incidents/${id}`)).status).toBe(200);
    await office.does(id, 'head@CAT-15', 'change-level', {
      reference: 'reference-1',
      level: 'toi-mat',
      reason: 'Theo quyết định',
    });
    expect((await officer.get(`/incidents/${id}`)).status).toBe(404);
    expect((await officer.get('/incidents')).json.total).toBe(0);
    expect((await officer.get('/incidents?search=xylophon')).json.total).toBe(0);
    const cleared = await office.somebody('case-officer@CAT-15');
    expect((await cleared.get(`/incidents/${id}`)).status).toBe(200);
    // The reporter still follows their own report.
    const staff = await office.somebody('staff@UBX-02647');
    expect((await staff.get(`/receipts/${number}`)).json).toMatchObject({ stage: 'verifying' });
  });

  it('does not keep a duty officer from acknowledging', async () => {
    const secret = await office.report('staff@BKHCN', {
      references: [{ ...REFERENCE, level: 'tuyet-mat' }],
    });
    await office.does(secret.id, 'head@BKHCN', 'propose-dispatch', { to: null, override: null });
    const proposal = (await (await office.somebody('head@BKHCN')).get(`/incidents/${secret.id}`))
      .json.proposals[0] as { id: string; checksum: string };
    // Nobody else of the office is cleared: the head's own proposal is not theirs to approve.
    const own = await (
      await office.somebody('head@BKHCN')
    ).act(secret.id, 'approve', { proposal: proposal.id, checksum: proposal.checksum });
    expect(own.json.code).toBe('AUTHOR_CANNOT_DECIDE');
    await office.does(secret.id, 'head@BKHCN', 'give-oral-notice', { to: null, override: null });
    const duty = await office.somebody('duty-officer@BCA-A03');
    expect((await duty.get(`/incidents/${secret.id}`)).status).toBe(404);
    const acknowledged = await duty.act(secret.id, 'acknowledge', {});
    expect(acknowledged.status, acknowledged.text).toBe(200);
  });
});

describe('the list', () => {
  it('is sorted by time left or by when it was reported, and comes in pages', async () => {
    const reported: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      office.wait(HOUR / 4);
      reported.push((await office.report('staff@UBX-03006')).number);
    }
    const officer = await office.somebody('case-officer@UBX-03006');
    const numbers = async (query: string) =>
      (await officer.get(`/incidents?search=sc-&${query}`)).json.items
        .filter((i: { scope: string }) => i.scope === 'case')
        .map((i: { number: string }) => i.number) as string[];
    expect(await numbers('sort=-reported')).toEqual(reported.toReversed());
    expect(await numbers('sort=time-left')).toEqual(reported);
    expect(await numbers('sort=-reported&size=2')).toEqual(reported.toReversed().slice(0, 2));
    expect(await numbers('sort=-reported&size=2&page=2')).toEqual(
      reported.toReversed().slice(2, 4),
    );
    const beyond = await officer.get('/incidents?page=90');
    expect(beyond.json).toMatchObject({ items: [], total: 6, page: 90 });
  });
});

const DATA: Record<string, object> = {
  contain: { what: 'x', doneAt: '2026-03-02T08:55:00+07:00' },
  approve: { proposal: 'finding-1', checksum: 'a'.repeat(64) },
  withdraw: { proposal: 'finding-1', reason: 'x' },
  'extend-clock': { clock: 'verify#1', until: '2026-04-05T00:00:00+07:00', reason: 'x' },
};
