import { randomUUID } from 'node:crypto';
import type { Capacity, Holding, Person } from '../domain/offices/person.ts';
import type { PlacedReport } from '../domain/reporting/cycle.ts';
import type { CivilDate } from '../domain/time/instant.ts';
import type { Database } from '../records/database.ts';
import { insertPeople } from '../records/people.ts';
import { insertHoldings } from '../records/people-capacities.ts';

const SINCE = '2025-07-01' as CivilDate;

/** Somebody in a capacity, as an act names them. */
export interface BenchActor {
  readonly person: string;
  readonly office: string;
  readonly capacity: Capacity;
  readonly delegation: null;
}

/** Who acts for the offices of a bench: accounts without passwords, called bench accounts. */
export class BenchPeople {
  readonly #ids = new Map<string, string>();
  readonly #since: CivilDate;

  /** From which day on they hold their capacities. */
  constructor(since = SINCE) {
    this.#since = since;
  }

  /** The account of a capacity in an office. */
  actor(capacity: Capacity, office: string): BenchActor {
    const person = this.#ids.get(`${capacity}@${office}`);
    if (person === undefined) throw new Error(`No bench account ${capacity}@${office}`);
    return { person, office, capacity, delegation: null };
  }

  /**
   * Makes an account for every capacity that the reports of a year ask for and nobody has: heads
   * and officers of who reports and who drafts, a deputy where they collect, and a clerk where the
   * report leaves the product.
   * Before the year opens, for its letters go to who is there.
   */
  async makeFor(db: Database, placed: readonly PlacedReport[]): Promise<void> {
    const wanted = placed.flatMap(({ place, collector }) => [
      `head@${place.office}`,
      `head@${place.drafting}`,
      `case-officer@${place.drafting}`,
      ...(place.scope === 'branch' ? [`deputy-head@${place.drafting}`] : []),
      ...(collector === null ? [`clerk@${place.drafting}`] : []),
    ]);
    await this.make(db, wanted);
  }

  /** Makes an account for every `capacity@OFFICE` that nobody has yet. */
  async make(db: Database, wanted: readonly string[]): Promise<void> {
    const missing = [...new Set(wanted)].filter((who) => !this.#ids.has(who));
    const accounts = missing.map((who): Account => {
      const [capacity = '', office = ''] = who.split('@');
      return { id: randomUUID(), capacity: capacity as Capacity, office };
    });
    await db.transaction(async (tx) => {
      await insertPeople(
        tx,
        accounts.map((account) => personOf(account, this.#since)),
      );
      await insertHoldings(
        tx,
        accounts.map((account) => holdingOf(account, this.#since)),
      );
    });
    accounts.forEach(({ id, capacity, office }) => this.#ids.set(`${capacity}@${office}`, id));
  }
}

interface Account {
  readonly id: string;
  readonly capacity: Capacity;
  readonly office: string;
}

function personOf({ id, capacity, office }: Account, since: CivilDate): Person {
  const login = `bench.${office.toLowerCase()}.${capacity}`;
  return {
    id,
    login,
    name: `Tài khoản đo - ${capacity} ${office}`,
    email: `${login}@homat.example`,
    language: 'vi',
    clearance: 'toi-mat',
    activeFrom: since,
    activeTo: null,
  };
}

function holdingOf({ id, capacity, office }: Account, validFrom: CivilDate): Holding {
  return { id: randomUUID(), person: id, office, capacity, validFrom, validTo: null };
}
