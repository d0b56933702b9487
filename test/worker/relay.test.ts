import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { expect, it } from 'vitest';
import { HOUR } from '../../domain/time/instant.ts';
import { startRelay } from '../../worker/roles/relay.ts';

it('tries what failed again soon, and what did not in its own time', async () => {
  let rounds = 0;
  const errand = {
    name: 'hourly',
    every: HOUR,
    everyAfterFailure: 5,
    async run() {
      rounds += 1;
      if (rounds < 3) await Promise.reject(new Error('The engine is away'));
    },
  };
  const relay = startRelay([errand], pino({ enabled: false }));
  await expect.poll(() => rounds).toBe(3);
  await pause(100);
  await relay.stop();
  expect(rounds).toBe(3);
});
