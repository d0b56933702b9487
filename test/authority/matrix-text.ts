import { readFileSync } from 'node:fs';
import type { Relation } from '../../domain/authority/relations.ts';
import type { Action } from '../../domain/authority/table.ts';
import type { Capacity } from '../../domain/offices/person.ts';

/** The expected table: who may do an act, by how they stand to the case. */
export interface Matrix {
  readonly columns: readonly Relation[];
  readonly rows: readonly {
    readonly action: Action;
    readonly cells: ReadonlyMap<Relation, readonly Capacity[]>;
  }[];
}

/**
 * Reads `matrix.txt`: first the marks and the capacities that they stand for, then the numbered
 * columns, then one line for each act with one mark for each column.
 */
export function readMatrix(): Matrix {
  const text = readFileSync(new URL('matrix.txt', import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const marks = new Map<string, readonly Capacity[]>([['.', []]]);
  const columns: Relation[] = [];
  const rows: Matrix['rows'][number][] = [];
  for (const line of lines) {
    const [first = '', second = '', ...rest] = line.trim().split(/\s+/);
    if (second === '=') marks.set(first, rest as Capacity[]);
    else if (/^\d+$/.test(first)) columns.push(second as Relation);
    else rows.push({ action: first as Action, cells: cellsOf(first, [second, ...rest]) });
  }
  return { columns, rows };

  function cellsOf(action: string, found: readonly string[]) {
    if (found.length !== columns.length) {
      throw new Error(`${action}: ${found.length} marks for ${columns.length} columns`);
    }
    return new Map(
      columns.map((column, index) => {
        const capacities = marks.get(found[index] ?? '');
        if (capacities === undefined) throw new Error(`${action}: what is ${found[index]}?`);
        return [column, capacities] as const;
      }),
    );
  }
}
