import { describe, expect, test } from 'vitest';
import type { ClockRuleId } from '../../../domain/clocks/rule.ts';
import { INCIDENT_CLOCKS } from '../../../domain/clocks/rule.ts';
import { plus } from '../../../domain/time/instant.ts';
import type { NoticeRequest } from '../../../domain/notices/notice.ts';
import { OfficePlay, REFERENCE } from '../../support/office-play.ts';
import { answered, decided, dispatched, found } from './lao-stations.ts';
import {
  COMMUNE,
  FINDING,
  POLICE,
  acknowledged,
  alone,
  exchangedCase,
  sent,
  toClosing,
  withRemedy,
} from './stations.ts';

const OFFICER = `case-officer@${POLICE}`;
const HEAD = `head@${POLICE}`;
const CLERK = `clerk@${COMMUNE}`;
const BY_RULE = { to: null, override: null };
const LAO = { references: [{ ...REFERENCE, origin: 'lao' as const }] };

interface Row {
  readonly rule: ClockRuleId;
  /** The duty runs; it is Monday 2 March 2026, 9:00, ten minutes after the discovery. */
  readonly begins: () => OfficePlay;
  readonly due: string;
  /** Does what was to be done. */
  readonly kept: (play: OfficePlay) => OfficePlay;
  /** Who is told when it lapses, and who when it lapses again, and a third time. */
  readonly told: readonly (readonly string[])[];
}

const reported = () => new OfficePlay().report(`staff@${COMMUNE}`);
const byWord = () => reported().does(`case-officer@${COMMUNE}`, 'give-oral-notice', BY_RULE);
const told = () =>
  acknowledged().does(OFFICER, 'tell-originator', {
    office: 'UBND-15',
    references: ['reference-1'],
  });

const ROWS: readonly Row[] = [
  {
    rule: 'report-to-police',
    begins: reported,
    due: '2026-03-03T08:50',
    kept: (play) =>
      play
        .does(`case-officer@${COMMUNE}`, 'propose-dispatch', BY_RULE)
        .approves(`head@${COMMUNE}`, 'dispatch')
        .does(CLERK, 'dispatch', { number: '1', channel: 'courier' }),
    told: [
      ['heads@CAT-15', 'heads@UBND-15', `heads@${COMMUNE}`],
      ['heads@BCA-A03', 'heads@CP', `heads@${COMMUNE}`],
      ['heads@BCA', 'heads@CP', `heads@${COMMUNE}`],
    ],
  },
  {
    rule: 'written-report',
    begins: byWord,
    due: '2026-03-04T00:00',
    kept: (play) =>
      play
        .does(`case-officer@${COMMUNE}`, 'propose-dispatch', BY_RULE)
        .approves(`head@${COMMUNE}`, 'dispatch')
        .does(CLERK, 'dispatch', { number: '1', channel: 'courier' }),
    told: [
      [`heads@${COMMUNE}`],
      ['heads@CAT-15', `heads@${COMMUNE}`],
      ['heads@BCA-A03', `heads@${COMMUNE}`],
    ],
  },
  {
    rule: 'acknowledge',
    begins: () => sent(),
    due: '2026-03-02T13:00',
    kept: (play) => play.does(`duty-officer@${POLICE}`, 'acknowledge', {}),
    told: [
      ['case-lapsed-to-you: duty@BCA-A03', 'heads@BCA-A03', 'heads@CAT-15'],
      ['case-lapsed-to-you: duty@BCA', 'heads@BCA', 'heads@CAT-15'],
      ['duty+heads@CAT-15', 'heads@BCA'],
      ['duty+heads@CAT-15', 'heads@BCA'],
    ],
  },
  {
    rule: 'tell-ministry',
    begins: () => acknowledged(new OfficePlay(), LAO),
    due: '2026-03-02T13:00',
    kept: (play) => play.does('duty-officer@BCA-A03', 'acknowledge', {}),
    told: [
      ['duty+heads@BCA-A03', 'heads@BCA'],
      ['duty+heads@BCA-A03', 'heads@BCA'],
    ],
  },
  {
    rule: 'contain',
    begins: reported,
    due: '2026-03-03T08:50',
    kept: (play) => play.does(`head@${COMMUNE}`, 'contain', { what: 'x', doneAt: play.now }),
    told: [
      [`heads@${COMMUNE}`],
      ['heads@CAT-15', `heads@${COMMUNE}`],
      ['heads@BCA-A03', `heads@${COMMUNE}`],
    ],
  },
  {
    rule: 'preliminary',
    begins: () => acknowledged(),
    due: '2026-03-03T09:00',
    kept: (play) => play.does(OFFICER, 'report-preliminary', { summary: 'Đang xác minh' }),
    told: [['heads@CAT-15'], ['heads@BCA-A03', 'heads@CAT-15'], ['heads@BCA', 'heads@CAT-15']],
  },
  {
    rule: 'originator-tell',
    begins: () => acknowledged(),
    due: '2026-03-05T00:00',
    kept: (play) =>
      play.does(OFFICER, 'tell-originator', { office: 'UBND-15', references: ['reference-1'] }),
    told: [['heads@CAT-15'], ['heads@BCA-A03', 'heads@CAT-15']],
  },
  {
    rule: 'originator-answer',
    begins: told,
    due: '2026-03-17T00:00',
    kept: (play) => play.does('case-officer@UBND-15', 'assess-damage', { damage: true, text: 'x' }),
    told: [['heads@CAT-15', 'heads@UBND-15'], []],
  },
  {
    rule: 'verify',
    begins: () => acknowledged(),
    due: '2026-03-24T00:00',
    kept: (play) => play.does(OFFICER, 'propose-finding', FINDING),
    told: [
      ['heads@BCA-A03', 'officers+heads@CAT-15'],
      ['heads@BCA', 'officers+heads@CAT-15'],
    ],
  },
  {
    rule: 'approve-finding',
    begins: () => acknowledged().does(OFFICER, 'propose-finding', FINDING),
    due: '2026-03-06T00:00',
    kept: (play) => play.approves(HEAD, 'finding'),
    told: [['heads@CAT-15'], ['heads@BCA-A03', 'heads@CAT-15'], ['heads@BCA', 'heads@CAT-15']],
  },
  {
    rule: 'remedy',
    begins: () => withRemedy(),
    due: '2026-04-02T00:00',
    kept: (play) =>
      play
        .does(`head@${COMMUNE}`, 'report-remedy', { remedy: 'remedy-1', result: 'Đã làm' })
        .does(OFFICER, 'accept-remedy', { remedy: 'remedy-1' }),
    told: [
      [`heads@${COMMUNE}`, 'officers@CAT-15'],
      ['heads@BCA-A03', `heads@${COMMUNE}`, 'officers@CAT-15'],
    ],
  },
  {
    rule: 'close',
    begins: () => toClosing(),
    due: '2026-03-10T00:00',
    kept: (play) =>
      play
        .does(OFFICER, 'propose-closure', { lesson: 'x', summary: 'y' })
        .approves(HEAD, 'closure'),
    told: [['heads@CAT-15'], ['heads@BCA-A03', 'heads@CAT-15']],
  },
  {
    rule: 'lao-decide',
    begins: () => exchangedCase(),
    due: '2026-03-04T00:00',
    kept: (play) => decided('not-needed', play),
    told: [
      ['heads@BCA', 'officers@BCA-A03'],
      ['heads@BCA', 'officers@BCA-A03'],
    ],
  },
  {
    rule: 'lao-first',
    begins: () => decided('needed'),
    due: '2026-03-06T00:00',
    kept: (play) => dispatched(play, 1),
    told: [
      ['heads@BCA', 'officers@BCA-A03'],
      ['heads@BCA', 'officers@BCA-A03'],
    ],
  },
  {
    rule: 'lao-second',
    begins: () => found(decided('needed'), 'not-confirmed'),
    due: '2026-03-10T00:00',
    kept: (play) => dispatched(play, 2),
    told: [
      ['heads@BCA', 'officers@BCA-A03'],
      ['heads@BCA', 'officers@BCA-A03'],
    ],
  },
  {
    rule: 'lao-answer',
    begins: () => dispatched(decided('needed'), 1),
    due: '2026-03-18T00:00',
    kept: (play) => answered(play, 1),
    told: [['lao-urging-due: officers@BCA-A03'], ['lao-urging-due: officers@BCA-A03']],
  },
];

// The first two are done by the report itself and outside the case (letters that are not opened).
const ELSEWHERE: readonly ClockRuleId[] = ['tell-head', 'notice-seen', 'notice-seen-urgent'];

test('every clock of the table is here, kept and lapsed', () => {
  const rules = [...ELSEWHERE, ...ROWS.map((row) => row.rule)];
  expect(rules.sort()).toEqual([...INCIDENT_CLOCKS].sort());
});

describe.each(ROWS)('the clock "$rule"', ({ rule, begins, due, kept, told: tellings }) => {
  test('ends when the duty is done in time, and nobody is urged', () => {
    const play = begins();
    expect(play.clock(rule)).toMatchObject({ status: 'running', due: `${due}:00.000+07:00` });
    kept(play);
    expect(play.case.clocks.find((c) => c.rule === rule)).toMatchObject({
      status: 'met',
      lapses: 0,
    });
    expect(play.lettersOf('clock-lapsed')).toEqual([]);
  });

  test('is late at its very due and not a millisecond before, and goes higher each time', () => {
    const play = alone(begins(), rule);
    play.waitUntil(plus(play.clock(rule).due, -1));
    expect(play.clock(rule).lapses).toBe(0);
    for (const [index, expected] of tellings.entries()) {
      const before = play.notices.length;
      play.waitUntil(play.clock(rule).next);
      expect(tellingsOf(play.notices.slice(before)), `lapse ${index + 1}`).toEqual(expected);
    }
  });
});

const SHORT: Readonly<Record<string, string>> = {
  'head,deputy-head': 'heads',
  'case-officer': 'officers',
  'duty-officer': 'duty',
  'duty-officer,head,deputy-head': 'duty+heads',
  'case-officer,head,deputy-head': 'officers+heads',
};

function tellingsOf(letters: readonly NoticeRequest[]): string[] {
  const said = letters.map(({ kind, to }) => {
    if (!('office' in to)) return `${kind}: ${to.person}`;
    const whom = `${SHORT[to.capacities.join(',')]}@${to.office}`;
    return kind === 'clock-lapsed' ? whom : `${kind}: ${whom}`;
  });
  return said.sort();
}
