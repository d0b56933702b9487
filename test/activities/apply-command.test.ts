import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApplyCommand } from '../../activities/apply-command.ts';
import { factsOf } from '../../records/facts.ts';
import { ApiOffice } from '../support/api-office.ts';

let office: ApiOffice;
beforeAll(async () => {
  office = await ApiOffice.open();
});
afterAll(() => office.close());

it('a report that several processes begin at once is begun once, and none of them fails', async () => {
  office.engine.state = 'down';
  const reporter = await office.somebody('staff@UBX-02647');
  const receipt = await reporter.post('/incidents', office.reportData());
  const caseId = receipt.json.id as string;
  const apply = createApplyCommand(office.deps);
  const look = () => apply({ matter: 'incident', caseId, now: office.now, command: null });
  const outcomes = await Promise.all(Array.from({ length: 6 }, look));
  const [first] = outcomes;
  expect(first?.snapshot?.stage).toBe('reported');
  for (const outcome of outcomes) expect(outcome).toEqual(first);
  const facts = await factsOf(office.database.db, `incident/${caseId}`);
  expect(facts.filter((fact) => fact.kind === 'reported')).toHaveLength(1);
});
