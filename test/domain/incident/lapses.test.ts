import { expect, test } from 'vitest';
import { OfficePlay } from '../../support/office-play.ts';
import { COMMUNE, FINDING, POLICE, acknowledged, alone, toRemedying } from './stations.ts';

const OFFICER = `case-officer@${POLICE}`;
const HEAD = `head@${POLICE}`;

const reported = () => new OfficePlay().report(`staff@${COMMUNE}`);

test('a report within the hour keeps the duty to tell the head', () => {
  const play = reported();
  expect(play.clock('tell-head')).toMatchObject({ status: 'met', lapses: 0 });
  expect(play.facts.map(({ fact }) => fact.kind)).not.toContain('late-report');
});

test('a report after the hour says how late it was, and nobody is urged', () => {
  const play = new OfficePlay().report(`staff@${COMMUNE}`, {
    discoveredAt: '2026-03-02T07:35:00.000+07:00' as never,
  });
  expect(play.facts.find(({ fact }) => fact.kind === 'late-report')?.fact.data).toEqual({
    clock: 'tell-head#1',
    minutes: 25,
  });
  expect(play.clock('tell-head').status).toBe('met');
  expect(play.lettersOf('clock-lapsed')).toEqual([]);
});

test('who was told that nothing was sent may take the case, and nobody else', () => {
  const play = reported();
  const reason = { reason: 'Không chuyển' };
  expect(play.try(HEAD, 'take-case', reason)).toBe('FORBIDDEN');
  play.waitUntil(play.clock('report-to-police').due);
  expect(play.try('head@CAT-40', 'take-case', reason)).toBe('FORBIDDEN');
  play.does(HEAD, 'take-case', reason);
  expect(play.case).toMatchObject({ stage: 'verifying', handling: POLICE });
  expect(play.try(HEAD, 'take-case', reason)).toBe('ALREADY_DONE');
});

test('the superior office decides on a finding only after the approvers let it lapse twice', () => {
  const play = acknowledged().does(OFFICER, 'propose-finding', FINDING);
  const { id: proposal, checksum } = play.proposal('finding');
  const clock = () => play.clock('approve-finding');
  play.waitUntil(clock().due);
  expect(play.try('head@BCA-A03', 'approve', { proposal, checksum })).toBe('FORBIDDEN');
  play.waitUntil(clock().next).does('head@BCA-A03', 'approve', { proposal, checksum });
  expect(play.case.stage).toBe('remedying');
});

test('an originator who is silent is noted, bars no closing, and may answer late', () => {
  const play = toRemedying(
    acknowledged().does(OFFICER, 'tell-originator', {
      office: 'UBND-15',
      references: ['reference-1'],
    }),
  );
  play.waitUntil(play.clock('originator-answer').due);
  expect(play.case.originators).toMatchObject([{ office: 'UBND-15', lapsed: true }]);
  play
    .does(OFFICER, 'propose-no-remedies', { reason: 'Không cần' })
    .approves(HEAD, 'no-remedies')
    .does(OFFICER, 'propose-closure', { lesson: 'x', summary: 'y' })
    .does('case-officer@UBND-15', 'assess-damage', { damage: false, text: 'Không' });
  expect(play.case.originators).toMatchObject([{ assessment: { damage: false } }]);
});

test('what lapsed many times while everything was down is one lapse, not a flood', () => {
  const play = alone(reported(), 'report-to-police');
  play.now = '2026-04-02T10:00:00.000+07:00' as never;
  const before = play.notices.length;
  play.try(OFFICER, 'link-case', { number: 'SC-2026-000002' });
  expect(play.clock('report-to-police').lapses).toBe(1);
  expect(play.clock('report-to-police').next > play.now).toBe(true);
  expect(play.notices.length - before).toBe(3);
});
