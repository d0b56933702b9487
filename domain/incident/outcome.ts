import type { CaseSnapshot, Waiting } from '../cases/outcome.ts';
import { isSettled } from '../lao-side/branch.ts';
import type { ClockProcess } from '../clocks/rule.ts';
import type { Instant } from '../time/instant.ts';
import type { Incident } from './incident.ts';
import type { Stage } from './vocabulary.ts';

/** The two processes that carry a case: the incident itself, and its notices to the Lao side. */
export type Process = 'incident' | 'lao-side';

/** The snapshot of a case for the processes that carry it. */
export function snapshotOf(incident: Incident): CaseSnapshot<Stage, Process> {
  const { lao } = incident;
  const wait = (process: Process, open: boolean): Waiting => ({
    wake: wakeOf(incident, process),
    open,
  });
  return {
    version: incident.version,
    stage: incident.stage,
    waits: {
      incident: wait('incident', incident.stage !== 'ended'),
      'lao-side': wait('lao-side', lao.started && !isSettled(lao)),
    },
  };
}

function wakeOf(incident: Incident, process: Process): Instant | null {
  const nexts = incident.clocks
    .filter((c) => c.status === 'running' && processOfClock(incident, c.process) === process)
    .map((c) => c.next);
  return nexts.length === 0 ? null : nexts.reduce((a, b) => (a < b ? a : b));
}

// Until the branch has begun there is no child: the incident's own process waits for its clocks.
function processOfClock(incident: Incident, process: ClockProcess): ClockProcess {
  return incident.lao.started ? process : 'incident';
}
