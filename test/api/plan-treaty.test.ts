import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OFFICER, PlanOffice, smallPlan } from '../support/plan-office.ts';

let plans: PlanOffice;

beforeAll(async () => {
  plans = await PlanOffice.open();
});

afterAll(() => plans.close());

const agreement = async (status: 'suspended' | 'in-force'): Promise<void> => {
  const leader = await plans.somebody('head@BCA');
  const answered = await leader.post('/treaty', { status, basis: 'Thông báo' });
  expect(answered.status, answered.text).toBe(200);
};

const seen = async (number: string) => plans.get(OFFICER, `/plans/${number}`);

describe('while the Agreement is suspended', () => {
  it('a plan that carries it out stands still by itself, every other one goes on', async () => {
    const other = await plans.loads();
    await plans.adopts();
    const following = await plans.loads(
      smallPlan((plan) => ({ ...plan, id: 'lao-cai-theo-hiep-dinh', followsTreaty: true })),
    );
    await plans.adopts();
    // Nobody opens either plan: who told them is the change itself.
    await agreement('suspended');
    expect(await seen(following)).toMatchObject({
      stage: 'suspended',
      standstill: { by: 'treaty' },
    });
    expect(await seen(other)).toMatchObject({ stage: 'running', standstill: null });
    await agreement('in-force');
    expect(await seen(following)).toMatchObject({ stage: 'running', standstill: null });
  });
});
