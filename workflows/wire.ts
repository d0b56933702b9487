import type { CaseRef, MatterKind } from '../domain/cases/outcome.ts';
import type { Regime } from '../domain/reporting/form.ts';

// Wire names: they stand in the engine's store and in running cases. Never rename one.

/** The input of every process that carries a case: the case's id and nothing else. */
export interface CaseInput {
  readonly caseId: string;
}

/** The input of what a schedule starts: the regime of which a year opens. */
export interface OpenYearInput {
  readonly regime: Regime;
}

export const ACT_UPDATE = 'act';
export const LOOK_SIGNAL = 'look';

export const CASE_QUEUE = 'cases';
export const MAIL_QUEUE = 'mail';

export const HANDLE_INCIDENT = 'handleIncident';
export const NOTIFY_LAO_SIDE = 'notifyLaoSide';
export const RUN_REPORTING_CYCLE = 'runReportingCycle';
export const REPORT_FROM_AGENCY = 'reportFromAgency';
export const DELIVER_NOTICES = 'deliverNotices';
export const OPEN_REPORTING_YEAR = 'openReportingYear';

/** How the ids of the schedules begin that are ours to make, change and remove. */
export const SCHEDULES_OF_OURS = 'reporting/';

/** The processes that carry cases: what each is called in the engine's store. */
const CASE_PROCESSES = {
  incident: { matter: 'incident', type: HANDLE_INCIDENT },
  'lao-side': { matter: 'incident', type: NOTIFY_LAO_SIDE },
  cycle: { matter: 'cycle', type: RUN_REPORTING_CYCLE },
  report: { matter: 'report', type: REPORT_FROM_AGENCY },
} as const satisfies Record<string, { readonly matter: MatterKind; readonly type: string }>;
export type CaseProcess = keyof typeof CASE_PROCESSES;

/** The processes that carry a kind of case. */
export function processesOf(matter: MatterKind): readonly CaseProcess[] {
  const all = Object.keys(CASE_PROCESSES) as CaseProcess[];
  return all.filter((process) => CASE_PROCESSES[process].matter === matter);
}

/** The process that a case begins with; an incident's other one is begun by the first. */
export function firstProcessOf(matter: MatterKind): CaseProcess {
  return matter;
}

/** The workflow type of a process. */
export function workflowType(process: CaseProcess): string {
  return CASE_PROCESSES[process].type;
}

/** The id of the process of a case; a case id is a UUID and says nothing. */
export function workflowId(process: CaseProcess, caseId: string): string {
  return `${process}/${caseId}`;
}

/** The id of the process that a case began with. */
export function workflowIdOf({ matter, id }: CaseRef): string {
  return workflowId(firstProcessOf(matter), id);
}

/** The id of the process of an incident. */
export function incidentWorkflowId(caseId: string): string {
  return workflowId('incident', caseId);
}

/** The id of the process that talks to the Lao side about a case. */
export function laoSideWorkflowId(caseId: string): string {
  return workflowId('lao-side', caseId);
}

/** The id of the schedule by which the years of a regime open. */
export function scheduleId(regime: Regime): string {
  return `${SCHEDULES_OF_OURS}${regime}`;
}
