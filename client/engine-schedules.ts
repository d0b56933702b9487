import { ScheduleAlreadyRunning, ScheduleClient, ScheduleNotFoundError } from '@temporalio/client';
import type { ScheduleDescription, ScheduleHandle } from '@temporalio/client';
import type { Regime } from '../domain/reporting/form.ts';
import { nextOpening } from '../domain/reporting/opening.ts';
import type { RegimeRule } from '../domain/reporting/regime.ts';
import type { Instant } from '../domain/time/instant.ts';
import { instantOf } from '../domain/time/instant.ts';
import { SCHEDULES_OF_OURS, scheduleId } from '../workflows/wire.ts';
import type { EngineOptions } from './engine.ts';
import { isAsWanted, scheduleOf } from './engine-schedule.ts';

/** What came of bringing the schedules in line with the data: ids of schedules. */
export interface Reconciled {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly left: readonly string[];
  /** The regimes whose schedule somebody has paused; it stays so. */
  readonly paused: readonly Regime[];
}

/** When a regime opens next by itself, and who says so. */
export interface NextOpening {
  readonly regime: Regime;
  /** Null: its last year has opened. */
  readonly opens: Instant | null;
  /** `rules`: computed, because the engine is away or has no schedule for the regime. */
  readonly from: 'schedule' | 'rules';
  /** Whether somebody has paused it, so that it does not open; null: not known now. */
  readonly paused: boolean | null;
}

/** The schedules by which years of reporting open. */
export interface Schedules {
  /**
   * Makes, changes and removes schedules until there is one for each regime, as its data wants it.
   * Any number of processes may do so at once. Throws when the engine is away.
   */
  reconcile(regimes: readonly RegimeRule[]): Promise<Reconciled>;
  /** When each regime opens next; an engine that is away costs three seconds. */
  nextOpenings(regimes: readonly RegimeRule[], now: Instant): Promise<NextOpening[]>;
}

type Kept = 'created' | 'changed' | 'left';

// Milliseconds after which no call is tried again; the last pause between two comes on top.
const RECONCILE_WITHIN = 5_000;
const TELL_WITHIN = 2_000;

/** Builds the client for schedules on a connection; makes no connection of its own. */
export function createSchedules(options: Omit<EngineOptions, 'patience'>): Schedules {
  const { connection, namespace, dataConverter } = options;
  const client = new ScheduleClient({
    connection,
    namespace,
    ...(dataConverter === undefined ? {} : { dataConverter }),
  });
  const handleOf = (regime: Regime) => client.getHandle(scheduleId(regime));

  async function keep(rule: RegimeRule): Promise<{ id: string; kept: Kept; paused: boolean }> {
    const id = scheduleId(rule.id);
    const wanted = scheduleOf(rule);
    const known = await described(handleOf(rule.id));
    if (known === null) {
      try {
        await client.create({ scheduleId: id, ...wanted });
        return { id, kept: 'created', paused: false };
      } catch (error) {
        if (!(error instanceof ScheduleAlreadyRunning)) throw error;
        // Another process was quicker; it has the same data, and the next round looks again.
        return { id, kept: 'left', paused: false };
      }
    }
    const { paused } = known.state;
    if (isAsWanted(known, wanted)) return { id, kept: 'left', paused };
    await handleOf(rule.id).update(({ state }) => ({ ...wanted, state }));
    return { id, kept: 'changed', paused };
  }

  async function removeOthers(wanted: readonly string[]): Promise<string[]> {
    const removed: string[] = [];
    for await (const { scheduleId: id } of client.list()) {
      if (!id.startsWith(SCHEDULES_OF_OURS) || wanted.includes(id)) continue;
      if (await remove(client.getHandle(id))) removed.push(id);
    }
    return removed;
  }

  async function next(rule: RegimeRule, now: Instant): Promise<NextOpening> {
    const known = await described(handleOf(rule.id)).catch(() => null);
    const planned = known?.info.nextActionTimes.map((at) => instantOf(at.getTime()));
    const opens = planned?.find((at) => at > now);
    const paused = known?.state.paused ?? null;
    if (opens !== undefined) return { regime: rule.id, opens, from: 'schedule', paused };
    return { regime: rule.id, opens: nextOpening(rule, now), from: 'rules', paused };
  }

  return {
    reconcile: (regimes) =>
      connection.withDeadline(Date.now() + RECONCILE_WITHIN, async () => {
        // One after the other: nothing is still being tried when this has failed.
        const all: Awaited<ReturnType<typeof keep>>[] = [];
        for (const rule of regimes) all.push(await keep(rule));
        const those = (kept: Kept) => all.filter((one) => one.kept === kept).map(({ id }) => id);
        const paused = regimes.filter((_, i) => all[i]?.paused).map(({ id }) => id);
        const removed = await removeOthers(all.map(({ id }) => id));
        const [created, changed, left] = [those('created'), those('changed'), those('left')];
        return { created, changed, removed, left, paused };
      }),
    nextOpenings: (regimes, now) =>
      connection.withDeadline(Date.now() + TELL_WITHIN, () =>
        Promise.all(regimes.map((rule) => next(rule, now))),
      ),
  };
}

async function described(handle: ScheduleHandle): Promise<ScheduleDescription | null> {
  try {
    return await handle.describe();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    return null;
  }
}

async function remove(handle: ScheduleHandle): Promise<boolean> {
  try {
    await handle.delete();
    return true;
  } catch (error) {
    // Another process was quicker, or the list has not heard of it yet.
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    return false;
  }
}
