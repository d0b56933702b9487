import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planOfficeChange, planOfficeEnd } from '../../domain/offices/changing.ts';
import type { OfficeRow } from '../../domain/offices/office.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import type { Database } from '../../records/database.ts';
import { listOffices, officeHistory, officesWithout } from '../../records/offices-list.ts';
import { fillOffices } from '../../records/offices-row.ts';
import {
  addOffice,
  addSuccession,
  changeOffice,
  directoryVersion,
  endOffice,
  loadDirectory,
  lockDirectory,
} from '../../records/offices.ts';
import { insertHoldings } from '../../records/people-capacities.ts';
import { addPerson } from '../../records/people.ts';
import { loadOffices, loadRouting } from '../../rules/load-offices.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { startTestDatabase } from '../support/postgres.ts';

const day = (text: string): CivilDate => text as CivilDate;
const routing = loadRouting();
const all = { limit: 100, offset: 0 };
let test: TestDatabase;
let db: Database;

beforeAll(async () => {
  test = await startTestDatabase();
  db = test.db;
  const { rows, successions } = loadOffices();
  await db.transaction((tx) => fillOffices(tx, rows, successions));
}, 30_000);

afterAll(() => test.stop());

const found = async (text: string, other: object = {}) => {
  const { offices } = await listOffices(db, { at: day('2026-11-01'), text, ...other }, all);
  return offices.map((office) => office.id);
};

describe('the stored directory', () => {
  it('comes back as it was written: every office, every date, every heir', async () => {
    const { rows, successions } = loadOffices();
    const stored = await loadDirectory(db, routing);
    const sorted = (offices: readonly OfficeRow[]) =>
      [...offices].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    for (const date of ['2024-01-01', '2025-03-01', '2025-06-30', '2025-07-01', '2026-11-01']) {
      const expected = rows.filter(
        (row) => row.validFrom <= date && (row.validTo === null || row.validTo > date),
      );
      expect(stored.at(day(date)).all()).toEqual(sorted(expected));
    }
    for (const { from, to, on, scope } of successions) {
      expect(stored.at(on).successorOf(from, scope)).toBe(to);
    }
  });

  it('carries the version that rises with every change', async () => {
    const before = await directoryVersion(db);
    await db.transaction((tx) =>
      addSuccession(tx, {
        from: 'UBND-63-10',
        to: 'UBND-15',
        on: day('2025-07-01'),
        scope: 'archive',
        source: 'test',
      }),
    );
    expect(await directoryVersion(db)).toBe(before + 1);
    expect((await loadDirectory(db, routing)).version).toBe(before + 1);
  });
});

describe('searching offices', () => {
  it('finds with and without marks, đ as d, in capitals, and in parts (NFD)', async () => {
    const expected = ['UBX-02671', 'CAX-02671'].sort();
    for (const text of ['Cam Đường', 'cam duong', 'CAM DUONG', 'Cam Đường'.normalize('NFD')]) {
      expect((await found(text)).sort(), text).toEqual(expected);
    }
  });

  it('finds by code, by the English and by the Lao name', async () => {
    expect(await found('bca-a03')).toEqual(['BCA-A03']);
    expect(await found('vientiane')).toEqual(['DSQ-LAO']);
    expect(await found('ປາກເຊ')).toEqual(['TLSQ-PAKSE']);
  });

  it('takes % and _ as they are written', async () => {
    expect(await found('%')).toEqual([]);
    expect(await found('_')).toEqual([]);
  });

  it('keeps to a kind, a province, a parent and a date', async () => {
    expect(await found('phường yên bái', { kind: 'commune-committee' })).toEqual(['UBX-04252']);
    expect(await found('khánh hoà', { province: '15', kind: 'commune-police' })).toEqual([
      'CAX-04342',
    ]);
    expect(await found('an ninh', { parent: 'CAT-15' })).toEqual(['CAT-15-PA03']);
    const then = await listOffices(db, { at: day('2025-06-30'), text: 'tỉnh Yên Bái' }, all);
    expect(then.offices.map((office) => office.id).sort()).toEqual([
      'CAT-63-15',
      'CAT-63-15-PA03',
      'UBND-63-15',
    ]);
  });

  it('pages in the order of the Vietnamese alphabet, and tells how many there are', async () => {
    const filter = { at: day('2026-11-01'), kind: 'provincial-committee' } as const;
    const first = await listOffices(db, filter, { limit: 20, offset: 0 });
    const second = await listOffices(db, filter, { limit: 20, offset: 20 });
    expect([first.total, second.total]).toEqual([34, 34]);
    const names = [...first.offices, ...second.offices].map((office) => office.name.vi);
    expect(names).toHaveLength(34);
    expect(names).toEqual([...names].sort(new Intl.Collator('vi').compare));
    expect(names.findIndex((n) => n.endsWith('Đà Nẵng'))).toBeGreaterThan(
      names.findIndex((n) => n.endsWith('Cần Thơ')),
    );
  });
});

describe('an office that changes', () => {
  it('has a new row from the day on; the old one is closed, not rewritten', async () => {
    const from = day('2027-01-01');
    const change = await db.transaction(async (tx) => {
      await lockDirectory(tx);
      const directory = await loadDirectory(tx, routing);
      const plan = planOfficeChange(directory, 'STP-15', from, {
        channel: 'BCA-A03',
        source: 'a decision',
      });
      if (plan.kind === 'refused') throw new Error(plan.code);
      return changeOffice(tx, plan);
    });
    expect(change).toMatchObject({
      kind: 'office-changed',
      before: { channel: 'CAT-15' },
      after: { channel: 'BCA-A03' },
    });
    expect(await officeHistory(db, 'STP-15')).toMatchObject([
      { channel: 'CAT-15', validFrom: '2025-07-01', validTo: '2027-01-01' },
      { channel: 'BCA-A03', validFrom: '2027-01-01', validTo: null, source: 'a decision' },
    ]);
    const directory = await loadDirectory(db, routing);
    expect(directory.at(day('2026-12-31')).channelOf('STP-15')).toBe('CAT-15');
    expect(directory.at(from).channelOf('STP-15')).toBe('BCA-A03');
  });

  it('is added, ended, and its heir found', async () => {
    const made: OfficeRow = {
      id: 'STN-15',
      kind: 'department',
      name: { vi: 'Sở Thử nghiệm', en: 'Department of Trials', lo: 'Department of Trials' },
      parent: 'UBND-15',
      channel: 'CAT-15',
      province: '15',
      fullTimeSecurityStaff: false,
      ownChannel: false,
      email: null,
      validFrom: day('2026-01-01'),
      validTo: null,
      source: 'test',
    };
    await db.transaction((tx) => addOffice(tx, made));
    expect(await found('so thu nghiem')).toEqual(['STN-15']);
    const gone = day('2026-06-01');
    const ended = planOfficeEnd(await loadDirectory(db, routing), 'STN-15', gone);
    if ('code' in ended) throw new Error(ended.code);
    await db.transaction(async (tx) => {
      await endOffice(tx, ended);
      await addSuccession(tx, {
        from: 'STN-15',
        to: 'VPUBND-15',
        on: gone,
        scope: 'all',
        source: 'test',
      });
    });
    const directory = await loadDirectory(db, routing);
    expect(directory.at(day('2026-05-31')).successorOf('STN-15')).toBe('STN-15');
    expect(directory.at(gone).successorOf('STN-15')).toBe('VPUBND-15');
    expect(await found('so thu nghiem')).toEqual([]);
  });

  it('cannot take an id twice, nor have two open rows', async () => {
    const [row] = await officeHistory(db, 'STC-15');
    if (row === undefined) throw new Error('STC-15 is not there');
    await expect(db.transaction((tx) => addOffice(tx, row))).rejects.toThrow('offices_pkey');
    const twice = { before: row, after: { ...row, validFrom: day('2027-05-01') } };
    const later = { ...twice.after, validFrom: day('2027-06-01') };
    await db.transaction((tx) => changeOffice(tx, twice));
    await expect(
      db.transaction((tx) => changeOffice(tx, { before: row, after: later })),
    ).rejects.toThrow('office_rows_one_open');
  });
});

describe('the history of offices', () => {
  it.each([
    ["update office_rows set name_vi = 'x' where office_id = 'BCA'"],
    ["update office_rows set valid_from = '2020-01-01' where office_id = 'BCA'"],
    ["delete from office_rows where office_id = 'BCA'"],
    ["delete from offices where id = 'BCA'"],
    ["update successions set to_office = 'BCA'"],
    ['delete from successions'],
    ['truncate office_rows'],
  ])('is out of reach for the product: %s', async (sql) => {
    await expect(db.query(sql)).rejects.toThrow('permission denied');
  });
});

describe('offices in use where nobody can act', () => {
  it('are listed with the capacities that nobody active holds', async () => {
    const id = '6f1c1c3e-0000-4000-8000-000000000001';
    const since = day('2025-07-01');
    await addPerson(db, {
      id,
      login: 'only.one',
      name: 'Người thử',
      email: null,
      language: 'vi',
      clearance: 'none',
      activeFrom: since,
      activeTo: day('2026-10-01'),
    });
    await insertHoldings(db, [
      {
        id: '6f1c1c3e-0000-4000-8000-000000000002',
        person: id,
        office: 'UBX-02680',
        capacity: 'head',
        validFrom: since,
        validTo: null,
      },
    ]);
    const missing = async (date: string) =>
      (await officesWithout(db, ['head', 'clerk'], day(date))).map((row) => [
        row.office.id,
        row.missing,
      ]);
    expect(await missing('2026-09-30')).toEqual([['UBX-02680', ['clerk']]]);
    expect(await missing('2026-10-01')).toEqual([['UBX-02680', ['head', 'clerk']]]);
  });
});
