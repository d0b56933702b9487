import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClockRuleId } from '../../domain/clocks/rule.ts';
import { INCIDENT_CLOCKS } from '../../domain/clocks/rule.ts';
import type { ActData, ActKind } from '../../domain/incident/act.ts';
import { DAY, HOUR, MINUTE, SECOND, dateOf, msOf, plus } from '../../domain/time/instant.ts';
import type { StoredFact } from '../../records/facts.ts';
import { factsOf } from '../../records/facts.ts';
import { CaseSystem } from '../support/case-system.ts';
import { carryRound } from '../support/lao-notices.ts';
import { REFERENCE } from '../support/office-play.ts';

const COMMUNE = 'UBX-02647';
const POLICE = 'CAT-15';
const OFFICER = `case-officer@${POLICE}`;
const DESK = 'case-officer@BCA-A03';
const BY_RULE = { to: null, override: null };

// Letters have these outside a case; what lapses there is in test/activities.
const OF_LETTERS: readonly ClockRuleId[] = ['notice-seen', 'notice-seen-urgent'];
const OF_CASES = INCIDENT_CLOCKS.filter((rule) => !OF_LETTERS.includes(rule)).sort();

let system: CaseSystem;
beforeAll(async () => {
  system = await CaseSystem.start('skip');
});
afterAll(() => system.stop());

/** How the people of a case are: they act at once, or only when a deadline has gone by. */
type Manner = (id: string, ...rules: ClockRuleId[]) => Promise<void>;

const promptly: Manner = async () => undefined;

const afterTheLapse: Manner = async (id, ...rules) => {
  for (const rule of rules) {
    const clock = (await system.case(id)).clocks.findLast((c) => c.rule === rule);
    if (clock === undefined) throw new Error(`The clock ${rule} does not run`);
    if (clock.lapses > 0) continue;
    await system.time?.advanceTo(plus(clock.next, SECOND));
    await expect
      .poll(async () => (await system.case(id)).clocks.find((c) => c.id === clock.id)?.lapses)
      .toBeGreaterThan(0);
  }
};

/** Does an act that has to be accepted; while its outcome is not known, it is sent again. */
async function does<K extends ActKind>(
  id: string,
  who: string,
  kind: K,
  data: ActData[K],
): Promise<void> {
  const key = randomUUID();
  const came = async () => {
    const answer = await system.try(id, who, kind, data, { key });
    return answer.kind === 'answered' ? answer.result : answer;
  };
  await expect.poll(came, { timeout: 60_000 }).toMatchObject({ kind: 'done' });
}

/** One case through every duty of the table: a Lao paper lost in a commune. */
async function wholeCase(manner: Manner, discoveredBefore: number): Promise<StoredFact[]> {
  const { id } = await system.report(`staff@${COMMUNE}`, {
    discoveredAt: plus(system.now(), -discoveredBefore),
    references: [{ ...REFERENCE, origin: 'lao', exchange: 'received' }],
  });
  const officer = `case-officer@${COMMUNE}`;
  await does(id, officer, 'propose-dispatch', BY_RULE);
  await manner(id, 'contain', 'report-to-police');
  await does(id, officer, 'contain', { what: 'Niêm phong', doneAt: system.now() });
  await does(id, officer, 'give-oral-notice', BY_RULE);
  await manner(id, 'written-report', 'acknowledge');
  await system.approves(id, `head@${COMMUNE}`, 'dispatch');
  await does(id, `clerk@${COMMUNE}`, 'dispatch', { number: '1', channel: 'courier' });
  await does(id, `duty-officer@${POLICE}`, 'acknowledge', {});
  await manner(id, 'tell-ministry', 'preliminary', 'originator-tell');
  await does(id, 'duty-officer@BCA-A03', 'acknowledge', {});
  await does(id, OFFICER, 'report-preliminary', { summary: 'Đang xác minh' });
  const asked = { office: 'UBND-15', references: ['reference-1'] };
  await does(id, OFFICER, 'tell-originator', asked);
  await manner(id, 'originator-answer', 'lao-decide');
  const damage = { damage: true, text: 'Có thiệt hại' };
  await does(id, 'case-officer@UBND-15', 'assess-damage', damage);
  const needed = { decision: 'needed', reason: 'Tin của phía Lào' } as const;
  await does(id, DESK, 'propose-lao-decision', needed);
  await system.approves(id, 'head@BCA', 'lao-decision');
  await manner(id, 'lao-first');
  await carryRound(system, id, 1, () => manner(id, 'lao-answer'));
  await manner(id, 'verify');
  await does(id, OFFICER, 'propose-finding', {
    result: 'confirmed-damage',
    causes: ['carelessness'],
    circumstances: 'Để quên ngoài tủ',
    responsible: null,
  });
  await manner(id, 'approve-finding');
  await system.approves(id, `head@${POLICE}`, 'finding');
  const due = dateOf(plus(system.now(), 20 * DAY));
  const plan = { kind: 'training', person: 'Người đứng đầu', job: 'Tập huấn' } as const;
  const remedies = [{ ...plan, office: COMMUNE, product: 'Danh sách dự', due }];
  await does(id, OFFICER, 'plan-remedies', { remedies });
  await manner(id, 'remedy');
  const done = { remedy: 'remedy-1', result: 'Đã làm' };
  await does(id, `head@${COMMUNE}`, 'report-remedy', done);
  await does(id, OFFICER, 'accept-remedy', { remedy: 'remedy-1' });
  await manner(id, 'lao-second', 'close');
  await carryRound(system, id, 2);
  await does(id, OFFICER, 'propose-closure', { lesson: 'Khóa tủ', summary: 'Xong' });
  await system.approves(id, `deputy-head@${POLICE}`, 'closure');
  expect(await system.case(id)).toMatchObject({ stage: 'ended', ending: 'closed' });
  return factsOf(system.database.db, `incident/${id}`);
}

/** The rules of the clocks that facts of some kind speak of. */
function rulesIn(facts: readonly StoredFact[], kind: string): string[] {
  const ids = facts
    .filter((fact) => fact.kind === kind)
    .map((fact) => (fact.data as { readonly clock: string }).clock);
  return [...new Set(ids.map((id) => id.replace(/#\d+$/, '')))].sort();
}

test('whoever acts at once keeps every clock of the table, and none lapses', async () => {
  const facts = await wholeCase(promptly, 10 * MINUTE);
  expect(rulesIn(facts, 'clock-met')).toEqual(OF_CASES);
  expect(rulesIn(facts, 'clock-lapsed')).toEqual([]);
});

test('over months every clock lapses once, and the case is closed all the same', async () => {
  const began = system.now();
  const facts = await wholeCase(afterTheLapse, 2 * HOUR);
  expect(msOf(system.now()) - msOf(began)).toBeGreaterThan(60 * DAY);
  const lapsed = [...rulesIn(facts, 'clock-lapsed'), ...rulesIn(facts, 'late-report')];
  expect([...new Set(lapsed)].sort()).toEqual(OF_CASES);
  const byClock = facts.filter((fact) => fact.kind === 'clock-lapsed');
  expect(byClock.every((fact) => fact.actor.kind === 'clock')).toBe(true);
});
