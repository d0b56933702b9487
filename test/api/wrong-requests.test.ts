import type { InjectOptions } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { text as textFrom } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Somebody } from '../support/api-office.ts';
import { ApiOffice } from '../support/api-office.ts';
import { expectRefusals, get, keyed } from '../support/refusals.ts';

let office: ApiOffice;
let staff: Somebody;
let officer: Somebody;
let head: Somebody;
let id: string;
let foreign: string;
let before: Record<string, unknown>;

beforeAll(async () => {
  office = await ApiOffice.open();
  staff = await office.somebody('staff@UBX-02647');
  officer = await office.somebody('case-officer@UBX-02647');
  head = await office.somebody('head@UBX-02647');
  ({ id } = await office.report('staff@UBX-02647'));
  ({ id: foreign } = await office.report('staff@BKHCN'));
  before = await everything();
});

afterAll(() => office.close());

/**
 * Every row of every table. Refusals of acts are remembered, and whoever acts on a case has seen
 * its letters: only that may differ.
 */
async function everything(): Promise<Record<string, unknown>> {
  const { acts: _acts, facts: _facts, log_leaves: _leaves, ...counts } = await office.counts();
  const { db } = office.database;
  const cases = await db.query('select * from cases order by number');
  const facts = await db.query(
    `select stream, seq, kind from facts where kind <> 'notice-seen' order by stream, seq`,
  );
  return { ...counts, cases: cases.rows, facts: facts.rows };
}

const acts = () => `/api/v1/incidents/${id}/acts`;
const raw = (
  payload: string | Buffer,
  url = '/api/v1/incidents',
  headers: Record<string, string> = {},
): InjectOptions => ({ method: 'POST', url, payload, headers: { ...keyed(), ...headers } });
const report = (change: object, drop: string[] = []): InjectOptions => {
  const body: Record<string, unknown> = { ...office.reportData(), ...change };
  for (const field of drop) delete body[field];
  return raw(JSON.stringify(body));
};
const act = (body: unknown): InjectOptions => raw(JSON.stringify(body), acts());
const doing = (kind: string, data: object): InjectOptions => act({ kind, data });

/** Sends each; none is a fault of the product, and each has one of the codes expected. */
async function expectAll(
  who: Somebody,
  requests: readonly InjectOptions[],
  ...codes: ErrorCode[]
): Promise<void> {
  await expectRefusals(who, requests, codes);
  expect(await everything()).toEqual(before);
  sent += requests.length;
}

let sent = 0;

describe('a wrong request gets a clear refusal and changes nothing', () => {
  it('when it is no JSON', async () => {
    const deep = '['.repeat(60_000) + ']'.repeat(60_000);
    const bodies = [
      '{',
      '[1,',
      'null,',
      '{"a":}',
      "{'a':1}",
      'nothing',
      '{"a":1}}',
      deep,
      '\u0001',
    ];
    await expectAll(
      staff,
      bodies.map((body) => raw(body)),
      'MALFORMED_REQUEST',
    );
    const wrongForm = ['null', '[]', '"words"', '5', 'true', '[{}]'];
    await expectAll(
      staff,
      wrongForm.map((body) => raw(body)),
      'INVALID_FIELD',
    );
    await expectAll(staff, [raw('['.repeat(20) + ']'.repeat(20))], 'MALFORMED_REQUEST');
  });

  it('when its bytes are no text', async () => {
    const json = JSON.stringify(office.reportData({ words: 'XX' }));
    const broken = [
      [0xff, 0xfe],
      [0xc3, 0x28],
      [0xed, 0xa0, 0x80],
      [0xf8, 0x88],
    ].map((bytes) => {
      const [left = '', right = ''] = json.split('XX');
      return raw(Buffer.concat([Buffer.from(left), Buffer.from(bytes), Buffer.from(right)]));
    });
    await expectAll(staff, broken, 'MALFORMED_REQUEST');
    const escaped = [
      ...['\\u0000', '\\ud800', '\\udfff', '\\u0007', '\\u001b[2J', '\\u009b2J', '\\u202e'],
      ...['   ', '\\u200b', '\\u00a0\\ufeff'],
    ];
    await expectAll(
      staff,
      escaped.map((text) => raw(json.replace('XX', text))),
      'INVALID_FIELD',
    );
    const paths = ['/incidents?search=%ff', '/offices?search=%C3%28', '/people?search=%ED%A0%80'];
    await expectAll(staff, paths.map(get), 'MALFORMED_REQUEST');
    const controls = ['/incidents?search=a%00b', '/offices?search=%1b', '/people?search=%00'];
    await expectAll(staff, controls.map(get), 'INVALID_FIELD');
    await expectAll(staff, [get('/incidents/%zz'), get('/offices/%')], 'MALFORMED_REQUEST');
    await expectAll(
      staff,
      [get('/incidents/%00'), get('/documents/%ff?case=1')],
      'NOT_FOUND',
      'MALFORMED_REQUEST',
    );
  });

  it('when a field is not known', async () => {
    await expectAll(
      staff,
      [
        report({ secret: 'x' }),
        report({ Kind: 'lost' }),
        report({ references: [{ ...office.reportData().references[0], content: 'x' }] }),
        raw(JSON.stringify(office.reportData()).replace('{', '{"__proto__":{"x":1},')),
        raw('{"constructor":1}'),
        doing('acknowledge', { office: 'CAT-15' }),
        act({ kind: 'acknowledge', data: {}, as: 'head' }),
        get('/incidents?stge=ended'),
        get('/offices?search=a&sort=name'),
        get('/notices?person=1'),
      ],
      'UNKNOWN_FIELD',
      'INVALID_FIELD',
    );
  });

  it('when a value is of a wrong type or form', async () => {
    await expectAll(
      staff,
      [
        report({ kind: 'stolen' }),
        report({ kind: 7 }),
        report({ discoveredAt: 'yesterday' }),
        report({ discoveredAt: '2026-02-30T09:00:00+07:00' }),
        report({ discoveredAt: '2026-03-02T09:00:00' }),
        report({ discoveredAt: 1_772_000_000 }),
        report({ discoveredAt: '9999-12-31T23:59:59Z' }),
        report({ words: null }),
        report({ words: '' }),
        report({ words: ['a'] }),
        report({ references: {} }),
        report({ references: [null] }),
        report({ bypass: 'yes' }),
        report({ bypass: 1 }),
        report({ managingOffice: 'cat 15' }),
        report({}, ['kind']),
        report({}, ['attested']),
        raw(JSON.stringify(office.reportData()).replace('"lost"', '1e999')),
        get('/incidents?page=0'),
        get('/incidents?page=-1'),
        get('/incidents?size=100000'),
        get('/incidents?page=1&page=2'),
        get('/incidents?sort=number'),
        get('/offices?at=2026-13-01'),
        get('/calendars/VN?year=26'),
      ],
      'INVALID_FIELD',
    );
  });

  it('when it is too long', async () => {
    await expectAll(staff, [report({ words: 'x'.repeat(4_001) })], 'INVALID_FIELD');
    const many = Array.from({ length: 51 }, () => office.reportData().references[0]);
    await expectAll(staff, [report({ references: many })], 'INVALID_FIELD');
    await expectAll(staff, [report({ reportedFor: 'x'.repeat(201) })], 'INVALID_FIELD');
    await expectAll(staff, [get(`/incidents?search=${'x'.repeat(201)}`)], 'INVALID_FIELD');
    const headers = { 'idempotency-key': 'x'.repeat(201) };
    await expectAll(staff, [raw('{}', acts(), headers)], 'INVALID_FIELD');
    await expectAll(staff, [raw(' '.repeat(300_000))], 'BODY_TOO_LARGE');
  });

  it('when its type, its method or its key is wrong', async () => {
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'text/xml',
    ];
    const wrong = types.map((type) => raw('{}', acts(), { 'content-type': type }));
    await expectAll(staff, wrong, 'UNSUPPORTED_MEDIA_TYPE');
    await expectAll(staff, [{ method: 'POST', url: acts() }], 'UNSUPPORTED_MEDIA_TYPE');
    const bytes = raw('x', `/api/v1/incidents/${id}/files?title=a&kind=minutes&place=b`);
    await expectAll(staff, [bytes], 'UNSUPPORTED_MEDIA_TYPE');
    const methods = (['PUT', 'PATCH', 'DELETE'] as const).map((method) => ({
      method,
      url: acts(),
    }));
    await expectAll(
      staff,
      methods.map((m) => ({
        ...m,
        headers: { 'content-type': 'application/json' },
        payload: '{}',
      })),
      'METHOD_NOT_ALLOWED',
    );
    const { 'idempotency-key': _key, ...keyless } = keyed();
    const payload = JSON.stringify(office.reportData());
    const post = { method: 'POST', url: '/api/v1/incidents', payload } as const;
    await expectAll(staff, [{ ...post, headers: keyless }], 'IDEMPOTENCY_KEY_MISSING');
    await expectAll(staff, [raw('{}', acts(), { 'idempotency-key': 'a b' })], 'INVALID_FIELD');
  });

  it('when nobody is signed in, or no capacity is chosen', async () => {
    const nobody = office.with('homat_session=nonsense');
    const all = [
      get('/incidents'),
      get('/session'),
      report({}),
      get('/rules'),
      get(`/incidents/${id}`),
    ];
    await expectAll(nobody, all, 'NOT_SIGNED_IN');
    await expectAll(office.with(`homat_session=${'x'.repeat(5_000)}`), all, 'NOT_SIGNED_IN');
  });

  it('when what it names is not there', async () => {
    const proposal = { proposal: 'finding-9', checksum: 'a'.repeat(64) };
    await expectAll(
      officer,
      [
        get(`/incidents/${randomUUID()}`),
        get('/incidents/SC-2026-999999'),
        get('/incidents/SC-2026-1'),
        get('/incidents/1;drop table cases'),
        get('/receipts/SC-2026-000001'),
        get('/acts/unheard-of'),
        get('/offices/NOWHERE'),
        get(`/people/${randomUUID()}`),
        get('/rules/tell-nobody'),
        get('/calendars/US'),
        get('/nothing/here'),
        get(`/documents/${'a'.repeat(64)}?case=${id}`),
      ],
      'NOT_FOUND',
    );
    await expectAll(officer, [doing('explode', {})], 'UNKNOWN_ACT');
    await expectAll(head, [doing('approve', proposal)], 'UNKNOWN_PROPOSAL');
    await expectAll(staff, [report({ managingOffice: 'CAT-99' })], 'UNKNOWN_OFFICE');
    const register = { ...office.reportData().references[0], register: randomUUID() };
    await expectAll(staff, [report({ references: [register] })], 'UNKNOWN_REFERENCE');
  });

  it('when it is not theirs to do', async () => {
    const rule = { value: { kind: 'hours', amount: 1 }, reason: 'Thử' };
    await expectAll(
      staff,
      [
        doing('propose-dispatch', { to: null, override: null }),
        doing('acknowledge', {}),
        raw(JSON.stringify(rule), '/api/v1/rules/acknowledge/value'),
        raw(JSON.stringify({ status: 'ended', basis: 'x' }), '/api/v1/treaty'),
        get('/log/checkpoint'),
        get('/register'),
        raw('{}', `/api/v1/notices/${randomUUID()}/resend`),
      ],
      'FORBIDDEN',
    );
    await expectAll(
      officer,
      [
        get(`/incidents/${foreign}`),
        raw('{"kind":"acknowledge","data":{}}', `/api/v1/incidents/${foreign}/acts`),
      ],
      'NOT_FOUND',
    );
  });

  it('when the stage, the moment or the content does not allow it', async () => {
    const reference = office.reportData().references[0];
    await expectAll(
      staff,
      [
        report({ discoveredAt: '2026-03-02T10:00:00+07:00' }),
        report({ references: [] }),
        report({ attested: false }),
        report({ references: [{ ...reference, level: 'tuyet-mat', abstract: 'x' }] }),
      ],
      'MOMENT_IN_FUTURE',
      'REFERENCE_MISSING',
      'NOT_ATTESTED',
      'ABSTRACT_FORBIDDEN',
    );
    await expectAll(
      head,
      [
        doing('extend-clock', {
          clock: 'contain#9',
          until: '2026-03-05T00:00:00+07:00',
          reason: 'x',
        }),
        doing('change-level', { reference: 'reference-1', level: 'mat', reason: 'x' }),
        doing('add-reader', { person: null, office: null, reason: 'x' }),
        doing('contain', { what: 'x', doneAt: '2026-03-02T12:00:00+07:00' }),
        doing('correct', { field: 'kind', value: 'burnt', reason: 'x' }),
        doing('tell-originator', { office: 'UBND-15', references: ['reference-7'] }),
      ],
      'UNKNOWN_CLOCK',
      'ALREADY_DONE',
      'FIELDS_MISSING',
      'MOMENT_IN_FUTURE',
      'INVALID_FIELD',
      'UNKNOWN_REFERENCE',
    );
  });

  it('when it is no HTTP at all', async () => {
    await office.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = office.app.server.address() as AddressInfo;
    const endless = `GET / HTTP/1.1\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`;
    for (const text of ['nonsense\r\n\r\n', 'GET / HTTP/9\r\n\r\n', endless]) {
      const socket = connect(port, '127.0.0.1');
      socket.write(text);
      const answered = await textFrom(socket);
      expect(answered, text.slice(0, 20)).toMatch(/^HTTP\/1\.1 400 /);
      expect(answered).toContain('"code":"MALFORMED_REQUEST"');
    }
    expect(await everything()).toEqual(before);
  });

  it('a hundred times and more', () => {
    expect(sent).toBeGreaterThanOrEqual(100);
  });
});
