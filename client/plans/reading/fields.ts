import type { Address, Passage } from '../../../domain/plans/passages.ts';

export type FieldKind = 'lead' | 'coordinating' | 'due' | 'product' | 'content';

/** A part of a passage: a field with its label, or words without one. */
export interface Item {
  readonly at: Address;
  /** Whether the passage's own number, letter or dash stands before it. */
  readonly begins: boolean;
  readonly field: FieldKind | null;
  /** What follows the label. */
  readonly value: string;
  /** Label and all, word for word. */
  readonly quote: string;
}

const BODY = '(?:(?:cơ quan|đơn vị|tổ chức)\\s+)?';
const LABELS: readonly (readonly [FieldKind, string])[] = [
  ['lead', `${BODY}(?:chủ trì(?:,? thực hiện)?(?: tham mưu)?|thực hiện)\\s*:`],
  ['coordinating', `${BODY}phối hợp(?: thực hiện)?\\s*:`],
  ['due', '(?:thời gian|thời hạn|tiến độ)(?: (?:thực hiện|hoàn thành|triển khai))*\\s*:'],
  // In the middle of a sentence it is a part of that.
  ['due', 'hoàn thành\\s*:|(?<!,\\s+)hoàn thành (?=trước|trong|chậm nhất|vào|xong)'],
  ['product', '(?:sản phẩm|kết quả)(?: (?:dự kiến|đầu ra|cần đạt|hoàn thành))*\\s*:'],
  ['content', 'nội dung(?: (?:thực hiện|công việc|nhiệm vụ))?\\s*:'],
];
const ANY = new RegExp(
  `(?<=^|[.;,]\\s+)(?:${LABELS.map(([, source]) => `(${source})`).join('|')})`,
  'giu',
);

/** The fields of a passage and the words before them, in order. */
export function itemsOf(passage: Passage): readonly Item[] {
  const { text, begins, section, point, letter, dash } = passage;
  const at = { section, point, letter, dash };
  const labels = [...text.matchAll(ANY)];
  const before = text.slice(0, labels[0]?.index ?? text.length).trim();
  const words: Item[] =
    before === '' ? [] : [{ at, begins, field: null, value: before, quote: before }];
  const fields = labels.map((match, index): Item => {
    const end = labels[index + 1]?.index ?? text.length;
    const which = match.slice(1).findIndex((group) => group !== undefined);
    return {
      at,
      // What follows words in the same passage belongs to them, as a paragraph of its own would.
      begins: begins && before === '',
      field: LABELS[which]?.[0] ?? 'content',
      value: withoutEnd(text.slice(match.index + match[0].length, end)),
      quote: withoutEnd(text.slice(match.index, end)),
    };
  });
  return [...words, ...fields];
}

/** White space and a separator at the end are no words of a field. */
function withoutEnd(text: string): string {
  return text.trim().replace(/[;,]$/, '');
}

/** The address one step up: of a dash its letter or point, of a letter its point. */
export function above(at: Address): Address {
  if (at.dash !== null) return { ...at, dash: null };
  if (at.letter !== null) return { ...at, letter: null };
  const outer = at.point?.split('.').slice(0, -1).join('.') ?? '';
  return { ...at, point: outer === '' ? null : outer };
}

export function sameAddress(a: Address, b: Address): boolean {
  return (
    a.section === b.section && a.point === b.point && a.letter === b.letter && a.dash === b.dash
  );
}
