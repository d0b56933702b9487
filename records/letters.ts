import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import type { Instant } from '../domain/time/instant.ts';
import { instantOf, parseInstant } from '../domain/time/instant.ts';

/** A letter that the sink inside holds. */
export interface KeptLetter {
  /** Made from its Message-ID: a second copy of the same letter has the same one. */
  readonly id: string;
  readonly messageId: string;
  readonly to: readonly string[];
  readonly from: string | null;
  readonly subject: string;
  /** What the letter says it was sent at. */
  readonly date: Instant | null;
  readonly receivedAt: Instant;
  /** How often it came under the same Message-ID. */
  readonly copies: number;
}

export interface KeptLetterWithText extends KeptLetter {
  readonly text: string;
}

export interface LetterFilter {
  readonly to?: string | undefined;
  readonly limit?: number | undefined;
}

const FILE = /^([0-9a-f]{32})\.(\d+)\.eml$/;

/** The id of a letter; one without a Message-ID goes by its bytes. */
export function letterId(messageId: string | undefined, bytes: Buffer): string {
  const hash = createHash('sha256').update(messageId ?? bytes);
  return hash.digest('hex').slice(0, 32);
}

/** The file of one copy of a letter; copies count from 1. */
export function letterFile(id: string, copy: number): string {
  return `${id}.${copy}.eml`;
}

/** The letters in the sink's folder, newest first; none when the folder is not there. */
export async function listLetters(
  folder: string,
  filter: LetterFilter = {},
): Promise<readonly KeptLetter[]> {
  const letters = await Promise.all(
    [...(await copiesIn(folder))].map(([id, copies]) => openLetter(folder, id, copies)),
  );
  const { to, limit = Infinity } = filter;
  return letters
    .filter((letter) => to === undefined || letter.to.includes(to))
    .sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : a.receivedAt > b.receivedAt ? -1 : 0))
    .slice(0, limit)
    .map(({ text: _, ...letter }) => letter);
}

/** One letter with its text; null when there is none of that id. */
export async function readLetter(folder: string, id: string): Promise<KeptLetterWithText | null> {
  const copies = (await copiesIn(folder)).get(id);
  return copies === undefined ? null : openLetter(folder, id, copies);
}

async function copiesIn(folder: string): Promise<Map<string, number>> {
  const copies = new Map<string, number>();
  for (const name of await namesIn(folder)) {
    const id = FILE.exec(name)?.[1];
    if (id !== undefined) copies.set(id, (copies.get(id) ?? 0) + 1);
  }
  return copies;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function openLetter(folder: string, id: string, copies: number): Promise<KeptLetterWithText> {
  const path = join(folder, letterFile(id, 1));
  const [bytes, { mtimeMs }] = await Promise.all([readFile(path), stat(path)]);
  const mail = await PostalMime.parse(bytes);
  return {
    id,
    messageId: mail.messageId ?? '',
    to: (mail.to ?? []).flatMap((to) => to.address ?? []),
    from: mail.from?.address ?? null,
    subject: mail.subject ?? '',
    date: mail.date === undefined ? null : (parseInstant(mail.date) ?? null),
    receivedAt: instantOf(Math.floor(mtimeMs)),
    copies,
    text: mail.text ?? '',
  };
}
