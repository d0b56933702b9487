export { handleIncident } from './handle-incident.ts';
export { notifyLaoSide } from './notify-lao-side.ts';
