import { Connection } from '@temporalio/client';
import { InternalConnectionOptionsSymbol } from '@temporalio/client/lib/connection.js';
import type { Instant } from '../domain/time/instant.ts';
import { DAY, instantOf, msOf } from '../domain/time/instant.ts';

/** The one clock of a process for what the engine does not time: intake, sessions, mail. */
export interface SystemClock {
  now(): Instant;
}

/** The machine's clock. */
export const MACHINE_CLOCK: SystemClock = { now: () => instantOf(Date.now()) };

/** A clock that goes with skipped time, and the way to move it. */
export interface DrillClock extends SystemClock {
  /** Asks the engine for its time; between two askings the clock goes on by the machine's. */
  refresh(): Promise<void>;
  /** Lets the engine skip to an instant; every timer on the way rings. */
  advanceTo(instant: Instant): Promise<void>;
}

/** A connection to the time-skipping server, through which its clock can be moved. */
export async function connectDrill(address: string): Promise<Connection> {
  const options = { address, [InternalConnectionOptionsSymbol]: { supportsTestService: true } };
  return Connection.connect(options);
}

/** The clock of the time-skipping server. */
export async function drillClock(connection: Connection): Promise<DrillClock> {
  let ahead = 0;
  const { testService } = connection;
  if (testService === undefined) throw new Error('This server does not skip time');
  const clock: DrillClock = {
    now: () => instantOf(Date.now() + ahead),
    async refresh() {
      const { time } = await testService.getCurrentTime({});
      const ms = Number(time?.seconds ?? 0) * 1_000 + Math.floor((time?.nanos ?? 0) / 1e6);
      ahead = ms - Date.now();
    },
    async advanceTo(instant) {
      await clock.refresh();
      // A day at a time, so that whoever asks meanwhile sees time pass and not jump.
      for (let left = msOf(instant) - msOf(clock.now()); left > 0;) {
        const step = Math.min(left, DAY);
        const seconds = Math.floor(step / 1_000);
        const nanos = Math.round((step % 1_000) * 1e6);
        await testService.unlockTimeSkippingWithSleep({ duration: { seconds, nanos } } as never);
        await clock.refresh();
        left = msOf(instant) - msOf(clock.now());
      }
    },
  };
  await clock.refresh();
  return clock;
}
