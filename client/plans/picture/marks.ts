import type { GanttKind, GanttState } from './gantt.ts';
import { element } from './svg.ts';

// Told apart without colour: filled, hatched one way, hatched both ways in a thick frame, dotted,
// empty, grey; and only an outline for what the reader does not see.
const FILLS: Readonly<Record<GanttState, string>> = {
  done: '#000',
  running: 'url(#running)',
  late: 'url(#late)',
  'not-taken-up': 'url(#waiting)',
  'not-begun': '#fff',
  ended: '#bbb',
  'not-seen': 'none',
};

const FRAMES: Readonly<Record<GanttState, Readonly<Record<string, string | number>>>> = {
  done: { stroke: '#000', 'stroke-width': 1 },
  running: { stroke: '#000', 'stroke-width': 1 },
  late: { stroke: '#000', 'stroke-width': 2.5 },
  'not-taken-up': { stroke: '#000', 'stroke-width': 1 },
  'not-begun': { stroke: '#000', 'stroke-width': 1, 'stroke-dasharray': '4 3' },
  ended: { stroke: '#000', 'stroke-width': 1 },
  'not-seen': { stroke: '#666', 'stroke-width': 1, 'stroke-dasharray': '2 3' },
};

/** The patterns that bars are filled with: once in a picture. */
export const PATTERNS = element(
  'defs',
  {},
  [
    pattern('running', 6, '<path d="M0,6 L6,0" stroke="#000" stroke-width="0.8"/>'),
    pattern('late', 6, '<path d="M0,6 L6,0 M0,0 L6,6" stroke="#000" stroke-width="1.1"/>'),
    pattern('waiting', 5, '<circle cx="2.5" cy="2.5" r="0.9" fill="#000"/>'),
  ].join(''),
);

export interface Bar {
  readonly x: number;
  readonly end: number;
  /** Its middle. */
  readonly y: number;
  readonly state: GanttState;
  readonly kind: GanttKind;
  /** Without an end: it runs into an arrow. */
  readonly isOpen: boolean;
}

const THICK: Readonly<Record<GanttKind, number>> = { once: 14, standing: 8, 'as-it-arises': 4 };
const ARROW = 9;

/** The bar of a task: thick for what is done once, thinner for what comes again. */
export function bar({ x, end, y, state, kind, isOpen }: Bar): string {
  const half = THICK[kind] / 2;
  const stop = Math.max(x + 3, isOpen ? end - ARROW : end);
  const head = isOpen ? `L${round(stop)},${y - half - 3} L${round(end)},${y}` : '';
  const back = isOpen ? `L${round(stop)},${y + half + 3}` : '';
  const d = [
    `M${round(x)},${y - half} L${round(stop)},${y - half} ${head}`,
    `${back} L${round(stop)},${y + half} L${round(x)},${y + half} Z`,
  ];
  return element('path', { d: d.join(' '), fill: FILLS[state], ...FRAMES[state] });
}

/** The day by which something is due. */
export function diamond(x: number, y: number): string {
  const [left, middle, right] = [x - 6, x, x + 6].map(round);
  const d = `M${middle},${y - 8} L${right},${y} L${middle},${y + 8} L${left},${y} Z`;
  return element('path', { d, fill: '#fff', stroke: '#000', 'stroke-width': 2 });
}

function pattern(id: string, size: number, inside: string): string {
  const ground = `<rect width="${size}" height="${size}" fill="#fff"/>`;
  const attributes = { id, width: size, height: size, patternUnits: 'userSpaceOnUse' };
  return element('pattern', attributes, ground + inside);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
