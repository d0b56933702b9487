import type { FastifyInstance, InjectOptions, RouteOptions } from 'fastify';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createApi } from '../../client/api/create-api.ts';
import type { ApiDependencies, Drill } from '../../client/api/deps.ts';
import type { ActData, ActKind, ReportData } from '../../domain/incident/act.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { plus } from '../../domain/time/instant.ts';
import type { BroughtRules } from '../../records/rulebook.ts';
import { createStanding } from '../../records/standing.ts';
import { loadBrought } from '../../rules/load-brought.ts';
import { loadRouting } from '../../rules/load-offices.ts';
import { seed } from '../../worker/seed.ts';
import { DirectEngine } from './direct-engine.ts';
import { REFERENCE } from './office-play.ts';
import type { TestDatabase } from './postgres.ts';
import { startTestDatabase } from './postgres.ts';

/** What came back, with its JSON read. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into what they expect
  readonly json: any;
}

/** Somebody at the API: their cookie, and the requests they make. */
export interface Somebody {
  readonly cookie: string;
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
  send(options: InjectOptions): Promise<Answered>;
  act<K extends ActKind>(caseId: string, kind: K, data: ActData[K]): Promise<Answered>;
}

/** The API over a real database with the demonstration people, and a clock that tests move. */
export class ApiOffice {
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  readonly engine: DirectEngine;
  readonly deps: ApiDependencies;
  readonly folder: string;
  /** Every route that was registered. */
  readonly routes: RouteOptions[] = [];
  now: Instant;
  #passwords: Map<string, string>;
  #signedIn = new Map<string, Somebody>();

  private constructor(database: TestDatabase, folder: string, now: Instant, drill: Drill | null) {
    this.database = database;
    this.folder = folder;
    this.now = now;
    const brought: BroughtRules = loadBrought();
    const standing = createStanding(brought, loadRouting());
    this.engine = new DirectEngine({ db: database.db, standing, now: () => this.now });
    this.deps = {
      db: database.db,
      engine: this.engine,
      clock: { now: () => this.now },
      standing,
      brought,
      config: { language: 'vi', trustedProxies: [], publicUrl: null, demo: true },
      logger: null,
      drill,
      mailFolder: join(folder, 'mail'),
      parts: [],
    };
    this.app = createApi(this.deps);
    this.app.addHook('onRoute', (route) => {
      this.routes.push(route);
    });
    const accounts = JSON.parse(
      readFileSync(join(folder, 'demo-accounts.json'), 'utf8'),
    ) as readonly { login: string; password: string }[];
    this.#passwords = new Map(accounts.map(({ login, password }) => [login, password]));
  }

  static async open(options: { now?: string; drill?: Drill | null } = {}): Promise<ApiOffice> {
    const now = (options.now ?? '2026-03-02T09:00:00.000+07:00') as Instant;
    const folder = mkdtempSync(join(tmpdir(), 'homat-api-'));
    const database = await startTestDatabase();
    await seed(database.db, { demo: true, dataFolder: folder, now });
    const office = new ApiOffice(database, folder, now, options.drill ?? null);
    await office.app.ready();
    return office;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Lets time pass; what is due meanwhile lapses when somebody acts or looks. */
  wait(ms: number): void {
    this.now = plus(this.now, ms);
  }

  /** Goes to a moment, however far; everybody signs in anew there. */
  goTo(moment: string): void {
    this.now = moment as Instant;
    this.#signedIn.clear();
  }

  password(login: string): string {
    const password = this.#passwords.get(login);
    if (password === undefined) throw new Error(`There is no demonstration account ${login}`);
    return password;
  }

  /** A request by nobody. */
  async send(options: InjectOptions): Promise<Answered> {
    const response = await this.app.inject(options);
    const isJson = String(response.headers['content-type'] ?? '').includes('json');
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.payload,
      json: isJson ? JSON.parse(response.payload) : null,
    };
  }

  /** Signs in with a password; the answer, whatever it is. */
  async signIn(login: string, password: string, remoteAddress?: string): Promise<Answered> {
    return this.send({
      method: 'POST',
      url: '/api/v1/session',
      payload: { login, password },
      ...(remoteAddress === undefined ? {} : { remoteAddress }),
    });
  }

  /** Somebody of an office in a capacity: "capacity@OFFICE" or "capacity@OFFICE/2". */
  async somebody(who: string): Promise<Somebody> {
    const known = this.#signedIn.get(who);
    if (known !== undefined) return known;
    const [capacity = '', place = ''] = who.split('@');
    const [office = '', number] = place.split('/');
    const login = [office.toLowerCase(), capacity, number].filter((p) => p !== undefined).join('.');
    const signedIn = await this.signIn(login, this.password(login));
    expect(signedIn.status, signedIn.text).toBe(200);
    const somebody = this.with(cookieOf(signedIn));
    const chosen = await somebody.send({
      method: 'PUT',
      url: '/api/v1/session/capacity',
      payload: { office, capacity },
    });
    expect(chosen.status, chosen.text).toBe(200);
    this.#signedIn.set(who, somebody);
    return somebody;
  }

  /** Whoever has that cookie. */
  with(cookie: string): Somebody {
    const send = (options: InjectOptions): Promise<Answered> =>
      this.send({ ...options, headers: { cookie, ...options.headers } });
    const post = (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
      send({
        method: 'POST',
        url: `/api/v1${path}`,
        payload: JSON.stringify(body),
        headers: {
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
          ...headers,
        },
      });
    return {
      cookie,
      send,
      post,
      get: (path, headers = {}) => send({ method: 'GET', url: `/api/v1${path}`, headers }),
      act: (caseId, kind, data) => post(`/incidents/${caseId}/acts`, { kind, data }),
    };
  }

  /** A report that has to be taken in, and whose process has begun. */
  async report(
    who: string,
    report: Partial<ReportData> = {},
  ): Promise<{ id: string; number: string }> {
    const reporter = await this.somebody(who);
    const answered = await reporter.post('/incidents', this.reportData(report));
    expect(answered.status, answered.text).toBe(201);
    await this.engine.begin(answered.json.id as string);
    return answered.json as { id: string; number: string };
  }

  reportData(report: Partial<ReportData> = {}): ReportData {
    return {
      kind: 'lost',
      discoveredAt: plus(this.now, -600_000),
      words: 'Không thấy tài liệu trong tủ',
      references: [REFERENCE],
      bypass: false,
      reportedFor: null,
      managingOffice: null,
      attested: true,
      ...report,
    };
  }

  /** Does an act that has to be accepted. */
  async does<K extends ActKind>(
    caseId: string,
    who: string,
    kind: K,
    data: ActData[K],
  ): Promise<void> {
    const answered = await (await this.somebody(who)).act(caseId, kind, data);
    expect(answered.status, `${who} ${kind}: ${answered.text}`).toBe(200);
  }

  /** Approves the newest proposal of a kind by the checksum that stands on it. */
  async approves(caseId: string, who: string, kind: string): Promise<void> {
    const opened = await (await this.somebody(who)).get(`/incidents/${caseId}`);
    expect(opened.status, opened.text).toBe(200);
    const proposals = opened.json.proposals as readonly {
      id: string;
      checksum: string;
      content: { kind: string };
    }[];
    const proposal = proposals.findLast((p) => p.content.kind === kind);
    if (proposal === undefined) throw new Error(`No proposal ${kind} is open to ${who}`);
    await this.does(caseId, who, 'approve', { proposal: proposal.id, checksum: proposal.checksum });
  }

  /** How many rows each table has: what a refused request must leave as it was. */
  async counts(): Promise<Record<string, number>> {
    const { rows } = await this.database.db.query<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace =
         'public'::regnamespace and relname not in ('migrations', 'log_pending')
       order by relname`,
    );
    const counts: Record<string, number> = {};
    for (const { name } of rows) {
      const { rows: counted } = await this.database.db.query<{ count: number }>(
        `select count(*) as count from ${name}`,
      );
      counts[name] = counted[0]?.count ?? 0;
    }
    return counts;
  }
}

/** The session's cookie of a sign-in. */
export function cookieOf(answered: Answered): string {
  const header = answered.headers['set-cookie'];
  const first = Array.isArray(header) ? header[0] : String(header);
  return first?.split(';')[0] ?? '';
}
