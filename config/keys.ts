import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { SecretOptions } from './secret-file.ts';
import { readIfThere, readOrMakeSecret, replaceSecret } from './secret-file.ts';

/** One key of the engine's payloads. */
export interface PayloadKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Buffer;
}

const LENGTH = 32;

const keyFileSchema = z.object({
  keys: z
    .array(
      z.object({
        id: z.string().regex(/^[\w.-]{1,64}$/, { error: 'must be letters, digits, . _ or -' }),
        key: z.base64().refine((text) => Buffer.from(text, 'base64').length === LENGTH, {
          error: `must be ${LENGTH} bytes`,
        }),
        createdAt: z.string(),
      }),
    )
    .min(1)
    .refine((keys) => new Set(keys.map((key) => key.id)).size === keys.length, {
      error: 'must have different ids',
    }),
});

type KeyFile = z.infer<typeof keyFileSchema>;

/** Where a key's file lies, and whether it came from outside. */
export interface KeyPlace {
  readonly path: string;
  readonly isGiven: boolean;
}

/** Where the keys are: as the environment says, or in the folder of keys. */
export function keyPlaces(
  keysFolder: string,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly payload: KeyPlace; readonly log: KeyPlace } {
  return {
    payload: place(environment['HOMAT_PAYLOAD_KEYS_FILE'], join(keysFolder, 'payload.json')),
    log: place(environment['HOMAT_LOG_KEY_FILE'], join(keysFolder, 'log.json')),
  };
}

/**
 * Reads the payload keys; makes the file with one key (mode 600) at a first start. The first key
 * encrypts, all of them decrypt. Throws, naming the file and the fault, when it cannot be used.
 */
export function payloadKeys(
  path: string,
  now: Date,
  options?: SecretOptions,
): readonly [PayloadKey, ...PayloadKey[]] {
  const text = readOrMakeSecret(path, () => textOf([newKey(now)]), options);
  const [first, ...rest] = parse(path, text).keys.map(({ id, key }) => ({
    id,
    key: Buffer.from(key, 'base64'),
  }));
  if (first === undefined) throw new Error(`${path}: no key`);
  return [first, ...rest];
}

/**
 * Puts a new key before the others and returns its id: it encrypts in every process that starts
 * from now on, the older ones still decrypt what they encrypted.
 */
export function addPayloadKey(path: string, now: Date): string {
  const text = readIfThere(path);
  if (text === undefined) throw new Error(`The key file ${path} is not there`);
  const added = newKey(now);
  replaceSecret(path, textOf([added, ...parse(path, text).keys]));
  return added.id;
}

function place(given: string | undefined, own: string): KeyPlace {
  return given === undefined || given === ''
    ? { path: own, isGiven: false }
    : { path: given, isGiven: true };
}

function parse(path: string, text: string): KeyFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's own words would repeat what stands in the file.
    throw new Error(`${path}: no JSON`);
  }
  const parsed = keyFileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new Error(`${path}: ${faults.join('; ')}`);
}

function textOf(keys: KeyFile['keys']): string {
  return `${JSON.stringify({ keys }, null, 2)}\n`;
}

function newKey(now: Date): KeyFile['keys'][number] {
  return {
    id: randomBytes(6).toString('hex'),
    key: randomBytes(LENGTH).toString('base64'),
    createdAt: now.toISOString(),
  };
}
