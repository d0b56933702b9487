import { isSettled } from '../lao-side/branch.ts';
import { openSecondRound } from '../lao-side/rounds.ts';
import type { Deciding } from './deciding.ts';
import { HEADS, OFFICERS } from '../cases/deciding.ts';
import type { Ending } from './vocabulary.ts';
import type { Incident } from './incident.ts';
import { concernsAgreement } from './incident.ts';

/** What still bars the closing of a case; the names are shown to people, each with its text. */
export type Gate = 'finding' | 'remedies' | 'originator' | 'lao-side' | 'dispatch';

/** The gates that are open: finding, remedies, assessment, written report, Lao side. */
export function openGates(incident: Incident): Gate[] {
  const gates: Gate[] = [];
  const { finding, remedies, originators } = incident;
  if (finding === null) gates.push('finding');
  const confirmed = finding !== null && finding.result !== 'not-confirmed';
  const settled = remedies.every((r) => r.status === 'accepted' || r.status === 'outstanding');
  const planned = remedies.length > 0 || incident.noRemediesNeeded;
  const takenOver = incident.transfer?.takenOver != null;
  if (confirmed && !takenOver && !(planned && settled)) gates.push('remedies');
  if (originators.some((o) => o.assessedAt === null && !o.lapsed)) gates.push('originator');
  if (incident.oralNoticeAt !== null && incident.dispatch === null) gates.push('dispatch');
  if (isLaoSideOpen(incident)) gates.push('lao-side');
  return gates;
}

/** Whether the Lao side has still to be told, or the Ministry to decide on it. */
export function isLaoSideOpen(incident: Incident): boolean {
  return concernsAgreement(incident) && !isSettled(incident.lao);
}

/** Nothing is left to remedy: the closing begins, and the Lao side's second round with it. */
export function enterClosing(d: Deciding): void {
  const owner = d.incident.handling ?? d.incident.receivingOffice;
  d.stop('remedy');
  d.record('stage-entered', { stage: 'closing' });
  d.start('close', { owner });
  d.tell('approval-asked', owner, OFFICERS, 'in-digest');
  openSecondRound(d);
}

/** The case ends; its own clocks stop, the Lao branch goes on by itself if it has begun. */
export function end(d: Deciding, ending: Ending, lesson: string | null): void {
  const { incident } = d;
  for (const clock of incident.clocks) {
    const active = clock.status === 'running' || clock.status === 'frozen';
    if (active && (clock.process === 'incident' || !incident.lao.started)) {
      d.record('clock-stopped', { clock: clock.id });
    }
  }
  for (const proposal of incident.proposals) {
    const isOfBranch = incident.lao.started && proposal.content.kind.startsWith('lao-');
    if (proposal.status === 'open' && !isOfBranch) {
      d.record('voided', { proposal: proposal.id, because: `ended: ${ending}` });
    }
  }
  d.record('ended', { ending, lesson, by: incident.handling });
  d.tellPerson('case-ended', incident.reporter.person);
  const concerned = new Set([
    incident.receivingOffice,
    ...incident.addressees.map((a) => a.office),
    ...incident.participants.map((p) => p.office),
  ]);
  for (const office of concerned) d.tell('case-ended', office, HEADS, 'in-digest');
}
