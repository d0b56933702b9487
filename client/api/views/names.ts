import type { DirectoryAt } from '../../../domain/offices/directory.ts';
import type { Text } from '../../../domain/text.ts';
import type { Queryable } from '../../../records/database.ts';
import { namesOf } from '../../../records/people-names.ts';

/** The names of the offices and people that an answer mentions, by their ids. */
export interface Names {
  readonly offices: Readonly<Record<string, Text>>;
  readonly people: Readonly<Record<string, string>>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Finds every office and person that a value mentions by id, and what they are called. */
export async function namesIn(
  db: Queryable,
  directory: DirectoryAt,
  value: unknown,
): Promise<Names> {
  const texts = new Set(textsIn(value));
  const offices = [...texts].flatMap((id): [string, Text][] => {
    const office = directory.office(id);
    return office === undefined ? [] : [[id, office.name]];
  });
  const people = await namesOf(
    db,
    [...texts].filter((text) => UUID.test(text)),
  );
  return { offices: Object.fromEntries(offices), people: Object.fromEntries(people) };
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
