import type { DataConverter, Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';

/** One key of the engine's payloads; 32 bytes. */
export interface PayloadKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/** The first key encrypts; all of them decrypt. */
export type PayloadKeys = readonly [PayloadKey, ...PayloadKey[]];

const ENCODING = 'binary/encrypted';
const CIPHER = 'aes-256-gcm';
// Binds a payload to this use: bytes encrypted for anything else are refused.
const PURPOSE = Buffer.from('ho-mat/payload/v1');
const IV_LENGTH = 12;
const TAG_LENGTH = 16;

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;

/**
 * Encrypts every payload of the engine's store (AES-256-GCM, a fresh 96-bit IV each). The key's id
 * stands readable beside the payload, so that keys can be changed while old histories stay
 * readable. What is not encrypted is refused: whoever can write into the store could say anything
 * with it.
 *
 * `again` reads the keys anew when a payload names one that is not known: another process may have
 * begun with a new key.
 */
export function createPayloadCodec(keys: PayloadKeys, again?: () => PayloadKeys): PayloadCodec {
  const byId = new Map(keys.map((key) => [key.id, key]));
  const keyOf = (id: string): PayloadKey => {
    if (!byId.has(id)) for (const key of again?.() ?? []) byId.set(key.id, key);
    const key = byId.get(id);
    if (key === undefined) throw new Error(`The payload key ${id} is missing from the key file`);
    return key;
  };
  return {
    encode: async (payloads) => payloads.map((payload) => encrypt(payload, keys[0])),
    decode: async (payloads) => payloads.map((payload) => decrypt(payload, keyOf)),
  };
}

/** What the client and the worker take: payloads and the texts of failures are encrypted. */
export function createDataConverter(keys: PayloadKeys, again?: () => PayloadKeys): DataConverter {
  return {
    payloadCodecs: [createPayloadCodec(keys, again)],
    failureConverterPath: fileURLToPath(new URL('./failure-converter.ts', import.meta.url)),
  };
}

function encrypt(payload: Payload, { id, key }: PayloadKey): Payload {
  const iv = randomBytes(IV_LENGTH);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_LENGTH }).setAAD(PURPOSE);
  const plain = PayloadMessage.encode(payload).finish();
  const data = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return { metadata: { encoding: Buffer.from(ENCODING), 'key-id': Buffer.from(id) }, data };
}

function decrypt({ metadata, data }: Payload, keyOf: (id: string) => PayloadKey): Payload {
  if (Buffer.from(metadata?.['encoding'] ?? []).toString() !== ENCODING) {
    throw new Error('A payload in the engine’s store is not encrypted');
  }
  const id = Buffer.from(metadata?.['key-id'] ?? []).toString();
  const { key } = keyOf(id);
  const bytes = Buffer.from(data ?? []);
  try {
    const iv = bytes.subarray(0, IV_LENGTH);
    const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_LENGTH });
    decipher.setAAD(PURPOSE).setAuthTag(bytes.subarray(-TAG_LENGTH));
    const plain = decipher.update(bytes.subarray(IV_LENGTH, -TAG_LENGTH));
    return PayloadMessage.decode(Buffer.concat([plain, decipher.final()]));
  } catch (error) {
    throw new Error(
      `A payload under the key ${id} cannot be read: it was changed, or the key is another one`,
      { cause: error },
    );
  }
}
