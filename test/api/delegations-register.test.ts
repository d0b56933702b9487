import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Somebody } from '../support/api-office.ts';
import { ApiOffice, cookieOf } from '../support/api-office.ts';

let office: ApiOffice;
let head: Somebody;

beforeAll(async () => {
  office = await ApiOffice.open();
  head = await office.somebody('head@CAT-15');
});

afterAll(() => office.close());

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

  it('is given by nobody for somebody else, or for what they do not hold', async () => {
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
  });
});
