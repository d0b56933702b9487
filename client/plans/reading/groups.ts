import type { Address } from '../../../domain/plans/passages.ts';
import { isAt } from '../../../domain/plans/passages.ts';
import type { Item } from './fields.ts';
import { above, sameAddress } from './fields.ts';

/** A task with fields of its own: what it says, and what the fields say of it. */
export interface Group {
  readonly owner: Address;
  /** The words of the task, headings first. */
  readonly contents: readonly Item[];
  readonly fields: readonly Item[];
}

/** What stands in a plan: tasks with fields, and the words that belong to none. */
export interface Grouped {
  readonly groups: readonly Group[];
  readonly loose: readonly Item[];
}

/**
 * Puts fields to the words they belong to. A field with a number, letter or dash of its own belongs
 * to the level above it ("1. …", "a) Cơ quan chủ trì: …"); one without belongs to the paragraph
 * before it. Words that come after fields of the same level begin the next task.
 */
export function grouped(items: readonly Item[]): Grouped {
  const groups: { owner: Address; contents: Item[]; fields: Item[] }[] = [];
  const taken = new Set<Item>();
  items.forEach((item, index) => {
    if (!isField(item)) return;
    const owner = item.begins ? above(item.at) : item.at;
    const group = groups.at(-1);
    const since = group === undefined ? 0 : items.indexOf(group.fields.at(-1) as Item) + 1;
    const between = items
      .slice(since, index)
      .filter((one) => !isField(one) && isAt(one.at, owner) && !isBelowEmpty(one, group?.fields));
    if (group !== undefined && sameAddress(group.owner, owner) && between.length === 0) {
      group.fields.push(item);
      return;
    }
    const heading = items.slice(0, since).findLast((one) => !taken.has(one) && isOwn(one, owner));
    const contents = between.length > 0 ? between : heading === undefined ? [] : [heading];
    for (const one of contents) taken.add(one);
    groups.push({ owner, contents: [...contents], fields: [item] });
  });
  const bodies = groups.flatMap(({ fields }) =>
    items.filter((one) => !isField(one) && isBelowEmpty(one, fields)),
  );
  const used = new Set([...taken, ...bodies]);
  return {
    groups: groups.filter(({ contents }) => contents.length > 0),
    loose: items.filter((one) => !isField(one) && !used.has(one)),
  };
}

/** What stands below a field that says nothing itself: "b) Cơ quan thực hiện:" and its dashes. */
export function belowEmpty(items: readonly Item[], field: Item): readonly Item[] {
  if (field.value !== '') return [];
  return items.filter((one) => one.field === null && isBelowEmpty(one, [field]));
}

function isField({ field }: Item): boolean {
  return field !== null && field !== 'content';
}

function isOwn(item: Item, owner: Address): boolean {
  return item.field === null && sameAddress(item.at, owner);
}

function isBelowEmpty(item: Item, fields: readonly Item[] = []): boolean {
  return fields.some(
    (field) =>
      field.value === '' &&
      item.begins &&
      isAt(item.at, field.at) &&
      !sameAddress(item.at, field.at),
  );
}
