import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';
import type { SecretOptions } from '../../config/secret-file.ts';
import { readIfThere, readOrMakeSecret, replaceSecret } from '../../config/secret-file.ts';
import type { LogSigner } from './note.ts';
import { verifierOf } from './note.ts';

export type { LogSigner } from './note.ts';

const keySchema = z.object({
  name: z.string().regex(/^[^+\s]+$/),
  privateKey: z.string(),
  /** Public halves of the keys before this one; what they signed stays believed. */
  previous: z.array(z.string()).default([]),
});

/**
 * Reads the key that signs the log; makes it at a first start (mode 600). Its public half is kept
 * beside it, in a file of the same name that ends in `.pub`. Throws, naming the file, when the key
 * cannot be used.
 */
export function logSigner(path: string, name: string, options: SecretOptions = {}): LogSigner {
  const kept = parse(
    path,
    readOrMakeSecret(path, () => newKey(name), options),
  );
  const privateKey = keyFrom(path, kept.privateKey);
  const verifier = verifierOf(kept.name, privateKey);
  const verifiers = [verifier, ...kept.previous].map((line) => `${line}\n`).join('');
  if (options.isGiven !== true) {
    const publicFile = path.replace(/(\.json)?$/, '.pub');
    if (readIfThere(publicFile) !== verifiers) replaceSecret(publicFile, verifiers, 0o644);
  }
  return { name: kept.name, privateKey, verifier, verifiers };
}

function newKey(name: string): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return `${JSON.stringify({ name, privateKey: pem, previous: [] }, null, 2)}\n`;
}

function parse(path: string, text: string): z.infer<typeof keySchema> {
  try {
    return keySchema.parse(JSON.parse(text));
  } catch {
    // The parsers' own words would repeat what stands in the file.
    throw new Error(`${path} holds no key of the log (name, privateKey)`);
  }
}

function keyFrom(path: string, pem: string): ReturnType<typeof createPrivateKey> {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below, without what stands in the file.
  }
  throw new Error(`${path} holds no Ed25519 private key`);
}
