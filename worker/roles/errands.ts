import type { DeliverNotices } from '../../activities/deliver-notices.ts';
import { openYears } from '../../client/open-years.ts';
import { tellToLook } from '../../client/tell-to-look.ts';
import { HOUR, SECOND, plus } from '../../domain/time/instant.ts';
import { cyclesLeftBehind } from '../../records/cycles.ts';
import { difficultiesLeftBehind } from '../../records/difficulties.ts';
import { beat } from '../../records/heartbeats.ts';
import { leftBehind } from '../../records/intake.ts';
import { plansLeftBehind } from '../../records/plans.ts';
import { closeReadDays } from '../../records/log/reads-day.ts';
import { sequence } from '../../records/log/sequence.ts';
import { tasksLeftBehind } from '../../records/task-places.ts';
import type { Parts } from '../parts.ts';
import type { Errand } from './relay.ts';

// A receipt younger than this is being started by the API that gave it.
const GRACE = 3 * SECOND;

/** What the relay does, again and again, beside the engine. */
export function relayErrands(parts: Parts, notices: DeliverNotices): Errand[] {
  const { db, engine, clock, brought, signer, drill } = parts;
  const errands: Errand[] = [
    {
      name: 'reports left behind',
      every: 2 * SECOND,
      async run() {
        const ids = await leftBehind(db, plus(clock.now(), -GRACE));
        for (const id of ids) await engine.begin(id, 'incident');
      },
    },
    {
      name: 'cycles left behind',
      every: 2 * SECOND,
      async run() {
        const ids = await cyclesLeftBehind(db, plus(clock.now(), -GRACE));
        for (const id of ids) await engine.begin(id, 'cycle');
      },
    },
    {
      name: 'plans, tasks and difficulties left behind',
      every: 2 * SECOND,
      async run() {
        const before = plus(clock.now(), -GRACE);
        for (const id of await plansLeftBehind(db, before)) await engine.begin(id, 'plan');
        const raised = await difficultiesLeftBehind(db, before);
        for (const id of raised) await engine.begin(id, 'difficulty');
        // What else a plan has to open, its process opens.
        for (const id of await tasksLeftBehind(db)) await engine.begin(id, 'task');
      },
    },
    {
      name: 'cases to be told to look',
      every: 2 * SECOND,
      run: () => tellToLook(parts, clock.now()),
    },
    {
      name: 'places in the log',
      every: SECOND,
      async run() {
        while ((await sequence(db, signer, clock.now())) > 0);
      },
    },
    {
      name: 'days of reads',
      every: HOUR,
      run: async () => void (await closeReadDays(db, clock.now())),
    },
  ];
  if (drill === null) {
    errands.push(
      { name: 'the process of letters', every: 30 * SECOND, run: () => engine.deliver() },
      {
        name: 'years that open by themselves',
        every: HOUR,
        everyAfterFailure: 10 * SECOND,
        run: () => openYears({ ...parts, regimes: brought.regimes }, clock.now()),
      },
    );
  } else {
    errands.push(
      { name: 'skipped time', every: SECOND / 2, run: () => drill.refresh() },
      {
        name: 'letters',
        every: SECOND / 2,
        async run() {
          await notices.deliverDue();
          await notices.escalateUnseen();
        },
      },
    );
  }
  return errands;
}

/** Says every ten seconds that a part of this process is alive, and how it is. */
export function heartbeat(parts: Parts, part: string, isWell: () => boolean): Errand {
  return {
    name: `heartbeat of ${part}`,
    every: 10 * SECOND,
    async run() {
      const ok = isWell();
      const instance = String(process.pid);
      const now = parts.clock.now();
      await beat(parts.db, { part, instance }, { now, ok, detail: ok ? 'running' : 'not running' });
    },
  };
}
