import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApplyCommand } from '../../activities/apply-command.ts';
import type { ActAnswer, ActRequest, Engine } from '../../client/engine.ts';
import { overAll } from '../../bench/measures.ts';
import { BenchPeople } from '../../bench/people.ts';
import type { CaseRef, MatterKind, Outcome } from '../../domain/cases/outcome.ts';
import type { ActData, ActKind, ReportData } from '../../domain/incident/act.ts';
import type { Capacity } from '../../domain/offices/person.ts';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import { plus } from '../../domain/time/instant.ts';
import { takeIntake } from '../../records/intake.ts';
import { createStanding } from '../../records/standing.ts';
import { loadBrought } from '../../rules/load-brought.ts';
import { loadRouting } from '../../rules/load-offices.ts';
import { seed } from '../../worker/seed.ts';
import { matterOf } from './direct-engine.ts';
import { REFERENCE } from './office-play.ts';
import type { TestDatabase } from './postgres.ts';
import { startTestDatabase } from './postgres.ts';

/**
 * A real database and the step that the processes carry out, called directly: no engine keeps time,
 * so that a test can stand at any instant, and nothing lapses but when somebody looks.
 */
export class DirectSystem {
  readonly database: TestDatabase;
  at: Instant;
  readonly engine: Pick<Engine, 'begin' | 'act'>;
  readonly standing = createStanding(loadBrought(), loadRouting());
  readonly #folder: string;
  readonly #people: Map<string, string>;
  readonly #apply: ReturnType<typeof createApplyCommand>;
  /** Hears what came of every command: what keeps time goes by it. */
  heard: ((ref: CaseRef, outcome: Outcome) => void) | null = null;

  private constructor(
    database: TestDatabase,
    folder: string,
    people: Map<string, string>,
    at: Instant,
  ) {
    this.database = database;
    this.#folder = folder;
    this.#people = people;
    this.at = at;
    const apply = createApplyCommand({ db: database.db, standing: this.standing });
    this.#apply = async (input) => {
      const outcome = await apply(input);
      this.heard?.({ matter: input.matter, id: input.caseId }, outcome);
      return outcome;
    };
    this.engine = {
      begin: (id, process) => this.look(matterOf(process), id),
      act: (request) => this.#act(request),
    };
  }

  /** With the demonstration people, or with nobody yet. */
  static async open(at: string, { demo = true } = {}): Promise<DirectSystem> {
    const folder = mkdtempSync(join(tmpdir(), 'homat-direct-'));
    const database = await startTestDatabase();
    const now = at as Instant;
    await seed(database.db, { demo, dataFolder: folder, now });
    const { rows } = await database.db.query<{ id: string; login: string }>(
      'select id, login from people',
    );
    const people = new Map(rows.map((row) => [row.login, row.id]));
    return new DirectSystem(database, folder, people, now);
  }

  async stop(): Promise<void> {
    await this.database.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  now(): Instant {
    return this.at;
  }

  /** Looks at a case, and opens what it has to open, as its process does. */
  async look(matter: MatterKind, id: string): Promise<void> {
    const { unopened } = await this.#apply({ matter, caseId: id, now: this.at, command: null });
    if (unopened === undefined || unopened.length === 0) return;
    await overAll('opened', unopened, 8, (ref) => this.look(ref.matter, ref.id));
    await this.look(matter, id);
  }

  /** Gives accounts to whoever is named as "capacity@OFFICE", from a day on. */
  async staff(wanted: readonly string[], since: CivilDate): Promise<void> {
    const people = new BenchPeople(since);
    await people.make(this.database.db, wanted);
    for (const who of wanted) {
      const [capacity = '', office = ''] = who.split('@');
      const { person } = people.actor(capacity as Capacity, office);
      this.#people.set(`${office.toLowerCase()}.${capacity}`, person);
    }
  }

  /** The account of somebody: "capacity@OFFICE" or "capacity@OFFICE/2". */
  person(who: string): ActRequest['actor'] {
    const [capacity = '', place = ''] = who.split('@');
    const [office = '', number] = place.split('/');
    const login = [office.toLowerCase(), capacity, number].filter((p) => p !== undefined).join('.');
    const person = this.#people.get(login);
    if (person === undefined) throw new Error(`There is no demonstration account ${login}`);
    return { person, office, capacity: capacity as Capacity, delegation: null };
  }

  /** Takes the report of an incident in, and begins its case. */
  async report(
    who: string | ActRequest['actor'],
    report: Partial<ReportData> = {},
    drill = false,
  ): Promise<{ id: string; number: string }> {
    const { person, office, capacity } = typeof who === 'string' ? this.person(who) : who;
    const receipt = await this.database.db.transaction((tx) =>
      takeIntake(tx, {
        id: randomUUID(),
        personId: person,
        officeId: office,
        capacity,
        key: randomUUID(),
        requestHash: 'report',
        body: {
          kind: 'lost',
          discoveredAt: plus(this.at, -600_000),
          words: 'Không thấy tài liệu trong tủ',
          references: [REFERENCE],
          bypass: false,
          reportedFor: null,
          managingOffice: null,
          attested: true,
          ...report,
        },
        receivedAt: this.at,
        drill,
      }),
    );
    if (receipt === 'KEY_REUSED') throw new Error(receipt);
    await this.look('incident', receipt.id);
    return receipt;
  }

  /** Does an act on an incident that has to be accepted. */
  async does<K extends ActKind>(id: string, who: string, kind: K, data: ActData[K]): Promise<void> {
    const answer = await this.#act({
      ...{ caseId: id, process: 'incident', key: randomUUID(), requestHash: 'act' },
      actor: this.person(who),
      act: { kind, data },
    });
    if (answer.kind !== 'answered' || answer.result.kind !== 'done') {
      throw new Error(`${who} ${kind}: ${JSON.stringify(answer)}`);
    }
  }

  async #act({ caseId, process, key, requestHash, actor, act }: ActRequest): Promise<ActAnswer> {
    const command = { key, requestHash, ...actor, act };
    const matter = matterOf(process);
    const { result } = await this.#apply({ matter, caseId, now: this.at, command });
    if (result === null) throw new Error('An act has an outcome');
    return { kind: 'answered', result };
  }
}
