import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { factsOf } from '../../records/facts.ts';
import { ALONE, ELSEWHERE, HERE, YEARS_AND_PLANS } from '../kills/deaths.ts';
import { insisting, personAt } from '../kills/person.ts';
import { Played } from '../kills/played.ts';
import type { PointName } from '../kills/points.ts';
import { pointsBy } from '../kills/points.ts';
import { until } from '../kills/record.ts';
import { openOrders, order, strike } from '../kills/victims.ts';
import { OfficeWorld } from '../kills/world.ts';
import { REFERENCE } from '../support/office-play.ts';

const files = [...new Set(HERE.map(([file]) => file))];
let played: Played;
let openCase: string;

beforeAll(async () => {
  played = await Played.open();
}, 180_000);

afterAll(() => played.close(), 60_000);

it('every commit point is in one of the lists, before its commit and after it', () => {
  const deaths = [...HERE, ...ELSEWHERE].flatMap(([, some]) => some);
  const others: readonly PointName[] = [...ALONE, ...YEARS_AND_PLANS];
  for (const point of [...pointsBy('api'), ...pointsBy('worker'), ...pointsBy('relay')]) {
    if (others.includes(point)) continue;
    const edges = deaths.filter((death) => death[1] === point).map((death) => death[2]);
    expect([...new Set(edges)].sort(), point).toEqual(['after', 'before']);
  }
});

describe('undisturbed', () => {
  it.each(files)('%s is played, and each of its letters goes out once', (file) =>
    played.undisturbed(file),
  );
});

describe('killed at commit points', () => {
  it.each(HERE)(
    '%s is played to its end',
    (file, deaths) => played.killed([file, deaths]),
    240_000,
  );

  it('every death that was ordered was died', async () => {
    await until(async () => openOrders(played.office.data).length === 0);
    const came = await new OfficeWorld(played.office).report('staff@UBX-02647', {
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
    const world = new OfficeWorld(played.office);
    const key = randomUUID();
    const data = { what: 'Thay khóa tủ', doneAt: await world.now() };
    order(played.office.data, 'act-pending', 'before', 'api');
    order(played.office.data, 'act-pending', 'after', 'api');
    const came = await played.office.db.transaction(async (tx) => {
      // While the test holds the case, no worker can decide on it.
      await tx.query('select from cases where id = $1 for update', [caseId]);
      const asked = world.act('case-officer@UBX-02647', openCase, 'contain', data, key);
      // Both die as they are about to say "pending"; the one that comes next says it.
      played.statuses.delete(202);
      await until(async () => openOrders(played.office.data).length === 0);
      await until(async () => played.statuses.has(202), 'somebody is told "pending"');
      return { asked };
    });
    expect(await came.asked).toMatchObject({ done: { kind: 'done' } });
    const facts = await factsOf(played.office.db, `incident/${caseId}`);
    expect(facts.filter((fact) => fact.basis === key).map((fact) => fact.kind)).toEqual([
      'contained',
      'clock-met',
    ]);
  });

  it('a file that is sent again until it is answered for is one document', async () => {
    const officer = await personAt(played.office, 'case-officer@UBX-02647');
    const bytes = new TextEncoder().encode('Biên bản kiểm tra tủ hồ sơ');
    const path = `/api/v1/incidents/${openCase}/files?title=x&kind=minutes&place=y`;
    const key = randomUUID();
    for (const point of ['document-stored', 'document-linked'] as const) {
      order(played.office.data, point, 'before', 'api');
      order(played.office.data, point, 'after', 'api');
    }
    const { body } = await insisting(() => officer.upload(path, bytes, key));
    expect(openOrders(played.office.data)).toEqual([]);
    const { sha256 } = body as { sha256: string };
    expect(await officer.download(`/api/v1/documents/${sha256}?case=${openCase}`)).toEqual(bytes);
    const facts = await factsOf(played.office.db, `incident/${await idOf(openCase)}`);
    expect(facts.filter((fact) => fact.kind === 'document-added')).toHaveLength(1);
  });

  it('a day of reads is closed once', async () => {
    const { rows } = await played.office.db.query<{ id: string }>('select id from people limit 1');
    await played.office.db.query(
      `insert into case_reads (case_id, person_id, office_id, capacity, what, read_at)
       values ($1, $2, 'UBX-02647', 'head', 'case', now() - interval '2 days')`,
      [await idOf(openCase), rows[0]?.id],
    );
    order(played.office.data, 'day-of-reads-closed', 'before', 'relay');
    order(played.office.data, 'day-of-reads-closed', 'after', 'relay');
    // It looks when it starts, and then every hour.
    strike(played.office.data, 'relay');
    const days = () => factsOf(played.office.db, 'reads');
    await until(
      async () => openOrders(played.office.data).length === 0 && (await days()).length > 0,
    );
    expect(await days()).toHaveLength(1);
  });

  it('a changed calendar reaches a case though nobody lives to tell it', async () => {
    const chief = await personAt(played.office, 'head@BCA-A03');
    const world = new OfficeWorld(played.office);
    // A clock that counts working days.
    const officer = 'case-officer@UBX-02647';
    const oral = { to: null, override: null };
    await world.act(officer, openCase, 'give-oral-notice', oral, randomUUID());
    const days = [daysFromNow(1), daysFromNow(2), daysFromNow(3)].map((date) => ({
      date,
      status: 'off',
      reason: 'Nghỉ hoán đổi',
    }));
    order(played.office.data, 'answer-remembered', 'after', 'api');
    order(played.office.data, 'look-struck', 'before', 'relay');
    order(played.office.data, 'look-struck', 'after', 'relay');
    const key = randomUUID();
    await insisting(() =>
      chief.send('POST', '/api/v1/calendars/VN/days', { days, basis: 'TB 1' }, key),
    );
    const stream = `incident/${await idOf(openCase)}`;
    await until(async () =>
      (await factsOf(played.office.db, stream)).some((fact) => fact.kind === 'clock-changed'),
    );
  });
});

describe('after all that', () => {
  it('each case has the same facts, acts and letters as undisturbed', () => played.expectTheSame());

  it('nobody had died of itself, and nobody was told of a fault', () =>
    played.expectDeaths({ api: 15, worker: 2, relay: 4 }));

  it('every receipt has its number in a row without gaps, and its case', () =>
    played.expectReceipts(6));

  it('the letters that were heard are those of the record', () => played.expectLetters());

  it('the log is whole', () => played.expectLog());
});

async function idOf(number: string): Promise<string> {
  const { rows } = await played.office.db.query<{ id: string }>(
    'select id from cases where number = $1',
    [number],
  );
  return rows[0]?.id ?? '';
}

function daysFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
