import { describe, expect, test } from 'vitest';
import { may } from '../../domain/authority/may.ts';
import type { Action } from '../../domain/authority/table.ts';
import { ACTIONS } from '../../domain/authority/table.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { LEVELS, levelRank } from '../../domain/incident/vocabulary.ts';
import type { Delegation } from '../../domain/offices/person.ts';
import { CAPACITIES, CLEARANCES, clearanceRank } from '../../domain/offices/person.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { DIRECTORY, somebody } from '../support/office-play.ts';
import { BARE } from './standing.ts';

const COMMUNE = 'UBX-02647';
const POLICE = 'CAT-15';
const day = (text: string) => text as CivilDate;
const directory = DIRECTORY.at(day('2026-03-02'));
const handled: Incident = { ...BARE, handling: POLICE };

function answer(who: string, action: Action, incident: Incident, clearance?: never): string {
  return may(somebody(who, clearance), action, incident, directory)?.code ?? 'may';
}

describe('a clearance', () => {
  test.each(LEVELS)(
    'below the level of a case that is %s bars every act on its content',
    (level) => {
      for (const clearance of CLEARANCES) {
        const expected = clearanceRank(clearance) >= levelRank(level) ? 'may' : 'CLEARANCE_TOO_LOW';
        const incident = { ...handled, level };
        expect(answer(`head@${POLICE}`, 'decide:finding', incident, clearance as never)).toBe(
          expected,
        );
        expect(answer(`case-officer@${POLICE}`, 'contain', incident, clearance as never)).toBe(
          expected,
        );
      }
    },
  );

  test('is not asked of whoever reports or acknowledges: no content is shown', () => {
    const incident: Incident = {
      ...BARE,
      level: 'tuyet-mat',
      addressees: [{ office: POLICE, since: BARE.reportedAt, how: 'sent', acknowledgedAt: null }],
    };
    expect(answer(`duty-officer@${POLICE}`, 'acknowledge', incident, 'none' as never)).toBe('may');
    expect(answer(`staff@${COMMUNE}`, 'report', incident, 'none' as never)).toBe('may');
  });
});

describe('a delegation', () => {
  const written: Delegation = {
    id: 'd',
    from: 'a',
    to: 'b',
    office: POLICE,
    capacity: 'head',
    scope: ['decide:finding'],
    validFrom: day('2026-03-01'),
    validTo: day('2026-03-10'),
    documentNumber: '7/GUQ',
    documentDate: day('2026-03-01'),
    revokedOn: null,
  };
  const delegate = (changes: Partial<Delegation>) => ({
    ...somebody(`head@${POLICE}`),
    delegation: { ...written, ...changes },
  });
  const on = (date: string, changes: Partial<Delegation> = {}, action: Action = 'decide:finding') =>
    may(delegate(changes), action, handled, DIRECTORY.at(day(date)))?.code ?? 'may';

  test('gives the acts that are written in it and no others', () => {
    for (const action of ACTIONS) {
      if (action === 'decide:finding') expect(on('2026-03-02')).toBe('may');
      else expect(on('2026-03-02', {}, action), action).toBe('FORBIDDEN');
    }
  });

  test('of everything gives what the capacity may, and no more than that', () => {
    expect(on('2026-03-02', { scope: 'all' }, 'decide:closure')).toBe('may');
    expect(on('2026-03-02', { scope: 'all' }, 'propose-finding')).toBe('FORBIDDEN');
  });

  test('holds from its first day to the day before its end', () => {
    expect(on('2026-02-28')).toBe('FORBIDDEN');
    expect(on('2026-03-01')).toBe('may');
    expect(on('2026-03-09')).toBe('may');
    expect(on('2026-03-10')).toBe('FORBIDDEN');
  });

  test('ends on the day it is revoked', () => {
    const revokedOn = day('2026-03-05');
    expect(on('2026-03-04', { revokedOn })).toBe('may');
    expect(on('2026-03-05', { revokedOn })).toBe('FORBIDDEN');
  });
});

describe('the body that a case is about', () => {
  const acts: readonly Action[] = ['decide:finding', 'decide:closure', 'decide:transfer'];

  test.each(acts)('never does "%s", even when it handles the case', (action) => {
    const own: Incident = { ...BARE, reportingOffice: POLICE, handling: POLICE };
    expect(answer(`head@${POLICE}`, action, own)).toBe('OWN_CASE');
    expect(answer(`head@${POLICE}`, action, handled)).toBe('may');
  });

  test('does not take the case, and does not take it over', () => {
    const own: Incident = { ...BARE, reportingOffice: POLICE };
    expect(answer(`head@${POLICE}`, 'take-case', { ...own, raisedTo: [POLICE] })).toBe('OWN_CASE');
    const asked = { ...own, handOverTo: POLICE };
    expect(answer(`duty-officer@${POLICE}`, 'answer-hand-over', asked)).toBe('OWN_CASE');
  });
});

describe('a report that passes by the head', () => {
  const everywhere: Incident = {
    ...BARE,
    bypass: true,
    receivingOffice: COMMUNE,
    handling: COMMUNE,
    handOverTo: COMMUNE,
    raisedTo: [COMMUNE],
    endedBy: COMMUNE,
    addressees: [{ office: COMMUNE, since: BARE.reportedAt, how: 'sent', acknowledgedAt: null }],
    participants: [{ office: COMMUNE, answer: 'awaited', reason: null }],
  };

  test('leaves the people of the office nothing but to report, wherever it stands', () => {
    for (const capacity of CAPACITIES) {
      for (const action of ACTIONS) {
        if (action === 'report' || action === 'withdraw') continue;
        expect(answer(`${capacity}@${COMMUNE}`, action, everywhere), action).toBe('FORBIDDEN');
      }
    }
    const without = { ...everywhere, bypass: false };
    expect(answer(`case-officer@${COMMUNE}`, 'contain', without)).toBe('may');
  });

  test('leaves a unit of the office nothing either', () => {
    const ofPolice = { ...everywhere, reportingOffice: POLICE, handling: POLICE };
    expect(answer(`case-officer@${POLICE}-PA03`, 'contain', ofPolice)).toBe('FORBIDDEN');
  });
});

describe('a unit inside a body', () => {
  test('has officers and clerks of the body', () => {
    expect(answer(`case-officer@${POLICE}-PA03`, 'propose-finding', handled)).toBe('may');
    expect(answer(`clerk@${POLICE}-PA03`, 'record-take-over', handled)).toBe('may');
  });

  test('has a head who does not sign for the body', () => {
    expect(answer(`head@${POLICE}-PA03`, 'decide:finding', handled)).toBe('FORBIDDEN');
    expect(answer(`deputy-head@${POLICE}-PA03`, 'decide:finding', handled)).toBe('FORBIDDEN');
  });

  test('of another kind is an office of its own', () => {
    const committee = { ...BARE, handling: 'UBND-15' };
    expect(answer('case-officer@SVHTTDL-15', 'propose-finding', committee)).toBe('FORBIDDEN');
  });
});
