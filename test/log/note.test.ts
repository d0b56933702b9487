import { createPrivateKey, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import type { LogSigner, NoteFault } from '../../records/log/note.ts';
import {
  NoteError,
  openCheckpoint,
  readCheckpoint,
  readVerifiers,
  signCheckpoint,
  verifierOf,
} from '../../records/log/note.ts';

// The key pair of RFC 8032 section 7.1, test 1; so signatures here are the same on every machine.
const SEED = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const PUBLIC = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
const NAME = 'ho-mat.example/log';

function signerOf(seed: string, name = NAME): LogSigner {
  const privateKey = createPrivateKey({
    key: Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex'),
    format: 'der',
    type: 'pkcs8',
  });
  const verifier = verifierOf(name, privateKey);
  return { name, privateKey, verifier, verifiers: `${verifier}\n` };
}

/** The base64 of a key may have a + of its own. */
function parts(verifier: string): [name: string, hash: string, key: string] {
  const [name = '', hash = '', ...key] = verifier.split('+');
  return [name, hash, key.join('+')];
}

const signer = signerOf(SEED);
const other = signerOf('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');
const checkpoint = { origin: NAME, size: 20_852_163, root: Buffer.alloc(32, 9) };
const note = signCheckpoint(checkpoint, signer);

function faultOf(work: () => unknown): NoteFault | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof NoteError) return error.fault;
    throw error;
  }
}

test('a public key is written as signed notes write it', () => {
  const [name, hash, key] = parts(signer.verifier);
  expect(name).toBe(NAME);
  expect(hash).toMatch(/^[0-9a-f]{8}$/);
  expect(Buffer.from(key, 'base64').toString('hex')).toBe(`01${PUBLIC}`);
});

test('a checkpoint has its three lines, an empty one, and the signature', () => {
  const [origin, size, root, empty, signature, end] = note.split('\n');
  expect([origin, size, root]).toEqual([NAME, '20852163', checkpoint.root.toString('base64')]);
  expect([empty, end]).toEqual(['', '']);
  expect(signature).toMatch(/^— ho-mat\.example\/log [A-Za-z0-9+/]{91}=$/);
  expect(openCheckpoint(note, signer.verifiers)).toEqual(checkpoint);
});

test('signatures of others beside ours are passed over, with our name as well', () => {
  const theirs = (by: LogSigner) => signCheckpoint(checkpoint, by).split('\n').slice(-2).join('\n');
  const witness = signerOf(SEED, 'witness.example');
  const [text = '', ours = ''] = note.split(/(?<=\n)\n/);
  const both = `${text}\n${theirs(witness)}${theirs(other)}${ours}`;
  expect(openCheckpoint(both, signer.verifiers).size).toBe(checkpoint.size);
  expect(openCheckpoint(both, other.verifiers).size).toBe(checkpoint.size);
  expect(openCheckpoint(note, `${other.verifier}\n\n${signer.verifier}`)).toEqual(checkpoint);
});

test('a note that is not exactly a signed checkpoint is refused', () => {
  const wrong: readonly (readonly [string, NoteFault])[] = [
    ['', 'not-a-checkpoint'],
    [note.trimEnd(), 'not-a-checkpoint'],
    [`${note}x`, 'not-a-checkpoint'],
    [note.replace('20852163', '020852163'), 'not-a-checkpoint'],
    [note.replace('20852163', '-1'), 'not-a-checkpoint'],
    [note.replace('20852163', '99999999999999999999'), 'not-a-checkpoint'],
    [note.replace(checkpoint.root.toString('base64'), 'AAAA'), 'not-a-checkpoint'],
    [note.replace('— ', '- '), 'not-a-checkpoint'],
    [note.replace('20852163', '20852164'), 'wrong-signature'],
    [note.replace('20852163', '20852163\r'), 'not-a-checkpoint'],
    [signCheckpoint(checkpoint, other), 'not-signed'],
    [signCheckpoint({ ...checkpoint, origin: 'another.example' }, signer), 'not-signed'],
  ];
  for (const [text, fault] of wrong) {
    expect(
      faultOf(() => openCheckpoint(text, signer.verifiers)),
      text,
    ).toBe(fault);
  }
});

test('no changed character of a checkpoint goes unseen', () => {
  const text = note.slice(0, note.indexOf('\n\n'));
  for (let at = 0; at < text.length; at += 1) {
    const changed = `${note.slice(0, at)}${note[at] === 'A' ? 'B' : 'A'}${note.slice(at + 1)}`;
    expect(
      faultOf(() => openCheckpoint(changed, signer.verifiers)),
      changed,
    ).not.toBeNull();
  }
});

test('further lines of a checkpoint are signed with it', () => {
  const text = `${NAME}\n5\n${checkpoint.root.toString('base64')}\nmore\n`;
  const signature = sign(null, Buffer.from(text), signer.privateKey);
  const hash = Buffer.from(signer.verifier.split('+')[1] ?? '', 'hex');
  const line = Buffer.concat([hash, signature]).toString('base64');
  const extended = `${text}\n— ${NAME} ${line}\n`;
  expect(openCheckpoint(extended, signer.verifiers).size).toBe(5);
  const fewer = extended.replace('more\n', '');
  expect(faultOf(() => openCheckpoint(fewer, signer.verifiers))).toBe('wrong-signature');
});

test('what a note says can be read without a key', () => {
  expect(readCheckpoint(signCheckpoint(checkpoint, other))).toEqual(checkpoint);
});

test('a text that is no public key of ours is refused', () => {
  const [name, hash, key] = parts(signer.verifier);
  const ecdsa = Buffer.concat([Buffer.of(2), Buffer.alloc(32)]).toString('base64');
  for (const text of [
    '',
    '\n',
    name,
    `${name}+${hash}`,
    `${name}+00000000+${key}`,
    `another+${hash}+${key}`,
    `${name}+${hash}+${ecdsa}`,
    `${signer.verifier}\nnonsense`,
    '-----BEGIN PUBLIC KEY-----',
  ]) {
    expect(
      faultOf(() => readVerifiers(text)),
      text,
    ).toBe('wrong-key-format');
  }
});
