import type { Names } from '../context.ts';

/** What a person is called; their id where nobody says. */
export function personIn(names: Names, id: string): string {
  return names.people[id] ?? id;
}
