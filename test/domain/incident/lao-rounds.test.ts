import { describe, expect, test } from 'vitest';
import { plus } from '../../../domain/time/instant.ts';
import { filledForm } from '../../support/lao-notices.ts';
import { OfficePlay, REFERENCE } from '../../support/office-play.ts';
import {
  CHECKER,
  DRAFTER,
  LEADER,
  REGISTRAR,
  answered,
  checked,
  decided,
  dispatchOf,
  dispatched,
  drafted,
  found,
} from './lao-stations.ts';
import { COMMUNE, POLICE, acknowledged, exchangedCase } from './stations.ts';

const reason = 'Lý do';
const CLOSURE = { lesson: 'x', summary: 'y' };
const DECISION = { decision: 'needed', reason } as const;
const stages = (play: OfficePlay) => play.case.lao.rounds.map((round) => round.stage);

describe('whether the Lao side is told', () => {
  test('is asked by itself when a province acknowledges a case with a Lao reference', () => {
    const play = acknowledged(new OfficePlay(), { references: [{ ...REFERENCE, origin: 'lao' }] });
    expect(play.lettersOf('ministry-told')).toEqual(['BCA-A03']);
    expect(play.try(DRAFTER, 'propose-lao-decision', DECISION)).toBe('ALREADY_DONE');
    play.does('duty-officer@BCA-A03', 'acknowledge', {});
    expect(play.case).toMatchObject({ handling: POLICE });
    expect(play.clock('lao-decide').status).toBe('running');
    expect(play.try('duty-officer@BCA-A03', 'acknowledge', {})).toBe('ALREADY_ACKNOWLEDGED');
  });

  test('is no question in a domestic case', () => {
    const play = acknowledged();
    const message = {
      direction: 'from-lao-side',
      number: '1',
      summary: 'x',
      at: play.now,
    } as const;
    expect(play.lettersOf('ministry-told')).toEqual([]);
    expect(play.try(DRAFTER, 'propose-lao-decision', DECISION)).toBe('LAO_NOT_CONCERNED');
    expect(play.try(REGISTRAR, 'record-lao-message', message)).toBe('LAO_NOT_CONCERNED');
    expect(play.try(DRAFTER, 'draft-lao-notice', { round: 1, form: filledForm(1) })).toBe(
      'LAO_ROUND_NOT_OPEN',
    );
  });

  test('becomes a question when a Lao reference is added to a domestic case', () => {
    const reference = { ...REFERENCE, number: '13', exchange: 'received' } as const;
    const play = acknowledged().does(`case-officer@${POLICE}`, 'add-reference', { reference });
    expect(play.clock('tell-ministry').status).toBe('running');
  });

  test('is put to the Ministry at the latest when nobody sent the report', () => {
    const play = new OfficePlay().report(`staff@${COMMUNE}`, {
      references: [{ ...REFERENCE, origin: 'joint' }],
    });
    play.waitUntil(plus(play.clock('report-to-police').due, -1));
    expect(play.case.ministryToldAt).toBeNull();
    play.waitUntil(play.clock('report-to-police').due);
    expect(play.case.ministryToldAt).toBe(play.now);
  });

  test('"not yet" asks again by a new clock; "needed" then opens the first round', () => {
    const play = decided('not-yet');
    expect(play.clock('lao-decide')).toMatchObject({ id: 'lao-decide#2', status: 'running' });
    expect(stages(play)).toEqual(['waiting', 'waiting']);
    expect(play.case.lao.started).toBe(false);
    decided('needed', play);
    expect(stages(play)).toEqual(['drafting', 'waiting']);
    expect(play.clock('lao-decide').status).toBe('met');
    expect(play.try(DRAFTER, 'propose-lao-decision', DECISION)).toBe('ALREADY_DONE');
  });

  test('"not needed" no longer bars the closing', () => {
    const play = found(decided('not-needed'), 'not-confirmed')
      .does(DRAFTER, 'propose-closure', CLOSURE)
      .approves('head@BCA-A03', 'closure');
    expect(play.case.ending).toBe('not-confirmed');
    expect(stages(play)).toEqual(['waiting', 'waiting']);
  });

  test('is decided late as well: both rounds open then, because the finding came first', () => {
    const play = decided('needed', found(exchangedCase(), 'not-confirmed'));
    expect(stages(play)).toEqual(['drafting', 'drafting']);
  });
});

describe('the second round', () => {
  test('opens when a suspicion was not confirmed', () => {
    expect(stages(found(decided('needed'), 'not-confirmed'))).toEqual(['drafting', 'drafting']);
  });

  test('opens when the remedies are settled, not when the finding is approved', () => {
    const play = found(decided('needed'), 'confirmed-damage');
    expect(stages(play)).toEqual(['drafting', 'waiting']);
    play.does(DRAFTER, 'propose-no-remedies', { reason }).approves('head@BCA-A03', 'no-remedies');
    expect(stages(play)).toEqual(['drafting', 'drafting']);
  });

  test('opens when a transfer is approved', () => {
    const play = decided('needed')
      .does(DRAFTER, 'propose-transfer', { channel: 'criminal', body: 'x', reason })
      .approves('head@BCA-A03', 'transfer');
    expect(stages(play)).toEqual(['drafting', 'drafting']);
    expect(play.clock('lao-second').status).toBe('running');
  });

  test('goes on after the case was taken over, to its own end', () => {
    const play = answered(dispatched(decided('needed'), 1), 1)
      .does(DRAFTER, 'propose-transfer', { channel: 'criminal', body: 'x', reason })
      .approves('head@BCA-A03', 'transfer')
      .does(REGISTRAR, 'record-take-over', { letter: '5/CQĐT' });
    expect(play.case.stage).toBe('ended');
    answered(dispatched(play, 2), 2);
    expect(stages(play)).toEqual(['settled', 'settled']);
    expect(play.case.clocks.filter((c) => c.status === 'running')).toEqual([]);
  });
});

describe('a notice', () => {
  test('says every field of its round in both languages, and no other field', () => {
    const play = decided('needed');
    const draft = (form: object) => play.try(DRAFTER, 'draft-lao-notice', { round: 1, form });
    const { contact: _contact, ...short } = filledForm(1);
    expect(draft(short)).toBe('FIELDS_MISSING');
    expect(draft({ ...filledForm(1), contact: { vi: 'Có', lo: ' ' } })).toBe('FIELDS_MISSING');
    expect(draft({ ...filledForm(1), damage: { vi: 'a', lo: 'ກ' } })).toBe('FIELDS_NOT_ALLOWED');
    expect(draft(filledForm(1))).toBe('done');
  });

  test('with a field that the checker holds back is not approved', () => {
    const play = checked(drafted(decided('needed'), 1), 'lao-notice', ['reference']);
    const { id: proposal, checksum } = play.proposal('lao-notice');
    expect(play.try(LEADER, 'approve', { proposal, checksum })).toBe('LAO_NOT_RELEASED');
  });

  test('is released for the values that were read and for no others', () => {
    const play = drafted(decided('needed'), 1);
    const { id: proposal, checksum } = play.proposal('lao-notice');
    const fields = Object.keys(filledForm(1)).map((field) => ({
      field: field as never,
      released: true,
      sha256: 'f'.repeat(64),
    }));
    const check = (read: typeof fields) =>
      play.try(CHECKER, 'check-releasability', { proposal, checksum, fields: read });
    expect(check(fields)).toBe('PROPOSAL_CHANGED');
    expect(check(fields.slice(1))).toBe('FIELDS_MISSING');
    expect(play.case.lao.rounds[0].checkedBy).toBeNull();
  });

  test('drafted again after a return has to be read again', () => {
    const play = checked(drafted(decided('needed'), 1));
    const { id: proposal } = play.proposal('lao-notice');
    play.does(LEADER, 'return', { proposal, reason, to: null });
    drafted(play, 1);
    const next = play.proposal('lao-notice');
    const approve = { proposal: next.id, checksum: next.checksum };
    expect(play.try(LEADER, 'approve', approve)).toBe('LAO_NOT_CHECKED');
    checked(play).approves(LEADER, 'lao-notice');
  });

  test('leaves once, by the registry of the Ministry, after it was approved', () => {
    const play = checked(drafted(decided('needed'), 1));
    const send = (who: string) => play.try(who, 'dispatch-to-lao-side', dispatchOf(play));
    expect(send(REGISTRAR)).toBe('NOT_SIGNED_YET');
    play.approves(LEADER, 'lao-notice');
    expect(send(`clerk@${POLICE}`)).toBe('FORBIDDEN');
    expect(send(REGISTRAR)).toBe('done');
    expect(send(REGISTRAR)).toBe('ALREADY_DONE');
    expect(play.lettersOf('lao-dispatched')).toEqual(['BCA-A03']);
  });

  test('does not leave while the Agreement is suspended', () => {
    const play = checked(drafted(decided('needed'), 1)).approves(LEADER, 'lao-notice');
    play.treaty = 'suspended';
    const send = () => play.try(REGISTRAR, 'dispatch-to-lao-side', dispatchOf(play));
    expect(send()).toBe('TREATY_SUSPENDED');
    expect(play.clock('lao-first').status).toBe('frozen');
    play.treaty = 'in-force';
    expect(send()).toBe('done');
  });
});

describe('the answer', () => {
  test('settles the round, received first or not, once', () => {
    const play = dispatched(decided('needed'), 1);
    const receipt = { round: 1, receivedAt: play.now } as const;
    const future = { round: 1, receivedAt: plus(play.now, 86_400_000) } as const;
    expect(play.try(REGISTRAR, 'record-lao-receipt', future)).toBe('MOMENT_IN_FUTURE');
    play.does(REGISTRAR, 'record-lao-receipt', receipt);
    expect(play.try(REGISTRAR, 'record-lao-receipt', receipt)).toBe('LAO_ROUND_NOT_OPEN');
    answered(play, 1);
    expect(play.case.lao.rounds[0]).toMatchObject({ stage: 'settled', settledAs: 'answered' });
    expect(play.clock('lao-answer').status).toBe('met');
    const again = { round: 1, text: 'x', at: play.now } as const;
    expect(play.try(REGISTRAR, 'record-lao-answer', again)).toBe('LAO_ROUND_NOT_OPEN');
  });

  test('that does not come is urged by a letter of its own, and awaited anew', () => {
    const play = dispatched(decided('needed'), 1);
    play.waitUntil(play.clock('lao-answer').due);
    expect(play.lettersOf('lao-urging-due')).toEqual(['BCA-A03']);
    dispatched(play, 1, 'lao-urging');
    expect(play.case.lao.rounds[0]).toMatchObject({ stage: 'dispatched', urgedAt: [play.now] });
    expect(play.clock('lao-answer')).toMatchObject({ id: 'lao-answer#2', status: 'running' });
    answered(play, 1);
    expect(stages(play)).toEqual(['settled', 'waiting']);
  });

  test('is not needed when the leadership settles the round so, with a reason', () => {
    const play = found(dispatched(decided('needed'), 1), 'not-confirmed');
    for (const round of [1, 2] as const) {
      const blank = { round, reason: ' ' };
      expect(play.try(DRAFTER, 'propose-lao-not-needed', blank)).toBe('REASON_MISSING');
      play
        .does(DRAFTER, 'propose-lao-not-needed', { round, reason })
        .approves(LEADER, 'lao-not-needed');
    }
    expect(play.case.lao.rounds.map((r) => r.settledAs)).toEqual(['not-needed', 'not-needed']);
    expect(play.clock('lao-answer').status).toBe('met');
    expect(play.clock('lao-second').status).toBe('met');
    play.does(DRAFTER, 'propose-closure', CLOSURE).approves('head@BCA-A03', 'closure');
    expect(play.case.ending).toBe('not-confirmed');
  });

  test('and what else passes between the rounds is kept, in both directions', () => {
    const play = dispatched(decided('needed'), 1);
    for (const direction of ['to-lao-side', 'from-lao-side'] as const) {
      const message = { direction, number: '3', summary: 'Hỏi thêm', at: play.now };
      play.does(REGISTRAR, 'record-lao-message', message);
    }
    expect(play.case.lao.messages.map((m) => m.direction)).toEqual([
      'to-lao-side',
      'from-lao-side',
    ]);
    expect(stages(play)).toEqual(['dispatched', 'waiting']);
  });
});
