import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { WorkflowBundle } from '@temporalio/worker';
import { readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { createDataConverter } from '../../secrecy/payload-codec.ts';
import { bundleWorkflows } from '../../worker/roles/case-worker.ts';
import { REPLAY_KEYS } from './test-key.ts';

const FOLDER = new URL('./histories/', import.meta.url);
const dataConverter = createDataConverter(REPLAY_KEYS);

const histories = readdirSync(FOLDER).flatMap((version) =>
  readdirSync(new URL(`${version}/`, FOLDER)).map((file) => `${version}/${file}`),
);

let workflowBundle: WorkflowBundle;
beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  workflowBundle = await bundleWorkflows(dataConverter);
}, 60_000);

function historyOf(file: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(new URL(file, FOLDER))).toString());
}

async function replay(history: unknown): Promise<void> {
  await Worker.runReplayHistory({ workflowBundle, dataConverter }, historyFromJSON(history));
}

/** Every process of the product, but for the one that sends letters and begins anew every day. */
const processes = [
  ...readFileSync(new URL('../../workflows/index.ts', import.meta.url), 'utf8').matchAll(
    /from '.\/(.*).ts'/g,
  ),
].flatMap(([, name = '']) => (name === 'deliver-notices' ? [] : [name]));

test('there is a history of every process', () => {
  const recorded = new Set(histories.map((file) => nameOf(file)));
  expect([...recorded].sort()).toEqual(processes.sort());
});

test('of every process that waits for people there is one that has not ended', () => {
  const halfWay = histories
    .filter((file) => !hasEnded(historyOf(file)))
    .map((file) => nameOf(file));
  const atOnce = ['notify-lao-side', 'open-reporting-year'];
  expect([...new Set(halfWay)].sort()).toEqual(
    processes.filter((name) => !atOnce.includes(name)).sort(),
  );
});

/** `carry-out-task` of `0.3.0/carry-out-task.waiting.json.gz`. */
function nameOf(file: string): string {
  return file.split('/')[1]?.split('.')[0] ?? '';
}

function hasEnded(history: unknown): boolean {
  const { events } = history as { events: { eventType: string }[] };
  return events.at(-1)?.eventType.includes('EXECUTION_COMPLETED') === true;
}

test.each(histories)(
  'the process of %s goes the same way under the code of today',
  async (file) => {
    await expect(replay(historyOf(file))).resolves.toBeUndefined();
  },
);

test('a history that went another way is noticed', async () => {
  const file = histories.find((name) => name.includes('incident.closed')) ?? '';
  const history = historyOf(file) as { events: { eventType: string }[] };
  // As if the process had not set its first timer.
  const first = history.events.findIndex((e) => e.eventType === 'EVENT_TYPE_TIMER_STARTED');
  const events = history.events
    .filter((_, index) => index !== first)
    .map((event, index) => ({ ...event, eventId: String(index + 1) }));
  await expect(replay({ events })).rejects.toThrow(/TMPRL1100/);
  // The same file, untouched, is replayed: it is the change that is noticed.
  await expect(replay(historyOf(file))).resolves.toBeUndefined();
});
