export { deliverNotices } from './deliver-notices.ts';
export { handleIncident } from './handle-incident.ts';
export { notifyLaoSide } from './notify-lao-side.ts';
export { openReportingYear } from './open-reporting-year.ts';
export { reportFromAgency } from './report-from-agency.ts';
export { runReportingCycle } from './run-reporting-cycle.ts';
