import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { PayloadKeys } from './payload-codec.ts';

export type { PayloadKeys } from './payload-codec.ts';

interface KeyFile {
  readonly keys: readonly {
    readonly id: string;
    readonly key: string;
    readonly createdAt: string;
  }[];
}

/** Reads the keys of a file; makes the file with one key where it is not there (mode 600). */
export function payloadKeys(file: string, now: Date): PayloadKeys {
  if (!existsSync(file)) write(file, [newKey(now)]);
  return read(file);
}

function read(file: string): PayloadKeys {
  const [first, ...rest] = parse(file).keys.map(({ id, key }) => {
    const bytes = Buffer.from(key, 'base64');
    if (bytes.length !== 32) throw new Error(`${file}: key ${id} is not 32 bytes long`);
    return { id, key: bytes };
  });
  if (first === undefined) throw new Error(`${file}: no key`);
  return [first, ...rest];
}

function parse(file: string): KeyFile {
  return JSON.parse(readFileSync(file, 'utf8')) as KeyFile;
}

function write(file: string, keys: KeyFile['keys']): void {
  writeFileSync(file, `${JSON.stringify({ keys }, null, 2)}\n`, { mode: 0o600 });
}

function newKey(now: Date): KeyFile['keys'][number] {
  return {
    id: randomBytes(6).toString('hex'),
    key: randomBytes(32).toString('base64'),
    createdAt: now.toISOString(),
  };
}
