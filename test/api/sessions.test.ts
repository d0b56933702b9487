import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../domain/time/instant.ts';
import { ApiOffice, cookieOf } from '../support/api-office.ts';

let office: ApiOffice;

beforeAll(async () => {
  office = await ApiOffice.open();
});

afterAll(() => office.close());

const WRONG = 'không phải mật khẩu';

/** Somebody signed in who has chosen nothing yet. */
async function signedIn(login: string) {
  const answered = await office.signIn(login, office.password(login));
  expect(answered.status, answered.text).toBe(200);
  return office.with(cookieOf(answered));
}

describe('signing in', () => {
  it('gives a cookie that no script or other site can use, and what may be chosen', async () => {
    const login = 'ubx-16837.staff';
    const answered = await office.signIn(login, office.password(login));
    const cookie = String(answered.headers['set-cookie']);
    expect(cookie).toMatch(/^homat_session=[\w-]{43};/);
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(part);
    expect(answered.json).toMatchObject({
      person: { language: 'lo' },
      chosen: null,
      capacities: [
        { office: 'UBX-16837', capacity: 'clerk', delegation: null },
        { office: 'UBX-16837', capacity: 'staff', delegation: null },
      ],
    });
    expect(answered.headers['cache-control']).toBe('no-store');
  });

  it('keeps only a hash of the cookie', async () => {
    const person = await signedIn('bkhcn.staff');
    const token = person.cookie.split('=')[1] ?? '';
    const { rows } = await office.database.db.query('select * from sessions');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows.length).toBeGreaterThan(0);
  });

  it('tells a wrong password and a login that does not exist by the same answer', async () => {
    const wrong = await office.signIn('bkhcn.head', WRONG, '10.0.0.1');
    const nobody = await office.signIn('bkhcn.nobody', WRONG, '10.0.0.1');
    expect(wrong.status).toBe(401);
    expect(nobody.text).toBe(wrong.text);
    expect(nobody.headers).toEqual({ ...wrong.headers, date: nobody.headers['date'] });
  });

  it('takes the login in any letters', async () => {
    const answered = await office.signIn(' BKHCN.Clerk ', office.password('bkhcn.clerk'));
    expect(answered.status).toBe(200);
  });

  it('is refused to somebody who has left', async () => {
    const { db } = office.database;
    const login = 'cat-40.head';
    await db.query('update people set active_to = $2 where login = $1', [login, '2026-03-01']);
    expect((await office.signIn(login, office.password(login))).json.code).toBe('SIGN_IN_FAILED');
  });

  it.each(['dsq-lao.head', 'no.such.login'])(
    'is slowed down for %s after five failures',
    async (login) => {
      const address = login.length === 12 ? '10.0.1.1' : '10.0.1.2';
      for (let i = 0; i < 5; i += 1) {
        expect((await office.signIn(login, WRONG, address)).json.code).toBe('SIGN_IN_FAILED');
      }
      const blocked = await office.signIn(login, WRONG, '10.0.1.9');
      expect(blocked.status).toBe(429);
      expect(blocked.json).toMatchObject({ code: 'TOO_MANY_ATTEMPTS', params: { seconds: 30 } });
      expect(blocked.headers['retry-after']).toBe('30');
      office.wait(31 * SECOND);
      expect((await office.signIn(login, WRONG, address)).json.code).toBe('SIGN_IN_FAILED');
      const longer = await office.signIn(login, WRONG, address);
      expect(longer.json).toMatchObject({ code: 'TOO_MANY_ATTEMPTS', params: { seconds: 60 } });
    },
  );

  it('is not made possible by the right password while it is slowed down', async () => {
    const login = 'dsq-lao.clerk';
    for (let i = 0; i < 5; i += 1) await office.signIn(login, WRONG, '10.0.2.1');
    const right = await office.signIn(login, office.password(login), '10.0.2.1');
    expect(right.json.code).toBe('TOO_MANY_ATTEMPTS');
    office.wait(31 * SECOND);
    expect((await office.signIn(login, office.password(login), '10.0.2.1')).status).toBe(200);
    // It starts afresh.
    expect((await office.signIn(login, WRONG, '10.0.2.1')).json.code).toBe('SIGN_IN_FAILED');
  });

  it('lets no more attempts through when they come side by side', async () => {
    const login = 'dsq-lao.staff';
    const all = await Promise.all(
      Array.from({ length: 20 }, () => office.signIn(login, WRONG, '10.0.3.1')),
    );
    expect(all.filter((a) => a.json.code === 'SIGN_IN_FAILED')).toHaveLength(5);
    expect(all.filter((a) => a.json.code === 'TOO_MANY_ATTEMPTS')).toHaveLength(15);
  });

  it('is slowed down for an address that tries many logins', async () => {
    const address = '10.0.4.1';
    for (let i = 0; i < 50; i += 1) {
      const answered = await office.signIn(`guess.${i}`, WRONG, address);
      expect(answered.json.code).toBe('SIGN_IN_FAILED');
    }
    const login = 'bkhcn.deputy-head';
    const blocked = await office.signIn(login, office.password(login), address);
    expect(blocked.json.code).toBe('TOO_MANY_ATTEMPTS');
    expect((await office.signIn(login, office.password(login), '10.0.4.2')).status).toBe(200);
  });
});

describe('a session', () => {
  it('lists and opens no case before a capacity is chosen', async () => {
    const person = await signedIn('cat-15.case-officer');
    for (const path of ['/incidents', `/incidents/${randomUUID()}`, '/notices', '/rules']) {
      expect((await person.get(path)).json.code, path).toBe('CAPACITY_NOT_CHOSEN');
    }
    expect((await person.get('/session')).status).toBe(200);
  });

  it('refuses a capacity that is not held', async () => {
    const person = await signedIn('cat-15.case-officer');
    const choose = (payload: object) =>
      person.send({ method: 'PUT', url: '/api/v1/session/capacity', payload });
    for (const wrong of [
      { office: 'CAT-15', capacity: 'head' },
      { office: 'CAT-40', capacity: 'case-officer' },
      { office: 'CAT-15', capacity: 'case-officer', delegation: randomUUID() },
    ]) {
      const answered = await choose(wrong);
      expect(answered.status, JSON.stringify(wrong)).toBe(403);
      expect(answered.json.code).toBe('CAPACITY_NOT_HELD');
    }
    expect(
      (await choose({ office: 'CAT-15', capacity: 'case-officer' })).json.chosen,
    ).toMatchObject({ office: 'CAT-15', capacity: 'case-officer' });
    expect((await person.get('/incidents')).status).toBe(200);
  });

  it('ends when its capacity is taken away', async () => {
    const person = await office.somebody('inspector@CAT-15');
    expect((await person.get('/incidents')).status).toBe(200);
    await office.database.db.query(
      `update holdings set valid_to = '2026-03-02'
       where capacity = 'inspector' and office_id = 'CAT-15'`,
    );
    expect((await person.get('/incidents')).json.code).toBe('CAPACITY_NOT_HELD');
  });

  it('ends after an hour without a request, and after twelve in any case', async () => {
    const person = await signedIn('ubnd-15.head');
    office.wait(59 * MINUTE);
    expect((await person.get('/session')).status).toBe(200);
    office.wait(59 * MINUTE);
    expect((await person.get('/session')).status).toBe(200);
    office.wait(HOUR + SECOND);
    expect((await person.get('/session')).json.code).toBe('NOT_SIGNED_IN');
    const busy = await signedIn('ubnd-15.head');
    for (let half = 0; half < 23; half += 1) {
      office.wait(30 * MINUTE);
      expect((await busy.get('/session')).status).toBe(200);
    }
    office.wait(31 * MINUTE);
    expect((await busy.get('/session')).json.code).toBe('NOT_SIGNED_IN');
  });

  it('is listed with its others, and each can be revoked', async () => {
    const one = await signedIn('ubnd-15.clerk');
    const other = await signedIn('ubnd-15.clerk');
    const listed = await one.get('/sessions');
    expect(listed.json.items).toHaveLength(2);
    const [away] = (listed.json.items as { id: string; current: boolean }[]).filter(
      (s) => !s.current,
    );
    const revoked = await one.send({ method: 'DELETE', url: `/api/v1/sessions/${away?.id}` });
    expect(revoked.status).toBe(204);
    expect((await other.get('/session')).json.code).toBe('NOT_SIGNED_IN');
    expect((await one.get('/session')).status).toBe(200);
    const again = await one.send({ method: 'DELETE', url: `/api/v1/sessions/${away?.id}` });
    expect(again.json.code).toBe('NOT_FOUND');
  });

  it('of somebody else cannot be revoked', async () => {
    const one = await signedIn('ubnd-15.clerk');
    const mine = (await one.get('/session')).json.id as string;
    const other = await signedIn('ubnd-15.deputy-head');
    const answered = await other.send({ method: 'DELETE', url: `/api/v1/sessions/${mine}` });
    expect(answered.json.code).toBe('NOT_FOUND');
    expect((await one.get('/session')).status).toBe(200);
  });

  it('ends by signing out', async () => {
    const person = await signedIn('ubnd-15.staff');
    expect((await person.send({ method: 'DELETE', url: '/api/v1/session' })).status).toBe(204);
    expect((await person.get('/session')).json.code).toBe('NOT_SIGNED_IN');
  });

  it('leaves its facts: signed in, in what capacity, signed out', async () => {
    const { rows } = await office.database.db.query<{ kind: string }>(
      `select distinct kind from facts where stream like 'person/%' order by kind`,
    );
    expect(rows.map((r) => r.kind)).toEqual(['capacity-chosen', 'signed-in', 'signed-out']);
  });

  it('speaks the language that is asked for, else the person’s own', async () => {
    const person = await signedIn('dsq-lao.case-officer');
    const title = async (language?: string) =>
      (
        await person.get(
          '/incidents',
          language === undefined ? {} : { 'accept-language': language },
        )
      ).json.title as string;
    expect(await title()).toBe('No capacity has been chosen yet');
    expect(await title('lo')).toBe('ຍັງບໍ່ໄດ້ເລືອກຖານະໃນການເຮັດວຽກ');
    expect(await title('fr;q=0.9, vi;q=0.5, en;q=0.1')).toBe('Chưa chọn tư cách làm việc');
    expect(await title('fr')).toBe('No capacity has been chosen yet');
  });
});
