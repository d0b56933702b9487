import { randomUUID } from 'node:crypto';
import { link, mkdir, open, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { letterFile, letterId } from '../records/letters.ts';

/** A mail server inside that gives letters to nobody: they lie in a folder, to be read there. */
export interface MailSink {
  readonly url: string;
  stop(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
// Our letters are a few lines; more is not one of ours.
const LARGEST = 1024 * 1024;

/**
 * Starts the sink on the loopback alone. A letter is acknowledged only when its file is on the disk
 * under its last name, so that what was said to be kept is kept.
 */
export async function startMailSink(folder: string, port = 0): Promise<MailSink> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const server = new SMTPServer({
    banner: 'Ho Mat',
    disabledCommands: ['AUTH', 'STARTTLS'],
    // A kept connection does not hold up the stop; a letter on it was acknowledged or will come
    // again.
    closeTimeout: 500,
    disableReverseLookup: true,
    logger: false,
    size: LARGEST,
    onData(stream, _session, done) {
      keep(folder, stream).then(() => done(), done);
    },
  });
  // A client that drops its line is its own affair.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  const { port: taken } = server.server.address() as AddressInfo;
  return {
    url: `smtp://${LOOPBACK}:${taken}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function keep(folder: string, stream: Readable): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read to the end all the same: the client hears of it only after its final dot.
    if (size <= LARGEST) chunks.push(chunk);
  }
  if (size > LARGEST) throw Object.assign(new Error('Letter too large'), { responseCode: 552 });
  await store(folder, Buffer.concat(chunks));
}

/** Writes a letter beside, then gives it its name: nobody ever reads half of one. */
async function store(folder: string, bytes: Buffer): Promise<void> {
  const { messageId } = await PostalMime.parse(bytes);
  const part = join(folder, `${randomUUID()}.part`);
  const file = await open(part, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await nameCopy(folder, part, letterId(messageId, bytes));
  } finally {
    await rm(part, { force: true });
  }
}

/** A link fails where the name is taken, so that two at once are two copies. */
async function nameCopy(folder: string, part: string, id: string): Promise<void> {
  for (let copy = 1; ; copy += 1) {
    try {
      await link(part, join(folder, letterFile(id, copy)));
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
