// Wire names: they stand in the engine's store and in running cases. Never rename one.

/** The input of every process that carries a case: the case's id and nothing else. */
export interface CaseInput {
  readonly caseId: string;
}

export const ACT_UPDATE = 'act';
export const LOOK_SIGNAL = 'look';

export const CASE_QUEUE = 'cases';
export const MAIL_QUEUE = 'mail';

export const HANDLE_INCIDENT = 'handleIncident';
export const NOTIFY_LAO_SIDE = 'notifyLaoSide';
export const DELIVER_NOTICES = 'deliverNotices';

/** The id of the process of an incident; a case id is a UUID and says nothing. */
export function incidentWorkflowId(caseId: string): string {
  return `incident/${caseId}`;
}

/** The id of the process that talks to the Lao side about a case. */
export function laoSideWorkflowId(caseId: string): string {
  return `lao-side/${caseId}`;
}
