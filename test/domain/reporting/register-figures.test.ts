import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../domain/incident/incident.ts';
import type {
  RegisterFigureId,
  RegisterRow,
  RegisterScope,
} from '../../../domain/reporting/register-figures.ts';
import {
  DIMENSIONS,
  REGISTER_FIGURES,
  breakDown,
  countRegister,
  isDimensionValue,
} from '../../../domain/reporting/register-figures.ts';
import {
  rowsOfCase,
  rowsOfDifficulties,
  rowsOfExchanges,
  rowsOfTasks,
} from '../../../domain/reporting/register-rows.ts';
import type { CivilDate, Instant } from '../../../domain/time/instant.ts';
import { addDays } from '../../../domain/time/instant.ts';
import { OfficePlay, REFERENCE } from '../../support/office-play.ts';

const COMMUNE = 'UBX-02647';
const POLICE = 'CAT-15';
const PERIOD: RegisterScope = {
  offices: null,
  from: '2025-12-15' as CivilDate,
  to: '2026-12-14' as CivilDate,
  drill: false,
  kept: REGISTER_FIGURES,
};
const FINDING = {
  result: 'confirmed-damage',
  causes: ['carelessness', 'storage'],
  circumstances: 'Để quên ngoài tủ',
  responsible: null,
} as const;

const count = (
  rows: readonly RegisterRow[],
  figure: RegisterFigureId,
  where: Record<string, readonly string[]> = {},
  scope: Partial<RegisterScope> = {},
) => countRegister(rows, { figure, where }, { ...PERIOD, ...scope });

function verified(play = new OfficePlay()): OfficePlay {
  return play
    .report(`staff@${COMMUNE}`)
    .does(`case-officer@${COMMUNE}`, 'propose-dispatch', { to: null, override: null })
    .approves(`head@${COMMUNE}`, 'dispatch')
    .does(`clerk@${COMMUNE}`, 'dispatch', { number: '01/BC-UBND', channel: 'courier' })
    .does(`duty-officer@${POLICE}`, 'acknowledge', {})
    .does(`case-officer@${POLICE}`, 'report-preliminary', { summary: 'Đang xác minh' })
    .does(`case-officer@${POLICE}`, 'propose-finding', FINDING)
    .approves(`head@${POLICE}`, 'finding');
}

describe('what a case gives to the figures of a report', () => {
  const play = verified();
  const rows = rowsOfCase(play.case);

  it('is one case of its kind, level, origin and finding, and the case stands behind it', () => {
    for (const where of [
      { kind: ['lost'] },
      { level: ['mat'] },
      { origin: ['vietnamese'] },
      { finding: ['confirmed-damage'] },
      { agreement: ['no'] },
      { month: ['2026-03'] },
    ]) {
      expect(count(rows, 'cases', where), JSON.stringify(where)).toEqual({
        value: 1,
        behind: [{ office: COMMUNE, what: 'SC-2026-000001' }],
      });
    }
    expect(count(rows, 'cases', { kind: ['leaked'] }).value).toBe(0);
  });

  it('counts each cause and each reference once, the case only once behind them', () => {
    expect(count(rows, 'causes')).toEqual({
      value: 2,
      behind: [{ office: COMMUNE, what: 'SC-2026-000001' }],
    });
    expect(count(rows, 'references', { form: ['paper'] }).value).toBe(1);
  });

  it('counts clocks for the office that had to act: kept, lapsed, running', () => {
    expect(count(rows, 'clocks', { clock: ['acknowledge'], outcome: ['kept'] }).behind).toEqual([
      { office: POLICE, what: 'SC-2026-000001' },
    ]);
    const late = new OfficePlay().report(`staff@${COMMUNE}`);
    late.waitHours(72);
    const lapsed = count(rowsOfCase(late.case), 'clocks', { outcome: ['lapsed'] });
    expect(lapsed.value).toBeGreaterThan(0);
    expect(lapsed.behind.map(({ office }) => office)).toContain(COMMUNE);
  });

  it('counts a case on the day it was reported, so that none falls between two years', () => {
    const evening = new OfficePlay('2025-12-14T23:50:00.000+07:00').report(`staff@${COMMUNE}`);
    const next = new OfficePlay('2025-12-15T00:00:00.000+07:00').report(`staff@${COMMUNE}`);
    expect(count(rowsOfCase(evening.case), 'cases').value).toBe(0);
    expect(count(rowsOfCase(next.case), 'cases').value).toBe(1);
    const before = { from: '2024-12-15' as CivilDate, to: '2025-12-14' as CivilDate };
    expect(count(rowsOfCase(evening.case), 'cases', {}, before).value).toBe(1);
  });

  it('counts a clock that ends at midnight on the day before', () => {
    const clock = { ...play.clock('verify'), due: '2026-12-15T00:00:00.000+07:00' as Instant };
    const incident: Incident = { ...play.case, clocks: [clock] };
    expect(count(rowsOfCase(incident), 'clocks').value).toBe(1);
    const later = { ...clock, due: '2026-12-15T00:00:00.001+07:00' as Instant };
    expect(count(rowsOfCase({ ...incident, clocks: [later] }), 'clocks').value).toBe(0);
  });

  it('is nothing when the case repeats another one', () => {
    expect(rowsOfCase({ ...play.case, ending: 'duplicate' })).toEqual([]);
  });

  it('is only a drill when the case is a drill', () => {
    const drill = rowsOfCase({ ...play.case, drill: true });
    for (const figure of REGISTER_FIGURES) expect(count(drill, figure).value).toBe(0);
    expect(count(drill, 'cases', {}, { drill: true }).value).toBe(1);
  });

  it('leaves no trace in the report of managers whom the reporter went past', () => {
    const past = new OfficePlay().report(`staff@${COMMUNE}`, { bypass: true });
    past.waitHours(72);
    const given = rowsOfCase(past.case);
    expect(given.filter(({ office }) => office === COMMUNE)).toEqual([]);
    expect(count(given, 'cases', {}, { offices: new Set([POLICE]) }).value).toBe(1);
  });

  it('is of mixed origin when its references are, and concerns the Agreement', () => {
    const mixed = new OfficePlay().report(`staff@${COMMUNE}`, {
      references: [REFERENCE, { ...REFERENCE, origin: 'lao', exchange: 'received' }],
    });
    const given = rowsOfCase(mixed.case);
    expect(count(given, 'cases', { origin: ['mixed'], agreement: ['yes'] }).value).toBe(1);
    expect(count(given, 'cases', { origin: ['lao'] }).value).toBe(0);
    expect(count(given, 'references', { origin: ['lao'] }).value).toBe(1);
  });

  it('has one value of every dimension, and only such as the dimension knows', () => {
    const others = [
      ...rowsOfTasks([
        {
          id: 'task-1',
          number: 'QĐ 801 II.1',
          office: COMMUNE,
          on: '2026-05-01' as CivilDate,
          state: 'done-late',
          drill: false,
        },
      ]),
      ...rowsOfDifficulties([
        {
          id: 'difficulty-1',
          number: 'KK-2026-000001',
          office: COMMUNE,
          raisedOn: '2026-05-01' as CivilDate,
          state: 'unanswered',
          drill: false,
        },
      ]),
      ...rowsOfExchanges([
        {
          id: 'entry-1',
          reference: '7/BCA',
          office: 'BCA',
          direction: 'given',
          level: 'mat',
          exchangedOn: '2026-05-01' as CivilDate,
        },
      ]),
    ];
    const seen = new Set<string>();
    const open = rowsOfCase(new OfficePlay().report(`staff@${COMMUNE}`).case);
    for (const row of [...rows, ...open, ...others]) {
      seen.add(row.figure);
      const names = Object.keys(DIMENSIONS[row.figure]).filter((name) => name !== 'month');
      expect(Object.keys(row.values).sort(), row.figure).toEqual(names.sort());
      for (const [name, value] of Object.entries(row.values)) {
        expect(isDimensionValue(row.figure, name, value), `${row.figure} ${name} ${value}`).toBe(
          true,
        );
      }
    }
    expect([...seen].sort()).toEqual(
      REGISTER_FIGURES.filter((f) => f !== 'remedies' && f !== 'lao-notices').sort(),
    );
  });
});

const anyRow: fc.Arbitrary<RegisterRow> = fc.record({
  figure: fc.constant('cases' as const),
  key: fc.integer({ min: 1, max: 60 }).map(String),
  behind: fc.integer({ min: 1, max: 60 }).map((n) => `SC-2026-${n}`),
  office: fc.constantFrom('A', 'B', 'C'),
  on: fc.integer({ min: 0, max: 500 }).map((n) => addDays('2025-10-01' as CivilDate, n)),
  drill: fc.boolean(),
  values: fc.record({
    kind: fc.constantFrom('leaked', 'lost', 'at-risk'),
    level: fc.constantFrom('mat', 'toi-mat', 'tuyet-mat'),
  }),
});
const anyRows = fc.uniqueArray(anyRow, { selector: (row) => row.key, maxLength: 60 });

describe('counting', () => {
  it('gives parts that add up to the whole, whatever it is told apart by', () => {
    fc.assert(
      fc.property(anyRows, fc.subarray(['kind', 'level', 'month']), (rows, dimensions) => {
        const expression = { figure: 'cases', where: {} } as const;
        const whole = countRegister(rows, expression, PERIOD);
        const cells = breakDown(rows, expression, PERIOD, dimensions);
        expect(cells.reduce((total, { value }) => total + value, 0)).toBe(whole.value);
        for (const { values, ...cell } of cells) {
          expect(cell.value).toBeGreaterThan(0);
          expect(Object.keys(values)).toEqual(dimensions);
          const where = Object.fromEntries(Object.entries(values).map(([k, v]) => [k, [v]]));
          expect(countRegister(rows, { figure: 'cases', where }, PERIOD)).toEqual(cell);
        }
      }),
    );
  });

  it('does not depend on the order, nor on how often a thing is handed in', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const expression = { figure: 'cases', where: { kind: ['lost'] } } as const;
        const once = countRegister(rows, expression, PERIOD);
        expect(countRegister([...rows].reverse(), expression, PERIOD)).toEqual(once);
        expect(countRegister([...rows, ...rows], expression, PERIOD)).toEqual(once);
      }),
    );
  });

  it('gives each office its own, and together what all have', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const expression = { figure: 'cases', where: {} } as const;
        const own = ['A', 'B', 'C'].map((office) =>
          countRegister(rows, expression, { ...PERIOD, offices: new Set([office]) }),
        );
        const all = countRegister(rows, expression, PERIOD).value;
        expect(own.reduce((sum, { value }) => sum + value, 0)).toBe(all);
        // Two bodies that became one: its number has both, each named behind it.
        const merged = countRegister(rows, expression, { ...PERIOD, offices: new Set(['A', 'B']) });
        expect(merged.value).toBe((own[0]?.value ?? 0) + (own[1]?.value ?? 0));
        expect(new Set(merged.behind.map(({ office }) => office))).not.toContain('C');
      }),
    );
  });
});
