import type { Passage } from '../../../domain/plans/passages.ts';
import type { FieldKind, Item } from './fields.ts';

const COLUMNS: readonly (readonly [FieldKind, RegExp])[] = [
  ['coordinating', /phối hợp/iu],
  ['lead', /chủ trì|cơ quan thực hiện|đơn vị thực hiện/iu],
  ['due', /thời gian|thời hạn|tiến độ|hoàn thành/iu],
  ['product', /sản phẩm|kết quả/iu],
  ['content', /nội dung|nhiệm vụ|công việc/iu],
];
const RULE = /^\|(?:\s*:?-{2,}:?\s*\|)+$/;

/** A row of a table that names a task: its cells by what their column is. */
export type TaskRow = Readonly<Partial<Record<FieldKind, Item>>> & { readonly content: Item };

/** Whether a passage is a row of a table. */
export function isRow({ text }: Passage): boolean {
  return text.startsWith('|');
}

/** The tasks of the tables in a plan; a table without a column of tasks has none. */
export function rowsOf(passages: readonly Passage[]): readonly TaskRow[] {
  const tasks: TaskRow[] = [];
  let columns: readonly (FieldKind | null)[] | null = null;
  for (const passage of passages) {
    if (!isRow(passage)) columns = null;
    else if (!RULE.test(passage.text.replace(/\s+/g, ''))) {
      const cells = cellsOf(passage);
      if (columns === null) columns = cells.map(columnOf);
      else tasks.push(...taskOf(passage, cells, columns));
    }
  }
  return tasks;
}

function cellsOf({ text }: Passage): readonly string[] {
  return text
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}

function columnOf(heading: string): FieldKind | null {
  return COLUMNS.find(([, pattern]) => pattern.test(heading))?.[0] ?? null;
}

function taskOf(
  { section, point, letter, dash }: Passage,
  cells: readonly string[],
  columns: readonly (FieldKind | null)[],
): TaskRow[] {
  const at = { section, point, letter, dash };
  const items: Partial<Record<FieldKind, Item>> = {};
  cells.forEach((cell, index) => {
    const field = columns[index];
    if (field === null || field === undefined || cell === '') return;
    items[field] = { at, begins: false, field, value: cell, quote: cell };
  });
  const { content } = items;
  // A row with one cell is a heading within the table.
  return content === undefined || Object.keys(items).length < 2 ? [] : [{ ...items, content }];
}
