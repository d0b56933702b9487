import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Somebody } from '../support/api-office.ts';
import { ApiOffice } from '../support/api-office.ts';

let office: ApiOffice;
let admin: Somebody;
let head: Somebody;

beforeAll(async () => {
  office = await ApiOffice.open();
  admin = await office.somebody('administrator@BCA-A03');
  head = await office.somebody('head@CAT-15');
});

afterAll(() => office.close());

const NAME = { vi: 'Đội Cơ yếu', en: 'Cipher team', lo: 'ທີມລະຫັດ' };
const kindsOf = async (stream: string) => {
  const { rows } = await office.database.db.query<{ kind: string }>(
    'select kind from facts where stream = $1 order by seq',
    [stream],
  );
  return rows.map((row) => row.kind);
};

describe('the offices', () => {
  it('are found with and without marks, by kind and province, and on a date', async () => {
    const total = async (query: string) =>
      (await head.get(`/offices?${query}`)).json.total as number;
    expect(await total('search=lao%20cai&kind=provincial-police')).toBe(1);
    expect(await total(`search=${encodeURIComponent('Lào Cai')}&kind=provincial-police`)).toBe(1);
    expect(await total('kind=provincial-police')).toBe(34);
    expect(await total('kind=provincial-police&at=2025-06-30')).toBe(63);
    const page = await head.get('/offices?kind=commune-committee&size=3&page=2');
    expect(page.json.items).toHaveLength(3);
    expect(page.json.total).toBeGreaterThan(3_000);
  });

  it('tell their history and who does their work now', async () => {
    const ended = await head.get('/offices?kind=ministry&at=2025-02-01&size=200');
    const [gone] = (ended.json.items as { id: string; validTo: string | null }[]).filter(
      (o) => o.validTo === '2025-03-01',
    );
    const shown = await head.get(`/offices/${gone?.id}`);
    expect(shown.json).toMatchObject({ id: gone?.id, validTo: '2025-03-01' });
    expect(shown.json.successor).toMatch(/^[A-Z]/);
    expect(shown.json.history).toHaveLength(1);
  });

  it('are added, changed from a day on, ended and followed, each with its fact', async () => {
    const row = {
      id: 'CAT-15-PA06',
      kind: 'provincial-police-unit',
      name: NAME,
      parent: 'CAT-15',
      channel: 'CAT-15',
      province: '15',
      validFrom: '2026-01-01',
      source: 'QĐ 1',
    };
    const added = await admin.post('/offices', row);
    expect(added.status, added.text).toBe(201);
    const changed = await admin.post('/offices/CAT-15-PA06/changes', {
      from: '2026-02-01',
      name: { ...NAME, vi: 'Phòng Cơ yếu' },
      source: 'QĐ 2',
    });
    expect(changed.json).toMatchObject({ name: { vi: 'Phòng Cơ yếu' }, validFrom: '2026-02-01' });
    const ended = await admin.post('/offices/CAT-15-PA06/changes', {
      ends: '2026-03-01',
      source: 'QĐ 3',
    });
    expect(ended.json.validTo).toBe('2026-03-01');
    const succession = await admin.post('/successions', {
      from: 'CAT-15-PA06',
      to: 'CAT-15-PA03',
      on: '2026-03-01',
      source: 'QĐ 3',
    });
    expect(succession.status, succession.text).toBe(201);
    const shown = await head.get('/offices/CAT-15-PA06');
    expect(shown.json).toMatchObject({ successor: 'CAT-15-PA03', history: [{}, {}] });
    expect(await kindsOf('office/CAT-15-PA06')).toEqual([
      'office-added',
      'office-changed',
      'office-ended',
      'succession-added',
    ]);
  });

  it('are not changed by others, nor against the rules of the directory', async () => {
    const row = {
      id: 'CAT-15-PA07',
      kind: 'provincial-police-unit',
      name: NAME,
      parent: 'CAT-15',
      channel: 'CAT-15',
      validFrom: '2026-01-01',
      source: 'QĐ 1',
    };
    expect((await head.post('/offices', row)).json.code).toBe('FORBIDDEN');
    const wrong: [object, string][] = [
      [{ ...row, id: 'CAT-15' }, 'ALREADY_DONE'],
      [{ ...row, channel: 'NOWHERE' }, 'UNKNOWN_OFFICE'],
      [{ ...row, channel: null }, 'NO_CHANNEL_ABOVE'],
    ];
    for (const [body, code] of wrong) {
      expect((await admin.post('/offices', body)).json.code).toBe(code);
    }
    const change = { from: '2024-01-01', name: NAME, source: 'x' };
    expect((await admin.post('/offices/BCA/changes', change)).json.code).toMatch(
      /UNKNOWN_OFFICE|VALUE_OUT_OF_RANGE/,
    );
  });

  it('without somebody in a capacity that letters need are listed', async () => {
    const checked = await head.get('/offices/check');
    const missing = new Map<string, string[]>(
      checked.json.items.map((i: { office: { id: string }; missing: string[] }) => [
        i.office.id,
        i.missing,
      ]),
    );
    expect(missing.get('SVHTTDL-15')).toEqual(['clerk']);
    expect(missing.get('CAT-15')).toBeUndefined();
    expect(missing.get('UBND-15')).toBeUndefined();
  });
});
