import type { Act } from '../domain/incident/act.ts';
import type { Decision } from '../domain/incident/decide.ts';
import { decide } from '../domain/incident/decide.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { snapshotOf } from '../domain/incident/outcome.ts';
import { lockCase, saveCase } from '../records/cases.ts';
import { receivedReport } from '../records/intake.ts';
import type { CaseDecision, Matter } from './matter.ts';

/** An incident: it begins with the report that intake kept. */
export const INCIDENT: Matter<Incident> = {
  stream: 'incident',
  lock: lockCase,
  async begin(tx, id, context) {
    const report = await receivedReport(tx, id);
    if (report === null) return null;
    return decided(decide(id, null, { kind: 'look', report }, context));
  },
  decide: async (_, before, act, context) =>
    decided(decide(before.id, before, (act as Act | null) ?? { kind: 'look' }, context)),
  save: saveCase,
  snapshot: snapshotOf,
  byClock: new Set(['clock-lapsed', 'raised', 'originator-silent', 'late-report']),
  letters: ({ bypass, reportingOffice, reporter }) => ({
    excludeOffice: bypass ? reportingOffice : null,
    reporter: reporter.person,
  }),
};

function decided({ incident, ...rest }: Decision): CaseDecision<Incident> {
  return { after: incident, ...rest };
}
