import type { FastifyRequest } from 'fastify';
import { isUnitOf } from '../../domain/authority/relations.ts';
import type { PersonId } from '../../domain/offices/person.ts';
import type { ReportAct } from '../../domain/reporting/process/act.ts';
import { mayReport } from '../../domain/reporting/process/authority.ts';
import type { AgencyReport } from '../../domain/reporting/process/report.ts';
import type { CycleAct } from '../../domain/reporting/year/act.ts';
import { mayCycle } from '../../domain/reporting/year/authority.ts';
import { capacitiesOf } from '../../records/people-capacities.ts';
import { regimeIn } from '../../records/report-figures.ts';
import type { Done, Pending } from './carry-act.ts';
import { carryAct } from './carry-act.ts';
import type { ApiDependencies } from './deps.ts';
import type { Acting } from './identify.ts';
import { allow, problem } from './problem.ts';
import { findCycle, findReport } from './reports.ts';

/** An act that somebody asks for on a report or a cycle. */
interface Asked<Act> {
  readonly idOrNumber: string;
  readonly act: Act;
  readonly requestHash: string;
}

/** Carries an act on a report to its process; who may never do it hears so at once. */
export function carryReportAct(
  deps: ApiDependencies,
  request: FastifyRequest,
  { idOrNumber, act, requestHash }: Asked<ReportAct>,
): Promise<Done | Pending> {
  return carryAct(deps, request, {
    act,
    requestHash,
    async carrier(who) {
      const report = await findReport(deps, who, idOrNumber);
      allow(mayReport(who.actor, act.kind, report, who.directory));
      if (act.kind === 'assign-report') await checkWriter(deps, who, report, act.data.person);
      return { caseId: report.id, process: 'report' };
    },
  });
}

/** Carries an act on a cycle to its process. */
export function carryCycleAct(
  deps: ApiDependencies,
  request: FastifyRequest,
  { idOrNumber, act, requestHash }: Asked<CycleAct>,
): Promise<Done | Pending> {
  return carryAct(deps, request, {
    act,
    requestHash,
    async carrier(who) {
      const { id, asked } = await findCycle(deps, who, idOrNumber);
      allow(mayCycle(who.actor, act.kind, regimeIn(who.rules, asked), who.directory));
      return { caseId: id, process: 'cycle' };
    },
  });
}

/** Only somebody of the office, of who drafts for it, or of a unit of theirs, can write it. */
async function checkWriter(
  { db }: ApiDependencies,
  { directory }: Acting,
  { office, drafting }: AgencyReport,
  person: PersonId,
): Promise<void> {
  const held = await capacitiesOf(db, person, directory.date);
  const isTheirs = held.some((choice) =>
    [office, drafting].some(
      (body) => choice.office === body || isUnitOf(choice.office, body, directory),
    ),
  );
  if (!isTheirs) throw problem('UNKNOWN_PERSON', { person });
}
