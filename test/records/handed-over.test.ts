import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CivilDate } from '../../domain/time/instant.ts';
import { HOUR, plus } from '../../domain/time/instant.ts';
import { checksum } from '../../records/checksum.ts';
import { handedDrafts } from '../../records/handed-over.ts';
import { saveTask } from '../../records/tasks.ts';
import { DOCUMENT, NATURES, TaskPlay } from '../domain/tasks/task-play.ts';
import { DIRECTORY } from '../support/office-play.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { startTestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.stop());

const DESK = 'case-officer@BCA-A03';
const proposals = ['Bổ sung Điều 5', 'Sửa đổi mẫu thông báo'];

/** The Ministry's review, phase III, with what it handed over; kept as the record keeps tasks. */
async function kept(number: string, ...handed: (typeof proposals)[]): Promise<TaskPlay> {
  const play = new TaskPlay(
    {
      ...{ office: 'BCA', number, task: 'II.2.c', owner: 'BCA' },
      reviewer: { office: 'BCA', desk: 'BCA-A03' },
    },
    { nature: NATURES.review },
  ).takenUp();
  for (const one of handed) {
    play.now = plus(play.now, HOUR);
    const none = one.length === 0 ? { notNeeded: 'Chưa cần sửa đổi' } : {};
    play.does(DESK, 'hand-over-proposals', { proposals: one, ...none, document: DOCUMENT });
  }
  const [id, run] = [randomUUID(), randomUUID()];
  const task = { ...play.after, id, clocks: [], named: null, plan: { ...play.after.plan, run } };
  await database.db.transaction(async (tx) => {
    await tx.query(
      `insert into plans (id, number, plan, drill, asked, asked_at, ending)
       values ($1, $2, 'lao-cai-2026', false, '{}', now(), 'withdrawn')`,
      [run, `KH-${number}`],
    );
    await tx.query(
      `insert into task_places (id, run_id, place_order, number, task, office, place)
       values ($1, $2, 1, $3, 'II.2.c', 'BCA', '{}')`,
      [id, run, number],
    );
    const directory = DIRECTORY.at('2026-05-04' as CivilDate);
    await saveTask(tx, null, task, { now: play.now, directory });
  });
  return play;
}

test('a change of the treaty finds the drafts handed over, the newest first', async () => {
  await kept('NV-1');
  await kept('NV-2', proposals);
  // Handed over again: what counts is the last.
  const again = await kept('NV-3', ['Gia hạn'], proposals);
  // A review that found nothing to change, first or in the end, has no draft.
  await kept('NV-4', []);
  await kept('NV-5', proposals, []);
  const found = await handedDrafts(database.db, 'treaty-change', { drill: false });
  expect(found.map(({ number }) => number)).toEqual(['NV-3', 'NV-2']);
  const [draft] = found;
  expect(draft).toMatchObject({
    ...{ to: 'treaty-change', proposals, document: DOCUMENT, by: DESK, drill: false },
    ...{ plan: 'lao-cai-2026', task: 'II.2.c', office: 'BCA', at: again.now },
  });
  // Bound to what was handed over: whoever takes it up can hold it against the document.
  const content = { to: 'treaty-change', proposals, document: DOCUMENT };
  expect(draft?.checksum).toBe(checksum({ task: 'NV-3', ...content }));
  expect(await handedDrafts(database.db, 'treaty-change', { drill: true })).toEqual([]);
});
