import type { CivilDate } from '../../../domain/time/instant.ts';
import { addDays } from '../../../domain/time/instant.ts';
import type { Language } from '../../../domain/text.ts';
import { translate } from '../../../locales/index.ts';
import type { Axis } from './axis.ts';
import { along, axisOf } from './axis.ts';
import type { Gantt, GanttPhase, GanttRow } from './gantt.ts';
import { GANTT_STATES } from './gantt.ts';
import { linesOf } from './lines.ts';
import { PATTERNS, bar, diamond } from './marks.ts';
import { dayText, doneText, groupsOf } from './rows.ts';
import { element, titled, words } from './svg.ts';

// In pixels.
const WIDTH = 1480;
const LEFT = 470;
const RIGHT = 1270;
const ROW = 34;
const PHASE = 24;
const TOP = 118;
const COLUMNS = { due: RIGHT + 12, done: RIGHT + 100, late: RIGHT + 152 };
const JOB_COLUMNS = 54;
const LEGEND = { across: 5, column: 288, row: 22 };
const FONT = "'Noto Sans', 'Noto Sans Lao', 'DejaVu Sans', Arial, sans-serif";

/**
 * The picture of a plan over its years: phases, tasks, due days, today and who is late, as SVG. It
 * needs no colour, no script and nothing from outside; what it shows, `ganttTable` tells as well.
 */
export function ganttSvg(gantt: Gantt, language: Language): string {
  const axis = axisOf(gantt);
  const groups = groupsOf(gantt);
  const rows: string[] = [];
  let y = TOP;
  for (const { phase, rows: tasks } of groups) {
    rows.push(phaseBand(gantt, phase, { y, axis, language }));
    y += PHASE;
    for (const task of tasks) {
      rows.push(taskRow(task, { y, axis, language }));
      y += ROW;
    }
  }
  const bottom = y;
  const height = bottom + 34 + legendRows() * LEGEND.row;
  const title = `${gantt.plan.number}. ${gantt.plan.title}`;
  const inside = [
    titled(title),
    PATTERNS,
    element('rect', { width: WIDTH, height, fill: '#fff' }),
    heading(gantt, language),
    scale(axis, bottom),
    heads(language),
    ...rows,
    todayLine(gantt.today, { axis, bottom, language }),
    legend(bottom + 30, language),
  ];
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${height}`,
      width: WIDTH,
      height,
      role: 'img',
      lang: language,
      'font-family': FONT,
      'font-size': 11,
    },
    inside.join('\n'),
  );
}

interface Place {
  readonly y: number;
  readonly axis: Axis;
  readonly language: Language;
}

function heading({ plan }: Gantt, language: Language): string {
  const [first = '', second = ''] = linesOf(plan.title, 150, 2);
  return [
    words(translate(language, 'gantt.heading', { number: plan.number }), {
      ...{ x: 12, y: 26, 'font-size': 16, 'font-weight': 'bold' },
    }),
    words(first, { x: 12, y: 46, 'font-size': 13 }),
    words(second, { x: 12, y: 63, 'font-size': 13 }),
  ].join('');
}

/** Years with their lines through the whole picture, and what is finer above it. */
function scale(axis: Axis, bottom: number): string {
  const years = axis.years.map(({ label, from, end }) => {
    const [x, stop] = [xOf(axis, from), xOf(axis, end)];
    const line = element('line', {
      ...{ x1: x, y1: TOP - 40, x2: x, y2: bottom },
      ...{ stroke: '#000', 'stroke-width': 0.8 },
    });
    return line + words(label, { ...middle(x, stop, TOP - 26), 'font-weight': 'bold' });
  });
  const finer = axis.finer.map(({ label, from, end }) => {
    const [x, stop] = [xOf(axis, from), xOf(axis, end)];
    const line = element('line', {
      ...{ x1: x, y1: TOP - 20, x2: x, y2: bottom },
      ...{ stroke: '#888', 'stroke-width': 0.4 },
    });
    return line + words(label, { ...middle(x, stop, TOP - 7), 'font-size': 9 });
  });
  const frame = element('path', {
    d: `M${RIGHT},${TOP - 40} V${bottom} M12,${TOP} H${WIDTH - 12} M12,${bottom} H${WIDTH - 12}`,
    ...{ stroke: '#000', 'stroke-width': 0.8, fill: 'none' },
  });
  return [...finer, ...years, frame].join('');
}

function heads(language: Language): string {
  const head = (key: 'task' | 'due' | 'done' | 'late', x: number) =>
    words(translate(language, `gantt.${key}`), { x, y: TOP - 7, 'font-weight': 'bold' });
  return [
    head('task', 12),
    head('due', COLUMNS.due),
    head('done', COLUMNS.done),
    head('late', COLUMNS.late),
  ].join('');
}

function phaseBand(gantt: Gantt, phase: GanttPhase | null, { y, axis, language }: Place): string {
  const name = phase?.name ?? translate(language, 'gantt.whole-plan');
  const ground = element('rect', {
    ...{ x: 12, y: y + 1, width: LEFT - 24, height: PHASE - 2 },
    fill: '#e6e6e6',
  });
  const from = phase?.from ?? gantt.begins;
  const to = phase === null ? null : phase.to;
  const x = xOf(axis, from);
  const stop = to === null ? RIGHT : xOf(axis, addDays(to, 1));
  const stroke = (at: number) => `M${at},${y + 7} V${y + 17}`;
  const line = element('path', {
    d: `${stroke(x)} M${x},${y + 12} H${stop} ${to === null ? '' : stroke(stop)}`,
    ...{ stroke: '#000', 'stroke-width': 2, fill: 'none' },
  });
  const label = words(linesOf(name, 70, 1)[0] ?? '', {
    ...{ x: 18, y: y + 16, 'font-weight': 'bold' },
  });
  return element('g', {}, titled(name) + ground + label + line);
}

function taskRow(row: GanttRow, { y, axis, language }: Place): string {
  const centre = y + ROW / 2;
  const isOpen = row.to === null;
  const shape = bar({
    x: xOf(axis, row.from),
    end: row.to === null ? RIGHT : xOf(axis, addDays(row.to, 1)),
    y: centre,
    ...{ state: row.state, kind: row.kind, isOpen },
  });
  const due = row.due === null ? '' : diamond(xOf(axis, addDays(row.due, 1)), centre);
  const job = linesOf(row.job, JOB_COLUMNS, 2).map((line, index, { length }) =>
    words(line, { x: 92, y: centre + 4 + (index - (length - 1) / 2) * 14 }),
  );
  const cells = [
    words(row.task, { x: 18, y: centre + 4, 'font-weight': 'bold' }),
    ...job,
    words(dayText(row, language), { x: COLUMNS.due, y: centre + 4 }),
    words(doneText(row), { x: COLUMNS.done, y: centre + 4 }),
    row.late === 0
      ? ''
      : words(`▲ ${row.late}`, { x: COLUMNS.late, y: centre + 4, 'font-weight': 'bold' }),
  ];
  const rule = element('line', {
    ...{ x1: 12, y1: y + ROW, x2: WIDTH - 12, y2: y + ROW },
    ...{ stroke: '#bbb', 'stroke-width': 0.4 },
  });
  return element('g', {}, [titled(`${row.job}. ${row.lead}`), rule, shape, due, ...cells].join(''));
}

function todayLine(
  today: CivilDate,
  { axis, bottom, language }: { axis: Axis; bottom: number; language: Language },
): string {
  const x = xOf(axis, today);
  const line = element('line', {
    ...{ x1: x, y1: TOP - 42, x2: x, y2: bottom + 4 },
    ...{ stroke: '#000', 'stroke-width': 1.5, 'stroke-dasharray': '7 3 1 3' },
  });
  const label = translate(language, 'gantt.today', { day: today.split('-').reverse().join('/') });
  return line + words(label, { x, y: TOP - 45, 'text-anchor': 'middle', 'font-weight': 'bold' });
}

function legend(y: number, language: Language): string {
  return signsOf(language)
    .map(({ sign, text }, index) => {
      const x = 18 + (index % LEGEND.across) * LEGEND.column;
      const at = y + Math.floor(index / LEGEND.across) * LEGEND.row;
      return sign(x, at) + words(text, { x: x + 48, y: at + 4 });
    })
    .join('');
}

function legendRows(): number {
  return Math.ceil(signsOf('vi').length / LEGEND.across);
}

function signsOf(language: Language) {
  return [
    ...GANTT_STATES.map((state) => ({
      sign: (x: number, y: number) =>
        bar({ x, end: x + 40, y, state, kind: 'once' as const, isOpen: false }),
      text: translate(language, `gantt.state-${state}`),
    })),
    {
      sign: (x: number, y: number) =>
        bar({ x, end: x + 40, y, state: 'running', kind: 'standing', isOpen: true }),
      text: translate(language, 'gantt.kind-standing'),
    },
    {
      sign: (x: number, y: number) => diamond(x + 30, y),
      text: translate(language, 'gantt.due-sign'),
    },
  ];
}

function xOf(axis: Axis, day: CivilDate): number {
  return LEFT + along(axis, day) * (RIGHT - LEFT);
}

function middle(x: number, stop: number, y: number) {
  return { x: (x + stop) / 2, y, 'text-anchor': 'middle' };
}
