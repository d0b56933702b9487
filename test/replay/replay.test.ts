import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
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
  workflowBundle = await bundleWorkflows(dataConverter);
}, 60_000);

function historyOf(file: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(new URL(file, FOLDER))).toString());
}

async function replay(history: unknown): Promise<void> {
  await Worker.runReplayHistory({ workflowBundle, dataConverter }, historyFromJSON(history));
}

test('there is a history of every process of a case', () => {
  const names = histories.map((file) => file.split('/')[1]);
  expect(names).toContain('handle-incident.closed.json.gz');
  expect(names).toContain('notify-lao-side.two-rounds.json.gz');
});

test.each(histories)(
  'the process of %s goes the same way under the code of today',
  async (file) => {
    await expect(replay(historyOf(file))).resolves.toBeUndefined();
  },
);

test('a history that went another way is noticed', async () => {
  const history = historyOf(histories[0] ?? '') as { events: Record<string, unknown>[] };
  // The local activity of the first look is taken out: the code of today would do one.
  const at = history.events.findIndex((e) => 'markerRecordedEventAttributes' in e);
  const events = history.events.map((event, index) =>
    index === at
      ? {
          ...event,
          eventType: 'EVENT_TYPE_TIMER_STARTED',
          markerRecordedEventAttributes: undefined,
          timerStartedEventAttributes: {
            timerId: '99',
            startToFireTimeout: '60s',
            workflowTaskCompletedEventId: '4',
          },
        }
      : event,
  );
  await expect(replay({ events })).rejects.toThrow(/[Nn]ondeterminism|determinis/);
});
