import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeLetter } from '../../activities/mail/letter.ts';
import type { Letter, LetterAbout } from '../../activities/mail/letter.ts';
import type { MailTransport } from '../../activities/mail/transport.ts';
import { openMailTransport } from '../../activities/mail/transport.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { MailServer } from './mail-server.ts';
import { startMailServer } from './mail-server.ts';

let server: MailServer;
let transport: MailTransport;

beforeEach(async () => {
  server = await startMailServer();
  transport = waitingFor(400);
});

/** A way to the server on which nobody is waited for any longer. */
function waitingFor(milliseconds: number): MailTransport {
  return openMailTransport({
    url: server.url,
    from: 'ho-mat@homat.example',
    connectWithin: milliseconds,
    answerWithin: milliseconds,
  });
}

afterEach(async () => {
  transport.close();
  await server.stop();
});

const DUE = '2026-12-21T00:00:00.000+07:00' as Instant;
const link = ({ number }: { number: string | null }) => `http://noi.bo/incidents/${number}`;
let sequence = 0;

function letter(other: Partial<LetterAbout> = {}): Letter {
  sequence += 1;
  return composeLetter(
    {
      to: 'truc-ban@homat.example',
      messageId: `<thu-${sequence}@homat.example>`,
      language: 'vi',
      drill: false,
      date: '2026-11-23T09:00:00.000+07:00' as Instant,
      notices: [{ kind: 'clock-warning', caseId: null, number: 'SC-2026-000042', due: DUE }],
      ...other,
    },
    link,
  );
}

const received = (index = 0) => {
  const raw = server.heard[index]?.raw ?? '';
  return PostalMime.parse(Buffer.from(raw, 'latin1'));
};

describe('a letter on the line', () => {
  it.each([
    ['vi', 'SC-2026-000042: sắp đến hạn', '24:00 ngày 20/12/2026'],
    ['en', 'SC-2026-000042: a deadline is near', '24:00 on 20/12/2026'],
    ['lo', 'SC-2026-000042: ໃກ້ຮອດກຳນົດ', '24:00 ວັນທີ 20/12/2026'],
  ] as const)('keeps the marks of %s in its subject and its text', async (language, ...words) => {
    const [subject, due] = words;
    expect(await transport.send(letter({ language }))).toMatchObject({ kind: 'sent' });
    const raw = server.heard[0]?.raw ?? '';
    const headers = raw.slice(0, raw.indexOf('\r\n\r\n'));
    // RFC 2047 in the headers, never a bare byte above ASCII.
    expect(headers).toMatch(/^[\x20-\x7e\r\n\t]*$/);
    expect(headers).toMatch(/^From: =\?UTF-8\?/im);
    if (language !== 'en') expect(headers).toMatch(/^Subject: =\?UTF-8\?[QB]\?/im);
    expect(headers).toMatch(/charset=utf-8/i);
    const mail = await received();
    expect(mail.subject).toBe(subject);
    expect(mail.from).toMatchObject({ name: 'Hộ Mật', address: 'ho-mat@homat.example' });
    expect(mail.to).toMatchObject([{ address: 'truc-ban@homat.example' }]);
    expect(mail.text).toContain(due);
    expect(mail.text).toContain('http://noi.bo/incidents/SC-2026-000042');
    expect(mail.html).toBeUndefined();
    expect(mail.date).toBe('2026-11-23T02:00:00.000Z');
  });

  it('keeps its own Message-ID, over one connection for many', async () => {
    await transport.send(letter({ messageId: '<mot@homat.example>' }));
    await transport.send(letter({ messageId: '<hai@homat.example>' }));
    expect(server.heard.map((heard) => heard.messageId)).toEqual([
      '<mot@homat.example>',
      '<hai@homat.example>',
    ]);
    expect(server.connections()).toBe(1);
  });

  it('of a drill says so in its subject, first and last', async () => {
    await transport.send(letter({ drill: true }));
    const mail = await received();
    expect(mail.subject).toMatch(/^\[DIỄN TẬP\] /);
    const lines = (mail.text ?? '').trim().split('\n');
    expect(lines[0]).toContain('DIỄN TẬP');
    expect(lines.at(-1)).toContain('DIỄN TẬP');
    expect(server.heard[0]?.raw).toContain('X-Ho-Mat-Drill: yes');
  });

  it('of several notices is a digest with a link for each', async () => {
    const notices = ['SC-2026-000001', 'SC-2026-000002'].map((number) => ({
      kind: 'case-ended' as const,
      caseId: null,
      number,
      due: null,
    }));
    await transport.send(letter({ notices }));
    const mail = await received();
    expect(mail.subject).toBe('Hộ Mật: 2 thông báo trong ngày');
    expect(mail.text).toContain('- SC-2026-000001: hồ sơ đã kết thúc');
    expect(mail.text).toContain('http://noi.bo/incidents/SC-2026-000002');
  });

  it.each(['a@homat.example, b@homat.example', 'a@x\r\nBcc: b@y', '"a b"@x', 'a', '<a@x>', ''])(
    'is not sent to what is not one address: %j',
    async (to) => {
      const refusal = { kind: 'refused', words: 'not-an-address', permanent: true };
      expect(await transport.send(letter({ to }))).toEqual(refusal);
      expect(server.heard).toEqual([]);
    },
  );
});

describe('what became of a letter', () => {
  it('is sent, with the words of the server', async () => {
    expect(await transport.send(letter())).toEqual({
      kind: 'sent',
      words: '250 2.0.0 kept as 4711',
    });
  });

  it.each([
    ['no-such-mailbox', true, '550 5.1.1'],
    ['busy', false, '451 4.3.0'],
    ['refuse-after-dot', true, '554 5.7.1'],
  ] as const)('is refused when the server says so: %s', async (manner, permanent, words) => {
    server.manner = manner;
    const delivery = await transport.send(letter());
    expect(delivery).toMatchObject({ kind: 'refused', permanent });
    expect(delivery.words).toContain(words);
    server.manner = 'accept';
    expect(await transport.send(letter())).toMatchObject({ kind: 'sent' });
  });

  it.each(['drop-after-dot', 'silent-after-dot'] as const)(
    'is in doubt when nothing is heard after the final dot: %s',
    async (manner) => {
      server.manner = manner;
      expect(await transport.send(letter())).toMatchObject({ kind: 'in-doubt' });
      expect(server.heard.length).toBe(1);
    },
  );

  it.each(['drop-at-recipient', 'drop-at-data', 'silent-at-greeting'] as const)(
    'is certain not to have arrived when the line breaks before the letter: %s',
    async (manner) => {
      server.manner = manner;
      expect(await transport.send(letter())).toMatchObject({ kind: 'unreachable' });
      expect(server.heard).toEqual([]);
    },
  );

  it('did not arrive when the line breaks before its last word', async () => {
    server.manner = 'drop-in-the-middle';
    const number = 'x'.repeat(1_000);
    const long = { kind: 'case-ended' as const, caseId: null, number, due: null };
    // So many megabytes take their time on a busy machine.
    const patient = waitingFor(10_000);
    const delivery = await patient.send(letter({ notices: Array(4_000).fill(long) }));
    patient.close();
    expect(delivery).toMatchObject({ kind: 'refused', permanent: false });
    expect(server.heard).toEqual([]);
  });

  it('is unreachable when no server is there', async () => {
    await server.stop();
    expect(await transport.send(letter())).toMatchObject({ kind: 'unreachable' });
  });

  it('is found out anew on a new line after the server dropped an idle one', async () => {
    await transport.send(letter());
    server.manner = 'drop-at-recipient';
    expect(await transport.send(letter())).toMatchObject({ kind: 'unreachable' });
    server.manner = 'accept';
    expect(await transport.send(letter())).toMatchObject({ kind: 'sent' });
    expect(server.heard.length).toBe(2);
  });
});
