import type { OfficeId } from '../domain/offices/office.ts';
import type { Work } from '../domain/offices/work.ts';
import type { PersonId } from '../domain/offices/person.ts';
import type { DocumentRef } from '../domain/plans/document-ref.ts';
import type { TaskFactData } from '../domain/tasks/fact.ts';
import type { TaskReading } from '../domain/tasks/readers.ts';
import { readsTask } from '../domain/tasks/readers.ts';
import type { AgencyTask } from '../domain/tasks/task.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import type { StoredFact } from './facts.ts';
import { isHelpedBy } from './tasks-list.ts';

/** What somebody contributed to a task that their office helps. */
export interface Contribution {
  readonly office: OfficeId;
  /** The number of the task of the office that helps: its documents lie there. */
  readonly number: string;
  readonly by: PersonId;
  readonly at: Instant;
  readonly words: string;
  readonly document: DocumentRef | null;
}

interface Helping {
  readonly id: string;
  readonly number: string;
  readonly work: Work;
  readonly readers: readonly OfficeId[];
}

/** What an office contributed itself, as far as its task goes; in the order it was made. */
export function contributionsOf(
  db: Queryable,
  { id, number, contributions }: Pick<AgencyTask, 'id' | 'number' | 'contributions'>,
): Promise<readonly Contribution[]> {
  // A task shown as it was has fewer than were made since.
  return contributions === 0
    ? Promise.resolve([])
    : madeIn(db, [{ id, number }]).then((made) => made.slice(0, contributions));
}

/** What those who help the lead contributed to its task, as much of it as somebody may read. */
export async function contributionsTo(
  db: Queryable,
  reading: TaskReading,
  { id, role }: Pick<AgencyTask, 'id' | 'role'>,
): Promise<readonly Contribution[]> {
  if (role !== 'lead') return [];
  const { rows } = await db.query<Helping>(
    `select c.id, c.number, c.readers,
       jsonb_build_object('office', c.office, 'scope', c.state -> 'scope') as work
     from tasks l join tasks c on c.run_id = l.run_id and c.task = l.task and ${isHelpedBy('c')}
     where l.id = $1 and (c.state ->> 'contributions')::int > 0`,
    [id],
  );
  const read = rows.filter(({ work, readers }) =>
    readsTask(reading, work, { readers, helping: [] }),
  );
  return read.length === 0 ? [] : madeIn(db, read);
}

async function madeIn(
  db: Queryable,
  tasks: readonly Pick<Helping, 'id' | 'number'>[],
): Promise<readonly Contribution[]> {
  const { rows } = await db.query<{ body: string; number: string }>(
    `select f.body, t.number from unnest($1::text[], $2::text[]) as t(stream, number)
     join facts f on f.stream = t.stream and f.kind = 'contribution-made'
     order by f.recorded_at, f.stream, f.seq`,
    [tasks.map(({ id }) => `task/${id}`), tasks.map(({ number }) => number)],
  );
  return rows.map(({ body, number }) => {
    const { data, actor, recordedAt: at } = JSON.parse(body) as StoredFact;
    const { by, words, document } = data as TaskFactData['contribution-made'];
    // In whose name it was made, wherever the task lies by now.
    const office = actor.kind === 'person' ? actor.office : '';
    return { office, number, by, at, words, document };
  });
}
