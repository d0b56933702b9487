import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../../client/api/create-api.ts';
import type { ApiDependencies, Drill } from '../../client/api/deps.ts';
import { HOUR, MINUTE, instantOf, plus } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { beat } from '../../records/heartbeats.ts';
import { ApiOffice } from '../support/api-office.ts';

const realNow = () => instantOf(Date.now());

describe('the health of the system', () => {
  let office: ApiOffice;

  beforeAll(async () => {
    office = await ApiOffice.open({ now: realNow() });
  });

  afterAll(() => office.close());

  /** The state that an API with these dependencies tells. */
  async function healthOf(other: Partial<ApiDependencies> = {}) {
    office.now = realNow();
    const app = createApi({ ...office.deps, ...other });
    const response = await app.inject({ method: 'GET', url: '/health/ready' });
    await app.close();
    const body = response.json() as {
      ok: boolean;
      parts: { part: string; ok: boolean; detail: string; skewMs: number | null }[];
    };
    return { status: response.statusCode, ...body };
  }

  it('is well while every part is', async () => {
    const parts = ['worker', 'relay'];
    for (const part of parts) {
      const state = { now: realNow(), ok: true, detail: 'running' };
      await beat(office.database.db, { part, instance: '1' }, state);
    }
    const health = await healthOf({ parts });
    expect(health).toMatchObject({ status: 200, ok: true });
    expect(health.parts.map((p) => p.part)).toEqual(['database', 'engine', 'worker', 'relay']);
    const live = await office.send({ method: 'GET', url: '/health/live' });
    expect(live.json).toEqual({ ok: true });
  });

  it('is not ready without the engine', async () => {
    office.engine.state = 'down';
    const health = await healthOf();
    office.engine.state = 'up';
    expect(health).toMatchObject({ status: 503, ok: false });
    expect(health.parts).toContainEqual(
      expect.objectContaining({ part: 'engine', ok: false, detail: 'unreachable' }),
    );
  });

  it('is not ready when a part says nothing, or never did', async () => {
    const { db } = office.database;
    expect((await healthOf({ parts: ['printer'] })).parts.at(-1)).toMatchObject({ ok: false });
    const state = { now: realNow(), ok: true, detail: 'running' };
    await beat(db, { part: 'silent', instance: '1' }, state);
    await db.query(
      `update heartbeats set beat_at = beat_at - interval '2 minutes' where part = 'silent'`,
    );
    const health = await healthOf({ parts: ['silent'] });
    expect(health.parts.at(-1)).toMatchObject({ part: 'silent', ok: false, detail: 'silent' });
    await beat(db, { part: 'silent', instance: '2' }, { ...state, now: realNow() });
    expect((await healthOf({ parts: ['silent'] })).ok).toBe(true);
  });

  it('is not ready when clocks stand more than two seconds apart, but for a drill', async () => {
    const ahead = { now: () => plus(realNow(), 5_000) };
    const health = await healthOf({ clock: ahead });
    expect(health).toMatchObject({ status: 503 });
    expect(health.parts[0]).toMatchObject({ part: 'database', detail: 'clock-skew' });
    expect(health.parts[0]?.skewMs).toBeGreaterThan(4_000);
    const drill = { ...ahead, refresh: async () => {}, advanceTo: async () => {} };
    expect((await healthOf({ clock: ahead, drill })).ok).toBe(true);
    const state = { now: ahead.now(), ok: true, detail: 'running' };
    await beat(office.database.db, { part: 'worker', instance: '9' }, state);
    await office.database.db.query(`delete from heartbeats where instance = '1'`);
    expect((await healthOf({ parts: ['worker'] })).parts.at(-1)?.detail).toBe('clock-skew');
  });

  it('shows technical counts without a word of any case', async () => {
    const { number } = await office.report('staff@UBX-02647');
    const metrics = await office.send({ method: 'GET', url: '/metrics' });
    expect(metrics.status).toBe(200);
    expect(metrics.text).toContain('homat_http_duration_seconds_bucket');
    expect(metrics.text).toContain('homat_database_connections');
    expect(metrics.text).not.toMatch(new RegExp(`${number}|UBX|incident|report|notice`, 'i'));
  });

  it('lets no time pass outside of a drill', async () => {
    const head = await office.somebody('head@UBX-02647');
    const url = '/api/v1/drill/advance';
    const refused = await head.send({ method: 'POST', url, payload: { hours: 1 } });
    expect([refused.status, refused.json.code]).toEqual([409, 'NOT_A_DRILL']);
    expect((await head.get('/drill')).json).toEqual({ drill: false, now: office.now });
  });

  it('puts the headers on every answer that keep it where it belongs', async () => {
    for (const url of ['/health/live', '/api/v1/session', '/api/openapi.json', '/nothing']) {
      const { headers } = await office.send({ method: 'GET', url });
      expect(headers['content-security-policy'], url).toContain("default-src 'self'");
      expect(headers, url).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      });
      if (url.startsWith('/api')) expect(headers['cache-control']).toBe('no-store');
      expect(headers, url).not.toHaveProperty('homat-drill');
    }
  });
});

describe('without the database', () => {
  it('everything is refused for now, and no act reaches the engine', async () => {
    const office = await ApiOffice.open({ now: realNow() });
    const officer = await office.somebody('case-officer@UBX-02647');
    const { id } = await office.report('staff@UBX-02647');
    const asked = office.engine.asked.length;
    await office.database.stop();
    try {
      const answers = [
        await officer.act(id, 'contain', { what: 'Khóa tủ', doneAt: office.now }),
        await officer.post('/incidents', office.reportData()),
        await officer.get('/incidents'),
        await office.signIn('ubx-02647.head', 'x'),
      ];
      for (const answered of answers) {
        expect([answered.status, answered.json.code, answered.json.retry]).toEqual([
          503,
          'DATABASE_UNAVAILABLE',
          true,
        ]);
      }
      expect(office.engine.asked.length).toBe(asked);
      const health = await office.send({ method: 'GET', url: '/health' });
      expect(health.json.parts[0]).toMatchObject({ part: 'database', ok: false });
    } finally {
      await office.app.close();
    }
  });
});

describe('a drill', () => {
  let office: ApiOffice;
  let time = '2026-03-02T09:00:00.000+07:00' as Instant;
  const drill: Drill = {
    now: () => time,
    refresh: async () => {},
    advanceTo: async (until) => {
      time = until;
      office.now = until;
    },
  };

  beforeAll(async () => {
    office = await ApiOffice.open({ now: time, drill });
  });

  afterAll(() => office.close());

  it('says so everywhere: in every answer, in the numbers, in the session', async () => {
    const staff = await office.somebody('staff@UBX-02647');
    const reported = await staff.post('/incidents', office.reportData());
    expect(reported.json.number).toBe('DT-2026-000001');
    expect(reported.headers['homat-drill']).toBe('true');
    expect((await staff.get('/session')).json.drill).toBe(true);
    expect((await staff.get(`/incidents/${reported.json.id}`)).json.drill).toBe(true);
    const nothing = await office.send({ method: 'GET', url: '/api/v1/nothing' });
    expect(nothing.headers['homat-drill']).toBe('true');
  });

  it('lets months pass without signing anybody out, and clocks lapse', async () => {
    const head = await office.somebody('head@UBX-02647');
    const { id } = await office.report('staff@UBX-02647');
    const until = plus(time, 60 * 24 * HOUR);
    const moved = await head.send({
      method: 'POST',
      url: '/api/v1/drill/advance',
      payload: { until },
    });
    expect(moved.json).toEqual({ drill: true, now: until });
    await office.engine.look(id, 'incident');
    const clocks = await head.get(`/incidents/${id}/clocks`);
    expect(clocks.status, clocks.text).toBe(200);
    expect(clocks.text).toContain('"lapses":1');
    const hours = await head.send({
      method: 'POST',
      url: '/api/v1/drill/advance',
      payload: { hours: 1.5 },
    });
    expect(hours.json.now).toBe(plus(until, 90 * MINUTE));
  });

  it('does not go back, nor further than anybody means', async () => {
    const head = await office.somebody('head@UBX-02647');
    const advance = async (payload: object) =>
      (await head.send({ method: 'POST', url: '/api/v1/drill/advance', payload })).json.code;
    expect(await advance({ until: '2026-03-01T00:00:00+07:00' })).toBe('VALUE_OUT_OF_RANGE');
    expect(await advance({ until: '2100-01-01T00:00:00+07:00' })).toBe('VALUE_OUT_OF_RANGE');
    expect(await advance({})).toBe('FIELDS_MISSING');
    expect(await advance({ hours: 1, until: time })).toBe('FIELDS_MISSING');
  });
});
