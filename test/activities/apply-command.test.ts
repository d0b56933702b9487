import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApplyCommand } from '../../activities/apply-command.ts';
import type { Outcome } from '../../domain/cases/outcome.ts';
import { factsOf } from '../../records/facts.ts';
import { ApiOffice } from '../support/api-office.ts';
import { systemOf } from '../support/office-system.ts';
import { PlanRun } from '../support/plan-run.ts';
import { smallPlan } from '../support/plans.ts';

let office: ApiOffice;
beforeAll(async () => {
  office = await ApiOffice.open();
});
afterAll(() => office.close());

it('a report that several processes begin at once is begun once, and none fails', async () => {
  const caseId = await reported();
  const apply = createApplyCommand(office.deps);
  const look = () => apply({ matter: 'incident', caseId, now: office.now, command: null });
  const outcomes = await Promise.all(Array.from({ length: 6 }, look));
  const [first] = outcomes;
  expect(first?.snapshot?.stage).toBe('reported');
  for (const outcome of outcomes) expect(outcome).toEqual(first);
  const facts = await factsOf(office.database.db, `incident/${caseId}`);
  expect(facts.filter((fact) => fact.kind === 'reported')).toHaveLength(1);
});

it('an act that comes before any process begins the case, and is no more than itself', async () => {
  const apply = createApplyCommand(office.deps);
  const { rows } = await office.database.db.query<{ id: string }>(
    `select id from people where login = 'ubx-02647.case-officer'`,
  );
  const contain = (caseId: string): Promise<Outcome> =>
    apply({
      matter: 'incident',
      caseId,
      now: office.now,
      command: {
        key: `contain ${caseId}`,
        requestHash: 'h',
        person: rows[0]?.id ?? '',
        office: 'UBX-02647',
        capacity: 'case-officer',
        delegation: null,
        act: { kind: 'contain', data: { what: 'Khóa tủ', doneAt: office.now } },
      },
    });
  const usual = await reported();
  await apply({ matter: 'incident', caseId: usual, now: office.now, command: null });
  expect((await contain(usual)).result).toMatchObject({ kind: 'done' });
  const hasty = await reported();
  expect((await contain(hasty)).result).toMatchObject({ kind: 'done' });
  expect(await recordOf(hasty)).toEqual(await recordOf(usual));
});

it('an act that is asked again is answered from memory, with all that it has to open', async () => {
  office.engine.state = 'up';
  const run = await PlanRun.load(await systemOf(office), smallPlan());
  await run.adopt('case-officer@UBND-15', 'head@UBND-15');
  const adopted = office.engine.asked.at(-1);
  if (adopted === undefined) throw new Error('Nobody adopted it');
  const { caseId, key, requestHash, actor, act } = adopted;
  // A worker died after the commit: whoever comes next has heard of nothing.
  const again = await createApplyCommand(office.deps)({
    matter: 'plan',
    caseId,
    now: office.now,
    command: { key, requestHash, ...actor, act },
  });
  expect(again).toMatchObject({ result: { kind: 'done', stage: 'running' } });
  expect(again.unopened).toHaveLength(3);
});

/** A report that nobody has told the engine of. */
async function reported(): Promise<string> {
  office.engine.state = 'down';
  const reporter = await office.somebody('staff@UBX-02647');
  const receipt = await reporter.post('/incidents', office.reportData());
  return receipt.json.id as string;
}

/** The facts of a case and by whom, and how its letters stand. */
async function recordOf(caseId: string) {
  const { db } = office.database;
  const facts = await factsOf(db, `incident/${caseId}`);
  const { rows: letters } = await db.query(
    `select kind, address, clock_id, state from notices where case_id = $1
     order by kind, address, clock_id`,
    [caseId],
  );
  const told = facts.map(({ kind, actor, basis }) => ({
    kind,
    by: actor.kind,
    act: basis !== null,
  }));
  return { facts: told, letters };
}
