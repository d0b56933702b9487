import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Somebody } from '../support/api-office.ts';
import { ApiOffice, cookieOf } from '../support/api-office.ts';

let office: ApiOffice;
let admin: Somebody;
let head: Somebody;

beforeAll(async () => {
  office = await ApiOffice.open();
  admin = await office.somebody('administrator@BCA-A03');
  head = await office.somebody('head@CAT-15');
});

afterAll(() => office.close());

const kindsOf = async (stream: string) => {
  const { rows } = await office.database.db.query<{ kind: string }>(
    'select kind from facts where stream = $1 order by seq',
    [stream],
  );
  return rows.map((row) => row.kind);
};

const newcomer = (login: string) => ({
  login,
  name: 'Nguyễn Thị Mới',
  password: 'một mật khẩu dài',
  holdings: [{ office: 'CAT-15', capacity: 'case-officer' }],
});

const me = async (who: Somebody) => (await who.get('/session')).json.person as { id: string };

const ADMINISTRATOR_15 = { office: 'CAT-15', capacity: 'administrator' };
const PAPER = {
  office: 'CAT-15',
  capacity: 'head',
  scope: 'all',
  validFrom: '2026-03-01',
  validTo: '2026-04-01',
  documentNumber: '9/GUQ',
  documentDate: '2026-02-28',
};

describe('people', () => {
  it('are added with what they hold, sign in and act', async () => {
    const added = await admin.post('/people', newcomer('cat-15.moi'));
    expect(added.status, added.text).toBe(201);
    expect(added.json).toMatchObject({ clearance: 'none', holdings: [{ office: 'CAT-15' }] });
    expect(added.text).not.toContain('mật khẩu');
    const signedIn = await office.signIn('cat-15.moi', 'một mật khẩu dài');
    expect(signedIn.json.capacities).toMatchObject([{ office: 'CAT-15' }]);
    expect((await admin.post('/people', newcomer('cat-15.moi'))).json.code).toBe('ALREADY_DONE');
    expect((await head.get('/people?search=nguyen%20thi%20moi')).json.total).toBe(1);
    expect(await kindsOf(`person/${added.json.id}`)).toEqual([
      'person-added',
      'password-set',
      'holding-added',
      'signed-in',
    ]);
  });

  it('leave no password behind, nor anything to try one out with', async () => {
    const { rows } = await office.database.db.query(
      `select request_hash, outcome::text from acts union all
       select stream, body from facts where stream like 'person/%'`,
    );
    expect(JSON.stringify(rows)).not.toContain('một mật khẩu dài');
  });

  it('are managed by nobody outside of their scope, and by nobody for themselves', async () => {
    expect((await head.post('/people', newcomer('cat-15.x'))).json.code).toBe('FORBIDDEN');
    const me = (await admin.get('/session')).json.person.id as string;
    const more = { office: 'BCA-A03', capacity: 'head' };
    expect((await admin.post(`/people/${me}/holdings`, more)).json.code).toBe('FORBIDDEN');
    const raised = await admin.post(`/people/${me}/changes`, { clearance: 'tuyet-mat' });
    expect(raised.json.code).toBe('FORBIDDEN');
    expect((await admin.post(`/people/${me}/changes`, { language: 'en' })).status).toBe(200);
  });

  it('of other offices are not taken over by giving them a part in one’s own', async () => {
    const local = { ...newcomer('cat-15.quan-tri'), holdings: [ADMINISTRATOR_15] };
    expect((await admin.post('/people', local)).status).toBe(201);
    const signedIn = await office.signIn('cat-15.quan-tri', 'một mật khẩu dài');
    const administrator = office.with(cookieOf(signedIn));
    const url = '/api/v1/session/capacity';
    await administrator.send({ method: 'PUT', url, payload: ADMINISTRATOR_15 });
    const found = await admin.get('/people?search=bca.head');
    const { id } = found.json.items[0] as { id: string };
    const password = 'mật khẩu của kẻ khác';
    const part = { office: 'CAT-15', capacity: 'staff' };
    const given = await administrator.post(`/people/${id}/holdings`, part);
    expect(given.json.code, given.text).toBe('FORBIDDEN');
    // Also when somebody above has given it, the person is not managed from below.
    expect((await admin.post(`/people/${id}/holdings`, part)).status).toBe(201);
    const taken = await administrator.post(`/people/${id}/password`, { password });
    expect(taken.json.code, taken.text).toBe('FORBIDDEN');
    const renamed = await administrator.post(`/people/${id}/changes`, { clearance: 'none' });
    expect(renamed.json.code).toBe('FORBIDDEN');
    expect((await administrator.get(`/people/${id}`)).json).not.toHaveProperty('clearance');
    // Nor does who manages an office give its head’s authority to themselves.
    const chief = (await admin.get('/people?search=cat-15.head')).json.items[0] as { id: string };
    const paper = { ...PAPER, from: chief.id, to: (await me(administrator)).id };
    expect((await administrator.post('/delegations', paper)).json.code).toBe('FORBIDDEN');
    // With a paper of the Ministry somebody of the province is not the province's to manage.
    const clerk = (await admin.get('/people?search=cat-15.clerk')).json.items[0] as { id: string };
    const ministry = { ...PAPER, from: id, to: clerk.id, office: 'BCA' };
    expect((await administrator.get(`/people/${clerk.id}`)).json).toHaveProperty('clearance');
    expect((await admin.post('/delegations', ministry)).status).toBe(201);
    const reset = await administrator.post(`/people/${clerk.id}/password`, { password });
    expect(reset.json.code).toBe('FORBIDDEN');
  });

  it('get and lose capacities from a day on', async () => {
    const { id } = (await admin.post('/people', newcomer('cat-15.hai'))).json as { id: string };
    const held = await admin.post(`/people/${id}/holdings`, {
      office: 'CAT-15',
      capacity: 'clerk',
    });
    expect(held.status, held.text).toBe(201);
    const twice = await admin.post(`/people/${id}/holdings`, {
      office: 'CAT-15',
      capacity: 'clerk',
    });
    expect(twice.json.code).toBe('ALREADY_DONE');
    const ended = await admin.post(`/people/${id}/holdings/${held.json.id}/end`, {});
    expect(ended.json.validTo).toBe('2026-03-02');
    const again = await admin.post(`/people/${id}/holdings/${held.json.id}/end`, {});
    expect(again.json.code).toBe('NOT_FOUND');
    const signedIn = await office.signIn('cat-15.hai', 'một mật khẩu dài');
    expect(signedIn.json.capacities).toMatchObject([{ capacity: 'case-officer' }]);
  });

  it('show their clearance to themselves and to who manages them', async () => {
    const found = await admin.get('/people?search=cat-15.moi');
    const { id } = found.json.items[0] as { id: string };
    expect((await admin.get(`/people/${id}`)).json).toHaveProperty('clearance', 'none');
    const shown = (await head.get(`/people/${id}`)).json;
    expect(shown).not.toHaveProperty('clearance');
    expect(shown).toMatchObject({ name: 'Nguyễn Thị Mới', holdings: [{ office: 'CAT-15' }] });
  });

  it('are signed out when they leave', async () => {
    const { id } = (await admin.post('/people', newcomer('cat-15.ba'))).json as { id: string };
    const person = office.with(cookieOf(await office.signIn('cat-15.ba', 'một mật khẩu dài')));
    expect((await person.get('/session')).status).toBe(200);
    const left = await admin.post(`/people/${id}/changes`, { activeTo: '2026-03-02' });
    expect(left.status, left.text).toBe(200);
    expect((await person.get('/session')).json.code).toBe('NOT_SIGNED_IN');
    const again = await office.signIn('cat-15.ba', 'một mật khẩu dài');
    expect(again.json.code).toBe('SIGN_IN_FAILED');
  });

  it('change their own password with the present one; other sessions end', async () => {
    const { id } = (await admin.post('/people', newcomer('cat-15.tu'))).json as { id: string };
    const one = office.with(cookieOf(await office.signIn('cat-15.tu', 'một mật khẩu dài')));
    const other = office.with(cookieOf(await office.signIn('cat-15.tu', 'một mật khẩu dài')));
    const payload = { office: 'CAT-15', capacity: 'case-officer' };
    await one.send({ method: 'PUT', url: '/api/v1/session/capacity', payload });
    const path = `/people/${id}/password`;
    const password = 'mật khẩu khác hẳn';
    const wrong = await one.post(path, { password, current: 'đoán mò mà thôi' });
    expect(wrong.json.code).toBe('SIGN_IN_FAILED');
    const headers = { 'idempotency-key': 'doi-mat-khau' };
    const body = { password, current: 'một mật khẩu dài' };
    const changed = await one.post(path, body, headers);
    expect(changed.status, changed.text).toBe(200);
    expect((await one.post(path, body, headers)).text).toBe(changed.text);
    expect((await one.get('/session')).status).toBe(200);
    expect((await other.get('/session')).json.code).toBe('NOT_SIGNED_IN');
    expect((await office.signIn('cat-15.tu', password)).status).toBe(200);
    const reset = await admin.post(path, { password: 'quản trị đặt lại' });
    expect(reset.status, reset.text).toBe(200);
    expect((await one.get('/session')).json.code).toBe('NOT_SIGNED_IN');
    expect((await head.post(path, { password: 'trộm đặt lại mà' })).json.code).toBe('FORBIDDEN');
  });
});
