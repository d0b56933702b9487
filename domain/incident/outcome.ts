import type { Refusal } from '../errors.ts';
import { isSettled } from '../lao-side/branch.ts';
import type { Instant } from '../time/instant.ts';
import type { FactKind } from './fact.ts';
import type { Incident } from './incident.ts';
import type { Ending, Stage } from './vocabulary.ts';

/** The two processes that carry a case: the incident itself, and its notices to the Lao side. */
export type Process = 'incident' | 'lao-side';

/** What one process has to wait for. */
export interface Waiting {
  /** The next instant at which one of its clocks does something; null when none runs. */
  readonly wake: Instant | null;
  /** Whether there is anything left to wait for at all. */
  readonly open: boolean;
}

/** The whole state that a process needs, taken over only when its version is higher. */
export interface CaseSnapshot {
  readonly version: number;
  readonly stage: Stage;
  readonly incident: Waiting;
  readonly laoSide: Waiting;
}

/** What came of one command; the first outcome of a key is the outcome for ever. */
export type ActResult =
  | {
      readonly kind: 'done';
      readonly number: string;
      readonly version: number;
      readonly stage: Stage;
      readonly ending: Ending | null;
      readonly facts: readonly { readonly id: string; readonly kind: FactKind }[];
    }
  | Refusal;

/** What `applyCommand` answers the engine; `result` is null for a look. */
export interface Outcome {
  readonly snapshot: CaseSnapshot | null;
  readonly result: ActResult | null;
}

/** The snapshot of a case for the processes that carry it. */
export function snapshotOf(incident: Incident): CaseSnapshot {
  const ended = incident.stage === 'ended';
  const { lao } = incident;
  return {
    version: incident.version,
    stage: incident.stage,
    incident: { wake: wakeOf(incident, 'incident'), open: !ended },
    laoSide: {
      wake: wakeOf(incident, 'lao-side'),
      open: lao.started && !isSettled(lao),
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
function processOfClock(incident: Incident, process: Process): Process {
  return incident.lao.started ? process : 'incident';
}
