import type { Payload, ProtoFailure } from '@temporalio/common';
import { ApplicationFailure, defaultPayloadConverter } from '@temporalio/common';
import {
  decodeOptionalFailureToOptionalError,
  encodeErrorToFailure,
  loadDataConverter,
} from '@temporalio/common/lib/internal-non-workflow/index.js';
import { payloadToJSON } from '@temporalio/common/lib/proto-utils.js';
import proto from '@temporalio/proto';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createDataConverter, createPayloadCodec } from '../../secrecy/payload-codec.ts';
import type { PayloadKey } from '../../secrecy/payload-codec.ts';

const keyOf = (id: string): PayloadKey => ({ id, key: randomBytes(32) });
const first = keyOf('first');
const codec = createPayloadCodec([first]);

const payloadOf = (value: unknown) => defaultPayloadConverter.toPayload(value);
const valueOf = (payload: Payload) => defaultPayloadConverter.fromPayload(payload);

async function encoded(value: unknown, by = codec): Promise<Payload> {
  const [payload] = await by.encode([payloadOf(value)]);
  if (payload === undefined) throw new Error('nothing was encoded');
  return payload;
}

async function decoded(payload: Payload, by = codec): Promise<unknown> {
  const [plain] = await by.decode([payload]);
  if (plain === undefined) throw new Error('nothing was decoded');
  return valueOf(plain);
}

/** Everything of a payload that stands in the engine's store, as bytes. */
const storedBytes = (payload: Payload): Buffer =>
  Buffer.from(proto.temporal.api.common.v1.Payload.encode(payload).finish());

test('whatever is encrypted comes back as it was', async () => {
  const bytesOf = ({ data, metadata }: Payload) => ({
    data: Buffer.from(data ?? []),
    encoding: Buffer.from(metadata?.['encoding'] ?? []),
  });
  // Bytes are compared, not values: JSON itself takes -0 for 0.
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const plain = payloadOf(value);
      const [back = {}] = await codec.decode(await codec.encode([plain]));
      expect(bytesOf(back)).toEqual(bytesOf(plain));
    }),
    { numRuns: 300 },
  );
  expect(await decoded(await encoded(undefined))).toBeUndefined();
  const bytes = new Uint8Array(randomBytes(300));
  expect(await decoded(await encoded(bytes))).toEqual(bytes);
});

test('nothing that was said is readable in the store, and nothing looks alike', async () => {
  const word = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(word, async (text) => {
      const one = await encoded({ holder: text });
      const two = await encoded({ holder: text });
      for (const stored of [storedBytes(one), storedBytes(two)]) {
        expect(stored.includes(Buffer.from(text))).toBe(false);
        expect(stored.includes(Buffer.from(JSON.stringify(text).slice(1, -1)))).toBe(false);
        expect(stored.includes('holder')).toBe(false);
        expect(stored.includes('json')).toBe(false);
      }
      expect(Buffer.from(one.data ?? []).equals(Buffer.from(two.data ?? []))).toBe(false);
    }),
  );
});

test('every payload has a start value of its own', async () => {
  const payloads = await codec.encode(Array.from({ length: 2_000 }, () => payloadOf('x')));
  const starts = payloads.map(({ data }) => Buffer.from(data ?? []).toString('hex', 0, 12));
  expect(new Set(starts).size).toBe(payloads.length);
});

test('a payload with any bit changed, cut or lengthened is refused', async () => {
  const payload = await encoded('lô hồ sơ số 4');
  const data = Buffer.from(payload.data ?? []);
  for (let bit = 0; bit < data.length * 8; bit += 1) {
    const changed = Buffer.from(data);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    await expect(decoded({ ...payload, data: changed })).rejects.toThrow(/cannot be read/);
  }
  for (let length = 0; length < data.length; length += 1) {
    const cut = data.subarray(0, length);
    await expect(decoded({ ...payload, data: cut })).rejects.toThrow(/cannot be read/);
  }
  const longer = Buffer.concat([data, Buffer.of(0)]);
  await expect(decoded({ ...payload, data: longer })).rejects.toThrow(/cannot be read/);
});

test('a payload that is not encrypted is refused, whatever it says of itself', async () => {
  await expect(decoded(payloadOf({ act: 'approve' }))).rejects.toThrow(/is not encrypted/);
  await expect(decoded({ data: Buffer.from('{}') })).rejects.toThrow(/is not encrypted/);
});

test('a missing key and a wrong one are named', async () => {
  const payload = await encoded('cũ');
  const others = createPayloadCodec([keyOf('second')]);
  await expect(decoded(payload, others)).rejects.toThrow('The payload key first is missing');
  const namesake = createPayloadCodec([keyOf('first')]);
  await expect(decoded(payload, namesake)).rejects.toThrow(/under the key first cannot be read/);
});

test('the first key encrypts, and all of them decrypt', async () => {
  const second = keyOf('second');
  const renewed = createPayloadCodec([second, first]);
  expect(await decoded(await encoded('cũ'), renewed)).toBe('cũ');
  const fresh = await encoded('mới', renewed);
  expect(Buffer.from(fresh.metadata?.['key-id'] ?? []).toString()).toBe('second');
  await expect(decoded(fresh)).rejects.toThrow('The payload key second is missing');
});

test('a process that began before a key was added looks for it again', async () => {
  const second = keyOf('second');
  let looked = 0;
  const older = createPayloadCodec([first], () => {
    looked += 1;
    return [second, first];
  });
  expect(await decoded(await encoded('cũ'), older)).toBe('cũ');
  expect(looked).toBe(0);
  const fresh = await encoded('mới', createPayloadCodec([second, first]));
  expect(await decoded(fresh, older)).toBe('mới');
  expect(await decoded(fresh, older)).toBe('mới');
  expect(looked).toBe(1);
});

test('what a failure says is encrypted as well: message, stack, details and cause', async () => {
  const converter = loadDataConverter(createDataConverter([first]));
  const cause = new Error('bí mật trong nguyên nhân');
  const error = ApplicationFailure.create({
    message: 'mất bìa hồ sơ 12/TM',
    type: 'RecordUnreachable',
    details: [{ holder: 'Tủ hồ sơ số 4' }],
    cause,
  });
  const failure = await encodeErrorToFailure(converter, error);
  const stored = Buffer.from(proto.temporal.api.failure.v1.Failure.encode(failure).finish());
  for (const word of ['bìa', '12/TM', 'Tủ', 'holder', 'nguyên nhân', 'payload-codec.test']) {
    expect(stored.includes(Buffer.from(word)), word).toBe(false);
  }
  const back = await decodeOptionalFailureToOptionalError(converter, failure as ProtoFailure);
  expect(back).toMatchObject({
    message: 'mất bìa hồ sơ 12/TM',
    details: [{ holder: 'Tủ hồ sơ số 4' }],
    cause: { message: 'bí mật trong nguyên nhân' },
  });
});

test('the engine’s histories can be read as JSON: one copy of protobufjs', () => {
  expect(payloadToJSON(payloadOf({ a: 1 }))).toEqual({
    metadata: { encoding: Buffer.from('json/plain').toString('base64') },
    data: Buffer.from('{"a":1}').toString('base64'),
  });
});
