import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHAIRMAN, OFFICER, PlanOffice, smallPlan } from '../support/plan-office.ts';

let plans: PlanOffice;

beforeAll(async () => {
  plans = await PlanOffice.open();
});

afterAll(() => plans.close());

describe('a plan over the API', () => {
  it('is loaded as a draft, once, for its owner and whoever follows it up only', async () => {
    const officer = await plans.somebody(OFFICER);
    const key = { 'idempotency-key': 'load-1' };
    const first = await officer.post('/plans', { text: smallPlan() }, key);
    expect(first.json).toMatchObject({ number: 'KH-LAO-CAI-NHO' });
    expect((await officer.post('/plans', { text: smallPlan() }, key)).json).toEqual(first.json);
    const again = await officer.post('/plans', { text: smallPlan() });
    expect(again.json).toMatchObject({ code: 'ALREADY_DONE', params: { act: 'load-plan' } });
    plans.number = 'KH-LAO-CAI-NHO';
    await plans.relay();
    expect((await plans.get(OFFICER, '/plans')).items).toMatchObject([
      { number: 'KH-LAO-CAI-NHO', stage: 'draft', owner: 'UBND-15', desk: 'CAT-15-PA03', tasks: 2 },
    ]);
    for (const who of ['head@UBX-02647', 'head@BCA', 'case-officer@BCA-A03']) {
      expect((await plans.get(who, '/plans')).items, who).toEqual([]);
      const closed = await (await plans.somebody(who)).get('/plans/KH-LAO-CAI-NHO');
      expect(closed.json.code, who).toBe('NOT_FOUND');
    }
  });

  it('says which of the five clears are missing, with what is proposed for each', async () => {
    const view = await plans.view(CHAIRMAN);
    expect(view).toMatchObject({ stage: 'draft', adoptedAt: null, document: null, phases: [] });
    expect(view.missing).toContainEqual({
      task: 'II.1.a',
      job: expect.stringContaining('phổ biến'),
      clear: 'product',
      proposed: expect.stringContaining('báo cáo kết quả'),
    });
    expect(view.acts).toEqual(['confirm-clears', 'propose-adoption', 'withdraw-plan']);
  });

  it('is not approved before they are confirmed, nor by whoever proposed it', async () => {
    const { loaded } = await plans.view(OFFICER);
    const { checksum } = loaded[0] as { checksum: string };
    await plans.does(OFFICER, 'propose-adoption', { plan: checksum });
    const { proposals, acts } = await plans.view(CHAIRMAN);
    expect(acts).toContain('approve-plan');
    expect((await plans.view(OFFICER)).acts).not.toContain('approve-plan');
    const decided = { proposal: proposals[0].id, checksum: proposals[0].checksum };
    const unclear = await plans.try(CHAIRMAN, 'approve-plan', decided);
    expect(unclear.json).toMatchObject({ code: 'PLAN_NOT_CLEAR' });
    await plans.does(CHAIRMAN, 'return-plan', { proposal: decided.proposal, reason: 'Chưa rõ' });
    await plans.adopts();
    expect(await plans.view(CHAIRMAN)).toMatchObject({ stage: 'running', missing: [] });
  });

  it('is there from then on for every office with a part in it and those above', async () => {
    for (const who of [
      'staff@UBX-02647',
      'head@UBX-03006',
      'inspector@CAT-15',
      'duty-officer@CAT-15',
      'head@CAT-15-PA03',
      'case-officer@BCA-A03',
      'inspector@BCA-A03',
    ]) {
      expect((await plans.view(who)).number, who).toBe('KH-LAO-CAI-NHO');
    }
    for (const who of ['administrator@BCA-A03', 'head@BKHCN', 'case-officer@CAT-40']) {
      const closed = await (await plans.somebody(who)).get('/plans/KH-LAO-CAI-NHO');
      expect(closed.json.code, who).toBe('NOT_FOUND');
      expect((await plans.get(who, '/plans')).items, who).toEqual([]);
    }
  });

  it('is found by its number, its id, the plan and how that begins', async () => {
    const { id } = await plans.view(OFFICER);
    for (const name of [id, 'KH-LAO-CAI-NHO', 'lao-cai-nho', 'lao-cai', 'lao']) {
      expect((await plans.get(OFFICER, `/plans/${name}`)).id, name).toBe(id);
    }
    const officer = await plans.somebody(OFFICER);
    for (const name of ['cai', 'lao_cai', 'KH-LAO', 'lao-cai-nho-2', '%25']) {
      expect((await officer.get(`/plans/${name}`)).json.code, name).toBe('NOT_FOUND');
    }
  });

  it('is numbered, stands still, goes on, and is amended by a later version', async () => {
    await plans.does('clerk@UBND-15', 'number-plan', {
      number: '99/KH-UBND',
      date: '2026-05-04' as never,
    });
    await plans.does(CHAIRMAN, 'suspend-plan', { reason: 'Chờ Bộ' });
    expect(await plans.view(OFFICER)).toMatchObject({
      stage: 'suspended',
      document: { number: '99/KH-UBND' },
      standstill: { by: 'owner', reason: 'Chờ Bộ' },
    });
    await plans.does(CHAIRMAN, 'resume-plan', { reason: 'Bộ đã trả lời' });
    const later = smallPlan((plan) => ({ ...plan, version: 2 }));
    const officer = await plans.somebody(OFFICER);
    const loaded = await officer.post('/plans/lao-cai/editions', { text: later });
    expect(loaded.json).toMatchObject({ edition: 2, checksum: expect.any(String) });
    const { checksum: plan } = loaded.json as { checksum: string };
    await plans.does(OFFICER, 'propose-amendment', { edition: 2, plan, reason: 'Sửa' });
    // What nobody has approved is for whoever works on the plan as a whole.
    expect((await plans.view('head@UBND-15')).proposals.at(-1)).toMatchObject({ status: 'open' });
    const ward = await plans.view('head@UBX-02647');
    expect(ward.proposals).toMatchObject([{ kind: 'adopt', status: 'approved' }]);
    expect(ward.loaded).toMatchObject([{ edition: 1 }]);
    const story = await plans.get('head@UBX-02647', `/plans/${plans.number}/timeline`);
    const kinds = (story.items as { kind: string }[]).map(({ kind }) => kind);
    expect(kinds).toContain('plan-adopted');
    expect(kinds).not.toContain('plan-proposed');
    await plans.approves();
    expect(await plans.view(OFFICER)).toMatchObject({ edition: 2, stage: 'running' });
  });
});

describe('the id of a plan', () => {
  it('belongs to one of two bodies that load a plan under it at the same moment', async () => {
    const commune = 'case-officer@UBX-02647';
    const [officer, theirs] = [await plans.somebody(OFFICER), await plans.somebody(commune)];
    const mine = { owner: 'UBX-02647', followUp: { office: 'UBX-02647', desk: 'UBX-02647' } };
    for (const id of ['cung-luc-1', 'cung-luc-2', 'cung-luc-3', 'cung-luc-4']) {
      // Of versions of their own, so that neither takes the other's place by its number.
      const came = await Promise.all([
        officer.post('/plans', { text: smallPlan((file) => ({ ...file, id, version: 1 })) }),
        theirs.post('/plans', {
          text: smallPlan((file) => ({ ...file, ...mine, id, version: 2 })),
        }),
      ]);
      expect(came.map(({ status }) => status).sort(), id).toEqual([201, 409]);
      const lost = came.find(({ status }) => status === 409)?.json;
      expect(lost).toMatchObject({ code: 'PLAN_ID_TAKEN', params: { plan: id } });
      const { rows } = await plans.office.database.db.query(
        'select from plan_editions where plan = $1',
        [id],
      );
      expect(rows, id).toHaveLength(1);
    }
  });
});
