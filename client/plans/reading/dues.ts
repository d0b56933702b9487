import type { Every, PlanDue } from '../../../domain/plans/plan.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { parseDate } from '../../../domain/time/instant.ts';

/** A deadline in words, as far as it was understood. */
export interface ReadDue {
  /** Null: the words say something of the time that was not understood. */
  readonly due: PlanDue | null;
  readonly sure: boolean;
}

const SHORT_DAY = /(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})/;
const LONG_DAY = /(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})/;
const DAY = new RegExp(`(?:ngày\\s+)?(?:${SHORT_DAY.source}|${LONG_DAY.source})`, 'giu');
const BEFORE = /trước(?!\s+và\s+trong)\s*$/iu;
const BY = /(?:chậm nhất|đến hết|đến|trước và trong|trong|vào|xong|là)\s*$/iu;
const FROM = /(?:từ|kể từ)\s*$/iu;
const MONTHS =
  /tháng\s+(\d{1,2})(?:\s*(?:-|–|đến(?: tháng)?|và)\s*(\d{1,2}))?\s*(?:năm|\/)\s*(\d{4})/iu;
const Q = '(IV|III|II|I|[1-4])';
const QUARTERS = new RegExp(
  `quý\\s+${Q}(?:\\s*(?:-|–|,|và|đến(?: quý)?)\\s*${Q})?\\s*(?:năm|/)\\s*(\\d{4})`,
  'iu',
);
const HALF = /6 tháng (đầu|cuối) năm\s+(\d{4})/iu;
const YEARS = /năm\s+(\d{4})(?:\s*(?:-|–|đến(?: năm)?)\s*(\d{4}))?/iu;
const STANDING: readonly (readonly [RegExp, Every | null])[] = [
  [/(?:hằng|hàng|mỗi) quý/iu, { unit: 'quarter', certainty: 'plan' }],
  [/6 tháng(?:,| và)? (?:một lần|(?:hằng|hàng) năm)/iu, { unit: 'half-year', certainty: 'plan' }],
  [/(?:hằng|hàng|mỗi) năm/iu, { unit: 'year', certainty: 'plan' }],
  [
    /(?:hằng|hàng|mỗi) tháng|thường xuyên|liên tục/iu,
    { unit: 'quarter', certainty: 'set-by-officer' },
  ],
];
const QUARTER: Readonly<Record<string, number>> = { I: 1, II: 2, III: 3, IV: 4 };
const ORDINARY = /^[\s.,;:]*$/;

/**
 * The deadline in the words of a field about the time. Words beside it ("và các năm tiếp theo")
 * make it unsure, and so does a bare day, which may mean by or on.
 */
export function dueInField(words: string): ReadDue {
  const found = find(words);
  if (found === null) return { due: null, sure: false };
  const rest = words
    .replace(found.words, '')
    .replace(/hoàn thành|thực hiện|trong|xong|ngày/giu, '');
  return { due: found.due, sure: found.sure && ORDINARY.test(rest) };
}

/** The deadline that a sentence about something else names; null: it names none. */
export function dueInSentence(sentence: string): ReadDue | null {
  const found = find(sentence, true);
  return found === null ? null : { due: found.due, sure: false };
}

interface Found {
  readonly due: PlanDue;
  readonly words: string;
  readonly sure: boolean;
}

// "Hằng năm …, trước ngày 20/12" is standing; the day of the year then has no year of its own.
function find(words: string, inSentence = false): Found | null {
  return dated(words, inSentence) ?? standing(words) ?? months(words, inSentence);
}

function dated(words: string, inSentence: boolean): Found | null {
  for (const match of words.matchAll(DAY)) {
    const [whole, d1, m1, y1, d2, m2, y2] = match;
    const before = words.slice(0, match.index).replace(/ngày\s*$/iu, '');
    // "Từ ngày", and the date of a document that is cited, are no deadlines.
    if (FROM.test(before)) continue;
    const isBefore = BEFORE.test(before);
    const isBy = BY.test(before);
    if (inSentence && !isBefore && !isBy) continue;
    const date = dateOf(d1 ?? d2, m1 ?? m2, y1 ?? y2);
    if (date === null) continue;
    const due: PlanDue = isBefore
      ? { kind: 'date', reading: 'before', date, policy: 'plain' }
      : { kind: 'date', reading: 'by', date, policy: 'plain' };
    const lead = (isBefore ? BEFORE : BY).exec(before)?.[0] ?? '';
    const from = words.slice(0, match.index).lastIndexOf(lead.trim());
    const start = lead === '' ? match.index : from;
    return { due, words: words.slice(start, match.index + whole.length), sure: isBefore || isBy };
  }
  return null;
}

function standing(words: string): Found | null {
  for (const [pattern, every] of STANDING) {
    const found = pattern.exec(words)?.[0];
    if (found !== undefined) return { due: { kind: 'standing', every }, words: found, sure: true };
  }
  return null;
}

function months(words: string, inSentence: boolean): Found | null {
  const quarter = QUARTERS.exec(words);
  if (quarter !== null) {
    const [whole, first = '', last = first, year = ''] = quarter;
    const number = (q: string) => QUARTER[q.toUpperCase()] ?? Number(q);
    return span(whole, year, number(first) * 3 - 2, number(last) * 3);
  }
  const month = MONTHS.exec(words);
  if (month !== null) {
    const [whole, first = '', last = first, year = ''] = month;
    if (/trước\s*$/iu.test(words.slice(0, month.index))) {
      const date = dateOf('01', first, year);
      const due = { kind: 'date', reading: 'before', policy: 'plain' } as const;
      return date === null ? null : { due: { ...due, date }, words: `trước ${whole}`, sure: true };
    }
    return span(whole, year, Number(first), Number(last));
  }
  const half = HALF.exec(words);
  if (half !== null) {
    const isFirst = half[1]?.toLowerCase() === 'đầu';
    return span(half[0], half[2] ?? '', isFirst ? 1 : 7, isFirst ? 6 : 12);
  }
  const year = inSentence ? null : YEARS.exec(words);
  if (year === null) return null;
  const [whole, first = '', last = first] = year;
  if (last < first) return null;
  return {
    due: { kind: 'months', from: `${first}-01`, to: `${last}-12` },
    words: whole,
    sure: true,
  };
}

function span(words: string, year: string, first: number, last: number): Found | null {
  if (first < 1 || last > 12 || first > last) return null;
  const month = (n: number) => `${year}-${String(n).padStart(2, '0')}`;
  return { due: { kind: 'months', from: month(first), to: month(last) }, words, sure: true };
}

/** A date out of its parts; null where the calendar has none such. */
export function dateOf(day = '', month = '', year = ''): CivilDate | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return parseDate(text) ?? null;
}
