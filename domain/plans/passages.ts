/** Where a passage stands: `II.2.a`, first dash. Empty section: before, or after, the sections. */
export interface Address {
  readonly section: string;
  readonly point: string | null;
  readonly letter: string | null;
  readonly dash: number | null;
}

/** A paragraph of a plan's document. */
export interface Passage extends Address {
  /** Without the number, letter or dash before it; white space as one blank. */
  readonly text: string;
  /** The line of the document on which it begins, from 1. */
  readonly line: number;
  /** Whether the number, letter or dash of its address stands before it, or it only follows. */
  readonly begins: boolean;
}

const SECTION = /^(?:Phần\s+)?([IVX]{1,5})[.\s]\s*(?=\p{Lu}{2})/u;
// `1.`, and `1.1` or `1.1.` below it.
const POINT = /^(\d{1,2}(?:\.\d{1,2})+(?=\.?\s)|\d{1,2}(?=\.\s))\.?\s+/;
const LETTER = /^([a-zđ])\)\s*/;
const DASH = /^[-–•]\s+/;
const RECIPIENTS = /^Nơi nhận\s*:?/;
const ENDS = /[.;:!?…/]$/;
const BEFORE: Address = { section: '', point: null, letter: null, dash: null };

/**
 * The paragraphs of a plan's text by the way such documents are numbered (Decree 30/2020, Appendix
 * I): section, point, letter, dash. Reads plain text and markdown; a line break within a sentence
 * is white space.
 */
export function passagesOf(text: string): readonly Passage[] {
  const passages: Passage[] = [];
  let at = BEFORE;
  let followsBlank = true;
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = withoutMarkup(raw);
    if (line === '') {
      followsBlank = true;
      return;
    }
    const { address, text: rest, begins } = addressed(line, at);
    at = address;
    const last = passages.at(-1);
    if (last !== undefined && !begins && continues(last.text, rest, followsBlank)) {
      passages[passages.length - 1] = { ...last, text: `${last.text} ${rest}` };
    } else {
      passages.push({ ...address, text: rest, line: index + 1, begins });
    }
    followsBlank = false;
  });
  return passages;
}

/** Whether a passage stands at an address or below it: a point covers its letters and dashes. */
export function isAt(passage: Address, at: Address): boolean {
  return (
    passage.section === at.section &&
    (at.point === null || isWithin(passage.point, at.point)) &&
    (at.letter === null || passage.letter === at.letter) &&
    (at.dash === null || passage.dash === at.dash)
  );
}

function isWithin(point: string | null, outer: string): boolean {
  return point === outer || point?.startsWith(`${outer}.`) === true;
}

/** Headings of markdown and words in bold are their words. */
function withoutMarkup(line: string): string {
  return line
    .trim()
    .replace(/^#+\s*/, '')
    .replaceAll('**', '')
    .replace(/\s+/g, ' ')
    .trim();
}

interface Addressed {
  readonly address: Address;
  readonly text: string;
  readonly begins: boolean;
}

function addressed(line: string, at: Address): Addressed {
  if (RECIPIENTS.test(line)) return { address: BEFORE, text: line, begins: true };
  const section = SECTION.exec(line);
  if (section?.[1] !== undefined) {
    const address = { ...BEFORE, section: section[1] };
    return { address, text: line.slice(section[0].length), begins: true };
  }
  const dash = DASH.exec(line);
  const inner = dash === null ? line : line.slice(dash[0].length);
  const point = at.section === '' ? null : POINT.exec(inner);
  if (point?.[1] !== undefined) {
    const address = { ...at, point: point[1], letter: null, dash: null };
    return { address, text: inner.slice(point[0].length), begins: true };
  }
  const letter = at.section === '' ? null : LETTER.exec(inner);
  if (letter?.[1] !== undefined) {
    const address = { ...at, letter: letter[1], dash: null };
    return { address, text: inner.slice(letter[0].length), begins: true };
  }
  if (dash === null) return { address: at, text: line, begins: false };
  return { address: { ...at, dash: (at.dash ?? 0) + 1 }, text: inner, begins: true };
}

/** After a blank line a paragraph goes on only in the middle of a sentence. */
function continues(before: string, line: string, followsBlank: boolean): boolean {
  // A row of a table stands for itself.
  if (line.startsWith('|') || before.startsWith('|')) return false;
  if (!followsBlank) return true;
  return !ENDS.test(before) && /^\p{Ll}/u.test(line);
}
