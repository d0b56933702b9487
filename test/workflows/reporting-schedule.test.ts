import { Connection } from '@temporalio/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { createSchedules } from '../../client/engine-schedules.ts';
import { rebuildEngine } from '../../client/rebuild.ts';
import type { RegimeRule } from '../../domain/reporting/regime.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { DAY, SECOND, dateOf, instantOf, parseInstant, plus } from '../../domain/time/instant.ts';
import { loadCycle, wholeCycleId } from '../../records/cycles.ts';
import { askForYear, keptSince } from '../../records/years.ts';
import { loadRegimes } from '../../rules/load-regimes.ts';
import { relayErrands } from '../../worker/roles/errands.ts';
import { startRelay } from '../../worker/roles/relay.ts';
import { YearsSystem, until } from '../support/years-system.ts';

// With nobody but the collector to report: a year that is opened is not the whole country's.
// Three kinds of years are enough; that each duty has its schedule: test/client/schedule.test.ts.
const SHOWN = ['yearly', 'treaties', 'five-yearly'];
const REGIMES = loadRegimes()
  .filter(({ id }) => SHOWN.includes(id))
  .map((rule): RegimeRule => ({ ...rule, addressees: [] }));
const [YEARLY] = REGIMES.filter(({ id }) => id === 'yearly') as [RegimeRule];
const REVIEW = REGIMES.filter(({ id }) => id === 'five-yearly');
const ALL = ['reporting/five-yearly', 'reporting/treaties', 'reporting/yearly'];

const NO_LETTERS = {
  deliverDue: () => Promise.reject(new Error('No letters here')),
  escalateUnseen: () => Promise.resolve(0),
  deliverUntil: () => Promise.resolve(),
};

const at = (text: string): Instant => parseInstant(text) as Instant;
const now = (): Instant => instantOf(Date.now());
const thisYear = (): number => Number(now().slice(0, 4));
const opening = (day: string): RegimeRule => ({ ...YEARLY, opens: { years: 0, day } });

let system: YearsSystem;
const start = async (): Promise<void> => void (system = await YearsSystem.start(REGIMES));
const stop = (): Promise<void> => system.stop();

const listed = async (wanted: readonly string[]) => {
  const ids = async () => (await system.schedules()).map(({ id }) => id);
  return until(ids, (found) => found.join() === wanted.join());
};
const opened = (count: number) =>
  until(
    () => system.years().catch(() => []),
    (years) => years.length >= count,
  );

describe('the schedules', () => {
  beforeAll(start);
  beforeEach(async () => {
    for (const { id } of await system.schedules())
      await system.client.schedule.getHandle(id).delete();
    await listed([]);
  });
  afterAll(stop);

  test('are made from the data, once for each regime', async () => {
    const made = await system.process().reconcile(REGIMES);
    expect([...made.created].sort()).toEqual(ALL);
    expect(made).toMatchObject({ changed: [], removed: [], left: [], paused: [] });
    expect(await listed(ALL)).toEqual(ALL);
    const { spec, policies, info } = await system.handle('yearly').describe();
    expect(spec.calendars).toMatchObject([
      { hour: [{ start: 17 }], dayOfMonth: [{ start: 14 }], month: [{ start: 'NOVEMBER' }] },
    ]);
    expect(policies).toMatchObject({ catchupWindow: 366 * DAY, pauseOnFailure: false });
    const [next, after] = info.nextActionTimes.map((time) => time.toISOString());
    expect(next).toMatch(/-11-14T17:00:00.000Z$/);
    expect(Number(after?.slice(0, 4))).toBe(Number(next?.slice(0, 4)) + 1);
    const review = await system.handle('five-yearly').describe();
    expect(review.info.nextActionTimes.slice(0, 2).map((time) => time.toISOString())).toEqual([
      '2029-11-14T17:00:00.000Z',
      '2034-11-14T17:00:00.000Z',
    ]);
    const again = await system.process().reconcile(REGIMES);
    expect([...again.left].sort()).toEqual(ALL);
    expect(again).toMatchObject({ created: [], changed: [], removed: [] });
  });

  test('follow the data when it changes, and when somebody changed them by hand', async () => {
    await system.process().reconcile(REGIMES);
    const changed = { ...opening('03-01'), catchUpDays: 30 };
    const others = REGIMES.filter(({ id }) => id !== 'yearly');
    const first = await system.process().reconcile([...others, changed]);
    expect(first).toMatchObject({ changed: ['reporting/yearly'], created: [], removed: [] });
    const { info, policies } = await system.handle('yearly').describe();
    expect(policies.catchupWindow).toBe(30 * DAY);
    const times = info.nextActionTimes.map((time) => time.toISOString().slice(5, 16));
    expect(new Set(times)).toEqual(new Set(['02-28T17:00', '02-29T17:00']));
    expect((await system.process().reconcile([...others, changed])).changed).toEqual([]);

    await system.handle('yearly').update(({ spec, state, action, policies: kept }) => {
      if (action.type !== 'startWorkflow') throw new Error('Not ours');
      const { calendars = [] } = spec;
      return {
        spec: { calendars, intervals: [{ every: '1 hour' }] },
        action,
        policies: kept,
        state,
      };
    });
    const second = await system.process().reconcile([...others, changed]);
    expect(second.changed).toEqual(['reporting/yearly']);
    expect((await system.handle('yearly').describe()).spec.intervals).toEqual([]);
  });

  test('go with their regime, and nobody else’s goes with them', async () => {
    await system.process().reconcile(REGIMES);
    await system.client.schedule.create({
      scheduleId: 'backup/nightly',
      spec: { intervals: [{ every: '1 day' }] },
      action: { type: 'startWorkflow', workflowType: 'backup', taskQueue: 'others' },
    });
    await listed(['backup/nightly', ...ALL]);
    const { removed, left } = await system.process().reconcile([YEARLY]);
    expect([...removed].sort()).toEqual(['reporting/five-yearly', 'reporting/treaties']);
    expect(left).toEqual(['reporting/yearly']);
    const kept = ['backup/nightly', 'reporting/yearly'];
    expect(await listed(kept)).toEqual(kept);
  });

  test('are made by the relay as it starts; in a drill nobody makes any', async () => {
    const errands = (drill: object | null) =>
      relayErrands(system.parts(REGIMES, drill), NO_LETTERS);
    const errand = (drill: object | null) =>
      errands(drill).filter(({ name }) => /years/.test(name));
    expect(errand({})).toEqual([]);
    const relay = startRelay(errand(null), pino({ enabled: false }));
    expect(await listed(ALL)).toEqual(ALL);
    await relay.stop();
  });

  test('are never doubled by processes that start at once', async () => {
    const starts = Array.from({ length: 6 }, () => system.process().reconcile(REGIMES));
    const made = await Promise.all(starts);
    expect(made.flatMap(({ created }) => created).sort()).toEqual(ALL);
    expect(await listed(ALL)).toEqual(ALL);
    await Promise.all(starts.map(() => system.process().reconcile([YEARLY])));
    expect(await listed(['reporting/yearly'])).toEqual(['reporting/yearly']);
  });

  test('tell when each opens next; without them the rules do', async () => {
    const asked = at('2026-11-14T23:59:59+07:00');
    const alone = await system.process().nextOpenings(REGIMES, asked);
    expect(alone.map(({ regime, opens }) => `${regime} ${opens}`)).toEqual([
      'yearly 2026-11-15T00:00:00.000+07:00',
      'treaties 2027-10-01T00:00:00.000+07:00',
      'five-yearly 2029-11-15T00:00:00.000+07:00',
    ]);
    expect(alone.every(({ from, paused }) => from === 'rules' && paused === null)).toBe(true);
    await system.process().reconcile(REGIMES);
    await system.handle('treaties').pause();
    const known = await system.process().nextOpenings(REGIMES, now());
    const computed = alone.map(({ regime }) => regime);
    expect(known.map(({ regime }) => regime)).toEqual(computed);
    expect(known.map(({ from, paused }) => `${from} ${paused}`)).toEqual([
      'schedule false',
      'schedule true',
      'schedule false',
    ]);
    expect(known[2]?.opens).toBe('2029-11-15T00:00:00.000+07:00');

    const away = Connection.lazy({ address: '127.0.0.1:1' });
    const nobody = createSchedules({ connection: away, namespace: 'ho-mat' });
    const began = Date.now();
    expect(await nobody.nextOpenings(REGIMES, asked)).toEqual(alone);
    expect(Date.now() - began).toBeLessThan(8_000);
    await expect(nobody.reconcile(REGIMES)).rejects.toThrow();
    await away.close();
  });
});

describe('a year', () => {
  beforeEach(start);
  afterEach(stop);

  test('is the one of the moment for which its opening was planned, and opens once', async () => {
    await system.process().reconcile(REGIMES);
    const yearly = system.handle('yearly');
    await yearly.backfill({
      start: new Date('2025-11-14T00:00:00Z'),
      end: new Date('2025-11-15T00:00:00Z'),
    });
    const [first] = await opened(1);
    expect(first?.year).toBe('yearly 2025');
    await yearly.trigger();
    const both = await opened(2);
    expect(both.map(({ year }) => year)).toEqual(['yearly 2025', `yearly ${thisYear()}`]);
    await pause(1_100);
    await yearly.trigger();
    const started = () => system.openings('yearly');
    expect(await until(started, (all) => all.length === 3)).toHaveLength(3);
    expect(await system.years()).toEqual(both);
  });

  test('begins with its day in Viet Nam, and only when its regime has a cycle then', async () => {
    await system.process().reconcile([opening('01-01'), ...REVIEW]);
    await system.handle('five-yearly').trigger();
    const started = () => system.openings('five-yearly');
    expect(await until(started, (all) => all.length === 1)).toHaveLength(1);
    await system.handle('yearly').backfill({
      start: new Date('2025-12-31T00:00:00Z'),
      end: new Date('2026-01-01T00:00:00Z'),
    });
    await opened(1);
    expect(await system.years()).toMatchObject([{ year: 'yearly 2026' }]);
  });

  test('whose day went by while everything was down opens at the next start, once', async () => {
    const due = at('2026-11-28T08:00:00+07:00');
    await keptSince(system.database.db, 'yearly', at('2026-01-02T03:04:05Z'));
    await Promise.all([1, 2, 3].map(() => system.round(REGIMES, due)));
    const years = await system.years();
    // The treaties are kept since this start only, and their day lay before it.
    expect(years).toMatchObject([{ year: 'yearly 2026' }]);
    await system.round(REGIMES, plus(due, DAY));
    expect(await system.years()).toEqual(years);
    await system.round(REGIMES, plus(due, 366 * DAY));
    expect((await system.years()).map(({ year }) => year)).toEqual([
      'treaties 2027',
      'yearly 2026',
      'yearly 2027',
    ]);
  });

  test('whose day lay before the installation does not open', async () => {
    await system.round(REGIMES, at('2026-11-15T00:00:01+07:00'));
    await system.round(REGIMES, at('2026-11-28T08:00:00+07:00'));
    expect(await system.years()).toEqual([]);
  });

  test('of a regime that somebody paused waits until that goes on, in new data too', async () => {
    await keptSince(system.database.db, 'yearly', at('2026-06-01T00:00:00Z'));
    await system.process().reconcile([YEARLY]);
    await system.handle('yearly').pause('thanh tra');
    const { changed, paused } = await system.process().reconcile([opening('11-10')]);
    expect([changed, paused]).toEqual([['reporting/yearly'], ['yearly']]);
    const { state } = await system.handle('yearly').describe();
    expect(state).toMatchObject({ paused: true, note: 'thanh tra' });

    const due = at('2026-11-28T08:00:00+07:00');
    await system.round([YEARLY], due);
    expect(await system.years()).toEqual([]);
    await system.handle('yearly').unpause();
    await system.round([YEARLY], due);
    expect(await system.years()).toMatchObject([{ year: 'yearly 2026' }]);
  });

  test('that was asked for by somebody who died is begun by the relay', async () => {
    const { db } = system.database;
    const asked = plus(now(), -10 * SECOND);
    await db.transaction((tx) => askForYear(tx, YEARLY, 2026, asked));
    await expect(system.years()).rejects.toThrow(/not found/i);
    const errands = relayErrands(system.parts(REGIMES), NO_LETTERS);
    for (const { name, run } of errands) if (name === 'cycles left behind') await run();
    expect(await system.years()).toMatchObject([{ year: 'yearly 2026' }]);
  });

  test('that both the schedule and the record would make up for opens once', async () => {
    const today = dateOf(now()).slice(5);
    const rule = opening(today === '02-29' ? '02-28' : today);
    await keptSince(system.database.db, 'yearly', plus(now(), -3 * DAY));
    await system.process().reconcile([rule]);
    // In a few seconds, when the server is down.
    const planned = new Date(Math.ceil(Date.now() / 1_000 + 4) * 1_000);
    await system.handle('yearly').update(({ state, action, policies }) => {
      if (action.type !== 'startWorkflow') throw new Error('Not ours');
      const calendars = [
        {
          year: planned.getUTCFullYear(),
          dayOfMonth: planned.getUTCDate(),
          hour: planned.getUTCHours(),
          minute: planned.getUTCMinutes(),
          second: planned.getUTCSeconds(),
        },
      ];
      return { spec: { calendars }, action, policies, state };
    });
    const made = () => system.handle('yearly').describe();
    // The server takes a change on before it has made it.
    await until(made, ({ info }) => info.nextActionTimes[0]?.getTime() === planned.getTime());
    await system.stopEngine();
    await pause(Math.max(0, planned.getTime() + 1_000 - Date.now()));
    await system.startEngine();
    expect((await until(made, ({ info }) => info.numActionsTaken > 0)).info.numActionsTaken).toBe(
      1,
    );
    const rounds = [1, 2].map(() => system.round([rule], now()));
    await Promise.all([system.startWorker(REGIMES), ...rounds]);
    const [year] = await opened(1);
    expect(await system.openings('yearly')).toEqual([planned]);
    expect(await system.years()).toEqual([{ year: `yearly ${thisYear()}`, run: year?.run }]);
  });

  test('is not lost, nor opened again, with the engine’s store', async () => {
    await keptSince(system.database.db, 'yearly', at('2026-01-02T03:04:05Z'));
    const due = at('2026-11-28T08:00:00+07:00');
    await system.round(REGIMES, due);
    const before = await system.years();
    const cycle = () => loadCycle(system.database.db, wholeCycleId('yearly', 2026));
    expect(await until(cycle, (found) => found !== null)).not.toBe(null);
    await system.stopEngine({ loseStore: true });
    await system.startEngine();
    await system.startWorker(REGIMES);
    expect(await system.schedules()).toEqual([]);
    await rebuildEngine(system.database.db, system.engine);
    await system.round(REGIMES, due);
    expect(await listed(ALL)).toEqual(ALL);
    const after = await system.years();
    expect(after).toMatchObject([{ year: 'yearly 2026' }]);
    expect(after[0]?.run).not.toBe(before[0]?.run);
  });
});
