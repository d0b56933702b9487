import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR } from '../../domain/time/instant.ts';
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

const NAME = { vi: 'Đội Cơ yếu', en: 'Cipher team', lo: 'ທີມລະຫັດ' };
const kindsOf = async (stream: string) => {
  const { rows } = await office.database.db.query<{ kind: string }>(
    'select kind from facts where stream = $1 order by seq',
    [stream],
  );
  return rows.map((row) => row.kind);
};

describe('the offices', () => {
  it('are found with and without marks, by kind and province, and on a date', async () => {
    const total = async (query: string) =>
      (await head.get(`/offices?${query}`)).json.total as number;
    expect(await total('search=lao%20cai&kind=provincial-police')).toBe(1);
    expect(await total(`search=${encodeURIComponent('Lào Cai')}&kind=provincial-police`)).toBe(1);
    expect(await total('kind=provincial-police')).toBe(34);
    expect(await total('kind=provincial-police&at=2025-06-30')).toBe(63);
    const page = await head.get('/offices?kind=commune-committee&size=3&page=2');
    expect(page.json.items).toHaveLength(3);
    expect(page.json.total).toBeGreaterThan(3_000);
  });

  it('tell their history and who does their work now', async () => {
    const ended = await head.get('/offices?kind=ministry&at=2025-02-01&size=200');
    const [gone] = (ended.json.items as { id: string; validTo: string | null }[]).filter(
      (o) => o.validTo === '2025-03-01',
    );
    const shown = await head.get(`/offices/${gone?.id}`);
    expect(shown.json).toMatchObject({ id: gone?.id, validTo: '2025-03-01' });
    expect(shown.json.successor).toMatch(/^[A-Z]/);
    expect(shown.json.history).toHaveLength(1);
  });

  it('are added, changed from a day on, ended and followed, each with its fact', async () => {
    const row = {
      id: 'CAT-15-PA06',
      kind: 'provincial-police-unit',
      name: NAME,
      parent: 'CAT-15',
      channel: 'CAT-15',
      province: '15',
      validFrom: '2026-01-01',
      source: 'QĐ 1',
    };
    const added = await admin.post('/offices', row);
    expect(added.status, added.text).toBe(201);
    const changed = await admin.post('/offices/CAT-15-PA06/changes', {
      from: '2026-02-01',
      name: { ...NAME, vi: 'Phòng Cơ yếu' },
      source: 'QĐ 2',
    });
    expect(changed.json).toMatchObject({ name: { vi: 'Phòng Cơ yếu' }, validFrom: '2026-02-01' });
    const ended = await admin.post('/offices/CAT-15-PA06/changes', {
      ends: '2026-03-01',
      source: 'QĐ 3',
    });
    expect(ended.json.validTo).toBe('2026-03-01');
    const succession = await admin.post('/successions', {
      from: 'CAT-15-PA06',
      to: 'CAT-15-PA03',
      on: '2026-03-01',
      source: 'QĐ 3',
    });
    expect(succession.status, succession.text).toBe(201);
    const shown = await head.get('/offices/CAT-15-PA06');
    expect(shown.json).toMatchObject({ successor: 'CAT-15-PA03', history: [{}, {}] });
    expect(await kindsOf('office/CAT-15-PA06')).toEqual([
      'office-added',
      'office-changed',
      'office-ended',
      'succession-added',
    ]);
  });

  it('are not changed by others, nor against the rules of the directory', async () => {
    const row = {
      id: 'CAT-15-PA07',
      kind: 'provincial-police-unit',
      name: NAME,
      parent: 'CAT-15',
      channel: 'CAT-15',
      validFrom: '2026-01-01',
      source: 'QĐ 1',
    };
    expect((await head.post('/offices', row)).json.code).toBe('FORBIDDEN');
    const wrong: [object, string][] = [
      [{ ...row, id: 'CAT-15' }, 'ALREADY_DONE'],
      [{ ...row, channel: 'NOWHERE' }, 'UNKNOWN_OFFICE'],
      [{ ...row, channel: null }, 'NO_CHANNEL_ABOVE'],
    ];
    for (const [body, code] of wrong) {
      expect((await admin.post('/offices', body)).json.code).toBe(code);
    }
    const change = { from: '2024-01-01', name: NAME, source: 'x' };
    expect((await admin.post('/offices/BCA/changes', change)).json.code).toMatch(
      /UNKNOWN_OFFICE|VALUE_OUT_OF_RANGE/,
    );
  });

  it('without somebody in a capacity that letters need are listed', async () => {
    const checked = await head.get('/offices/check');
    const missing = new Map<string, string[]>(
      checked.json.items.map((i: { office: { id: string }; missing: string[] }) => [
        i.office.id,
        i.missing,
      ]),
    );
    expect(missing.get('SVHTTDL-15')).toEqual(['clerk']);
    expect(missing.get('CAT-15')).toBeUndefined();
    expect(missing.get('UBND-15')).toBeUndefined();
  });
});

const newcomer = (login: string) => ({
  login,
  name: 'Nguyễn Thị Mới',
  password: 'một mật khẩu dài',
  holdings: [{ office: 'CAT-15', capacity: 'case-officer' }],
});

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

  it('change their own password with the present one, which ends their other sessions', async () => {
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

describe('a written authority', () => {
  const paper = (to: string) => ({
    to,
    office: 'CAT-15',
    capacity: 'head',
    scope: ['decide:dispatch', 'decide:finding'],
    validFrom: '2026-03-01',
    validTo: '2026-04-01',
    documentNumber: '9/GUQ',
    documentDate: '2026-02-28',
  });

  it('is given by a head, lets the other act so far, and is taken back', async () => {
    const found = await head.get('/people?search=cat-15.clerk');
    const { id } = found.json.items[0] as { id: string };
    const given = await head.post('/delegations', paper(id));
    expect(given.status, given.text).toBe(201);
    const clerk = office.with(
      cookieOf(await office.signIn('cat-15.clerk', office.password('cat-15.clerk'))),
    );
    const payload = { office: 'CAT-15', capacity: 'head', delegation: given.json.id as string };
    const choose = () => clerk.send({ method: 'PUT', url: '/api/v1/session/capacity', payload });
    expect((await choose()).json.chosen).toMatchObject({ delegation: given.json.id });
    const { id: caseId } = await office.report('staff@UBX-02647');
    await office.does(caseId, 'case-officer@UBX-02647', 'give-oral-notice', {
      to: null,
      override: null,
    });
    await office.does(caseId, 'duty-officer@CAT-15', 'acknowledge', {});
    await office.does(caseId, 'case-officer@CAT-15', 'propose-finding', {
      result: 'not-confirmed',
      causes: ['unknown'],
      circumstances: 'Tìm thấy trong tủ khác',
      responsible: null,
    });
    const opened = await clerk.get(`/incidents/${caseId}`);
    const [proposal] = opened.json.proposals as { id: string; checksum: string }[];
    // What the paper does not name is refused at the door.
    const beyond = await clerk.act(caseId, 'add-reader', {
      person: null,
      office: 'CAT-40',
      reason: 'x',
    });
    expect(beyond.json.code).toBe('FORBIDDEN');
    const within = await clerk.act(caseId, 'approve', {
      proposal: proposal?.id ?? '',
      checksum: proposal?.checksum ?? '',
    });
    expect(within.status, within.text).toBe(200);
    const signed = await clerk.get(`/incidents/${caseId}`);
    expect(signed.json.proposals[0].signedAs).toBe('TUQ.');
    const revoked = await head.post(`/delegations/${given.json.id}/revoke`, {});
    expect(revoked.json.revokedOn).toBe('2026-03-02');
    expect((await clerk.get('/incidents')).json.code).toBe('CAPACITY_NOT_HELD');
  });

  it('is given by nobody for somebody else, without an end, or for what they do not hold', async () => {
    const found = await head.get('/people?search=cat-15.clerk');
    const { id } = found.json.items[0] as { id: string };
    const deputy = await office.somebody('deputy-head@CAT-15');
    const me = (await head.get('/session')).json.person.id as string;
    const cases: [Somebody, object, string][] = [
      [deputy, { ...paper(id), from: me }, 'FORBIDDEN'],
      [deputy, paper(id), 'CAPACITY_NOT_HELD'],
      [head, { ...paper(id), validTo: '2026-03-01' }, 'VALUE_OUT_OF_RANGE'],
      [head, { ...paper(id), office: 'CAT-40' }, 'FORBIDDEN'],
      [head, { ...paper(id), scope: [] }, 'FIELDS_MISSING'],
      [head, { ...paper(me) }, 'FORBIDDEN'],
      [head, { ...paper('00000000-0000-4000-8000-000000000000') }, 'UNKNOWN_PERSON'],
      [await office.somebody('staff@UBX-02647'), paper(id), 'FORBIDDEN'],
    ];
    for (const [who, body, code] of cases) {
      const answered = await who.post('/delegations', body);
      expect(answered.json.code, `${JSON.stringify(body)} ${answered.text}`).toBe(code);
    }
  });
});

describe('the register of what was exchanged', () => {
  const entry = {
    direction: 'given',
    reference: '15/BC-BCA',
    level: 'toi-mat',
    exchangedOn: '2026-01-15',
    permittingBody: 'Bộ trưởng Bộ Công an',
    protectiveMeasures: 'Két sắt, sổ giao nhận',
  };

  it('is kept by clerks and officers, and picked from by a report', async () => {
    const clerk = await office.somebody('clerk@DSQ-LAO');
    const added = await clerk.post('/register', entry);
    expect(added.status, added.text).toBe(201);
    expect(added.json).toMatchObject({ office: 'DSQ-LAO', ...entry });
    const staff = await office.somebody('staff@DSQ-LAO');
    const reference = { ...office.reportData().references[0], register: added.json.id as string };
    const report = office.reportData({ references: [reference as never] });
    expect((await staff.post('/incidents', report)).status).toBe(201);
    const other = await office.somebody('staff@UBX-02647');
    expect((await other.post('/incidents', report)).json.code).toBe('UNKNOWN_REFERENCE');
  });

  it('is shown to the office it is about and to the Ministry, up to the clearance', async () => {
    const total = async (who: string) =>
      (await (await office.somebody(who)).get('/register')).json.total as number | undefined;
    expect(await total('head@DSQ-LAO')).toBe(1);
    expect(await total('clerk@BCA-A03')).toBe(1);
    expect(await total('duty-officer@BCA-A03/2')).toBe(0);
    expect(await total('clerk@UBND-15')).toBe(0);
    expect(await total('staff@DSQ-LAO')).toBeUndefined();
  });

  it('takes nothing for another office, above the clearance or from the future', async () => {
    const clerk = await office.somebody('clerk@UBX-02647');
    const wrong: [object, string][] = [
      [{ ...entry, office: 'DSQ-LAO' }, 'FORBIDDEN'],
      [entry, 'CLEARANCE_TOO_LOW'],
      [{ ...entry, level: 'mat', exchangedOn: '2026-03-03' }, 'MOMENT_IN_FUTURE'],
    ];
    for (const [body, code] of wrong) {
      expect((await clerk.post('/register', body)).json.code).toBe(code);
    }
    office.wait(HOUR / 60);
  });
});
