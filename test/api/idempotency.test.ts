import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Somebody } from '../support/api-office.ts';
import { ApiOffice } from '../support/api-office.ts';

let office: ApiOffice;
let staff: Somebody;
let officer: Somebody;

beforeAll(async () => {
  office = await ApiOffice.open();
  staff = await office.somebody('staff@UBX-02647');
  officer = await office.somebody('case-officer@UBX-02647');
});

afterAll(() => office.close());

const key = () => ({ 'idempotency-key': randomUUID() });
const contain = (what: string) => ({ kind: 'contain', data: { what, doneAt: office.now } });

describe('the same key', () => {
  it('with the same report gives the same receipt, and one case', async () => {
    const headers = key();
    const body = office.reportData();
    const first = await staff.post('/incidents', body, headers);
    const again = await staff.post('/incidents', body, headers);
    expect(first.status).toBe(201);
    expect([again.status, again.text]).toEqual([first.status, first.text]);
  });

  it('with the fields in another order is the same request', async () => {
    const headers = key();
    const body = office.reportData();
    const turned = Object.fromEntries(Object.entries(body).reverse());
    const first = await staff.post('/incidents', body, headers);
    expect((await staff.post('/incidents', turned, headers)).text).toBe(first.text);
  });

  it('with marks written otherwise is the same request: texts are kept in NFC', async () => {
    const headers = key();
    const words = 'Mất tài liệu mật';
    const first = await staff.post('/incidents', office.reportData({ words }), headers);
    const decomposed = office.reportData({ words: words.normalize('NFD') });
    expect(decomposed.words).not.toBe(words);
    expect((await staff.post('/incidents', decomposed, headers)).text).toBe(first.text);
    const receipt = await staff.get(`/receipts/${first.json.number}`);
    expect(receipt.json.words).toBe(words.normalize('NFC'));
  });

  it('with another report is refused', async () => {
    const headers = key();
    await staff.post('/incidents', office.reportData(), headers);
    const other = await staff.post('/incidents', office.reportData({ kind: 'leaked' }), headers);
    expect([other.status, other.json.code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('gives the same receipt although the report could not be made any more', async () => {
    const headers = key();
    const body = office.reportData();
    const first = await staff.post('/incidents', body, headers);
    const { now } = office;
    office.now = '2026-03-01T09:00:00.000+07:00' as never;
    const again = await staff.post('/incidents', body, headers);
    office.now = now;
    expect(again.text).toBe(first.text);
  });

  it('side by side makes one report and one number', async () => {
    const headers = key();
    const body = office.reportData();
    const all = await Promise.all(
      Array.from({ length: 8 }, () => staff.post('/incidents', body, headers)),
    );
    expect(new Set(all.map((a) => a.text)).size).toBe(1);
    const { rows } = await office.database.db.query<{ number: string }>(
      'select number from intake order by number',
    );
    // Without gaps, whatever was repeated.
    expect(rows.map((r) => r.number)).toEqual(
      rows.map((_, i) => `SC-2026-${String(i + 1).padStart(6, '0')}`),
    );
  });

  it('with the same act gives the same outcome, and the act is done once', async () => {
    const { id } = await office.report('staff@UBX-02647');
    const headers = key();
    const act = contain('Niêm phong tủ');
    const first = await officer.post(`/incidents/${id}/acts`, act, headers);
    const again = await officer.post(`/incidents/${id}/acts`, act, headers);
    expect(first.status, first.text).toBe(200);
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    const opened = await officer.get(`/incidents/${id}`);
    expect(opened.json.containments).toHaveLength(1);
    const other = await officer.post(`/incidents/${id}/acts`, contain('Khác'), headers);
    expect(other.json.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('remembers a refusal by the rules, not one that the request itself earned', async () => {
    const { id } = await office.report('staff@UBX-02647');
    const head = await office.somebody('head@UBX-02647');
    const headers = key();
    const early = { kind: 'reopen', data: { reason: 'Chưa xong' } };
    const refused = await head.post(`/incidents/${id}/acts`, early, headers);
    expect(refused.status, refused.text).toBeGreaterThanOrEqual(400);
    const asked = office.engine.asked.length;
    const again = await head.post(`/incidents/${id}/acts`, early, headers);
    expect(again.text).toBe(refused.text);
    expect(office.engine.asked.length).toBe(asked);
    const wrong = key();
    const nothing = { kind: 'contain', data: {} };
    expect((await officer.post(`/incidents/${id}/acts`, nothing, wrong)).status).toBe(422);
    const right = await officer.post(`/incidents/${id}/acts`, contain('Khóa cửa'), wrong);
    expect(right.status, right.text).toBe(200);
  });

  it('belongs to one person', async () => {
    const headers = key();
    const one = await staff.post('/incidents', office.reportData(), headers);
    const other = await officer.post('/incidents', office.reportData(), headers);
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(one.json.number).not.toBe(other.json.number);
  });

  it('brings one thing only: a report, an act, or another change', async () => {
    const headers = key();
    const { json } = await staff.post('/incidents', office.reportData(), headers);
    await office.engine.begin(json.id as string);
    const act = await staff.post(
      `/incidents/${json.id}/acts`,
      { kind: 'withdraw', data: { proposal: 'finding-1', reason: 'x' } },
      headers,
    );
    expect(act.json.code).toBe('IDEMPOTENCY_KEY_REUSED');
    const clerk = await office.somebody('clerk@UBX-02647');
    const register = {
      direction: 'received',
      reference: '7/TTr',
      level: 'mat',
      exchangedOn: '2026-01-05',
      permittingBody: 'Bộ Công an',
      protectiveMeasures: 'Két sắt',
    };
    const other = key();
    const entry = await clerk.post('/register', register, other);
    expect(entry.status, entry.text).toBe(201);
    expect((await clerk.post('/register', register, other)).text).toBe(entry.text);
    const report = await clerk.post('/incidents', office.reportData(), other);
    expect(report.json.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect((await clerk.get('/register')).json.total).toBe(1);
  });
});

describe('an act whose outcome comes too late', () => {
  it('is pending, and is told later under its key', async () => {
    const { id } = await office.report('staff@UBX-02647');
    const headers = key();
    office.engine.state = 'slow';
    const pending = await officer.post(`/incidents/${id}/acts`, contain('Khóa tủ'), headers);
    office.engine.state = 'up';
    const see = `/api/v1/acts/${headers['idempotency-key']}`;
    expect(pending.status).toBe(202);
    expect(pending.json).toEqual({ status: 'pending', act: headers['idempotency-key'], see });
    expect(pending.headers['location']).toBe(see);
    const later = await officer.get(see.slice('/api/v1'.length));
    expect(later.json).toMatchObject({ status: 'done', result: { kind: 'done' } });
    const again = await officer.post(`/incidents/${id}/acts`, contain('Khóa tủ'), headers);
    expect([again.status, again.json]).toEqual([200, later.json.result]);
  });

  it('stays pending while the engine is away, and happens when it is sent again', async () => {
    const { id } = await office.report('staff@UBX-02647');
    const headers = key();
    office.engine.state = 'down';
    const pending = await officer.post(`/incidents/${id}/acts`, contain('Khóa tủ'), headers);
    const path = `/acts/${headers['idempotency-key']}`;
    expect(pending.status).toBe(202);
    expect((await officer.get(path)).json.status).toBe('pending');
    office.engine.state = 'up';
    const again = await officer.post(`/incidents/${id}/acts`, contain('Khóa tủ'), headers);
    expect(again.status).toBe(200);
    expect((await officer.get(path)).json.status).toBe('done');
  });

  it('is told to nobody else', async () => {
    const { id } = await office.report('staff@UBX-02647');
    const headers = key();
    await officer.post(`/incidents/${id}/acts`, contain('Khóa tủ'), headers);
    const answered = await staff.get(`/acts/${headers['idempotency-key']}`);
    expect(answered.json.code).toBe('NOT_FOUND');
  });

  it('that was refused says so later', async () => {
    const { id } = await office.report('staff@UBX-02647');
    const headers = key();
    const data = { what: 'x', doneAt: '2026-12-02T12:00:00.000+07:00' };
    await officer.post(`/incidents/${id}/acts`, { kind: 'contain', data }, headers);
    const told = await officer.get(`/acts/${headers['idempotency-key']}`);
    expect(told.json).toMatchObject({ status: 'refused', problem: { code: 'MOMENT_IN_FUTURE' } });
  });
});

describe('a report while the engine is away', () => {
  it('gets its number, can be read, and begins later', async () => {
    office.engine.state = 'down';
    const answered = await staff.post('/incidents', office.reportData());
    expect(answered.status).toBe(201);
    const { id, number } = answered.json as { id: string; number: string };
    expect((await staff.get(`/incidents/${number}`)).json).toMatchObject({ stage: 'reported' });
    const opened = await officer.get(`/incidents/${id}`);
    expect(opened.json).toMatchObject({ scope: 'case', number });
    office.engine.state = 'up';
    // An act finds no process and starts it from the receipt.
    const act = await officer.post(`/incidents/${id}/acts`, contain('Khóa tủ'));
    expect(act.status, act.text).toBe(200);
    const { rows } = await office.database.db.query<{ kind: string }>(
      'select kind from facts where stream = $1 order by seq',
      [`incident/${id}`],
    );
    expect(rows.map((r) => r.kind).filter((k) => k === 'reported')).toHaveLength(1);
  });
});
