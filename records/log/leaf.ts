import { createHash, randomBytes } from 'node:crypto';

/** What the log keeps of a fact: bytes that commit to it without showing it. */
export interface Leaf {
  /** 32 random bytes beside the fact; without them the commitment cannot be tried out. */
  readonly nonce: Buffer;
  readonly leaf: Buffer;
}

/** The leaf of a new fact: its id, and SHA-256 of a fresh nonce and the fact's canonical bytes. */
export function leafFor(factId: string, body: string): Leaf {
  const nonce = randomBytes(32);
  return { nonce, leaf: leafOf(factId, body, nonce) };
}

/** The leaf that a stored fact must have. */
export function leafOf(factId: string, body: string, nonce: Buffer): Buffer {
  const commitment = createHash('sha256').update(nonce).update(body, 'utf8').digest('base64');
  return Buffer.from(`homat-fact-v1\n${factId}\n${commitment}\n`, 'utf8');
}
