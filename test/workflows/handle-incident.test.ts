import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOUR, plus } from '../../domain/time/instant.ts';
import { factsOf } from '../../records/facts.ts';
import { CaseSystem } from '../support/case-system.ts';

const COMMUNE = 'UBX-02647';
const POLICE = 'CAT-15';

let system: CaseSystem;
beforeAll(async () => {
  system = await CaseSystem.start('skip');
});
afterAll(() => system.stop());

async function skipTo(hours: number): Promise<void> {
  await system.time?.advanceTo(plus(system.now(), hours * HOUR));
}

async function acknowledged(): Promise<string> {
  const { id } = await system.report(`staff@${COMMUNE}`);
  const to = { to: null, override: null };
  await system.does(id, `case-officer@${COMMUNE}`, 'propose-dispatch', to);
  await system.approves(id, `head@${COMMUNE}`, 'dispatch');
  await system.does(id, `clerk@${COMMUNE}`, 'dispatch', { number: '01', channel: 'courier' });
  await system.does(id, `duty-officer@${POLICE}`, 'acknowledge', {});
  return id;
}

test('nobody acknowledges: two offices are passed in eight hours, by the clock alone', async () => {
  const { id } = await system.report(`staff@${COMMUNE}`);
  const to = { to: null, override: null };
  await system.does(id, `case-officer@${COMMUNE}`, 'give-oral-notice', to);
  await skipTo(8.1);
  const incident = await system.case(id);
  expect(incident.addressees.map((a) => a.office)).toEqual([POLICE, 'BCA-A03', 'BCA']);
  const facts = await factsOf(system.database.db, `incident/${id}`);
  const lapses = facts.filter((f) => f.kind === 'clock-lapsed');
  expect(lapses.length).toBeGreaterThanOrEqual(2);
  expect(lapses.every((f) => f.actor.kind === 'clock')).toBe(true);
});

test('the same key gives the first answer again, and refuses another act under it', async () => {
  const id = await acknowledged();
  const contain = { what: 'Niêm phong tủ', doneAt: system.now() };
  const options = { key: randomUUID() };
  const who = `case-officer@${COMMUNE}`;
  const first = await system.try(id, who, 'contain', contain, options);
  const version = (await system.case(id)).version;
  expect(await system.try(id, who, 'contain', contain, options)).toEqual(first);
  expect((await system.case(id)).version).toBe(version);
  // The engine forgets update ids with the run; the record does not.
  const other = await system.try(id, who, 'contain', contain, { ...options, hash: 'other' });
  expect(other).toMatchObject({ result: { code: 'IDEMPOTENCY_KEY_REUSED' } });
  expect((await system.case(id)).version).toBe(version);
});

test('twenty acts at once all get their answer, and the record is right', async () => {
  const id = await acknowledged();
  const before = (await system.case(id)).documents.length;
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      system.try(id, `case-officer@${POLICE}`, 'add-document', {
        kind: 'minutes',
        title: `Biên bản ${i}`,
        sha256: String(i).padStart(64, '0'),
        place: 'Tủ 1',
      }),
    ),
  );
  expect(answers.every((a) => a.kind === 'answered' && a.result.kind === 'done')).toBe(true);
  const incident = await system.case(id);
  expect(incident.documents.length - before).toBe(20);
  const facts = await factsOf(system.database.db, `incident/${id}`);
  expect(facts.map((f) => f.seq)).toEqual(facts.map((_, i) => i + 1));
  expect(incident.version).toBe(facts.length);
});

test('an unverified case urges higher for months, and is verified all the same', async () => {
  const id = await acknowledged();
  await skipTo(24 * 45);
  const incident = await system.case(id);
  const verify = incident.clocks.find((c) => c.rule === 'verify');
  expect(verify?.lapses).toBeGreaterThan(2);
  expect(incident.raisedTo).toContain('BCA-A03');
  await system.does(id, `case-officer@${POLICE}`, 'propose-finding', {
    result: 'not-confirmed',
    causes: ['unknown'],
    circumstances: 'Tìm thấy trong tủ khác',
    responsible: null,
  });
  await system.approves(id, `head@${POLICE}`, 'finding');
  expect((await system.case(id)).stage).toBe('closing');
});

test('an ended case answers, and the head of the office that closed it reopens it', async () => {
  const id = await acknowledged();
  const police = `case-officer@${POLICE}`;
  await system.does(id, police, 'propose-finding', {
    result: 'not-confirmed',
    causes: ['unknown'],
    circumstances: 'Nhầm',
    responsible: null,
  });
  await system.approves(id, `head@${POLICE}`, 'finding');
  const closure = { lesson: 'Ghi sổ', summary: 'Không có' };
  await system.does(id, police, 'propose-closure', closure);
  await system.approves(id, `head@${POLICE}`, 'closure');
  expect((await system.case(id)).ending).toBe('not-confirmed');
  const late = await system.try(id, police, 'report-preliminary', { summary: 'x' });
  expect(late).toMatchObject({ kind: 'answered', result: { code: 'CASE_ENDED' } });
  await system.does(id, `head@${POLICE}`, 'reopen', { reason: 'Có tình tiết mới' });
  expect((await system.case(id)).stage).toBe('verifying');
  await skipTo(24 * 25);
  const verify = (await system.case(id)).clocks.findLast((c) => c.rule === 'verify');
  expect(verify?.lapses).toBeGreaterThan(0);
});

test('a report that came while no worker ran is begun when one runs again', async () => {
  await system.stopWorker();
  const { id } = await system.report(`staff@${COMMUNE}`);
  await system.startWorker({ maxCachedWorkflows: 2 });
  await system.does(id, `case-officer@${COMMUNE}`, 'contain', {
    what: 'Khóa phòng',
    doneAt: system.now(),
  });
  expect((await system.case(id)).stage).toBe('reported');
});

test('an act on a case that nobody reported is answered, not lost', async () => {
  const answer = await system.try(randomUUID(), `duty-officer@${POLICE}`, 'acknowledge', {});
  expect(answer).toMatchObject({ kind: 'answered', result: { code: 'NOT_FOUND' } });
});
