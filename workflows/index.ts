export { deliverNotices } from './deliver-notices.ts';
export { handleIncident } from './handle-incident.ts';
export { notifyLaoSide } from './notify-lao-side.ts';
