import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanActKind } from '../../domain/plans/process/act.ts';
import { PLAN_ACT_KINDS } from '../../domain/plans/process/acts.ts';
import { Judging } from '../support/judging.ts';
import { PLAN_ACT_SAMPLES } from '../support/plan-act-samples.ts';
import { PlanOffice } from '../support/plan-office.ts';

let plans: PlanOffice;

beforeAll(async () => {
  plans = await PlanOffice.open();
  await plans.loads();
  await plans.adopts();
  plans.office.engine.state = 'judging';
});

afterAll(() => plans.close());

const OFFICERS = 'case-officer deputy-head head';

/** Who may do each act, written down once more by hand: capacities, and how they stand to it. */
const ALLOWED: { readonly [K in PlanActKind]: readonly [string, string] } = {
  'confirm-clears': ['head deputy-head', 'owner'],
  'propose-adoption': [OFFICERS, 'owner follow-up'],
  'propose-amendment': [OFFICERS, 'owner follow-up'],
  'propose-end': [OFFICERS, 'owner follow-up'],
  'approve-plan': ['head deputy-head', 'owner'],
  'return-plan': ['head deputy-head', 'owner'],
  'number-plan': ['clerk', 'owner'],
  'set-phase-end': ['head deputy-head', 'owner'],
  'suspend-plan': ['head deputy-head', 'owner'],
  'resume-plan': ['head deputy-head', 'owner'],
  'withdraw-plan': ['head deputy-head', 'owner'],
};

/** Who is asked, how they stand to the plan, and whether it is there for them at all. */
const PEOPLE: readonly (readonly [string, string, boolean])[] = [
  ['head@UBND-15', 'owner', true],
  ['deputy-head@UBND-15', 'owner', true],
  ['case-officer@UBND-15', 'owner', true],
  ['clerk@UBND-15', 'owner', true],
  ['staff@UBND-15', 'owner', true],
  ['head@CAT-15', 'follow-up', true],
  ['case-officer@CAT-15', 'follow-up', true],
  ['clerk@CAT-15', 'follow-up', true],
  ['inspector@CAT-15', 'follow-up', true],
  ['case-officer@CAT-15-PA03', 'follow-up', true],
  ['head@CAT-15-PA03', 'follow-up', true],
  ['head@UBX-02647', 'party', true],
  ['staff@UBX-02647', 'party', true],
  ['head@BCA', 'above', true],
  ['case-officer@BCA-A03', 'above', true],
  ['inspector@BCA-A03', 'above', true],
  ['administrator@BCA-A03', 'above', false],
  ['head@BKHCN', '', false],
  ['case-officer@CAT-40', '', false],
];

const PARTS = ['', '/text', '/progress', '/coverage', '/gantt', '/gantt.svg', '/timeline'];
const OWN = { job: 'Việc', product: 'Sản phẩm', due: { kind: 'standing' } };
const judging = new Judging();

describe('who may do what with a plan, asked through the API', () => {
  it.each(PEOPLE)('%s (%s)', async (who, stands, reads) => {
    const somebody = await plans.somebody(who);
    for (const part of PARTS) {
      const answered = await somebody.get(`/plans/${plans.number}${part}`);
      expect(answered.status, `${who} ${part}`).toBe(reads ? 200 : 404);
    }
    const [capacity = ''] = who.split('@');
    for (const kind of PLAN_ACT_KINDS) {
      const [as, when] = ALLOWED[kind];
      const isAllowed = as.split(' ').includes(capacity) && when.split(' ').includes(stands);
      await judging.judge(plans.office, { who, kind, reads, isAllowed }, () =>
        plans.try(who, kind, PLAN_ACT_SAMPLES[kind]),
      );
    }
    const later = await somebody.post(`/plans/${plans.number}/editions`, { plan: 'lao-cai-2026' });
    const mayLoad = OFFICERS.split(' ').includes(capacity) && /owner|follow-up/.test(stands);
    const code = !reads ? 'NOT_FOUND' : mayLoad ? 'INVALID_FIELD' : 'FORBIDDEN';
    expect(later.json.code, `${who} ${later.text}`).toBe(code);
    const own = await somebody.post(`/plans/${plans.number}/tasks`, {
      ...OWN,
      office: 'UBX-03006',
    });
    expect(own.json.code, who).toBe(reads ? 'FORBIDDEN' : 'NOT_FOUND');
    const [first] = (await plans.get(who, '/plans')).items;
    expect(first?.number, who).toBe(reads ? plans.number : undefined);
  });

  it('in many cells of each kind, and every act open to somebody', () => {
    judging.expectMany(PLAN_ACT_KINDS, { open: 25, forbidden: 100, hidden: 25 });
  });

  it('is what a screen offers, as far as the stage allows it', async () => {
    const offered = async (who: string) => (await plans.view(who)).acts;
    expect(await offered('head@UBND-15')).toEqual([
      'confirm-clears',
      'propose-amendment',
      'propose-end',
      'suspend-plan',
    ]);
    expect(await offered('clerk@UBND-15')).toEqual(['number-plan']);
    expect(await offered('case-officer@CAT-15-PA03')).toEqual(['propose-amendment', 'propose-end']);
    expect(await offered('head@UBX-02647')).toEqual([]);
    expect(await offered('inspector@BCA-A03')).toEqual([]);
  });

  it('keeps who read what of it', async () => {
    const { rows } = await plans.office.database.db.query<{ what: string }>(
      `select distinct what from case_reads r join plans p on p.id = r.case_id order by what`,
    );
    expect(rows.map(({ what }) => what)).toEqual([
      'coverage',
      'gantt',
      'plan',
      'plan-text',
      'progress',
      'timeline',
    ]);
  });
});
