import { describe, expect, test } from 'vitest';
import { may } from '../../domain/authority/may.ts';
import { RELATIONS, relationsOf } from '../../domain/authority/relations.ts';
import { ACTIONS } from '../../domain/authority/table.ts';
import { CAPACITIES } from '../../domain/offices/person.ts';
import { DIRECTORY } from '../support/office-play.ts';
import { readMatrix } from './matrix-text.ts';
import { STANDINGS, standing } from './standing.ts';

const directory = DIRECTORY.at('2026-03-02' as never);
const matrix = readMatrix();

test('the table on paper has every act once and every way to stand to a case', () => {
  expect([...matrix.columns].sort()).toEqual([...RELATIONS].sort());
  expect(matrix.rows.map((row) => row.action).sort()).toEqual([...ACTIONS].sort());
});

test.each(RELATIONS)('somebody who is "%s" is that and nothing else', (relation) => {
  const { incident } = STANDINGS[relation];
  const expected = new Set(['anyone', relation]);
  // The leadership is of the Ministry.
  if (relation === 'ministry-leadership') expected.add('ministry');
  expect(relationsOf(incident, standing('case-officer', relation), directory)).toEqual(expected);
});

describe.each(RELATIONS)('whoever stands to a case as "%s"', (relation) => {
  test.each(matrix.rows)('may $action in the capacities on paper and in no other', (row) => {
    const { incident } = STANDINGS[relation];
    for (const capacity of CAPACITIES) {
      const refusal = may(standing(capacity, relation), row.action, incident, directory);
      const allowed = row.cells.get(relation)?.includes(capacity) ?? false;
      expect(refusal?.code ?? 'may', `${capacity} ${row.action}`).toBe(
        allowed ? 'may' : 'FORBIDDEN',
      );
    }
  });
});

test('the administrative superior stands above a case as well as the channel does', () => {
  const { incident } = STANDINGS.above;
  const committee = { ...standing('head', 'above'), office: 'UBND-15' };
  expect(relationsOf(incident, committee, directory)).toEqual(new Set(['anyone', 'above']));
});

test('before there is a case anybody but an administrator may report, and nothing else', () => {
  for (const capacity of CAPACITIES) {
    const actor = standing(capacity, 'ministry-leadership');
    for (const action of ACTIONS) {
      const expected =
        (action === 'report' || action === 'withdraw') && capacity !== 'administrator';
      expect(may(actor, action, null, directory) === null, `${capacity} ${action}`).toBe(expected);
    }
  }
});
