import { describe, expect, it } from 'vitest';
import { brokenChannels } from '../../domain/offices/changing.ts';
import { createDirectory } from '../../domain/offices/directory.ts';
import type { OfficeKind } from '../../domain/offices/office.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { addDays } from '../../domain/time/instant.ts';
import { loadDemoPeople } from '../../rules/offices/demo-people.ts';
import { loadOffices, loadRouting } from '../../rules/load-offices.ts';

const day = (text: string): CivilDate => text as CivilDate;
const { rows, successions } = loadOffices();
const directory = createDirectory(rows, successions, loadRouting());
const now = directory.at(day('2026-11-01'));
const count = (date: string, kind: OfficeKind) =>
  directory
    .at(day(date))
    .all()
    .filter((row) => row.kind === kind).length;

/** Every day on which anything begins or ends, and the day before. */
const turningDays = [...new Set(rows.flatMap((row) => [row.validFrom, row.validTo ?? []].flat()))]
  .flatMap((date) => [addDays(date, -1), date])
  .filter((date) => date >= '2024-01-01')
  .sort();

describe('the offices that the product brings', () => {
  it.each<[string, OfficeKind, number]>([
    ['2025-06-30', 'provincial-committee', 63],
    ['2025-07-01', 'provincial-committee', 34],
    ['2025-06-30', 'provincial-police', 63],
    ['2026-11-01', 'provincial-police', 34],
    ['2026-11-01', 'provincial-police-unit', 34],
    ['2026-11-01', 'commune-committee', 3321],
    ['2026-11-01', 'commune-police', 3321],
    ['2026-11-01', 'mission-abroad', 4],
    ['2026-11-01', 'lao-side', 1],
  ])('on %s: %s, %i of them', (date, kind, expected) => {
    expect(count(date, kind)).toBe(expected);
  });

  it('have 99 communes in Lào Cai, of them ten phường', () => {
    const communes = now.childrenOf('UBND-15').filter((id) => id.startsWith('UBX-'));
    const wards = communes.filter((id) => now.office(id)?.name.vi.includes('phường'));
    expect([communes.length, wards.length]).toEqual([99, 10]);
  });

  it('had 18 ministries before 1/3/2025 and 14 after', () => {
    // The Ministry of Public Security is a kind of its own.
    expect(count('2025-02-28', 'ministry') + 1).toBe(18);
    expect(count('2025-03-01', 'ministry') + 1).toBe(14);
  });

  it('say where each fact is from, and are written in composed form (NFC)', () => {
    for (const { id, source, name } of rows) {
      expect(source, id).not.toBe('');
      for (const text of Object.values(name)) expect(text, id).toBe(text.normalize('NFC'));
    }
  });

  it('never have two rows of one office on one day', () => {
    for (const date of turningDays) {
      const ids = rows
        .filter((row) => row.validFrom <= date && (row.validTo === null || row.validTo > date))
        .map((row) => row.id);
      expect(new Set(ids).size, date).toBe(ids.length);
    }
  });

  it('name parents, channels and heirs that are there', () => {
    for (const date of turningDays) {
      const view = directory.at(date);
      for (const row of view.all()) {
        for (const other of [row.parent, row.channel]) {
          if (other !== null) expect(view.office(other), `${date} ${row.id}`).toBeDefined();
        }
      }
    }
    for (const { from, to, on } of successions) {
      expect(directory.at(on).office(to), `${from} → ${to}`).toBeDefined();
      expect(directory.at(on).office(from), from).toBeUndefined();
      expect(directory.at(addDays(on, -1)).office(from), from).toBeDefined();
    }
  });
});

describe('the security channel', () => {
  it('of every office ends at the Ministry, on every day on which something changes', () => {
    expect(turningDays.length).toBeGreaterThan(8);
    for (const date of turningDays) expect(brokenChannels(directory, date), date).toEqual([]);
  });

  it.each([
    ['UBX-02647', ['CAT-15', 'BCA-A03', 'BCA']],
    ['CAX-02647', ['CAT-15', 'BCA-A03', 'BCA']],
    ['CAT-15-PA03', ['CAT-15', 'BCA-A03', 'BCA']],
    ['STP-15', ['CAT-15', 'BCA-A03', 'BCA']],
    ['UBND-15', ['BCA-A03', 'BCA']],
    ['DSQ-LAO', ['BCA-A03', 'BCA']],
    ['BKHCN', ['BCA-A03', 'BCA']],
    ['BCA', []],
  ])('of %s goes by %j', (id, expected) => {
    expect(now.channelsOf(id)).toEqual(expected);
  });

  it('is another line than the administrative one', () => {
    expect(now.parentsOf('UBX-02647')).toEqual(['UBND-15', 'CP']);
    expect(now.superiorOf('DSQ-LAO')).toBe('BNG');
  });

  it('has no circle of parents either', () => {
    for (const date of turningDays) {
      const view = directory.at(date);
      for (const row of view.all()) {
        const top = view.parentsOf(row.id).at(-1) ?? row.id;
        expect(view.parentOf(top), `${date} ${row.id}`).toBeNull();
      }
    }
  });
});

describe('a process addressed to a body that has ended', () => {
  it('finds each of the 63 among the 34, with its police and its unit', () => {
    const before = directory.at(day('2025-06-30')).all();
    const found = before
      .filter((row) => row.kind === 'provincial-committee')
      .map((row) => now.successorOf(row.id));
    expect(found).not.toContain(undefined);
    expect(new Set(found).size).toBe(34);
    expect(now.successorOf('UBND-63-10')).toBe('UBND-15');
    expect(now.successorOf('UBND-63-15')).toBe('UBND-15');
    expect(now.successorOf('CAT-63-10')).toBe('CAT-15');
    expect(now.successorOf('CAT-63-10-PA03')).toBe('CAT-15-PA03');
  });

  it('leaves the eleven provinces that went on where they are', () => {
    const begun = directory.at(day('2024-01-01'));
    const continued = begun
      .all()
      .filter((row) => row.kind === 'provincial-committee' && now.office(row.id) !== undefined);
    expect(continued.map((row) => row.province)).toEqual([
      '01',
      '04',
      '11',
      '12',
      '14',
      '20',
      '22',
      '38',
      '40',
      '42',
      '46',
    ]);
    expect(now.successorOf('UBND-46')).toBe('UBND-46');
  });

  it('does not take a new name or kind for an heir: Đồng Nai is one body before and after', () => {
    const name = (date: string) => directory.at(day(date)).office('UBND-75')?.name.vi;
    expect(name('2026-04-29')).toBe('Ủy ban nhân dân tỉnh Đồng Nai');
    expect(name('2026-04-30')).toBe('Ủy ban nhân dân thành phố Đồng Nai');
    expect(now.successorOf('UBND-75')).toBe('UBND-75');
    expect(successions.some((s) => s.from === 'UBND-75')).toBe(false);
  });

  it('gives the press work of the former information ministry to the culture ministry', () => {
    expect(directory.at(day('2025-02-28')).successorOf('BTTTT', 'press')).toBe('BTTTT');
    expect(directory.at(day('2025-03-01')).successorOf('BTTTT', 'press')).toBe('BVHTTDL');
    expect(directory.at(day('2025-03-01')).successorOf('BTTTT')).toBe('BKHCN');
  });
});

describe('an incident is reported', () => {
  const addressee = (id: string, agreementMatter = false, date = '2026-11-01') => {
    const found = directory.at(day(date)).reportingAddressee(id, { agreementMatter });
    return found.kind === 'addressee' ? [found.office, found.rule.id] : found.because;
  };

  it.each<[string, string, boolean, readonly string[]]>([
    ['by a commune, to the provincial police', 'UBX-02647', false, ['CAT-15', 'local']],
    ['by a commune of Nghệ An, to that police', 'UBX-16837', true, ['CAT-40', 'agreement-local']],
    ['by a commune police post', 'CAX-02647', false, ['CAT-15', 'local']],
    ['by a department', 'STC-15', false, ['CAT-15', 'local']],
    ['by the provincial Party committee', 'TU-15', false, ['CAT-15', 'local']],
    ['by a unit of the police', 'CAT-15-PA03', false, ['CAT-15', 'local']],
    ['by UBND tỉnh, to the Ministry', 'UBND-15', false, ['BCA-A03', 'central']],
    ['by a ministry', 'BKHCN', false, ['BCA-A03', 'central']],
    ['by a ministry, exchanged information', 'BKHCN', true, ['BCA-A03', 'agreement-central']],
    ['by a mission', 'DSQ-LAO', false, ['BCA-A03', 'mission']],
    ['by a mission, exchanged information', 'TLSQ-PAKSE', true, ['BCA-A03', 'agreement-central']],
    ['by the Supreme Court', 'TANDTC', false, ['BCA-A03', 'full-time-staff']],
    ['by the Youth Union', 'TWDTN', false, ['BCA-A03', 'central-party-assembly-judicial']],
    ['by the provincial police about itself', 'CAT-15', false, ['BCA-A03', 'full-time-staff']],
    ['by the Ministry, to its desk', 'BCA', false, ['BCA-A03', 'central']],
    ['by the desk, to the leadership', 'BCA-A03', false, ['BCA', 'central']],
  ])('%s', (_, id, agreementMatter, expected) => {
    expect(addressee(id, agreementMatter)).toEqual(expected);
  });

  it('by defence and cipher in their own channel, not here', () => {
    expect(addressee('BQP')).toBe('own-channel');
    expect(addressee('BCY', true)).toBe('own-channel');
  });

  it('is never handled by an office under the one that it is about', () => {
    expect(now.mayHandle('CAX-02647', 'CAT-15')).toBe(false);
    expect(now.mayHandle('CAT-15', 'BCA-A03')).toBe(false);
    expect(now.mayHandle('CAT-15', 'CAX-02647')).toBe(true);
  });

  it('by nobody unknown, and never by the Lao side', () => {
    expect(addressee('UBX-99999')).toBe('unknown-office');
    expect(addressee('LAO-MPS')).toBe('no-rule');
  });

  it('by every Vietnamese body somewhere, never to itself, always up its own channel', () => {
    for (const row of now.all()) {
      if (row.ownChannel || row.kind === 'lao-side') continue;
      const found = now.reportingAddressee(row.id, { agreementMatter: true });
      if (found.kind !== 'addressee') throw new Error(`${row.id}: ${found.because}`);
      expect(found.office).not.toBe(row.id);
      if (row.id !== 'BCA') expect(now.channelsOf(row.id)).toContain(found.office);
    }
  });

  it('before 1/7/2025 to the police of the province as it was then', () => {
    expect(addressee('CAT-63-10-PA03', false, '2025-06-30')).toEqual(['CAT-63-10', 'local']);
  });
});

describe('scope', () => {
  it('of an ordinary office is the office', () => {
    expect(now.isWithin('UBX-02647', 'UBX-02647')).toBe(true);
    expect(now.isWithin('UBX-02647', 'UBND-15')).toBe(false);
    expect(now.isWithin('UBX-02671', 'UBX-02647')).toBe(false);
  });

  it('of the provincial police is its province', () => {
    for (const police of ['CAT-15', 'CAT-15-PA03']) {
      expect(now.isWithin('UBX-02647', police)).toBe(true);
      expect(now.isWithin('UBND-15', police)).toBe(true);
      expect(now.isWithin('UBX-16837', police)).toBe(false);
      expect(now.isWithin('BKHCN', police)).toBe(false);
    }
  });

  it('of the police of a province that ended was that province alone', () => {
    const then = directory.at(day('2025-06-30'));
    expect(then.isWithin('UBND-63-10', 'CAT-63-10')).toBe(true);
    expect(then.isWithin('UBND-63-15', 'CAT-63-10')).toBe(false);
  });

  it('of a commune police post is the post', () => {
    expect(now.isWithin('UBX-02647', 'CAX-02647')).toBe(false);
  });

  it('of the Ministry and its desk is the nation, but for own channels and the Lao side', () => {
    for (const ministry of ['BCA', 'BCA-A03']) {
      expect(now.isWithin('UBX-02647', ministry)).toBe(true);
      expect(now.isWithin('DSQ-LAO', ministry)).toBe(true);
      expect(now.isWithin('BQP', ministry)).toBe(false);
      expect(now.isWithin('LAO-MPS', ministry)).toBe(false);
    }
  });
});

describe('the demonstration people', () => {
  const people = loadDemoPeople();

  it('have logins of their own and offices that exist from the day they begin', () => {
    expect(new Set(people.map((person) => person.login)).size).toBe(people.length);
    const begun = directory.at(day('2025-07-01'));
    for (const { login, holdings } of people) {
      for (const { office } of holdings) expect(begun.office(office), login).toBeDefined();
    }
  });

  it('are enough to play a case in every office that a case passes', () => {
    const has = (office: string, capacity: string) =>
      people.some((p) => p.holdings.some((h) => h.office === office && h.capacity === capacity));
    const needed = {
      'UBX-02647': ['staff', 'clerk', 'case-officer', 'deputy-head', 'head'],
      'UBX-03006': ['staff', 'clerk', 'case-officer', 'deputy-head', 'head'],
      'CAX-02647': ['duty-officer', 'head'],
      'CAT-15': ['duty-officer', 'clerk', 'case-officer', 'deputy-head', 'head', 'inspector'],
      'CAT-40': ['duty-officer', 'clerk', 'case-officer', 'deputy-head', 'head'],
      'BCA-A03': ['duty-officer', 'clerk', 'case-officer', 'deputy-head', 'head', 'administrator'],
      BCA: ['deputy-head', 'head'],
      BKHCN: ['staff', 'clerk', 'case-officer', 'head'],
      'DSQ-LAO': ['staff', 'clerk', 'case-officer', 'head'],
    };
    for (const [office, capacities] of Object.entries(needed)) {
      for (const capacity of capacities) {
        expect(has(office, capacity), `${office} ${capacity}`).toBe(true);
      }
    }
  });
});
