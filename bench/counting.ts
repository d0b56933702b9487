import type { Database, Queryable } from '../records/database.ts';

/** What a statement came to, over all its calls. */
export interface StatementCount {
  readonly text: string;
  readonly calls: number;
  /** Milliseconds from the call to its answer. */
  readonly spent: number;
}

/** Transactions and statements that went through a database, by what they say. */
export interface DatabaseCounts {
  readonly transactions: number;
  readonly statements: number;
  /** Those that took most of the time, the longest first. */
  readonly longest: readonly StatementCount[];
}

const SHOWN = 12;

/** The same database, with every transaction and statement counted. */
export function counted(inner: Database): { readonly db: Database; counts(): DatabaseCounts } {
  let transactions = 0;
  const seen = new Map<string, { calls: number; spent: number }>();
  const through = (tx: Queryable): Queryable => ({
    async query(text, values) {
      const began = performance.now();
      try {
        return await tx.query(text, values);
      } finally {
        const entry = seen.get(text) ?? { calls: 0, spent: 0 };
        seen.set(text, entry);
        entry.calls += 1;
        entry.spent += performance.now() - began;
      }
    },
  });
  const db: Database = {
    ...inner,
    query: (text, values) => through(inner).query(text, values),
    transaction(work) {
      transactions += 1;
      return inner.transaction((tx) => work(through(tx)));
    },
  };
  return {
    db,
    counts() {
      const all = [...seen].map(([text, entry]) => ({ text: words(text), ...entry }));
      const longest = all.sort((a, b) => b.spent - a.spent).slice(0, SHOWN);
      const statements = all.reduce((sum, { calls }) => sum + calls, 0);
      return { transactions, statements, longest };
    },
  };
}

function words(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 90);
}
