/** The processes and servers that can be killed alone. */
export const VICTIMS = ['api', 'worker', 'relay', 'postgres', 'temporal'] as const;
/** `up` is every role in one process, with the servers left behind. */
export type Victim = (typeof VICTIMS)[number] | 'up';

/**
 * Just before the database is asked to commit; or just after it has, when nobody has heard of it
 * yet.
 */
export type Edge = 'before' | 'after';

interface CommitPoint {
  /** Who commits it; the deliverer of letters runs in the worker. */
  readonly by: 'api' | 'worker' | 'relay' | 'deliverer' | 'up';
  /** What the transaction (or, with `alone`, the one statement) writes. */
  readonly sql: RegExp;
  /** For transactions that differ only in the kinds of their facts. */
  readonly fact?: string;
  /** How the stream of such a fact begins, where that tells it from others of its kind. */
  readonly of?: string;
  /** A statement that is a transaction of its own. */
  readonly alone?: true;
}

/**
 * Every point at which something becomes part of the record for good, by the statement that tells
 * its transaction from the others. What is in no transaction of ours (a process begun, an update
 * taken on, a letter on the line) lies between two of these, and is reached by killing somebody
 * else at one of them. Every change of a setting, an office, a person or the register is one
 * transaction with the memory of its answer (`answer-remembered`), and so is what is asked for by
 * hand: a year, a plan, a difficulty.
 */
export const COMMIT_POINTS = {
  'session-opened': { by: 'api', sql: /insert into sessions/ },
  'capacity-chosen': { by: 'api', sql: /insert into facts/, fact: 'capacity-chosen' },
  'report-received': { by: 'api', sql: /insert into intake/ },
  'read-noted': { by: 'api', sql: /insert into case_reads/ },
  'answer-remembered': { by: 'api', sql: /insert into acts [^]*values \(\$1, \$2, null/ },
  'act-pending': { by: 'api', sql: /insert into pending_acts/, alone: true },
  'document-stored': { by: 'api', sql: /insert into documents/, alone: true },
  'document-linked': { by: 'api', sql: /insert into document_cases/, alone: true },
  'case-begun': { by: 'worker', sql: /insert into facts/, fact: 'reported' },
  'act-decided': { by: 'worker', sql: /insert into acts [^]*values \(\$1, \$2, \$3/ },
  'clock-lapsed': { by: 'worker', sql: /insert into facts/, fact: 'clock-lapsed' },
  'year-asked': { by: 'worker', sql: /insert into cycles/ },
  'year-opened': { by: 'worker', sql: /insert into facts/, fact: 'cycle-opened' },
  'report-opened': { by: 'worker', sql: /insert into facts/, fact: 'report-opened' },
  'year-reported': { by: 'worker', sql: /insert into facts/, fact: 'cycle-reported' },
  'plan-begun': { by: 'worker', sql: /insert into facts/, fact: 'plan-loaded' },
  'plan-adopted': { by: 'worker', sql: /insert into facts/, fact: 'plan-adopted' },
  'task-opened': { by: 'worker', sql: /insert into facts/, fact: 'task-opened' },
  'task-lapsed': { by: 'worker', sql: /insert into facts/, fact: 'clock-lapsed', of: 'task/' },
  'task-worked': { by: 'worker', sql: /insert into facts/, fact: 'product-submitted' },
  'difficulty-raised': { by: 'worker', sql: /insert into facts/, fact: 'difficulty-raised' },
  'difficulty-passed-up': { by: 'worker', sql: /insert into facts/, fact: 'difficulty-passed-up' },
  'letter-claimed': { by: 'deliverer', sql: /set state = 'sending'/ },
  'letter-recorded': { by: 'deliverer', sql: /update notices set state = \$2, next_attempt/ },
  'letter-doubted': { by: 'deliverer', sql: /with left_behind as/ },
  'warning-addressed': { by: 'deliverer', sql: /set state = 'addressed'/ },
  'not-seen-told': { by: 'deliverer', sql: /set escalations = escalations \+ 1/ },
  'places-given': { by: 'relay', sql: /insert into log_sequence/ },
  'look-struck': { by: 'relay', sql: /delete from looks/, alone: true },
  'day-of-reads-closed': { by: 'relay', sql: /insert into facts/, fact: 'reads-of-day' },
  'schema-applied': { by: 'up', sql: /insert into migrations/ },
  'directory-filled': { by: 'up', sql: /insert into offices/ },
  // What it asks for is then begun in the engine, and only after that noted in a file.
  'engine-filled': { by: 'up', sql: /select id, state from cases where open/, alone: true },
} as const satisfies Readonly<Record<string, CommitPoint>>;

export type PointName = keyof typeof COMMIT_POINTS;

/** The points of one committer. */
export function pointsBy(by: CommitPoint['by']): PointName[] {
  return POINTS.filter(([, point]) => point.by === by).map(([name]) => name);
}

const POINTS = Object.entries(COMMIT_POINTS) as [PointName, CommitPoint][];

/** The points that a statement belongs to; `values` are its parameters. */
export function pointsOf(
  sql: string,
  values: readonly unknown[],
  isAlone: boolean,
): readonly PointName[] {
  return POINTS.filter(([, point]) => {
    if ((point.alone === true) !== isAlone || !point.sql.test(sql)) return false;
    const { fact, of } = point;
    if (fact === undefined) return true;
    const told = values.flat();
    const isOf = (value: unknown): boolean =>
      typeof value === 'string' && value.startsWith(of ?? '');
    return told.includes(fact) && told.some(isOf);
  }).map(([name]) => name);
}
