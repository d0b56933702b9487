import { describe, expect, test } from 'vitest';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { along, axisOf } from '../../../client/plans/picture/axis.ts';
import type { Gantt, GanttRow } from '../../../client/plans/picture/gantt.ts';
import { ganttSvg } from '../../../client/plans/picture/gantt-svg.ts';
import { linesOf } from '../../../client/plans/picture/lines.ts';
import { ganttTable } from '../../../client/plans/picture/rows.ts';
import { LANGUAGES } from '../../../locales/index.ts';

const day = (text: string) => text as CivilDate;

const ONCE: GanttRow = {
  ...{ task: 'II.a', phase: 'I', job: 'Phổ biến Hiệp định', lead: 'Bộ Công an' },
  ...{ from: day('2024-08-06'), to: day('2024-12-31'), due: day('2024-12-31') },
  ...{ kind: 'once', offices: 3, done: 1, late: 2, open: 2, state: 'late' },
};
const STANDING: GanttRow = {
  ...{ task: 'III.5', phase: null, job: 'Theo dõi, đôn đốc', lead: 'Bộ Công an' },
  ...{ from: day('2024-08-06'), to: null, due: null },
  ...{ kind: 'standing', offices: 1, done: 0, late: 0, open: 1, state: 'running' },
};

const gantt = (rows: readonly GanttRow[] = [ONCE, STANDING]): Gantt => ({
  plan: { number: 'KH-801', title: 'Kế hoạch' },
  today: day('2026-11-28'),
  begins: day('2024-08-06'),
  phases: [{ id: 'I', name: 'Giai đoạn I', from: day('2024-01-01'), to: day('2024-12-31') }],
  rows,
});

describe('the axis of a plan', () => {
  test('goes on for a year past today when something has no end', () => {
    const { from, end, finer } = axisOf(gantt());
    expect([from, end]).toEqual(['2024-01-01', '2028-01-01']);
    expect(finer).toHaveLength(16);
  });

  test('has months for a short plan, and only years for a long one', () => {
    const short = { ...gantt([ONCE]), today: day('2024-09-01') };
    expect(axisOf(short).finer.map(({ label }) => label)).toEqual(
      Array.from({ length: 12 }, (_, index) => String(index + 1)),
    );
    const long = { ...gantt(), today: day('2035-02-01') };
    expect(axisOf(long)).toMatchObject({ finer: [], end: '2036-04-01' });
  });

  test('a day before or after it lies at its end', () => {
    const axis = axisOf(gantt([ONCE]));
    expect(along(axis, day('1999-01-01'))).toBe(0);
    expect(along(axis, day('2099-01-01'))).toBe(1);
  });
});

describe('the picture of a plan', () => {
  const svg = ganttSvg(gantt(), 'vi');

  test('tells states apart without colour', () => {
    const colours = [...svg.matchAll(/(?:fill|stroke)="(#[0-9a-f]+)"/g)].map(([, hex]) => hex);
    const isGrey = (hex = '') =>
      new Set(hex.slice(1).match(/.{1,2}/g)).size === 1 || /^#(.)\1\1$/.test(hex);
    expect(colours.length).toBeGreaterThan(10);
    expect(colours.filter((hex) => !isGrey(hex))).toEqual([]);
    expect(svg).toContain('fill="url(#late)"');
    expect(svg).toContain('fill="url(#running)"');
  });

  test('shows today, who is late, and what has no end', () => {
    expect(svg).toContain('Hôm nay 28/11/2026');
    expect(svg).toContain('▲ 2');
    expect(svg).toContain('thường xuyên');
  });

  test('whoever runs with the whole plan does so from its own day, not before it', () => {
    const band = /Trong suốt kế hoạch<\/title>.*? d="M([\d.]+),/.exec(svg)?.[1];
    const task = /Theo dõi, đôn đốc\. Bộ Công an<\/title>.*? d="M([\d.]+),/.exec(svg)?.[1];
    expect(Number(band)).toBeGreaterThan(470);
    expect(Number(band)).toBeCloseTo(Number(task), 1);
  });

  test('of what its reader does not see it shows the line, and no state', () => {
    const unseen: GanttRow = { ...ONCE, state: 'not-seen', offices: 0, done: 0, late: 0, open: 0 };
    const drawn = ganttSvg({ ...gantt([unseen]), phases: [] }, 'vi');
    expect(drawn).not.toContain('0/0');
    const [row = []] = ganttTable(gantt([unseen]), 'vi').rows;
    expect(row.slice(-3)).toEqual(['không thuộc phần được xem', '', '']);
  });

  test('takes words as words, whatever is in them', () => {
    const odd = { ...ONCE, job: '<script>&"\u0007', lead: ']]>' };
    const drawn = ganttSvg(gantt([odd]), 'vi');
    expect(drawn).toContain('&lt;script&gt;&amp;&quot;');
    expect(drawn).not.toMatch(/<script|\u0007/);
  });

  test.each(LANGUAGES)('asks for nothing from outside (%s)', (language) => {
    const drawn = ganttSvg(gantt(), language);
    expect(drawn.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
  });

  test('a plan without phases or tasks is a picture as well', () => {
    expect(ganttSvg({ ...gantt([]), phases: [] }, 'lo')).toMatch(/^<svg[^>]+>[\s\S]+<\/svg>$/);
  });
});

test('what the picture shows, the table tells', () => {
  const { heads, rows } = ganttTable(gantt(), 'vi');
  expect(rows).toEqual([
    [
      'I',
      'II.a',
      'Phổ biến Hiệp định',
      'Bộ Công an',
      '06/08/2024 – 31/12/2024',
      '31/12/2024',
    ].concat(['có cơ quan trễ hạn', '1/3', '2']),
    ['', 'III.5', 'Theo dõi, đôn đốc', 'Bộ Công an', '06/08/2024 – …', 'thường xuyên'].concat([
      'đang thực hiện',
      '0/1',
      '',
    ]),
  ]);
  expect(heads).toHaveLength(9);
});

describe('lines of a text', () => {
  test('what does not fit ends in dots', () => {
    expect(linesOf('một hai ba bốn', 7, 2)).toEqual(['một hai', 'ba bốn']);
    expect(linesOf('một hai ba bốn năm', 7, 2)).toEqual(['một hai', 'ba bốn…']);
    expect(linesOf('', 7, 2)).toEqual([]);
  });

  test('a word without an end is broken between its letters', () => {
    expect(linesOf('ກຳລັງປະຕິບັດ', 4, 9).join('')).toBe('ກຳລັງປະຕິບັດ');
    expect(linesOf('ກຳລັງປະຕິບັດ', 4, 9).length).toBeGreaterThan(1);
  });
});
