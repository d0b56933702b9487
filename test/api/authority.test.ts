import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonActor } from '../../domain/authority/actor.ts';
import { may } from '../../domain/authority/may.ts';
import type { Act, ActKind } from '../../domain/incident/act.ts';
import { ACT_KINDS, actionOf } from '../../domain/incident/decide.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { readScope } from '../../domain/incident/readers.ts';
import type { DirectoryAt } from '../../domain/offices/directory.ts';
import type { Capacity } from '../../domain/offices/person.ts';
import { dateOf } from '../../domain/time/instant.ts';
import { loadCase } from '../../records/cases.ts';
import { actorOf } from '../../records/people-capacities.ts';
import { ApiOffice } from '../support/api-office.ts';
import { ACT_SAMPLES } from '../support/act-samples.ts';
import { REFERENCE } from '../support/office-play.ts';

const PEOPLE = [
  'staff@UBX-02647',
  'staff@UBX-02647/2',
  'clerk@UBX-02647',
  'case-officer@UBX-02647',
  'deputy-head@UBX-02647',
  'head@UBX-02647',
  'duty-officer@CAT-15',
  'clerk@CAT-15',
  'case-officer@CAT-15',
  'deputy-head@CAT-15',
  'head@CAT-15',
  'inspector@CAT-15',
  'case-officer@CAT-15-PA03',
  'head@CAT-15-PA03',
  'case-officer@UBND-15',
  'head@UBND-15',
  'case-officer@SVHTTDL-15',
  'head@SVHTTDL-15',
  'clerk@BCA',
  'duty-officer@BCA',
  'deputy-head@BCA',
  'head@BCA',
  'duty-officer@BCA-A03',
  'clerk@BCA-A03',
  'case-officer@BCA-A03',
  'head@BCA-A03',
  'inspector@BCA-A03',
  'administrator@BCA-A03',
  'head@CAT-40',
  'case-officer@BKHCN',
];

let office: ApiOffice;
let incident: Incident;
let directory: DirectoryAt;

beforeAll(async () => {
  office = await ApiOffice.open();
  const { id } = await office.report('staff@UBX-02647', {
    references: [{ ...REFERENCE, exchange: 'received', origin: 'lao' }],
  });
  await office.does(id, 'case-officer@UBX-02647', 'propose-dispatch', { to: null, override: null });
  await office.approves(id, 'head@UBX-02647', 'dispatch');
  await office.does(id, 'clerk@UBX-02647', 'dispatch', { number: '1/BC', channel: 'courier' });
  const addressee = (await (await office.somebody('head@UBX-02647')).get(`/incidents/${id}`)).json
    .addressees[0].office as string;
  await office.does(id, `duty-officer@${addressee}`, 'acknowledge', {});
  await office.does(id, `case-officer@${addressee}`, 'tell-originator', {
    office: 'SVHTTDL-15',
    references: ['reference-1'],
  });
  await office.does(id, `case-officer@${addressee}`, 'propose-joint-verification', {
    offices: ['UBND-15'],
  });
  await office.approves(id, `head@${addressee}`, 'joint-verification');
  await office.does(
    id,
    `case-officer@${addressee}`,
    'propose-finding',
    ACT_SAMPLES['propose-finding'],
  );
  const loaded = await loadCase(office.database.db, id);
  if (loaded === null) throw new Error('The case is not there');
  incident = loaded;
  ({ directory } = await office.deps.standing(office.database.db, office.now));
  office.engine.state = 'judging';
}, 60_000);

afterAll(() => office.close());

async function actor(who: string): Promise<PersonActor> {
  const [capacity = '', place = ''] = who.split('@');
  const [at = '', number] = place.split('/');
  const login = [at.toLowerCase(), capacity, number].filter((p) => p !== undefined).join('.');
  const { db } = office.database;
  const { rows } = await db.query<{ id: string }>('select id from people where login = $1', [
    login,
  ]);
  const chosen = { office: at, capacity: capacity as Capacity };
  const found = await actorOf(db, rows[0]?.id ?? '', chosen, dateOf(office.now));
  if (found === undefined) throw new Error(who);
  return { kind: 'person', ...found };
}

const cells = { done: 0, refused: 0, hidden: 0 };

describe('who may do what, asked through the API', () => {
  it.each(PEOPLE)('%s, act by act', async (who) => {
    const somebody = await office.somebody(who);
    const acting = await actor(who);
    const listed = readScope(incident, acting, directory) !== null;
    const cleared = { ...acting, clearance: 'tuyet-mat' } as const;
    const onList = readScope(incident, cleared, directory) !== null;
    for (const kind of ACT_KINDS) {
      const act = { kind, data: ACT_SAMPLES[kind] } as unknown as Act;
      const action = actionOf(act, incident);
      const refusal = typeof action === 'string' ? may(acting, action, incident, directory) : null;
      const isThere =
        listed ||
        (kind === 'acknowledge' && onList) ||
        (kind === 'extend-clock' && refusal === null);
      const answered = await somebody.act(incident.id, kind, ACT_SAMPLES[kind] as never);
      const about = `${who} ${kind}: ${answered.text}`;
      if (!isThere) {
        expect(answered.json.code, about).toBe('NOT_FOUND');
        cells.hidden += 1;
      } else if (refusal !== null) {
        expect(answered.json.code, about).toBe(refusal.code);
        cells.refused += 1;
      } else {
        // Allowed by the table: what then bars it is the stage, the content, or whose it is.
        expect(['NOT_FOUND', 'CLEARANCE_TOO_LOW', 'OWN_CASE'], about).not.toContain(
          answered.json.code,
        );
        if (answered.json.code === 'FORBIDDEN')
          expect(['withdraw', 'extend-clock', 'take-case']).toContain(kind);
        cells.done += 1;
      }
    }
  });

  it('in many cells of each kind', () => {
    expect(cells.done).toBeGreaterThan(100);
    expect(cells.refused).toBeGreaterThan(300);
    expect(cells.hidden).toBeGreaterThan(100);
  });

  it('costs the engine nothing where the capacity can never do it', async () => {
    const asked = office.engine.asked.length;
    const clerk = await office.somebody('clerk@CAT-15');
    const answered = await clerk.act(
      incident.id,
      'propose-finding',
      ACT_SAMPLES['propose-finding'],
    );
    expect(answered.json.code).toBe('FORBIDDEN');
    expect(office.engine.asked.length).toBe(asked);
  });
});

describe('which process an act goes to', () => {
  it('is the incident’s own until the Lao side’s has begun', async () => {
    const officer = await office.somebody('case-officer@BCA-A03');
    await officer.act(incident.id, 'propose-lao-decision', ACT_SAMPLES['propose-lao-decision']);
    expect(office.engine.asked.at(-1)?.process).toBe('incident');
  });

  it('is the Lao side’s for its acts and decisions from then on', async () => {
    const { id } = await office.report('staff@UBX-02647', {
      references: [{ ...REFERENCE, exchange: 'received', origin: 'lao' }],
    });
    office.engine.state = 'up';
    const ask = async (who: string, kind: ActKind, data: unknown) => {
      const answered = await (await office.somebody(who)).act(id, kind, data as never);
      expect(answered.status, `${kind} ${answered.text}`).toBe(200);
      return office.engine.asked.at(-1)?.process;
    };
    await ask('case-officer@UBX-02647', 'give-oral-notice', { to: null, override: null });
    const opened = await (await office.somebody('head@UBX-02647')).get(`/incidents/${id}`);
    await ask(`duty-officer@${opened.json.addressees[0].office}`, 'acknowledge', {});
    if ((opened.json.addressees[0].office as string) !== 'BCA-A03') {
      await ask('duty-officer@BCA-A03', 'acknowledge', {});
    }
    await ask('case-officer@BCA-A03', 'propose-lao-decision', ACT_SAMPLES['propose-lao-decision']);
    await office.approves(id, 'head@BCA', 'lao-decision');
    const draft = { round: 1, form: { event: { vi: 'Mất', lo: 'ເສຍ' } } };
    const officer = await office.somebody('case-officer@BCA-A03');
    await officer.act(id, 'draft-lao-notice', draft as never);
    expect(office.engine.asked.at(-1)?.process).toBe('lao-side');
    expect(await ask('case-officer@UBX-02647', 'contain', ACT_SAMPLES.contain)).toBe('incident');
    const settle = { round: 1, reason: 'Phía Lào đã biết' };
    expect(await ask('case-officer@BCA-A03', 'propose-lao-not-needed', settle)).toBe('lao-side');
    await office.approves(id, 'head@BCA', 'lao-not-needed');
    expect(office.engine.asked.at(-1)?.process).toBe('lao-side');
    office.engine.state = 'judging';
  });
});
