import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { factsOf } from '../../records/facts.ts';
import type { Office } from '../kills/office.ts';
import { openOffice } from '../kills/office.ts';
import { insisting, personAt } from '../kills/person.ts';
import type { Death } from '../kills/plays.ts';
import { play } from '../kills/plays.ts';
import type { PointName } from '../kills/points.ts';
import { VICTIMS, pointsBy } from '../kills/points.ts';
import type { CaseRecord } from '../kills/record.ts';
import { recordOf, sentLetters, until } from '../kills/record.ts';
import { openOrders, order, strike } from '../kills/victims.ts';
import { OfficeWorld } from '../kills/world.ts';
import { REFERENCE } from '../support/office-play.ts';

const CLI = fileURLToPath(new URL('../../client/cli/main.ts', import.meta.url));
const LAPSE = 'test/kills/lapse.yaml';

/** Who dies where, scenario by scenario; the points are listed in `test/kills/points.ts`. */
const DEATHS = {
  'examples/implicated-head.yaml': [
    ['report', 'session-opened', 'before', 'api'],
    ['report', 'session-opened', 'after', 'api'],
    ['report', 'capacity-chosen', 'before', 'api'],
    ['report', 'capacity-chosen', 'after', 'api'],
    ['report', 'report-received', 'before', 'api'],
    ['report', 'report-received', 'after', 'api'],
    // The process of the case is begun, and whoever asked for it does not hear of it.
    ['report', 'case-begun', 'before', 'relay'],
    // An update is taken on, or has its outcome, and whoever asked for it does not hear of it.
    ['acknowledge', 'act-decided', 'before', 'api'],
    ['acknowledge', 'act-decided', 'after', 'api'],
    ['report-preliminary', 'act-decided', 'after', 'temporal'],
    ['approve finding', 'read-noted', 'before', 'api'],
    ['approve finding', 'read-noted', 'after', 'api'],
    ['propose-closure', 'act-decided', 'before', 'temporal'],
  ],
  'examples/lost-paper.yaml': [
    ['report', 'report-received', 'before', 'postgres'],
    ['report', 'report-received', 'after', 'postgres'],
    ['contain', 'act-decided', 'before', 'temporal'],
    ['contain', 'letter-claimed', 'after', 'postgres'],
    ['approve dispatch', 'act-decided', 'before', 'postgres'],
    ['acknowledge', 'letter-recorded', 'before', 'worker'],
    ['tell-originator', 'act-decided', 'before', 'worker'],
    ['report-preliminary', 'places-given', 'before', 'relay'],
    ['report-preliminary', 'places-given', 'after', 'relay'],
    ['approve finding 2', 'act-decided', 'after', 'postgres'],
    ['report-remedy', 'act-decided', 'after', 'temporal'],
    ['report-remedy', 'places-given', 'before', 'postgres'],
    ['propose-closure', 'places-given', 'after', 'postgres'],
    // The process is due to end.
    ['approve closure', 'act-decided', 'after', 'worker'],
  ],
  [LAPSE]: [
    ['rule report-to-police', 'answer-remembered', 'before', 'api'],
    ['rule report-to-police 2', 'answer-remembered', 'after', 'postgres'],
    ['wait', 'clock-lapsed', 'before', 'worker'],
    ['wait', 'clock-lapsed', 'after', 'temporal'],
  ],
  'examples/lao-exchange.yaml': [
    ['report', 'report-received', 'after', 'temporal'],
    ['report', 'case-begun', 'before', 'worker'],
    ['report', 'case-begun', 'after', 'worker'],
    // The child that talks to the Lao side is due to begin.
    ['approve lao-decision', 'act-decided', 'after', 'worker'],
    ['release lao-notice 2', 'act-decided', 'after', 'temporal'],
    ['approve lao-notice', 'act-decided', 'before', 'postgres'],
    ['record-lao-receipt', 'act-decided', 'after', 'postgres'],
    // The incident's process is due to tell the child that its second round opens.
    ['approve finding', 'act-decided', 'after', 'worker'],
    ['record-lao-answer 2', 'act-decided', 'before', 'temporal'],
  ],
} as const satisfies Readonly<Record<string, readonly Death[]>>;

const LAPSED_AGAIN: readonly Death[] = [
  ['rule report-to-police', 'answer-remembered', 'after', 'api'],
  ['report', 'case-begun', 'after', 'temporal'],
  ['wait', 'clock-lapsed', 'before', 'postgres'],
  ['wait', 'clock-lapsed', 'after', 'worker'],
];

/** What no scenario comes by; each has a test of its own below, or in `year-killed.test.ts`. */
const BESIDE: readonly PointName[] = [
  'year-opened',
  'report-opened',
  'year-reported',
  'act-pending',
  'document-stored',
  'document-linked',
  'look-struck',
  'day-of-reads-closed',
];

const files = Object.keys(DEATHS) as (keyof typeof DEATHS)[];
const plays: (readonly [string, readonly Death[]])[] = [
  ...files.map((file) => [file, DEATHS[file]] as const),
  [LAPSE, LAPSED_AGAIN],
];
const undisturbed = new Map<string, CaseRecord>();
const statuses = new Set<number>();
/** The cases that were played under kills, by their scenarios. */
const disturbed: { readonly file: string; readonly number: string }[] = [];
let office: Office;
let openCase: string;

beforeAll(async () => {
  office = await openOffice();
  const real = fetch;
  vi.stubGlobal('fetch', async (...asked: Parameters<typeof fetch>) => {
    const response = await real(...asked);
    statuses.add(response.status);
    return response;
  });
}, 120_000);

afterAll(async () => {
  vi.unstubAllGlobals();
  await office.stop();
}, 60_000);

it('every commit point is in one of the lists, before its commit and after it', () => {
  const deaths: readonly Death[] = plays.flatMap(([, some]) => some);
  for (const point of [...pointsBy('api'), ...pointsBy('worker'), ...pointsBy('relay')]) {
    if (BESIDE.includes(point)) continue;
    const edges = deaths.filter((death) => death[1] === point).map((death) => death[2]);
    expect([...new Set(edges)].sort(), point).toEqual(['after', 'before']);
  }
});

describe('undisturbed', () => {
  it.each(files)('%s is played, and each of its letters goes out once', async (file) => {
    const number = await play(atOffice(), file);
    undisturbed.set(file, await recordOf(office.db, number));
    for (const letter of await sentLetters(office.db, number, heard())) {
      expect(letter).toMatchObject({ doubts: 0, copies: 1 });
    }
  });
});

describe('killed at commit points', () => {
  it.each(plays)(
    '%s is played to its end',
    async (file, deaths) => {
      const number = await play(atOffice(), file, deaths);
      disturbed.push({ file, number });
    },
    240_000,
  );

  it('every death that was ordered was died', async () => {
    await until(async () => openOrders(office.data).length === 0);
    const came = await new OfficeWorld(office).report('staff@UBX-02647', {
      kind: 'lost',
      discoveredAt: new Date().toISOString(),
      words: 'Không thấy sổ đăng ký',
      references: [REFERENCE],
      bypass: false,
      reportedFor: null,
      managingOffice: null,
      attested: true,
    });
    openCase = 'done' in came ? came.done : '';
    await until(async () => (await idOf(openCase)) !== '');
  });

  it('an act that is only "pending", and whose answer is lost, is done once', async () => {
    const caseId = await idOf(openCase);
    const world = new OfficeWorld(office);
    const key = randomUUID();
    const data = { what: 'Thay khóa tủ', doneAt: await world.now() };
    order(office.data, 'act-pending', 'before', 'api');
    order(office.data, 'act-pending', 'after', 'api');
    const came = await office.db.transaction(async (tx) => {
      // While the test holds the case, no worker can decide on it.
      await tx.query('select from cases where id = $1 for update', [caseId]);
      const asked = world.act('case-officer@UBX-02647', openCase, 'contain', data, key);
      await until(async () => openOrders(office.data).length === 0);
      return { asked };
    });
    expect(await came.asked).toMatchObject({ done: { kind: 'done' } });
    const facts = await factsOf(office.db, `incident/${caseId}`);
    expect(facts.filter((fact) => fact.basis === key).map((fact) => fact.kind)).toEqual([
      'contained',
      'clock-met',
    ]);
    expect(statuses).toContain(202);
  });

  it('a file that is sent again until it is answered for is one document', async () => {
    const officer = await personAt(office, 'case-officer@UBX-02647');
    const bytes = new TextEncoder().encode('Biên bản kiểm tra tủ hồ sơ');
    const path = `/api/v1/incidents/${openCase}/files?title=x&kind=minutes&place=y`;
    const key = randomUUID();
    for (const point of ['document-stored', 'document-linked'] as const) {
      order(office.data, point, 'before', 'api');
      order(office.data, point, 'after', 'api');
    }
    const { body } = await insisting(() => officer.upload(path, bytes, key));
    expect(openOrders(office.data)).toEqual([]);
    const { sha256 } = body as { sha256: string };
    expect(await officer.download(`/api/v1/documents/${sha256}?case=${openCase}`)).toEqual(bytes);
    const facts = await factsOf(office.db, `incident/${await idOf(openCase)}`);
    expect(facts.filter((fact) => fact.kind === 'document-added')).toHaveLength(1);
  });

  it('a day of reads is closed once', async () => {
    const { rows } = await office.db.query<{ id: string }>('select id from people limit 1');
    await office.db.query(
      `insert into case_reads (case_id, person_id, office_id, capacity, what, read_at)
       values ($1, $2, 'UBX-02647', 'head', 'case', now() - interval '2 days')`,
      [await idOf(openCase), rows[0]?.id],
    );
    order(office.data, 'day-of-reads-closed', 'before', 'relay');
    order(office.data, 'day-of-reads-closed', 'after', 'relay');
    // It looks when it starts, and then every hour.
    strike(office.data, 'relay');
    const days = () => factsOf(office.db, 'reads');
    await until(async () => openOrders(office.data).length === 0 && (await days()).length > 0);
    expect(await days()).toHaveLength(1);
  });

  it('everything at once: it goes on, and the next case is like the first', async () => {
    for (const victim of VICTIMS) strike(office.data, victim);
    await until(async () => (await fetch(`${office.url}/health`).catch(() => null)) !== null);
    const file = 'examples/lao-exchange.yaml';
    disturbed.push({ file, number: await play(atOffice(), file) });
  });

  it('a changed calendar reaches a case though nobody lives to tell it', async () => {
    const chief = await personAt(office, 'head@BCA-A03');
    const world = new OfficeWorld(office);
    // A clock that counts working days.
    const officer = 'case-officer@UBX-02647';
    const oral = { to: null, override: null };
    await world.act(officer, openCase, 'give-oral-notice', oral, randomUUID());
    const days = [daysFromNow(1), daysFromNow(2), daysFromNow(3)].map((date) => ({
      date,
      status: 'off',
      reason: 'Nghỉ hoán đổi',
    }));
    order(office.data, 'answer-remembered', 'after', 'api');
    order(office.data, 'look-struck', 'before', 'relay');
    order(office.data, 'look-struck', 'after', 'relay');
    const key = randomUUID();
    await insisting(() =>
      chief.send('POST', '/api/v1/calendars/VN/days', { days, basis: 'TB 1' }, key),
    );
    const stream = `incident/${await idOf(openCase)}`;
    await until(async () =>
      (await factsOf(office.db, stream)).some((fact) => fact.kind === 'clock-changed'),
    );
  });
});

describe('after all that', () => {
  it('each case has the same facts, acts and letters as undisturbed', async () => {
    expect(disturbed).toHaveLength(plays.length + 1);
    for (const { file, number } of disturbed) {
      const record = await recordOf(office.db, number);
      const same = undisturbed.get(file);
      // Kinds first: a difference is then said in a few lines.
      expect(kindsOf(record), file).toEqual(kindsOf(same));
      expect(record, file).toEqual(same);
      // Only what was in doubt came again, under the same Message-ID.
      for (const { messageId, doubts, copies } of await sentLetters(office.db, number, heard())) {
        expect(copies, messageId).toBeGreaterThan(0);
        expect(copies, messageId).toBeLessThanOrEqual(1 + doubts);
      }
    }
  });

  it('nobody had died of itself, and nobody was told of a fault', () => {
    for (const { role, ends } of office.roles) {
      expect(ends.length, role).toBeGreaterThan(2);
      expect(new Set(ends), role).toEqual(new Set(['SIGKILL']));
    }
    expect([...statuses].filter((status) => status === 500)).toEqual([]);
  });

  it('every receipt has its number in a row without gaps, and its case', async () => {
    const { rows } = await office.db.query<{ receipts: number; last: number; cases: number }>(
      `select (select count(*) from intake) as receipts, (select count(*) from cases) as cases,
         (select last from number_series where series = 'SC') as last`,
    );
    const [found] = rows;
    expect(found?.receipts).toBeGreaterThan(8);
    expect(found).toEqual({ ...found, last: found?.receipts, cases: found?.receipts });
  });

  it('the letters that were heard are those of the record', async () => {
    const { rows } = await office.db.query<{ message_id: string }>(
      `select distinct message_id from notices where state = 'sent'`,
    );
    expect([...new Set(heard())].sort()).toEqual(rows.map((row) => row.message_id).sort());
  });

  it('the log is whole', async () => {
    await until(async () => (await office.db.query('select from log_pending')).rowCount === 0);
    const args = [CLI, 'log', 'verify', '--database', office.databaseUrl];
    const env = { ...process.env, HOMAT_DATA: office.data };
    const verified = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    expect(verified).toMatchObject({ status: 0, stdout: expect.stringContaining('✓') });
  });
});

const atOffice = () => ({ data: office.data, world: new OfficeWorld(office) });
const heard = () => office.mail.heard.map((letter) => letter.messageId);

const kindsOf = (record: CaseRecord | undefined) =>
  record?.facts.map((fact) => (fact as { kind: string }).kind);

async function idOf(number: string): Promise<string> {
  const { rows } = await office.db.query<{ id: string }>('select id from cases where number = $1', [
    number,
  ]);
  return rows[0]?.id ?? '';
}

function daysFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
