import type { Payload } from '@temporalio/common';
import { defaultPayloadConverter } from '@temporalio/common';
import { payloadToJSON } from '@temporalio/common/lib/proto-utils.js';
import fc from 'fast-check';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createPayloadCodec } from '../../secrecy/payload-codec.ts';
import { addPayloadKey, payloadKeys } from '../../secrecy/payload-keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'homat-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'payload.json');
const NOW = new Date('2026-03-02T02:00:00Z');
const codec = createPayloadCodec(payloadKeys(file, NOW));

const payloadOf = (value: unknown) => defaultPayloadConverter.toPayload(value);
const valueOf = (payload: Payload | undefined) =>
  payload === undefined ? undefined : defaultPayloadConverter.fromPayload(payload);

test('whatever is encrypted comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const [encoded] = await codec.encode([payloadOf(value)]);
      const [decoded] = await codec.decode(encoded === undefined ? [] : [encoded]);
      expect(valueOf(decoded)).toEqual(value);
    }),
  );
});

test('nothing readable is left in an encrypted payload', async () => {
  const [encoded] = await codec.encode([payloadOf({ holder: 'Tủ hồ sơ số 4' })]);
  expect(Buffer.from(encoded?.data ?? []).includes('holder')).toBe(false);
  expect(Buffer.from(encoded?.data ?? []).includes('json')).toBe(false);
});

test('a changed byte is refused', async () => {
  const [encoded] = await codec.encode([payloadOf('x')]);
  const data = Buffer.from(encoded?.data ?? []);
  data[data.length - 20] = (data[data.length - 20] ?? 0) ^ 1;
  await expect(codec.decode([{ ...encoded, data }])).rejects.toThrow();
});

test('after a new key was added the old payloads can still be read', async () => {
  const [old] = await codec.encode([payloadOf('cũ')]);
  const renewed = createPayloadCodec(addPayloadKey(file, NOW));
  const [decoded] = await renewed.decode(old === undefined ? [] : [old]);
  expect(valueOf(decoded)).toBe('cũ');
  const [fresh] = await renewed.encode([payloadOf('mới')]);
  await expect(codec.decode(fresh === undefined ? [] : [fresh])).rejects.toThrow(/is missing/);
});

test('the key file is nobody else’s to read', () => {
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('the engine’s histories can be read as JSON: one copy of protobufjs', () => {
  expect(payloadToJSON(payloadOf({ a: 1 }))).toEqual({
    metadata: { encoding: Buffer.from('json/plain').toString('base64') },
    data: Buffer.from('{"a":1}').toString('base64'),
  });
});
