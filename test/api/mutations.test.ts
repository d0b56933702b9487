import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACT_KINDS } from '../../domain/incident/decide.ts';
import { ACT_SAMPLES } from '../support/act-samples.ts';
import type { Somebody } from '../support/api-office.ts';
import { ApiOffice } from '../support/api-office.ts';
import { mutants } from '../support/mutants.ts';

let office: ApiOffice;
let id: string;

beforeAll(async () => {
  office = await ApiOffice.open();
  ({ id } = await office.report('staff@BKHCN'));
  await office.does(id, 'head@BKHCN', 'give-oral-notice', { to: null, override: null });
  await office.does(id, 'duty-officer@BCA-A03', 'acknowledge', {});
  office.engine.state = 'judging';
});

afterAll(() => office.close());

async function expectNoFault(who: Somebody, path: string, body: unknown): Promise<number> {
  let count = 0;
  for (const mutant of mutants(body)) {
    const answered = await who.post(path, mutant);
    const about = `${path} ${JSON.stringify(mutant).slice(0, 300)}`;
    expect(answered.status, `${about}: ${answered.text}`).toBeLessThan(500);
    count += 1;
  }
  return count;
}

describe('a well-formed request with one odd value', () => {
  it.each(ACT_KINDS)('is no fault of the product: %s', async (kind) => {
    const who = await office.somebody(
      kind.includes('lao') ? 'case-officer@BCA-A03' : 'head@BCA-A03',
    );
    const path = `/incidents/${id}/acts`;
    for (const data of mutants(ACT_SAMPLES[kind])) {
      const answered = await who.post(path, { kind, data });
      const about = `${kind} ${JSON.stringify(data).slice(0, 300)}`;
      expect(answered.status, `${about}: ${answered.text}`).toBeLessThan(500);
    }
  });

  it('is no fault of the product: reports, rules, offices, people, papers', async () => {
    const head = await office.somebody('head@BCA');
    const admin = await office.somebody('administrator@BCA-A03');
    const clerk = await office.somebody('clerk@BCA-A03');
    const text = { vi: 'a', en: 'b', lo: 'c' };
    const bodies: [Somebody, string, unknown][] = [
      [clerk, '/incidents', office.reportData()],
      [head, '/rules/verify/value', { value: { kind: 'days', amount: 3 }, reason: 'x' }],
      [
        head,
        '/calendars/VN/days',
        { days: [{ date: '2026-05-04', status: 'off', reason: 'x' }], basis: 'x' },
      ],
      [head, '/treaty', { status: 'in-force', basis: 'x', from: '2026-03-01T00:00:00+07:00' }],
      [
        admin,
        '/offices',
        {
          id: 'X-1',
          kind: 'department',
          name: text,
          parent: 'UBND-15',
          channel: 'CAT-15',
          province: '15',
          email: 'a@b.vn',
          validFrom: '2026-01-01',
          source: 'x',
        },
      ],
      [admin, '/offices/SVHTTDL-15/changes', { from: '2026-02-01', name: text, source: 'x' }],
      [admin, '/successions', { from: 'A', to: 'BCA', on: '2026-01-01', scope: 'x', source: 'x' }],
      [admin, `/people/${randomUUID()}/changes`, { name: 'x', activeTo: '2026-05-01' }],
      [
        clerk,
        '/register',
        {
          direction: 'given',
          reference: 'x',
          level: 'mat',
          exchangedOn: '2026-01-01',
          permittingBody: 'x',
          protectiveMeasures: 'x',
        },
      ],
      [
        head,
        '/delegations',
        {
          to: randomUUID(),
          office: 'BCA',
          capacity: 'head',
          scope: ['report'],
          validFrom: '2026-03-01',
          validTo: '2026-04-01',
          documentNumber: 'x',
          documentDate: '2026-02-01',
        },
      ],
    ];
    let sent = 0;
    for (const [who, path, body] of bodies) sent += await expectNoFault(who, path, body);
    expect(sent).toBeGreaterThan(500);
  });

  it('is no fault of the product: addresses', async () => {
    const who = await office.somebody('head@BCA');
    const { paths } = office.app.swagger() as { paths: Record<string, object> };
    const odd = ['%00', '%ff', '..', "'", '%25', 'x'.repeat(300), '%F0%9F%92%A9', '-1', '1e9', '*'];
    for (const [path, methods] of Object.entries(paths)) {
      if (!('get' in methods)) continue;
      for (const value of odd) {
        const filled = path.replaceAll(/\{\w+\}/g, value);
        for (const url of [filled, `${filled}?search=${value}`, `${filled}?${value}=1`]) {
          const answered = await who.send({ method: 'GET', url });
          if (!url.startsWith('/health')) expect(answered.status, url).toBeLessThan(500);
        }
      }
    }
  });
});
