import type { DataConverter, Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { PayloadKey, PayloadKeys } from './payload-keys.ts';

const ENCODING = 'binary/encrypted';
const CIPHER = 'aes-256-gcm';
// Binds a payload to this use: bytes encrypted for anything else are refused.
const PURPOSE = Buffer.from('ho-mat/payload/v1');
const IV_LENGTH = 12;
const TAG_LENGTH = 16;

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;

/**
 * Encrypts every payload of the engine's store (AES-256-GCM, a fresh 96-bit IV each). The key's id
 * stands readable beside the payload, so that keys can be changed while old histories stay readable.
 */
export function createPayloadCodec(keys: PayloadKeys): PayloadCodec {
  const byId = new Map(keys.map((key) => [key.id, key]));
  return {
    encode: async (payloads) => payloads.map((payload) => encrypt(payload, keys[0])),
    decode: async (payloads) => payloads.map((payload) => decrypt(payload, byId)),
  };
}

/** What the client and the worker take: payloads and the texts of failures are encrypted. */
export function createDataConverter(keys: PayloadKeys): DataConverter {
  return {
    payloadCodecs: [createPayloadCodec(keys)],
    failureConverterPath: fileURLToPath(new URL('./failure-converter.ts', import.meta.url)),
  };
}

function encrypt(payload: Payload, { id, key }: PayloadKey): Payload {
  const iv = randomBytes(IV_LENGTH);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(PURPOSE);
  const plain = PayloadMessage.encode(payload).finish();
  const data = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return { metadata: { encoding: Buffer.from(ENCODING), 'key-id': Buffer.from(id) }, data };
}

function decrypt(payload: Payload, keys: ReadonlyMap<string, PayloadKey>): Payload {
  const { metadata, data } = payload;
  if (metadata?.['encoding'] === undefined) return payload;
  if (Buffer.from(metadata['encoding']).toString() !== ENCODING) return payload;
  const id = Buffer.from(metadata['key-id'] ?? []).toString();
  const key = keys.get(id);
  if (key === undefined) throw new Error(`The payload key ${id} is missing from the key file`);
  const bytes = Buffer.from(data ?? []);
  const decipher = createDecipheriv(CIPHER, key.key, bytes.subarray(0, IV_LENGTH), {
    authTagLength: TAG_LENGTH,
  });
  decipher.setAAD(PURPOSE).setAuthTag(bytes.subarray(-TAG_LENGTH));
  const plain = bytes.subarray(IV_LENGTH, -TAG_LENGTH);
  return PayloadMessage.decode(Buffer.concat([decipher.update(plain), decipher.final()]));
}
