import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Who signs the log's checkpoints. */
export interface LogSigner {
  /** The name that stands on every signature, and the log's origin. */
  readonly name: string;
  readonly privateKey: KeyObject;
  /** `name+hash+key`, as standard tools read it; public. */
  readonly verifier: string;
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

const ED25519 = 1;
// What comes before the 32 bytes of an Ed25519 key in its DER form (RFC 8410).
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Reads the log's key; makes it where it is not there (mode 600), with its public half beside it. */
export function logSigner(file: string, name: string): LogSigner {
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    writeFileSync(file, JSON.stringify({ name, privateKey: pem }), { mode: 0o600 });
  }
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { name: string; privateKey: string };
  const privateKey = createPrivateKey(kept.privateKey);
  const raw = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32);
  const key = Buffer.concat([Buffer.of(ED25519), raw]);
  const hash = keyHash(kept.name, key).toString('hex');
  const verifier = `${kept.name}+${hash}+${key.toString('base64')}`;
  const publicFile = file.replace(/\.json$/, '.pub');
  if (!existsSync(publicFile)) writeFileSync(publicFile, `${verifier}\n`);
  return { name: kept.name, privateKey, verifier };
}

/** A signed note over origin, size and root (C2SP tlog-checkpoint, signed-note). */
export function signCheckpoint({ origin, size, root }: Checkpoint, signer: LogSigner): string {
  const text = `${origin}\n${size}\n${root.toString('base64')}\n`;
  const signature = sign(null, Buffer.from(text), signer.privateKey);
  const hash = Buffer.from(signer.verifier.split('+')[1] ?? '', 'hex');
  const line = Buffer.concat([hash, signature]).toString('base64');
  return `${text}\n— ${signer.name} ${line}\n`;
}

/** Reads a signed note and checks its signature; throws in plain words when it is not right. */
export function openCheckpoint(note: string, verifier: string): Checkpoint {
  const [name, hash, key] = splitVerifier(verifier);
  const end = note.indexOf('\n\n');
  if (end < 0) throw new Error('The checkpoint is not a signed note');
  const text = note.slice(0, end + 1);
  const signatures = note.slice(end + 2).split('\n');
  const mine = signatures.find((line) => line.startsWith(`— ${name} `));
  if (mine === undefined) throw new Error(`The checkpoint is not signed by ${name}`);
  const bytes = Buffer.from(mine.slice(`— ${name} `.length), 'base64');
  const publicKey = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, key.subarray(1)]),
    format: 'der',
    type: 'spki',
  });
  const isMine = bytes.subarray(0, 4).toString('hex') === hash;
  if (!isMine || !verify(null, Buffer.from(text), publicKey, bytes.subarray(4))) {
    throw new Error('The signature of the checkpoint is wrong');
  }
  const [origin = '', size = '', root = ''] = text.split('\n');
  return { origin, size: Number(size), root: Buffer.from(root, 'base64') };
}

function splitVerifier(verifier: string): [name: string, hash: string, key: Buffer] {
  const [name, hash, ...rest] = verifier.trim().split('+');
  const key = Buffer.from(rest.join('+'), 'base64');
  if (name === undefined || hash === undefined || key.length !== 33 || key[0] !== ED25519) {
    throw new Error('The key is not of the form name+hash+base64 (Ed25519)');
  }
  if (keyHash(name, key).toString('hex') !== hash) throw new Error('The key and its hash differ');
  return [name, hash, key];
}

function keyHash(name: string, key: Buffer): Buffer {
  return createHash('sha256').update(`${name}\n`).update(key).digest().subarray(0, 4);
}
