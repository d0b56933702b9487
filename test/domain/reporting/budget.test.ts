import { describe, expect, test } from 'vitest';
import { planCycle } from '../../../domain/reporting/cycle.ts';
import type { ReportPlace } from '../../../domain/reporting/cycle.ts';
import type { Regime } from '../../../domain/reporting/form.ts';
import type { ReportActData } from '../../../domain/reporting/process/act.ts';
import { adviceOn, missingSteps } from '../../../domain/reporting/process/report.ts';
import { USUAL_HOURS } from '../../../domain/time/calendar.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { loadCalendars } from '../../../rules/load-calendars.ts';
import { loadRegimes } from '../../../rules/load-regimes.ts';
import { DIRECTORY } from '../../support/office-play.ts';
import { COMMUNE_REPORT, ESTIMATE, FIRST_PART, ReportPlay } from './report-play.ts';

const OFFICER = 'case-officer@UBX-02647';
const HEAD = 'head@UBX-02647';
const FINANCE = 'case-officer@STC-15';
const COMMITTEE = 'case-officer@UBND-15';
const DAY = '2026-12-15T08:00:00.000+07:00';

type Council = ReportActData['record-council'];
const opinion: Council = {
  ...{ step: 'council-opinion', number: '14/TB-HĐND', on: '2026-12-14' as CivilDate, amount: 10 },
};
const resolution: Council = { ...opinion, step: 'council-decision', number: '30/NQ-HĐND' };
const advice = { text: 'Trong khả năng cân đối', number: '88/STC', on: opinion.on, amount: 10 };

/** A commune's estimate of 10, filled in and waiting on the day on which it may be signed. */
const estimate = () => new ReportPlay(ESTIMATE).filledBy(OFFICER).waitUntil(DAY);
const laid = () => estimate().does('clerk@UBX-02647', 'record-council', opinion);
const signed = () => laid().submittedBy(HEAD);

describe('a commune’s estimate', () => {
  test('is laid before the People’s Council before it is signed', () => {
    const play = estimate();
    const checksum = play.draftChecksum();
    expect(play.try(HEAD, 'submit-report', { checksum })).toBe('STEP_MISSING');
    play.does('clerk@UBX-02647', 'record-council', opinion).submittedBy(HEAD);
    expect(play.report.stage).toBe('submitted');
  });

  test('is signed for the amount that the Council has seen, or laid before it again', () => {
    const play = laid();
    const first = { ...FIRST_PART, figures: { ...FIRST_PART.figures, planned: 12 } };
    play.does(OFFICER, 'save-part', { part: first, basedOn: 1 });
    const checksum = play.draftChecksum();
    expect(play.try(HEAD, 'submit-report', { checksum })).toBe('AMOUNT_DIFFERS');
    play.does(OFFICER, 'record-council', { ...opinion, number: '15/TB-HĐND', amount: 12 });
    play.submittedBy(HEAD);
    expect(play.report.councils?.map(({ amount }) => amount)).toEqual([10, 12]);
  });

  test('goes to Sở Tài chính, which advises; the province’s committee decides', () => {
    const play = signed();
    expect(play.clock('report-accept').owner).toBe('STC-15');
    const checksum = play.report.submissions[0]?.checksum ?? '';
    expect(play.try(COMMITTEE, 'accept-report', { checksum })).toBe('STEP_MISSING');
    expect(play.try(COMMITTEE, 'give-advice', advice)).toBe('FORBIDDEN');
    play.does(FINANCE, 'give-advice', advice);
    expect(play.lettersOf('report-advised')).toContain('UBND-15');
    // Its own part is done; from now on the committee has its days.
    expect(play.clock('report-accept')).toMatchObject({ owner: 'UBND-15', status: 'running' });
    expect(play.try(FINANCE, 'accept-report', { checksum })).toBe('FORBIDDEN');
    play.acceptedBy(COMMITTEE);
    expect(play.report.stage).toBe('accepted');
  });

  test('advised on twice gives the committee no more days', () => {
    const play = signed().does(FINANCE, 'give-advice', advice);
    const { due } = play.clock('report-accept');
    play.waitUntil('2026-12-16T08:00:00.000+07:00');
    play.does('head@STC-15', 'give-advice', { ...advice, number: '89/STC', text: 'Giảm 1' });
    expect(play.clock('report-accept').due).toBe(due);
    expect(adviceOn(play.report)).toMatchObject({ number: '89/STC', by: 'head@STC-15' });
  });

  test('returned and signed again, is advised on again', () => {
    const play = signed().does(FINANCE, 'give-advice', advice);
    play.does(FINANCE, 'return-report', { reasons: [{ part: null, reason: 'Thiếu thuyết minh' }] });
    play.filledBy(OFFICER).submittedBy(HEAD);
    expect(missingSteps(play.report).map(({ step }) => step)).toContain('advice');
    const checksum = play.report.submissions[1]?.checksum ?? '';
    expect(play.try(COMMITTEE, 'accept-report', { checksum })).toBe('STEP_MISSING');
  });

  test('is decided on by the Council months after it was accepted', () => {
    const play = signed().does(FINANCE, 'give-advice', advice).acceptedBy(COMMITTEE);
    expect(missingSteps(play.report).map(({ step }) => step)).toEqual(['council-decision']);
    play.waitUntil('2027-06-20T08:00:00.000+07:00');
    play.does(OFFICER, 'record-council', {
      ...resolution,
      amount: 9,
      on: '2027-06-18' as CivilDate,
    });
    expect(play.report).toMatchObject({ stage: 'accepted' });
    expect(missingSteps(play.report)).toEqual([]);
    expect(play.lettersOf('council-recorded')).toEqual(['STC-15']);
    // What it saw before signing can not be changed behind what was signed.
    expect(play.try(OFFICER, 'record-council', opinion)).toBe('WRONG_STAGE');
  });

  test('of nothing needs no Council, but somebody looks at it all the same', () => {
    const play = new ReportPlay(ESTIMATE).waitUntil(DAY);
    play.does(HEAD, 'submit-nil', { reason: 'Không đề nghị kinh phí' });
    const checksum = play.report.submissions[0]?.checksum ?? '';
    expect(play.try(COMMITTEE, 'accept-report', { checksum })).toBe('STEP_MISSING');
    play.does(FINANCE, 'give-advice', { ...advice, amount: null }).acceptedBy(COMMITTEE);
  });

  test.each<[string, Partial<Council>]>([
    ['FIELDS_MISSING', { number: ' ' }],
    ['FIELDS_MISSING', { amount: null }],
    ['MOMENT_IN_FUTURE', { on: '2026-12-16' as CivilDate }],
    ['VALUE_OUT_OF_RANGE', { on: '2026-02-30' as CivilDate }],
    ['VALUE_OUT_OF_RANGE', { amount: -1 }],
    ['VALUE_OUT_OF_RANGE', { amount: 0.5 }],
    ['VALUE_OUT_OF_RANGE', { amount: 1e15 }],
  ])('a paper that is wrong is refused (%s) and leaves nothing: %o', (code, wrong) => {
    const play = estimate();
    const { version } = play.report;
    expect(play.try(OFFICER, 'record-council', { ...opinion, ...wrong })).toBe(code);
    expect(play.report.version).toBe(version);
  });
});

describe('Sở Tài chính', () => {
  test('advises on its own estimate by nobody who wrote or signed it', () => {
    const steps = (ESTIMATE.steps ?? []).filter(({ step }) => step === 'advice');
    const own = { ...ESTIMATE, office: 'STC-15', drafting: 'STC-15', steps };
    const play = new ReportPlay(own).filledBy(FINANCE).waitUntil(DAY).submittedBy('head@STC-15');
    expect(play.try('head@STC-15', 'give-advice', advice)).toBe('AUTHOR_CANNOT_DECIDE');
    expect(play.try(FINANCE, 'give-advice', advice)).toBe('AUTHOR_CANNOT_DECIDE');
    play.does('deputy-head@STC-15', 'give-advice', advice).acceptedBy(COMMITTEE);
  });

  test('is asked where a form asks for it, and nowhere else', () => {
    const play = new ReportPlay(COMMUNE_REPORT).filledBy(OFFICER).waitUntil(DAY).submittedBy(HEAD);
    expect(play.try('case-officer@CAT-15', 'give-advice', advice)).toBe('FORBIDDEN');
    expect(play.try(OFFICER, 'record-council', opinion)).toBe('UNKNOWN_STEP');
    play.acceptedBy('case-officer@CAT-15');
  });
});

describe('the years of the money', () => {
  const CALENDAR = loadCalendars().VN;
  const planned = (id: Regime, year: number, on: string): ReportPlace => {
    const rule = loadRegimes().find((one) => one.id === id);
    if (rule === undefined) throw new Error(id);
    const directory = DIRECTORY.at(on as CivilDate);
    return planCycle(rule, year, { directory, ended: [], calendar: CALENDAR, hours: USUAL_HOURS });
  };
  const all = (place: ReportPlace): ReportPlace[] => [place, ...place.below.flatMap(all)];
  const root = planned('budget-estimate', 2027, '2027-05-15');
  const find = (office: string, scope = 'office') =>
    all(root).find((place) => place.office === office && place.scope === scope);

  test('go to the Ministry of Finance: every ministry, province, commune once', () => {
    const keys = all(root).map(({ office, scope }) => `${office} ${scope}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(root).toMatchObject({
      office: 'BTC',
      scope: 'branch',
      dates: { dueDate: '2027-09-19' },
    });
    expect(find('BCA')).toMatchObject({ dates: { dueDate: '2027-07-09' } });
    expect(find('BTC')).toBeDefined();
    expect(find('UBX-02647')?.dates).toMatchObject({ from: '2028-01-01', dueDate: '2027-06-15' });
    expect(find('SVHTTDL-15')).toBeDefined();
    // The missions stand in their ministry's, Defence has a channel of its own.
    const kinds = all(root).map(
      ({ office }) => DIRECTORY.at('2027-05-15' as CivilDate).office(office)?.kind,
    );
    expect(kinds).not.toContain('mission-abroad');
    expect(find('BQP')).toBeUndefined();
  });

  test('are drafted by the province’s Sở Tài chính; where there is none, by itself', () => {
    expect(find('UBND-15', 'branch')?.drafting).toBe('STC-15');
    expect(find('UBND-40', 'branch')?.drafting).toBe('UBND-40');
  });

  test('and phase II asks all bodies and the missions in Laos', () => {
    const data = planned('agreement-data', 2026, '2026-09-01');
    const kinds = new Set(
      all(data).map(({ office }) => DIRECTORY.at('2026-09-01' as CivilDate).office(office)?.kind),
    );
    for (const kind of ['ministry', 'mission-abroad', 'department', 'commune-committee'] as const) {
      expect(kinds).toContain(kind);
    }
    expect(data).toMatchObject({ office: 'BCA', drafting: 'BCA-A03' });
  });
});
