import type { Queryable } from '../database.ts';
import { cyclesToldOtherwise } from './cycles-told.ts';
import { difficultiesToldOtherwise } from './difficulties-told.ts';
import { incidentsToldOtherwise } from './incidents-told.ts';
import { plansToldOtherwise } from './plans-told.ts';
import { reportsToldOtherwise } from './reports-told.ts';
import { tasksToldOtherwise } from './tasks-told.ts';

/**
 * The numbers of cases of every kind of which something else is shown than their facts make:
 * screens, decisions, figures and reader lists go by what was worked out once and stored, which the
 * log does not cover. All facts are gone through again; `log verify` asks for this after it has
 * held the facts themselves against the log.
 */
export async function casesToldOtherwise(tx: Queryable): Promise<string[]> {
  return [
    ...(await incidentsToldOtherwise(tx)),
    ...(await cyclesToldOtherwise(tx)),
    ...(await reportsToldOtherwise(tx)),
    ...new Set([...(await plansToldOtherwise(tx)), ...(await tasksToldOtherwise(tx))]),
    ...(await difficultiesToldOtherwise(tx)),
  ];
}
