import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../records/database.ts';
import { Installation } from '../support/installation.ts';

const place = new Installation();
beforeAll(() => place.up());
afterAll(() => place.remove());

async function told(...args: string[]): Promise<unknown> {
  const { code, out, err } = await place.homat(...args, '--json');
  if (code !== 0) throw new Error(`homat ${args.join(' ')}: ${code} ${err} ${out}`);
  return JSON.parse(out);
}

async function signInAs(login: string): Promise<void> {
  await told('login', login, '--demo');
}

async function play(name: string): Promise<string> {
  const answer = await told('scenario', 'run', `examples/${name}.yaml`);
  return (answer as { number: string }).number;
}

test('the accounts of the demonstration are nobody else’s to read', () => {
  const file = join(place.data, 'demo-accounts.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(place.data, 'keys')).mode & 0o777).toBe(0o700);
});

test('a second start on the same data folder says so and stops', async () => {
  const second = new Installation({ HOMAT_DATA: place.data });
  await expect(second.up()).rejects.toThrow(/running on this data folder already/);
  await second.remove();
});

test('a lost paper is played from report to closure, and its story can be read', async () => {
  const number = await play('lost-paper');
  await signInAs('cat-15.case-officer');
  const { out } = await place.homat('incident', 'show', number);
  for (const words of [number, '07/BC-UBND', 'finding-1', 'remedy-1', 'Hồ sơ mật không để chung']) {
    expect(out).toContain(words);
  }
});

test('a report that implicates the head changes no answer that the head gets', async () => {
  await signInAs('ubx-03006.head');
  const before = await told('incident', 'list');
  const number = await play('implicated-head');
  await signInAs('ubx-03006.head');
  expect(await told('incident', 'list')).toEqual(before);
  const there = await place.homat('incident', 'show', number, '--json');
  const nowhere = await place.homat('incident', 'show', 'SC-2026-999999', '--json');
  expect(there.code).toBe(1);
  expect(there.out).toBe(nowhere.out);
});

test('exchanged documents are carried to the Lao side’s second answer and the end', async () => {
  const number = await play('lao-exchange');
  await signInAs('bkhcn.head');
  const { out } = await place.homat('incident', 'show', number);
  // Other offices see that the Lao side was told, and nothing of the drafts.
  expect(out).toContain('round 2');
  expect(out).not.toContain('Phần mềm lạ trên một máy tính');
});

test('nobody acknowledges: two offices are passed against the clock of the machine', async () => {
  await play('nobody-acknowledges');
});

test('the record is whole: the log is checked from outside', async () => {
  const secrets = JSON.parse(
    readFileSync(join(place.data, 'keys', 'database.json'), 'utf8'),
  ) as Record<'owner' | 'app', string>;
  const pidFile = join(place.data, 'postgres', 'data', 'postmaster.pid');
  const port = readFileSync(pidFile, 'utf8').split('\n')[3];
  const url = `postgresql://homat_app:${secrets.app}@127.0.0.1:${port}/homat`;
  const db = openDatabase(url, { connections: 1 });
  try {
    await expect
      .poll(async () => (await db.query('select from log_pending')).rowCount, { timeout: 10_000 })
      .toBe(0);
  } finally {
    await db.close();
  }
  const { code, out } = await place.homat('log', 'verify', '--database', url);
  expect(out).toContain('✓');
  expect(code).toBe(0);
});

test('killed in the middle, everything goes on at the next start', async () => {
  await signInAs('ubx-02647.staff');
  const report = join(place.folder, 'report.yaml');
  writeFileSync(report, REPORT);
  const { number } = (await told('incident', 'report', report)) as { number: string };
  // The parent dies first, then its servers: nobody had time to say goodbye.
  await place.down('SIGKILL');
  place.killServer('temporal');
  place.killServer('postgres');
  const ms = await place.up();
  expect(ms).toBeLessThan(20_000);
  await signInAs('ubx-02647.case-officer');
  const oral = await place.homat('incident', 'act', number, 'give-oral-notice', '--data', BY_RULE);
  expect(oral.err).toBe('');
  expect(oral.code).toBe(0);
});

test('killed servers are started again while the product runs', async () => {
  place.killServer('temporal');
  place.killServer('postgres');
  await signInAgain();
  const { number } = (await told('incident', 'report', join(place.folder, 'report.yaml'))) as {
    number: string;
  };
  await expect
    .poll(async () => (await place.homat('receipt', number, '--json')).out, { timeout: 60_000 })
    .toContain('"stage": "reported"');
});

async function signInAgain(): Promise<void> {
  await expect
    .poll(async () => (await place.homat('login', 'ubx-02647.staff', '--demo')).code, {
      timeout: 60_000,
      interval: 500,
    })
    .toBe(0);
}

const BY_RULE = '{ to: null, override: null }';
const REPORT = `
kind: lost
discoveredAt: ${new Date(Date.now() - 600_000).toISOString()}
words: Không thấy sổ đăng ký văn bản mật
references:
  - number: Sổ 02
    date: null
    issuingBody: UBND phường Lào Cai
    issuingOffice: UBX-02647
    level: mat
    form: paper
    holder: Văn thư
    origin: vietnamese
    exchange: not-exchanged
    abstract: null
    register: null
bypass: false
reportedFor: null
managingOffice: null
attested: true
`;
