import { createHash, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Who signs the log's checkpoints. */
export interface LogSigner {
  /** The name that stands on every signature, and the log's origin. */
  readonly name: string;
  readonly privateKey: KeyObject;
  /** `name+hash+key`, as standard tools read it; public. */
  readonly verifier: string;
  /** The same of every key that this log was signed with, the newest first, a line each. */
  readonly verifiers: string;
}

/** The state of the log at a size, as it is signed. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** What is wrong with a note or a key. */
export type NoteFault = 'wrong-key-format' | 'not-a-checkpoint' | 'not-signed' | 'wrong-signature';

/** A note that cannot be believed, or a key that is none. */
export class NoteError extends Error {
  readonly fault: NoteFault;

  constructor(fault: NoteFault) {
    super(fault);
    this.name = 'NoteError';
    this.fault = fault;
  }
}

/** A public key of the log. */
export interface Verifier {
  readonly name: string;
  readonly hash: Buffer;
  readonly publicKey: KeyObject;
}

const ED25519 = 1;
const HASH_LENGTH = 4;
// What comes before the 32 bytes of an Ed25519 key in its DER form (RFC 8410).
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** The public half of a key as one line, `name+hash+base64` (C2SP signed-note). */
export function verifierOf(name: string, privateKey: KeyObject): string {
  const raw = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32);
  const key = Buffer.concat([Buffer.of(ED25519), raw]);
  return `${name}+${keyHash(name, key).toString('hex')}+${key.toString('base64')}`;
}

/** A signed note over origin, size and root (C2SP tlog-checkpoint, signed-note). */
export function signCheckpoint({ origin, size, root }: Checkpoint, signer: LogSigner): string {
  const text = `${origin}\n${size}\n${root.toString('base64')}\n`;
  const signature = sign(null, Buffer.from(text), signer.privateKey);
  const hash = Buffer.from(signer.verifier.split('+')[1] ?? '', 'hex');
  const line = Buffer.concat([hash, signature]).toString('base64');
  return `${text}\n— ${signer.name} ${line}\n`;
}

/**
 * Reads a signed note and checks it against the given keys (one a line): one of them must have
 * signed, and signatures of others are passed over. Throws `NoteError`.
 */
export function openCheckpoint(note: string, verifiers: string): Checkpoint {
  const known = readVerifiers(verifiers);
  const [text, signatures] = split(note);
  const checkpoint = parse(text);
  let seen = false;
  for (const { name, bytes } of signatures) {
    const hash = bytes.subarray(0, HASH_LENGTH);
    const by = known.find((v) => v.name === name && v.hash.equals(hash));
    if (by === undefined || checkpoint.origin !== name) continue;
    seen = true;
    if (verify(null, Buffer.from(text), by.publicKey, bytes.subarray(HASH_LENGTH))) {
      return checkpoint;
    }
  }
  throw new NoteError(seen ? 'wrong-signature' : 'not-signed');
}

/** What a note says, whoever signed it. Throws `NoteError` for what is no checkpoint. */
export function readCheckpoint(note: string): Checkpoint {
  return parse(split(note)[0]);
}

function split(note: string): [text: string, signatures: { name: string; bytes: Buffer }[]] {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw new NoteError('not-a-checkpoint');
  const lines = note.slice(end + 2, -1).split('\n');
  const signatures = lines.map((line) => {
    const [, name, base64] = /^— (\S+) ([A-Za-z0-9+/]+=*)$/.exec(line) ?? [];
    if (name === undefined || base64 === undefined) throw new NoteError('not-a-checkpoint');
    return { name, bytes: Buffer.from(base64, 'base64') };
  });
  return [note.slice(0, end + 1), signatures];
}

function parse(text: string): Checkpoint {
  const [origin = '', size = '', base64 = ''] = text.split('\n');
  const root = Buffer.from(base64, 'base64');
  const isSize = /^(0|[1-9]\d{0,15})$/.test(size) && Number.isSafeInteger(Number(size));
  if (origin === '' || !isSize || root.length !== 32 || root.toString('base64') !== base64) {
    throw new NoteError('not-a-checkpoint');
  }
  return { origin, size: Number(size), root };
}

/** The public keys of a text, one a line (`name+hash+base64`). Throws `NoteError`. */
export function readVerifiers(text: string): Verifier[] {
  const lines = text.split('\n').map((line) => line.trim());
  const found = lines.filter((line) => line !== '').map(readVerifier);
  if (found.length === 0) throw new NoteError('wrong-key-format');
  return found;
}

function readVerifier(line: string): Verifier {
  const [, name, hash, base64] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(line) ?? [];
  const key = Buffer.from(base64 ?? '', 'base64');
  if (name === undefined || hash === undefined || key.length !== 33 || key[0] !== ED25519) {
    throw new NoteError('wrong-key-format');
  }
  if (keyHash(name, key).toString('hex') !== hash) throw new NoteError('wrong-key-format');
  const publicKey = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, key.subarray(1)]),
    format: 'der',
    type: 'spki',
  });
  return { name, hash: Buffer.from(hash, 'hex'), publicKey };
}

function keyHash(name: string, key: Buffer): Buffer {
  return createHash('sha256').update(`${name}\n`).update(key).digest().subarray(0, HASH_LENGTH);
}
