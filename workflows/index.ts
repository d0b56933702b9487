export { deliverNotices } from './deliver-notices.ts';
export { handleIncident } from './handle-incident.ts';
export { notifyLaoSide } from './notify-lao-side.ts';
export { reportFromAgency } from './report-from-agency.ts';
export { runReportingCycle } from './run-reporting-cycle.ts';
