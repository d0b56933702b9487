import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellToLook } from '../../client/tell-to-look.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { plus } from '../../domain/time/instant.ts';
import { factsOf } from '../../records/facts.ts';
import type { Somebody } from '../support/api-office.ts';
import { ApiOffice } from '../support/api-office.ts';
import { REFERENCE } from '../support/office-play.ts';

let office: ApiOffice;
let head: Somebody;
let staff: Somebody;

beforeAll(async () => {
  office = await ApiOffice.open();
  head = await office.somebody('head@BCA-A03');
  staff = await office.somebody('staff@UBX-02647');
});

afterAll(() => office.close());

const value = { value: { kind: 'hours', amount: 0.5 }, reason: 'Diễn tập nhanh' };

/** The due of a clock of a case, as one of its readers sees it. */
async function dueOf(id: string, who: string, rule: string): Promise<string | undefined> {
  const answered = await (await office.somebody(who)).get(`/incidents/${id}/clocks`);
  const items = answered.json.items as { rule: string; due: string }[];
  return items.find((c) => c.rule === rule)?.due;
}

/** A case in verification at the provincial police, whose clock counts working days. */
async function verifying(): Promise<string> {
  const { id } = await office.report('staff@UBX-02647');
  await office.does(id, 'case-officer@UBX-02647', 'give-oral-notice', { to: null, override: null });
  await office.does(id, 'duty-officer@CAT-15', 'acknowledge', {});
  return id;
}

describe('the rules of the clocks', () => {
  it('are shown with their word, their source and how sure they are', async () => {
    const listed = await staff.get('/rules');
    const rules = listed.json.items as { id: string; settable: boolean; certainty: string }[];
    expect(rules.find((r) => r.id === 'acknowledge')).toMatchObject({
      settable: true,
      certainty: 'set-by-officer',
      spec: { kind: 'hours', amount: 4 },
      word: { vi: 'kịp thời' },
    });
    expect(rules.find((r) => r.id === 'tell-head')).toMatchObject({ settable: false });
  });

  it('can be set by the Ministry where the law has no number, with a reason', async () => {
    const before = await office.report('staff@UBX-03006');
    const set = await head.post('/rules/contain/value', value);
    expect(set.status, set.text).toBe(200);
    expect(set.json).toMatchObject({ spec: value.value, brought: { kind: 'at-once', amount: 24 } });
    const shown = await staff.get('/rules/contain');
    expect(shown.json.values).toMatchObject([
      { spec: value.value, reason: value.reason, office: 'BCA-A03', setAt: office.now },
    ]);
    const { rows } = await office.database.db.query<{ kind: string; body: string }>(
      `select kind, body from facts where stream = 'rules'`,
    );
    expect(rows).toHaveLength(1);
    expect(JSON.parse(rows[0]?.body ?? '').data).toMatchObject({
      rule: 'contain',
      before: { kind: 'at-once', amount: 24 },
      spec: value.value,
    });
    // What runs keeps its value; what begins has the new one.
    const after = await office.report('staff@UBX-03006');
    expect(await dueOf(before.id, 'head@UBX-03006', 'contain')).toBe(
      '2026-03-03T08:50:00.000+07:00',
    );
    expect(await dueOf(after.id, 'head@UBX-03006', 'contain')).toBe(
      '2026-03-02T09:20:00.000+07:00',
    );
  });

  it('are not set against the law, without a reason, or by anybody else', async () => {
    const cases: [Somebody, string, object, string][] = [
      [head, 'tell-head', value, 'VALUE_FIXED_BY_LAW'],
      [head, 'verify', { ...value, reason: ' ' }, 'REASON_MISSING'],
      [head, 'verify', { ...value, value: { kind: 'hours', amount: -1 } }, 'INVALID_FIELD'],
      [head, 'verify', { ...value, value: { kind: 'days', amount: 0.5 } }, 'INVALID_FIELD'],
      [head, 'verify', { ...value, value: { kind: 'phase', from: '2026-01-01' } }, 'INVALID_FIELD'],
      [head, 'nothing', value, 'NOT_FOUND'],
      [staff, 'verify', value, 'FORBIDDEN'],
      [await office.somebody('head@CAT-15'), 'verify', value, 'FORBIDDEN'],
      [await office.somebody('administrator@BCA-A03'), 'verify', value, 'FORBIDDEN'],
    ];
    for (const [who, rule, body, code] of cases) {
      const answered = await who.post(`/rules/${rule}/value`, body);
      expect(answered.json.code, `${rule} ${JSON.stringify(body)}`).toBe(code);
    }
  });
});

describe('a calendar', () => {
  it('shows its days of a year', async () => {
    const shown = await staff.get('/calendars/VN?year=2026');
    const days = shown.json.days as { date: string; status: string }[];
    expect(days.length).toBeGreaterThan(5);
    expect(days.every((d) => d.date.startsWith('2026'))).toBe(true);
    expect(days).toContainEqual(expect.objectContaining({ date: '2026-09-02', status: 'off' }));
  });

  it('that is changed derives running clocks again and tells their processes', async () => {
    const id = await verifying();
    const before = await dueOf(id, 'case-officer@CAT-15', 'verify');
    office.engine.looked.length = 0;
    const days = [{ date: '2026-03-10', status: 'off', reason: 'Nghỉ hoán đổi' }];
    const announced = await head.post('/calendars/VN/days', { days, basis: 'TB 12' });
    expect(announced.status, announced.text).toBe(200);
    // Only the cases on whose reader list they stand are listed; this one is not theirs.
    expect(announced.json).toEqual({ version: 2, changed: [] });
    expect(office.engine.looked).toEqual([id]);
    const after = await dueOf(id, 'case-officer@CAT-15', 'verify');
    expect([before, after]).toEqual([
      '2026-03-24T00:00:00.000+07:00',
      '2026-03-25T00:00:00.000+07:00',
    ]);
    const officer = await office.somebody('case-officer@CAT-15');
    const timeline = await officer.get(`/incidents/${id}/timeline?lang=en`);
    expect(timeline.text).toContain('The calendar changed');
  });

  it('lists the clocks that move of the cases that whoever announces may see', async () => {
    const { id, number } = await office.report('staff@BKHCN');
    await office.does(id, 'case-officer@BKHCN', 'give-oral-notice', { to: null, override: null });
    await office.does(id, 'duty-officer@BCA-A03', 'acknowledge', {});
    const days = [{ date: '2026-03-11', status: 'off', reason: 'Nghỉ', basis: 'TB 13' }];
    const announced = await head.post('/calendars/VN/days', { days, basis: 'TB 13' });
    expect(announced.json.changed).toContainEqual({
      case: id,
      number,
      clock: 'verify#1',
      before: '2026-03-25T00:00:00.000+07:00',
      after: '2026-03-26T00:00:00.000+07:00',
    });
    const shown = await head.get('/calendars/VN?year=2026');
    expect(shown.json.days).toContainEqual({
      date: '2026-03-11',
      status: 'off',
      reason: 'Nghỉ',
      basis: 'TB 13',
      sure: 'announced',
    });
    // A day can be made an ordinary one again, and the clocks go back.
    const back = [{ date: '2026-03-11', status: 'ordinary', reason: 'Hủy' }];
    await head.post('/calendars/VN/days', { days: back, basis: 'TB 14' });
    expect(await dueOf(id, 'head@BCA-A03', 'verify')).toBe('2026-03-25T00:00:00.000+07:00');
  });

  it('reaches the processes later when they cannot be told now', async () => {
    const id = await verifying();
    const { database, engine, deps } = office;
    engine.state = 'down';
    const days = [{ date: '2026-03-12', status: 'off', reason: 'Nghỉ hoán đổi' }];
    const announced = await head.post('/calendars/VN/days', { days, basis: 'TB 15' });
    expect(announced.status, announced.text).toBe(200);
    await expect(tellToLook(deps, office.now)).rejects.toThrow('switched off');
    engine.state = 'up';
    engine.looked.length = 0;
    await tellToLook(deps, office.now);
    expect(engine.looked).toContain(id);
    const timeline = await factsOf(database.db, `incident/${id}`);
    expect(timeline.map((fact) => fact.kind)).toContain('clock-changed');
    engine.looked.length = 0;
    await tellToLook(deps, office.now);
    expect(engine.looked).toEqual([]);
  });

  it('is not changed by others, nor the same day twice at once', async () => {
    const days = [{ date: '2026-04-10', status: 'off', reason: 'x' }];
    const provincial = await office.somebody('head@CAT-15');
    const refused = await provincial.post('/calendars/VN/days', { days, basis: 'x' });
    expect(refused.json.code).toBe('FORBIDDEN');
    const twice = await head.post('/calendars/VN/days', { days: [...days, ...days], basis: 'x' });
    expect(twice.json.code).toBe('INVALID_FIELD');
    const none = await head.post('/calendars/VN/days', { days: [], basis: 'x' });
    expect(none.json.code).toBe('INVALID_FIELD');
  });
});

describe('the Agreement', () => {
  it('is in force, and its suspension reaches the cases that concern it', async () => {
    const { id } = await office.report('staff@UBX-02647', {
      references: [{ ...REFERENCE, exchange: 'received' }],
    });
    const officer = await office.somebody('case-officer@UBX-02647');
    expect((await officer.get('/treaty')).json.status).toBe('in-force');
    const leader = await office.somebody('head@BCA');
    office.engine.looked.length = 0;
    const body = { status: 'suspended', basis: 'Công hàm 1' };
    const suspended = await leader.post('/treaty', body);
    expect(suspended.json).toMatchObject({ status: 'suspended', history: [{}, body] });
    expect(office.engine.looked).toEqual([id]);
    expect((await officer.get(`/incidents/${id}`)).json.laoSide).toMatchObject({
      concerned: true,
      treaty: 'suspended',
    });
    const later = { status: 'in-force', basis: 'Công hàm 2', from: '2026-06-01T00:00:00+07:00' };
    const planned = await leader.post('/treaty', later);
    expect(planned.json.status).toBe('suspended');
    expect(planned.json.history).toHaveLength(3);
    // On its day every case is told that concerns the Agreement by then.
    const { id: newer } = await office.report('staff@UBX-02647', {
      references: [{ ...REFERENCE, exchange: 'received' }],
    });
    office.engine.looked.length = 0;
    await tellToLook(office.deps, plus(later.from as Instant, -1));
    expect(office.engine.looked).toEqual([]);
    await tellToLook(office.deps, later.from as Instant);
    expect(office.engine.looked).toEqual([id, newer]);
    expect((await head.post('/treaty', body)).json.code).toBe('FORBIDDEN');
  });
});

describe('the table of authority', () => {
  it('can be read as a whole', async () => {
    const { json } = await staff.get('/authority');
    expect(json.acts).toContainEqual({
      action: 'acknowledge',
      grants: [{ as: ['duty-officer'], when: ['addressee', 'ministry'] }],
    });
    expect(json.settings.map((s: { action: string }) => s.action)).toContain('set-clock-value');
  });
});
