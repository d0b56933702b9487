import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeLetter } from '../../activities/mail/letter.ts';
import type { MailTransport } from '../../activities/mail/transport.ts';
import { openMailTransport } from '../../activities/mail/transport.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listLetters, readLetter } from '../../records/letters.ts';
import type { MailSink } from '../../worker/mail-sink.ts';
import { startMailSink } from '../../worker/mail-sink.ts';

let folder: string;
let sink: MailSink;
let transport: MailTransport;

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'homat-sink-')), 'mail');
  sink = await startMailSink(folder);
  transport = openMailTransport({ url: sink.url, from: 'ho-mat@homat.example' });
});

afterEach(async () => {
  transport.close();
  await sink.stop();
  await rm(join(folder, '..'), { recursive: true, force: true });
});

const DATE = '2026-11-23T09:00:00.000+07:00' as Instant;

const send = (messageId: string, to = 'truc-ban@homat.example') =>
  transport.send(
    composeLetter(
      {
        to,
        messageId,
        language: 'lo',
        drill: false,
        date: DATE,
        notices: [{ kind: 'case-ended', caseId: null, number: 'SC-2026-000007', due: null }],
      },
      () => 'http://noi.bo/7',
    ),
  );

describe('the sink', () => {
  it('keeps a letter that can be listed and read, marks and all', async () => {
    expect(await send('<mot@homat.example>')).toMatchObject({ kind: 'sent' });
    const [letter, ...others] = await listLetters(folder);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      messageId: '<mot@homat.example>',
      to: ['truc-ban@homat.example'],
      from: 'ho-mat@homat.example',
      subject: 'SC-2026-000007: ສຳນວນສິ້ນສຸດແລ້ວ',
      date: DATE,
      copies: 1,
    });
    const read = await readLetter(folder, letter?.id ?? '');
    expect(read?.text).toContain('http://noi.bo/7');
    expect(read?.text).toContain('ສຳນວນ SC-2026-000007');
  });

  it('counts a second copy under the same Message-ID as the same letter', async () => {
    await send('<mot@homat.example>');
    await send('<mot@homat.example>');
    await send('<hai@homat.example>');
    const letters = await listLetters(folder);
    const copies = letters.map(({ messageId, copies: count }) => [messageId, count]);
    expect(copies.sort()).toEqual([
      ['<hai@homat.example>', 1],
      ['<mot@homat.example>', 2],
    ]);
  });

  it('takes many at once and loses none', async () => {
    const ids = Array.from({ length: 40 }, (_, n) => `<${n}@homat.example>`);
    const deliveries = await Promise.all(ids.map((id) => send(id)));
    expect(deliveries.every((delivery) => delivery.kind === 'sent')).toBe(true);
    const letters = await listLetters(folder);
    expect(letters.map((letter) => letter.messageId).sort()).toEqual([...ids].sort());
    expect((await readdir(folder)).every((name) => name.endsWith('.eml'))).toBe(true);
  });

  it('lists by receiver, only so many, and passes over what is no letter', async () => {
    await send('<mot@homat.example>', 'a@homat.example');
    await send('<hai@homat.example>', 'b@homat.example');
    await writeFile(join(folder, 'half.part'), 'half a letter');
    const toA = await listLetters(folder, { to: 'a@homat.example' });
    expect(toA.map((letter) => letter.messageId)).toEqual(['<mot@homat.example>']);
    expect((await listLetters(folder, { limit: 1 })).length).toBe(1);
    expect(await readLetter(folder, '../../etc/passwd')).toBeNull();
    expect(await listLetters(join(folder, 'not-there'))).toEqual([]);
  });

  it('writes for its owner alone, the letter as it came', async () => {
    await send('<mot@homat.example>');
    const [name = ''] = await readdir(folder);
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(folder, name), 'latin1')).toContain('Message-ID: <mot@homat');
  });

  it('refuses what is too large, and goes on', async () => {
    const messageId = '<lon@homat.example>';
    const notice = {
      kind: 'case-ended' as const,
      caseId: null,
      number: '9'.repeat(1_000),
      due: null,
    };
    const about = { to: 'a@homat.example', messageId, language: 'vi' as const, drill: false };
    const large = composeLetter(
      { ...about, date: DATE, notices: Array(1_000).fill(notice) },
      () => 'x',
    );
    expect(await transport.send(large)).toMatchObject({ kind: 'refused', permanent: true });
    expect(await send('<mot@homat.example>')).toMatchObject({ kind: 'sent' });
  });

  it('listens on the loopback alone', async () => {
    const port = Number(new URL(sink.url).port);
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter((address) => !address.internal && address.family === 'IPv4');
    const answers = await Promise.all(outside.map(({ address }) => answersAt(address, port)));
    expect(answers.some(Boolean)).toBe(false);
    expect(await answersAt('127.0.0.1', port)).toBe(true);
  });

  it('keeps its letters over a restart', async () => {
    await send('<mot@homat.example>');
    await sink.stop();
    sink = await startMailSink(folder);
    expect((await listLetters(folder)).length).toBe(1);
  });
});

function answersAt(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 500 });
    const done = (answers: boolean) => () => {
      socket.destroy();
      resolve(answers);
    };
    socket.once('connect', done(true));
    socket.once('error', done(false));
    socket.once('timeout', done(false));
  });
}
