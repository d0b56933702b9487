import type { Death } from './plays.ts';
import type { PointName } from './points.ts';

/** A short case whose clock lapses. */
export const LAPSE = 'test/kills/lapse.yaml';

/** A scenario, and who dies where in it; the points are listed in `points.ts`. */
export type Killing = readonly [file: string, deaths: readonly Death[]];

/** What is played at the one office, in `kills.test.ts`. */
export const HERE: readonly Killing[] = [
  [
    'examples/implicated-head.yaml',
    [
      ['report', 'session-opened', 'before', 'api'],
      ['report', 'session-opened', 'after', 'api'],
      ['report', 'capacity-chosen', 'before', 'api'],
      ['report', 'capacity-chosen', 'after', 'api'],
      ['report', 'report-received', 'before', 'api'],
      ['report', 'report-received', 'after', 'api'],
      // The process of the case is begun, and whoever asked for it does not hear of it.
      ['report', 'case-begun', 'before', 'relay'],
      // An update is taken on, or has its outcome, and whoever asked for it does not hear of it.
      ['acknowledge', 'act-decided', 'before', 'api'],
      ['acknowledge', 'act-decided', 'after', 'api'],
      ['report-preliminary', 'act-decided', 'after', 'temporal'],
      ['approve finding', 'read-noted', 'before', 'api'],
      ['approve finding', 'read-noted', 'after', 'api'],
      ['propose-closure', 'act-decided', 'before', 'temporal'],
    ],
  ],
  [
    LAPSE,
    [
      ['rule report-to-police', 'answer-remembered', 'before', 'api'],
      ['rule report-to-police 2', 'answer-remembered', 'after', 'postgres'],
      ['wait', 'clock-lapsed', 'before', 'worker'],
      ['wait', 'clock-lapsed', 'after', 'temporal'],
    ],
  ],
  [
    LAPSE,
    [
      ['rule report-to-police', 'answer-remembered', 'after', 'api'],
      ['report', 'case-begun', 'after', 'temporal'],
      ['wait', 'clock-lapsed', 'before', 'postgres'],
      ['wait', 'clock-lapsed', 'after', 'worker'],
    ],
  ],
];

/** What is played at the other office, in `kills-elsewhere.test.ts`. */
export const ELSEWHERE: readonly Killing[] = [
  [
    'examples/lost-paper.yaml',
    [
      ['report', 'report-received', 'before', 'postgres'],
      ['report', 'report-received', 'after', 'postgres'],
      ['contain', 'act-decided', 'before', 'temporal'],
      ['contain', 'letter-claimed', 'after', 'postgres'],
      ['approve dispatch', 'act-decided', 'before', 'postgres'],
      ['acknowledge', 'letter-recorded', 'before', 'worker'],
      ['tell-originator', 'act-decided', 'before', 'worker'],
      ['report-preliminary', 'places-given', 'before', 'relay'],
      ['report-preliminary', 'places-given', 'after', 'relay'],
      ['approve finding 2', 'act-decided', 'after', 'postgres'],
      ['report-remedy', 'act-decided', 'after', 'temporal'],
      ['report-remedy', 'places-given', 'before', 'postgres'],
      ['propose-closure', 'places-given', 'after', 'postgres'],
      // The process is due to end.
      ['approve closure', 'act-decided', 'after', 'worker'],
    ],
  ],
  [
    'examples/lao-exchange.yaml',
    [
      ['report', 'report-received', 'after', 'temporal'],
      ['report', 'case-begun', 'before', 'worker'],
      ['report', 'case-begun', 'after', 'worker'],
      // The child that talks to the Lao side is due to begin.
      ['approve lao-decision', 'act-decided', 'after', 'worker'],
      ['release lao-notice 2', 'act-decided', 'after', 'temporal'],
      ['approve lao-notice', 'act-decided', 'before', 'postgres'],
      ['record-lao-receipt', 'act-decided', 'after', 'postgres'],
      // The incident's process is due to tell the child that its second round opens.
      ['approve finding', 'act-decided', 'after', 'worker'],
      ['record-lao-answer 2', 'act-decided', 'before', 'temporal'],
    ],
  ],
];

/** What has a test of its own in `kills.test.ts`. */
export const ALONE = [
  'act-pending',
  'document-stored',
  'document-linked',
  'look-struck',
  'day-of-reads-closed',
] as const satisfies readonly PointName[];

/** What years, plans, tasks and difficulties come by, in `year-killed.test.ts`. */
export const YEARS_AND_PLANS = [
  'year-asked',
  'year-opened',
  'report-opened',
  'year-reported',
  'plan-begun',
  'plan-adopted',
  'task-opened',
  'task-lapsed',
  'task-worked',
  'difficulty-raised',
  'difficulty-passed-up',
] as const satisfies readonly PointName[];
