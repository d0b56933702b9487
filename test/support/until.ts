import { setTimeout as pause } from 'node:timers/promises';

/** Waits until something holds; throws when it does not within so many seconds. */
export async function until(
  what: string,
  holds: () => Promise<boolean>,
  seconds = 60,
): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; !(await holds()); await pause(50)) {
    if (Date.now() > end) throw new Error(`Not within ${seconds} s: ${what}`);
  }
}
