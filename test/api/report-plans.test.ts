import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemOf } from '../support/office-system.ts';
import { PlanRun } from '../support/plan-run.ts';
import { smallPlan } from '../support/plans.ts';
import { NOVEMBER, ReportOffice, SUBMITTING } from '../support/report-office.ts';

const COMMUNE = 'UBX-02647';
const NEIGHBOUR = 'UBX-03006';
const HEAD = `head@${COMMUNE}`;
const POLICE = 'case-officer@CAT-15';

let year: ReportOffice;
let difficulty: string;

beforeAll(async () => {
  year = await ReportOffice.open(NOVEMBER);
  const run = await PlanRun.load(await systemOf(year.office), smallPlan());
  await run.adopt('case-officer@UBND-15', 'head@UBND-15');
  await year.office.engine.begin(run.id, 'plan');
  difficulty = (await run.raises(COMMUNE)).number;
  await year.opens([COMMUNE, NEIGHBOUR, 'UBND-15']);
});

afterAll(() => year.close());

const figure = async (office: string, who: string, id: string) =>
  (await year.somebody(who)).get(`/reports/${year.number(office)}/figures/${id}`);

describe('what of the plans stands in the yearly report', () => {
  it('is filled in, with the numbers of the unanswered behind the figure', async () => {
    const answered = await figure(COMMUNE, HEAD, 'difficulties-unanswered');
    expect(answered.json).toMatchObject({
      value: 1,
      known: 1,
      behind: [{ office: COMMUNE, what: difficulty }],
    });
    // Due on 1/1/2027: not a task of this year.
    expect((await figure(COMMUNE, HEAD, 'tasks')).json).toMatchObject({ known: 0, behind: [] });
  });

  it('is there for those who read the report, and for nobody else', async () => {
    expect((await figure(COMMUNE, POLICE, 'difficulties')).status).toBe(200);
    for (const who of [`head@${NEIGHBOUR}`, 'head@BKHCN']) {
      expect((await figure(COMMUNE, who, 'difficulties')).json.code).toBe('NOT_FOUND');
    }
  });

  it('has to be explained where it is another number, also in a nil report', async () => {
    await year.fills(COMMUNE, `case-officer@${COMMUNE}`, { figures: { difficulties: 2 } });
    year.office.goTo(SUBMITTING);
    const { faults } = await year.view(COMMUNE, HEAD);
    expect(faults).toMatchObject([{ code: 'difference-unexplained', field: 'difficulties' }]);
    const nil = await year.try(COMMUNE, HEAD, 'submit-nil', { reason: 'Không phát sinh' });
    expect(nil.json.params.fault).toBe('difference-unexplained');
    await year.fills(COMMUNE, `case-officer@${COMMUNE}`, {
      figures: { difficulties: 2 },
      explanations: { difficulties: 'Một kiến nghị gửi bằng giấy' },
    });
    await year.submits(COMMUNE, HEAD);
    await year.accepts(COMMUNE, POLICE);
  });

  it('is held against what each commune reported, by who collects', async () => {
    const path = `/reports/${year.number('UBND-15.TH')}/consolidation`;
    const { json } = await (await year.somebody(POLICE)).get(path);
    expect(json.mismatches).toMatchObject([
      { office: COMMUNE, figure: 'difficulties', expected: 1, reported: 2 },
    ]);
  });
});
