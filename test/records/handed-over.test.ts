import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TaskTerms } from '../../domain/plans/process/terms.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { HOUR, plus } from '../../domain/time/instant.ts';
import { checksum } from '../../records/checksum.ts';
import { handedDrafts } from '../../records/handed-over.ts';
import { appendFacts } from '../../records/facts.ts';
import { saveTask } from '../../records/tasks.ts';
import { DOCUMENT, NATURES, QUARTERLY, TaskPlay } from '../domain/tasks/task-play.ts';
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

/** The Ministry's review, phase III. */
const review = (number: string, terms: Partial<TaskTerms> = {}) =>
  new TaskPlay(
    {
      ...{ office: 'BCA', number, task: 'II.2.c', owner: 'BCA' },
      reviewer: { office: 'BCA', desk: 'BCA-A03' },
    },
    { nature: NATURES.review, ...terms },
  ).takenUp();

function handsOver(play: TaskPlay, one: typeof proposals, occurrence?: string): void {
  play.now = plus(play.now, HOUR);
  const none = one.length === 0 ? { notNeeded: 'Chưa cần sửa đổi' } : {};
  const data = { occurrence, proposals: one, ...none, document: DOCUMENT };
  play.does(DESK, 'hand-over-proposals', data);
}

/** A review with what it handed over. */
async function handed(number: string, ...each: (typeof proposals)[]): Promise<TaskPlay> {
  const play = review(number);
  each.forEach((one) => handsOver(play, one));
  return kept(play);
}

/** A task and its facts, kept as the record keeps them. */
async function kept(play: TaskPlay): Promise<TaskPlay> {
  const [id, run] = [randomUUID(), randomUUID()];
  const task = { ...play.after, id, clocks: [], named: null, plan: { ...play.after.plan, run } };
  const { number } = task;
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
    const facts = play.facts.map(({ fact, happenedAt }, index) => ({
      ...{ id: randomUUID(), stream: `task/${id}`, seq: index + 1, ...fact },
      ...({ happenedAt, recordedAt: happenedAt, actor: { kind: 'process' }, basis: null } as const),
    }));
    await appendFacts(tx, facts);
  });
  return play;
}

test('a change of the treaty finds the drafts handed over, the newest first', async () => {
  await handed('NV-1');
  await handed('NV-2', proposals);
  // Handed over again: what counts is the last.
  const again = await handed('NV-3', ['Gia hạn'], proposals);
  // A review that found nothing to change, first or in the end, has no draft.
  await handed('NV-4', []);
  await handed('NV-5', proposals, []);
  const found = await handedDrafts(database.db, 'treaty-change', { drill: false });
  expect(found.map(({ number }) => number)).toEqual(['NV-3', 'NV-2']);
  const [draft] = found;
  expect(draft).toMatchObject({
    ...{ to: 'treaty-change', proposals, document: DOCUMENT, by: DESK, drill: false },
    ...{ plan: 'lao-cai-2026', task: 'II.2.c', office: 'BCA', at: again.now },
  });
  // Bound to what was handed over: whoever takes it up can hold it against the document.
  const content = { to: 'treaty-change', occurrence: '1', proposals, document: DOCUMENT };
  expect(draft?.checksum).toBe(checksum({ task: 'NV-3', ...content }));
  expect(await handedDrafts(database.db, 'treaty-change', { drill: true })).toEqual([]);
});

test('a review that finds nothing to change leaves the drafts of the periods before', async () => {
  const play = review('NV-6', { due: QUARTERLY }).waitUntil('2026-07-05T08:00:00.000+07:00');
  handsOver(play, proposals, '2026-Q2');
  handsOver(play, [], '2026-Q3');
  await kept(play);
  const drafts = await handedDrafts(database.db, 'treaty-change', { drill: false });
  const found = drafts.filter(({ number }) => number === 'NV-6');
  expect(found.map(({ occurrence }) => occurrence)).toEqual(['2026-Q2']);
});
