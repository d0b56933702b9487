import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letterFile, letterId } from '../../records/letters.ts';
import { REFERENCE } from '../support/office-play.ts';
import type { Answered, Somebody } from '../support/api-office.ts';
import { ApiOffice } from '../support/api-office.ts';

let office: ApiOffice;

const MANAGERS = [
  'head@UBX-02647',
  'deputy-head@UBX-02647',
  'case-officer@UBX-02647',
  'clerk@UBX-02647',
  'staff@UBX-02647/2',
];

beforeAll(async () => {
  office = await ApiOffice.open();
  // Something else that they do see, so that their lists are not empty.
  await office.report('staff@UBX-02647/2');
});

afterAll(() => office.close());

/** Every address that reads, with the case that may or may not be there in every place for one. */
function addresses(of: { readonly id: string; readonly number: string }): string[] {
  const { paths } = office.app.swagger() as { paths: Record<string, object> };
  const reading = Object.entries(paths).filter(([, methods]) => 'get' in methods);
  const filled = reading.flatMap(([path]) =>
    [of.id, of.number].map((given) =>
      path
        .replace('{case}', given)
        .replace('/offices/{id}', '/offices/UBX-02647')
        .replace('/rules/{id}', '/rules/verify')
        .replace('/calendars/{id}', '/calendars/VN')
        .replace('/people/{id}', `/people/${of.id}`)
        .replace('/mail/{id}', `/mail/${letterId('<7@homat.example>', Buffer.of())}`)
        .replace('{key}', given)
        .replace('{fact}', of.id)
        .replace('{sha256}', `${'a'.repeat(64)}?case=${given}`),
    ),
  );
  const lists = [
    ...['reported', 'verifying', 'ended'].map((stage) => `/api/v1/incidents?stage=${stage}`),
    '/api/v1/incidents?sort=time-left',
    '/api/v1/incidents?search=thu%20truong',
    '/api/v1/incidents?level=toi-mat',
    '/api/v1/notices?state=waiting',
    '/api/v1/notices?state=sent',
    '/api/v1/notices?mine=true',
  ];
  return [...new Set(filled), ...lists].map((path) => path.replace('SC-2026-000002', of.number));
}

/** All that somebody can get by reading; the moment of an answer is no part of it. */
async function everythingReadBy(
  who: Somebody,
  of: { readonly id: string; readonly number: string },
): Promise<string[]> {
  const answers: string[] = [];
  for (const path of addresses(of)) {
    const answered = await who.send({ method: 'GET', url: path });
    const bare = path.replaceAll(of.id, '<id>').replaceAll(of.number, '<number>');
    answers.push(`${bare} ${answered.status} ${textOf(answered, path)}`);
  }
  for (const kind of ['withdraw', 'extend-clock', 'contain', 'approve', 'acknowledge', 'correct']) {
    for (const given of [of.id, of.number]) {
      const answered = await who.post(`/incidents/${given}/acts`, { kind, data: DATA[kind] });
      answers.push(`${kind} ${answered.status} ${answered.text}`);
    }
  }
  return answers;
}

// Of the technical pages the names are compared: their numbers are the machine's, not the cases'.
function textOf({ text }: Answered, path: string): string {
  if (path === '/metrics') return text.replace(/ [\d.e+-]+$/gm, '');
  return path.startsWith('/health') ? text.replace(/"skewMs":-?\d+/g, '') : text;
}

describe('a report that goes past the heads of the unit', () => {
  it('changes no byte of anything that its people can read', async () => {
    const people = new Map<string, Somebody>();
    for (const who of MANAGERS) people.set(who, await office.somebody(who));
    const number = 'SC-2026-000002';
    const before = new Map<string, string[]>();
    for (const [who, somebody] of people) {
      before.set(who, await everythingReadBy(somebody, { id: randomUUID(), number }));
    }
    const { id } = await office.report('staff@UBX-02647', {
      bypass: true,
      words: 'Thủ trưởng có thể liên quan',
      references: [{ ...REFERENCE, level: 'mat', exchange: 'received' }],
    });
    await office.does(id, 'duty-officer@CAT-15', 'acknowledge', {});
    await office.does(id, 'case-officer@CAT-15', 'tell-originator', {
      office: 'UBX-02647',
      references: ['reference-1'],
    });
    keepLetter(number);
    const after = new Map<string, string[]>();
    for (const [who, somebody] of people) {
      after.set(who, await everythingReadBy(somebody, { id, number }));
    }
    for (const who of MANAGERS) {
      expect(before.get(who)?.length).toBeGreaterThan(60);
      expect(after.get(who), who).toEqual(before.get(who));
    }
    // It is there all the same, for the reporter and for who handles it.
    const staff = await office.somebody('staff@UBX-02647');
    expect((await staff.get(`/receipts/${number}`)).json.stage).toBe('verifying');
    const officer = await office.somebody('case-officer@CAT-15');
    expect((await officer.get(`/incidents/${number}`)).json).toMatchObject({ bypass: true });
    expect((await officer.get('/notices')).json.total).toBeGreaterThan(0);
  }, 60_000);

  it('from the Ministry’s desk neither, though the desk works for the Ministry', async () => {
    const managers = ['head', 'deputy-head', 'case-officer', 'duty-officer', 'clerk'];
    const desk = await Promise.all(
      managers.map((capacity) => office.somebody(`${capacity}@BCA-A03`)),
    );
    const number = 'SC-2026-000003';
    const read = async (id: string) => {
      const all = [];
      for (const who of desk) all.push(await everythingReadBy(who, { id, number }));
      return all;
    };
    const before = await read(randomUUID());
    const { id } = await office.report('case-officer@BCA-A03/2', {
      bypass: true,
      references: [{ ...REFERENCE, level: 'mat', exchange: 'received' }],
    });
    expect(await read(id)).toEqual(before);
    await office.does(id, 'duty-officer@BCA', 'acknowledge', {});
    expect(await read(id)).toEqual(before);
    const chief = await office.somebody('head@BCA');
    expect((await chief.get(`/incidents/${number}`)).json).toMatchObject({ handling: 'BCA' });
    const reporter = await office.somebody('case-officer@BCA-A03/2');
    expect((await reporter.get(`/incidents/${number}`)).json).toMatchObject({ scope: 'receipt' });
    const listed = (await reporter.get('/incidents')).json.items as { number: string }[];
    const mine = listed.filter((c) => c.number === number);
    expect(mine).toMatchObject([{ scope: 'receipt', level: null }]);
  }, 60_000);

  it('tells the reporter that it went one office higher', async () => {
    const staff = await office.somebody('staff@UBX-02647');
    const answered = await staff.post('/incidents', office.reportData({ bypass: true }));
    expect(answered.json.next).toEqual(['recorded', 'one-office-higher', 'contain-now']);
  });
});

/** A letter about it, in the sink. */
function keepLetter(number: string): void {
  const folder = join(office.folder, 'mail');
  mkdirSync(folder, { recursive: true });
  const messageId = '<7@homat.example>';
  const mail = [
    'From: ho-mat@homat.example',
    'To: cat-15.case-officer@homat.example',
    `Subject: ${number}`,
    `Message-ID: ${messageId}`,
    'Date: Mon, 02 Mar 2026 09:00:00 +0700',
    '',
    number,
  ].join('\r\n');
  writeFileSync(join(folder, letterFile(letterId(messageId, Buffer.of()), 1)), mail);
}

const DATA: Readonly<Record<string, object>> = {
  withdraw: { proposal: 'finding-1', reason: 'x' },
  'extend-clock': { clock: 'verify#1', until: '2026-04-05T00:00:00+07:00', reason: 'x' },
  contain: { what: 'x', doneAt: '2026-03-02T08:59:00+07:00' },
  approve: { proposal: 'finding-1', checksum: 'a'.repeat(64) },
  acknowledge: {},
  correct: { field: 'words', value: 'x', reason: 'x' },
};
