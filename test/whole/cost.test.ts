import { Client, Connection } from '@temporalio/client';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TemporalServer } from '../../worker/servers/temporal-dev.ts';
import { startTemporalDev } from '../../worker/servers/temporal-dev.ts';
import { incidentWorkflowId } from '../../workflows/wire.ts';
import { costOf } from '../support/engine-cost.ts';
import { Installation } from '../support/installation.ts';

const NAMESPACE = 'ho-mat';

// A Temporal server of the office's own, so that it can be asked what it counts.
let place: Installation | null = null;
let temporal: TemporalServer | null = null;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'homat-cost-'));
  temporal = await startTemporalDev({
    binary: process.env['TEMPORAL_CLI_PATH'] ?? 'temporal',
    folder: null,
    namespace: NAMESPACE,
    logFile: join(folder, 'temporal.log'),
  });
  place = new Installation({
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: NAMESPACE,
  });
  await place.up();
});
afterAll(async () => {
  await place?.remove();
  await temporal?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the first scenario costs the engine no more than its acts and timers', async () => {
  const homat = (...args: string[]) => (place as Installation).homat(...args);
  const played = await homat('scenario', 'run', 'examples/lost-paper.yaml', '--json');
  expect(played.code, played.err).toBe(0);
  const { number } = JSON.parse(played.out) as { number: string };
  expect((await homat('login', 'cat-15.case-officer', '--demo')).code).toBe(0);
  const shown = await homat('incident', 'show', number, '--json');
  const { id } = JSON.parse(shown.out) as { id: string };
  const connection = await Connection.connect({ address: temporal?.address ?? '' });
  try {
    const client = new Client({ connection, namespace: NAMESPACE });
    const cost = await costOf(client, incidentWorkflowId(id));
    console.log(`lost-paper: ${JSON.stringify(cost)}`);
    expect(cost.acts).toBeGreaterThan(15);
    expect(cost.events).toBeLessThanOrEqual(8 + 6 * cost.acts + 2 * cost.timers);
    expect(cost.transitions).toBeLessThanOrEqual(2 + 2 * cost.acts);
  } finally {
    await connection.close();
  }
});
