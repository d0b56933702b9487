import stringWidth from 'string-width';

/**
 * A text in at most so many lines of so many columns; what does not fit ends in "…". Lao has no
 * spaces between words: a word that is wider than a line is broken between its letters.
 */
export function linesOf(text: string, columns: number, most: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .trim()
    .split(/\s+/)
    .flatMap((one) => pieces(one, columns))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (stringWidth(longer) <= columns) {
      line = longer;
      continue;
    }
    if (lines.length === most - 1) return [...lines, shortened(line, columns)];
    lines.push(line);
    line = word;
  }
  return line === '' ? lines : [...lines, line];
}

/** The text with "…" after it, within so many columns. */
function shortened(text: string, columns: number): string {
  let kept = [...LETTERS.segment(text)].map(({ segment }) => segment);
  while (kept.length > 0 && stringWidth(kept.join('')) >= columns) kept = kept.slice(0, -1);
  return `${kept.join('').trimEnd()}…`;
}

// What people see as one letter stays together, with its marks.
const LETTERS = new Intl.Segmenter('lo', { granularity: 'grapheme' });

function pieces(word: string, columns: number): string[] {
  if (stringWidth(word) <= columns) return [word];
  const found: string[] = [];
  let piece = '';
  for (const { segment } of LETTERS.segment(word)) {
    if (stringWidth(piece + segment) > columns) {
      found.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...found, piece];
}
