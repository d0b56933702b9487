import { attribute, tagsOf } from './xml-tags.ts';

interface Level {
  readonly format: string;
  /** `%1.`, `%1.%2`: the counters of the levels with what stands around them. */
  readonly text: string;
  readonly start: number;
}

/** Gives the label of the next paragraph of a list: `1. `, `a) `, `- `; counts as it is asked. */
export type NextLabel = (list: string, level: number) => string;

/** How Word numbers the paragraphs of a document, from its `numbering.xml` (empty: it has none). */
export function numberingOf(xml: string): NextLabel {
  const { levels, lists } = definitions(xml);
  // Lists of one definition go on counting together.
  const counters = new Map<string, number[]>();
  return (list, level) => {
    const definition = lists.get(list);
    const kinds = definition === undefined ? undefined : levels.get(definition);
    const own = kinds?.get(level);
    if (definition === undefined || kinds === undefined || own === undefined) return '';
    if (own.format === 'bullet') return '- ';
    const counts = counters.get(definition) ?? [];
    counters.set(definition, counts);
    counts[level] = (counts[level] ?? own.start - 1) + 1;
    counts.length = level + 1;
    const label = own.text.replace(/%(\d)/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const kind = kinds.get(at);
      return kind === undefined ? '' : written(counts[at] ?? kind.start, kind.format);
    });
    return `${label} `;
  };
}

function definitions(xml: string) {
  const levels = new Map<string, Map<number, Level>>();
  const lists = new Map<string, string>();
  let definition = '';
  let list = '';
  let level = 0;
  const set = (change: Partial<Level>): void => {
    const own = levels.get(definition);
    const before = own?.get(level) ?? { format: 'decimal', text: '', start: 1 };
    own?.set(level, { ...before, ...change });
  };
  for (const { name, ends, attributes } of tagsOf(xml)) {
    if (ends) {
      if (name === 'w:num') list = '';
      continue;
    }
    const value = (key = 'w:val') => attribute(attributes, key) ?? '';
    if (name === 'w:abstractNum') {
      definition = value('w:abstractNumId');
      levels.set(definition, new Map());
    } else if (name === 'w:num') list = value('w:numId');
    else if (name === 'w:abstractNumId' && list !== '') lists.set(list, value());
    // What a list overrides of its definition is not read: numbers as the definition gives them.
    else if (list === '') {
      if (name === 'w:lvl') level = Number(value('w:ilvl'));
      else if (name === 'w:numFmt') set({ format: value() });
      else if (name === 'w:lvlText') set({ text: value() });
      else if (name === 'w:start') set({ start: Number(value()) });
    }
  }
  return { levels, lists };
}

const ROMAN = [
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const;
// The Vietnamese alphabet numbers a, b, c, d, đ, e in law; Word counts the Latin one.
const LATIN = 'abcdefghijklmnopqrstuvwxyz';

function written(count: number, format: string): string {
  switch (format) {
    case 'upperRoman':
      return roman(count);
    case 'lowerRoman':
      return roman(count).toLowerCase();
    case 'lowerLetter':
      return LATIN.charAt((count - 1) % LATIN.length);
    case 'upperLetter':
      return LATIN.charAt((count - 1) % LATIN.length).toUpperCase();
    default:
      return String(count);
  }
}

function roman(count: number): string {
  let text = '';
  let left = count;
  for (const [value, letters] of ROMAN) {
    while (left >= value) {
      text += letters;
      left -= value;
    }
  }
  return text;
}
