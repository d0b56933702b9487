import { evolve } from '../domain/incident/evolve.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { caseFrom } from './case-facts.ts';

/** An incident as its facts make it; null where there are none. Throws where one was spoilt. */
export function incidentFrom(id: string, bodies: readonly string[]): Incident | null {
  return caseFrom(id, bodies, evolve);
}
