import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { addPayloadKey, keyPlaces, payloadKeys } from '../../config/keys.ts';
import { logSigner } from '../../records/log/checkpoint.ts';
import { openCheckpoint, signCheckpoint } from '../../records/log/note.ts';

const folder = mkdtempSync(join(tmpdir(), 'homat-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const NOW = new Date('2026-03-02T02:00:00Z');
const NAME = 'ho-mat.example/test';

let next = 0;
function freshFolder(): string {
  next += 1;
  const path = join(folder, String(next));
  mkdirSync(path);
  return path;
}

test('a first start makes the keys, and every later one finds them again', () => {
  const keys = freshFolder();
  const file = join(keys, 'payload.json');
  const made = payloadKeys(file, NOW);
  expect(made).toHaveLength(1);
  expect(made[0].key).toHaveLength(32);
  expect(payloadKeys(file, new Date())).toEqual(made);
  const signer = logSigner(join(keys, 'log.json'), NAME);
  expect(logSigner(join(keys, 'log.json'), NAME).verifier).toBe(signer.verifier);
  expect(readdirSync(keys).sort()).toEqual(['log.json', 'log.pub', 'payload.json']);
});

test.skipIf(process.platform === 'win32')('the key files are nobody else’s to read', () => {
  const keys = freshFolder();
  payloadKeys(join(keys, 'payload.json'), NOW);
  addPayloadKey(join(keys, 'payload.json'), NOW);
  logSigner(join(keys, 'log.json'), NAME);
  const mode = (name: string) => statSync(join(keys, name)).mode & 0o777;
  expect([mode('payload.json'), mode('log.json')]).toEqual([0o600, 0o600]);
  expect(mode('log.pub') & 0o444).toBe(0o444);
});

test('many processes that start at once on an empty folder agree on the keys', async () => {
  const keys = freshFolder();
  const modules = ['config/keys.ts', 'records/log/checkpoint.ts'].map(
    (path) => new URL(`../../${path}`, import.meta.url).href,
  );
  const script = `
    const { payloadKeys } = await import(${JSON.stringify(modules[0])});
    const { logSigner } = await import(${JSON.stringify(modules[1])});
    while (Date.now() < Number(process.argv[1]));
    const [key] = payloadKeys(${JSON.stringify(join(keys, 'payload.json'))}, new Date());
    const signer = logSigner(${JSON.stringify(join(keys, 'log.json'))}, ${JSON.stringify(NAME)});
    console.log(key.id + ' ' + key.key.toString('hex') + ' ' + signer.verifier);`;
  const together = String(Date.now() + 2_500);
  const said = await Promise.all(Array.from({ length: 6 }, () => output(script, together)));
  expect(said[0]).toMatch(/^[0-9a-f]{12} [0-9a-f]{64} ho-mat\.example\/test\+/);
  expect(new Set(said).size).toBe(1);
  expect(readdirSync(keys).sort()).toEqual(['log.json', 'log.pub', 'payload.json']);
});

test('a new payload key stands before the old ones', () => {
  const file = join(freshFolder(), 'payload.json');
  const [old] = payloadKeys(file, NOW);
  const id = addPayloadKey(file, NOW);
  const [fresh, ...rest] = payloadKeys(file, NOW);
  expect(fresh.id).toBe(id);
  expect(rest).toEqual([old]);
});

test('keys that were given and are not there are not made', () => {
  const keys = freshFolder();
  const { payload, log } = keyPlaces(keys, {
    HOMAT_PAYLOAD_KEYS_FILE: join(keys, 'given.json'),
    HOMAT_LOG_KEY_FILE: join(keys, 'given-log.json'),
  });
  expect(() => payloadKeys(payload.path, NOW, payload)).toThrow(/given\.json is not there/);
  expect(() => logSigner(log.path, NAME, log)).toThrow(/given-log\.json is not there/);
  expect(() => addPayloadKey(payload.path, NOW)).toThrow(/given\.json is not there/);
  expect(readdirSync(keys)).toEqual([]);
  const own = keyPlaces(keys, { HOMAT_PAYLOAD_KEYS_FILE: '' });
  expect(own.payload).toEqual({ path: join(keys, 'payload.json'), isGiven: false });
});

test('a key file that cannot be used is named, and its content is not shown', () => {
  const keys = freshFolder();
  const file = join(keys, 'payload.json');
  const secret = Buffer.alloc(31, 5).toString('base64');
  const right = Buffer.alloc(32, 5).toString('base64');
  const key = (id: string, text: string) => ({ id, key: text, createdAt: NOW.toISOString() });
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    ['{"keys": [', /no JSON/],
    [{}, /keys/],
    [{ keys: [] }, /keys/],
    [{ keys: [key('a', secret)] }, /keys\.0\.key must be 32 bytes/],
    [{ keys: [key('a\nb', right)] }, /keys\.0\.id/],
    [{ keys: [key('a', right), key('a', right)] }, /different ids/],
  ];
  for (const [content, why] of wrong) {
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    const read = () => payloadKeys(file, NOW);
    expect(read).toThrow(why);
    expect(read).toThrow(file);
    expect(read).not.toThrow(secret);
  }
  const log = join(keys, 'log.json');
  for (const content of ['{', '{}', JSON.stringify({ name: NAME, privateKey: secret })]) {
    writeFileSync(log, content);
    expect(() => logSigner(log, NAME)).toThrow(log);
    expect(() => logSigner(log, NAME)).not.toThrow(secret);
  }
});

test('a log key that is given signs as one that was made', () => {
  const keys = freshFolder();
  const made = logSigner(join(keys, 'log.json'), NAME);
  const given = join(keys, 'given');
  writeFileSync(given, readFileSync(join(keys, 'log.json')));
  const signer = logSigner(given, 'another name', { isGiven: true });
  const note = signCheckpoint({ origin: NAME, size: 3, root: Buffer.alloc(32) }, signer);
  expect(openCheckpoint(note, made.verifiers).size).toBe(3);
  expect(readdirSync(keys).sort()).toEqual(['given', 'log.json', 'log.pub']);
});

async function output(script: string, argument: string): Promise<string> {
  const args = ['--input-type=module', '--eval', script, argument];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`ended with ${String(code)}`);
  return said.trim();
}
