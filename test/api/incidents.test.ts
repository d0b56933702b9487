import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiOffice } from '../support/api-office.ts';

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
    const opened = await staff.get(`/incidents/${answered.json.number}`);
    expect(opened.json).toMatchObject({ scope: 'receipt', words: 'Không thấy tài liệu trong tủ' });
  });

  it('is handled to its end', async () => {
    const { id } = await office.report('staff@UBX-02647');
    await office.does(id, 'case-officer@UBX-02647', 'propose-dispatch', {
      to: null,
      override: null,
    });
    await office.approves(id, 'head@UBX-02647', 'dispatch');
    await office.does(id, 'clerk@UBX-02647', 'dispatch', { number: '1/BC', channel: 'courier' });
    await office.does(id, 'duty-officer@CAT-15', 'acknowledge', {});
    const officer = await office.somebody('case-officer@CAT-15');
    const opened = await officer.get(`/incidents/${id}`);
    expect(opened.status, opened.text).toBe(200);
    expect(opened.json).toMatchObject({ scope: 'case', stage: 'verifying', handling: 'CAT-15' });
    for (const part of [
      'timeline?lang=vi',
      'timeline?lang=lo',
      'clocks',
      'documents',
      'readers',
      'facts',
    ]) {
      const answered = await officer.get(`/incidents/${id}/${part}`);
      expect(answered.status, answered.text).toBe(200);
      console.log(answered.text.slice(0, 600));
    }
    const list = await officer.get('/incidents?sort=time-left');
    console.log(list.text);
  });
});
