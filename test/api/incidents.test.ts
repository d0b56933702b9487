import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NoticeField } from '../../domain/lao-side/notice-form.ts';
import { checksum } from '../../records/checksum.ts';
import { ApiOffice } from '../support/api-office.ts';
import { REFERENCE } from '../support/office-play.ts';

let office: ApiOffice;

beforeAll(async () => {
  office = await ApiOffice.open();
});

afterAll(() => office.close());

describe('a report', () => {
  it('gets its receipt number and what happens now', async () => {
    const staff = await office.somebody('staff@UBX-02647');
    const answered = await staff.post('/incidents', office.reportData());
    expect(answered.status, answered.text).toBe(201);
    expect(answered.json).toMatchObject({
      number: 'SC-2026-000001',
      receivedAt: office.now,
      next: ['recorded', 'head-told', 'report-to-police', 'contain-now'],
    });
    const receipt = await staff.get('/receipts/SC-2026-000001');
    expect(receipt.json).toEqual({
      id: answered.json.id,
      number: 'SC-2026-000001',
      receivedAt: office.now,
      words: 'Không thấy tài liệu trong tủ',
      stage: 'reported',
    });
  });

  it('may leave out what it has nothing to say to', async () => {
    const staff = await office.somebody('staff@UBX-02647');
    const { number, issuingBody, level, form, holder, origin, exchange } = REFERENCE;
    const answered = await staff.post('/incidents', {
      kind: 'at-risk',
      discoveredAt: '2026-03-02T01:55:00Z',
      words: 'Tủ không khóa',
      references: [{ number, issuingBody, level, form, holder, origin, exchange }],
      attested: true,
    });
    expect(answered.status, answered.text).toBe(201);
    const head = await office.somebody('head@UBX-02647');
    const opened = await head.get(`/incidents/${answered.json.number}`);
    expect(opened.json).toMatchObject({
      discoveredAt: '2026-03-02T08:55:00.000+07:00',
      bypass: false,
      reportedFor: null,
      references: [{ abstract: null, register: null, date: null }],
    });
  });
});

describe('a case of information exchanged with the Lao side', () => {
  let id: string;

  beforeAll(async () => {
    ({ id } = await office.report('staff@UBX-02647', {
      references: [{ ...REFERENCE, exchange: 'received', origin: 'lao' }],
    }));
    const ministry = 'case-officer@BCA-A03';
    await office.does(id, 'case-officer@UBX-02647', 'give-oral-notice', {
      to: null,
      override: null,
    });
    await office.does(id, 'duty-officer@CAT-15', 'acknowledge', {});
    await office.does(id, 'duty-officer@BCA-A03', 'acknowledge', {});
    await office.does(id, ministry, 'propose-lao-decision', { decision: 'needed', reason: 'Có' });
    await office.approves(id, 'head@BCA', 'lao-decision');
    const text = { vi: 'Nội dung gửi bạn', lo: 'ເນື້ອໃນ' };
    const form = {
      event: text,
      reference: text,
      discovered: text,
      firstMeasures: text,
      contact: text,
    };
    await office.does(id, ministry, 'draft-lao-notice', { round: 1, form });
    const opened = await (await office.somebody(ministry)).get(`/incidents/${id}`);
    const draft = (
      opened.json.proposals as { id: string; checksum: string; content: { kind: string } }[]
    ).findLast((p) => p.content.kind === 'lao-notice');
    await office.does(id, 'head@BCA-A03', 'check-releasability', {
      proposal: draft?.id ?? '',
      checksum: draft?.checksum ?? '',
      fields: Object.entries(form).map(([field, value]) => ({
        field: field as NoticeField,
        released: true,
        sha256: checksum(value),
      })),
    });
    await office.approves(id, 'head@BCA', 'lao-notice');
    await office.does(id, 'clerk@BCA-A03', 'dispatch-to-lao-side', {
      proposal: draft?.id ?? '',
      number: '77/BCA-LAO',
      channel: 'diplomatic-channel',
      courier: 'Giao liên Bộ',
      seal: 'NIEM-PHONG-5',
      sha256: 'c'.repeat(64),
    });
  }, 60_000);

  it('shows the Ministry its drafts, checks and letters', async () => {
    const officer = await office.somebody('case-officer@BCA-A03');
    const opened = await officer.get(`/incidents/${id}`);
    expect(opened.json).toMatchObject({
      scope: 'ministry',
      lao: { decision: 'needed', rounds: [{ dispatch: { number: '77/BCA-LAO' } }, {}] },
    });
    expect(opened.text).toContain('Nội dung gửi bạn');
    const timeline = await officer.get(`/incidents/${id}/timeline?lang=vi`);
    expect(timeline.text).toContain('77/BCA-LAO');
    const rules = (await officer.get(`/incidents/${id}/clocks`)).json.items as { rule: string }[];
    expect(rules.map((c) => c.rule)).toContain('lao-answer');
  });

  it('shows other offices that the Lao side was told, and when, and no more of it', async () => {
    const officer = await office.somebody('case-officer@CAT-15');
    const opened = await officer.get(`/incidents/${id}`);
    expect(opened.json).toMatchObject({
      scope: 'case',
      lao: null,
      laoSide: { concerned: true, told: [{ round: 1, at: office.now }], settled: false },
    });
    expect(opened.json.proposals).toEqual([]);
    const timeline = await officer.get(`/incidents/${id}/timeline?lang=vi`);
    expect(timeline.text).toContain('Bộ Công an đã thông báo cho phía Lào (lần 1).');
    const parts = ['', '/timeline?lang=vi', '/clocks', '/facts', '/documents', '/readers'];
    for (const part of parts) {
      const { text, status } = await officer.get(`/incidents/${id}${part}`);
      expect(status, part).toBe(200);
      expect(text, part).not.toMatch(/77\/BCA-LAO|NIEM-PHONG|Nội dung gửi bạn|lao-answer|ເນື້ອໃນ/);
    }
  });

  it('tells its story in three languages', async () => {
    const officer = await office.somebody('case-officer@CAT-15');
    const story = async (lang: string) =>
      (await officer.get(`/incidents/${id}/timeline?lang=${lang}`)).json.items as {
        text: string;
        kind: string;
        by: { name: string | null; office: string } | null;
      }[];
    const [vi, en, lo] = await Promise.all([story('vi'), story('en'), story('lo')]);
    expect(vi?.length).toBe(en?.length);
    expect(vi?.length).toBe(lo?.length);
    const acknowledged = (items: typeof vi) => items?.find((i) => i.kind === 'acknowledged');
    expect(acknowledged(vi)?.text).toBe('Công an tỉnh Lào Cai đã tiếp nhận.');
    expect(acknowledged(en)?.text).toBe(
      'Public Security of Lao Cai Province acknowledged the case.',
    );
    expect(acknowledged(lo)?.text).toMatch(/ໄດ້ຮັບເອົາ\.$/);
    expect(acknowledged(vi)?.by).toMatchObject({ kind: 'person', office: 'CAT-15' });
  });

  it('shows its clocks with the way to each deadline', async () => {
    const officer = await office.somebody('case-officer@CAT-15');
    const clocks = (await officer.get(`/incidents/${id}/clocks?lang=en`)).json.items as {
      rule: string;
      name: string;
      citation: string;
      steps: { text: string; at: string }[];
    }[];
    const verify = clocks.find((c) => c.rule === 'verify');
    expect(verify?.name).toBe('Verify');
    expect(verify?.citation).toContain('801');
    expect(verify?.steps.length).toBeGreaterThan(5);
  });

  it('says which acts are open to whoever reads it', async () => {
    const actsOf = async (who: string) =>
      (await (await office.somebody(who)).get(`/incidents/${id}`)).json.acts as string[];
    expect(await actsOf('case-officer@CAT-15')).toContain('propose-finding');
    expect(await actsOf('case-officer@CAT-15')).not.toContain('approve');
    expect(await actsOf('inspector@CAT-15')).toEqual([]);
    expect(await actsOf('clerk@BCA-A03')).toContain('record-lao-answer');
    expect(await actsOf('head@UBX-02647')).not.toContain('acknowledge');
  });

  it('exports its facts, and keeps that they were exported', async () => {
    const officer = await office.somebody('case-officer@CAT-15');
    const exported = await officer.get(`/incidents/${id}/facts`);
    const facts = exported.json.facts as { kind: string; data: object; basis: string | null }[];
    expect(facts[0]?.kind).toBe('reported');
    expect(facts.find((f) => f.kind === 'lao-dispatched')?.data).toEqual({ round: 1 });
    const { rows } = await office.database.db.query(
      `select from case_reads where case_id = $1 and what = 'facts' and office_id = 'CAT-15'`,
      [id],
    );
    expect(rows.length).toBeGreaterThan(0);
  });
});
