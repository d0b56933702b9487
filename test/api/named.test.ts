import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFERENCE } from '../support/office-play.ts';
import type { Somebody } from '../support/api-office.ts';
import { ApiOffice } from '../support/api-office.ts';

let office: ApiOffice;
let officer: Somebody;
let head: Somebody;
const reason = 'Cùng một vụ';

beforeAll(async () => {
  office = await ApiOffice.open();
  officer = await office.somebody('case-officer@CAT-15');
  head = await office.somebody('head@CAT-15');
});

afterAll(() => office.close());

/** A case that the police of Lào Cai handles. */
async function acknowledged(): Promise<{ id: string; number: string }> {
  const reported = await office.report('staff@UBX-02647');
  const byRule = { to: null, override: null };
  await office.does(reported.id, 'case-officer@UBX-02647', 'give-oral-notice', byRule);
  await office.does(reported.id, 'duty-officer@CAT-15', 'acknowledge', {});
  return reported;
}

describe('an act that names', () => {
  it('a case ends as a duplicate of one that is there and is none itself', async () => {
    const [one, other] = [await acknowledged(), await acknowledged()];
    const hidden = await office.report('staff@BKHCN');
    for (const of of ['SC-2026-999999', hidden.number, 'nowhere']) {
      const answered = await head.act(one.id, 'mark-duplicate', { of, reason });
      expect(answered.json, answered.text).toMatchObject({ code: 'UNKNOWN_CASE' });
    }
    await office.does(one.id, 'head@CAT-15', 'mark-duplicate', { of: other.number, reason });
    const circle = await head.act(other.id, 'mark-duplicate', { of: one.number, reason });
    expect(circle.json.code).toBe('VALUE_OUT_OF_RANGE');
    expect((await head.get(`/incidents/${other.id}`)).json.stage).toBe('verifying');
  });

  it('another case links it when it is there, whether it is kept from them or not', async () => {
    const [one, other] = [await acknowledged(), await acknowledged()];
    const hidden = await office.report('staff@BKHCN');
    const link = async (number: string) => {
      const { json } = await officer.act(one.id, 'link-case', { number });
      return { ...json, params: null, detail: null };
    };
    expect(await link(hidden.number)).toMatchObject({ code: 'UNKNOWN_CASE' });
    expect(await link('SC-2026-999999')).toEqual(await link(hidden.number));
    expect(await link(other.number)).toMatchObject({ kind: 'done' });
  });

  it('somebody as a reader finds them', async () => {
    const { id } = await acknowledged();
    const person = randomUUID();
    const answered = await head.act(id, 'add-reader', { person, office: null, reason });
    expect(answered.json.code).toBe('UNKNOWN_PERSON');
  });

  it('a reference is held to what a report is', async () => {
    const { id } = await acknowledged();
    const add = (change: object) =>
      officer.act(id, 'add-reference', { reference: { ...REFERENCE, ...change } });
    expect((await add({ register: randomUUID() })).json.code).toBe('UNKNOWN_REFERENCE');
    expect((await add({ issuingOffice: 'XX-99' })).json.code).toBe('UNKNOWN_OFFICE');
    expect((await add({ issuingOffice: 'UBND-15' })).status).toBe(200);
  });
});
