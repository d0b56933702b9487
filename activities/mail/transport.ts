import type { Readable } from 'node:stream';
import { PassThrough, pipeline } from 'node:stream';
import { createTransport } from 'nodemailer';
import { msOf } from '../../domain/time/instant.ts';
import type { Letter } from './letter.ts';

/** What became of one try; `words` are the server's own where it said any. */
export type Delivery =
  | { readonly kind: 'sent'; readonly words: string }
  /** The server refused this letter, or the line broke before all of it was said. */
  | { readonly kind: 'refused'; readonly words: string; readonly permanent: boolean }
  /** There is no server to talk to: not the letter's fault. */
  | { readonly kind: 'unreachable'; readonly words: string }
  /** The line dropped after the final dot: nobody knows whether the letter arrived. */
  | { readonly kind: 'in-doubt'; readonly words: string };

/** A way to a mail server. */
export interface MailTransport {
  /** The address letters come from; its domain stands in their Message-ID. */
  readonly from: string;
  send(letter: Letter): Promise<Delivery>;
  close(): void;
}

export interface MailTransportOptions {
  /** `smtp://` or `smtps://`, with user and password where the server asks for them. */
  readonly url: string;
  readonly from: string;
  /** How long the server may take to be connected, in milliseconds. */
  readonly connectWithin?: number;
  /** How long it may be silent in the middle of a letter, in milliseconds. */
  readonly answerWithin?: number;
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

const SENDER_NAME = 'Hộ Mật';

/** The words that stand for the server's when it is not asked about what is no address. */
export const NOT_AN_ADDRESS = 'not-an-address';

// One mailbox, and nothing that a server or a library could read as several.
const ONE_ADDRESS = /^[^\s@,;:<>()"'\\]+@[^\s@,;:<>()"'\\]+$/;

/** Opens a way to a mail server over one kept connection; nothing is connected before a letter. */
export function openMailTransport(options: MailTransportOptions): MailTransport {
  const { from, connectWithin = 10_000, answerWithin = 60_000 } = options;
  const underWay = new Map<string, PassThrough>();
  const transporter = createTransport({
    pool: true,
    url: options.url,
    maxConnections: 1,
    maxMessages: Infinity,
    connectionTimeout: connectWithin,
    greetingTimeout: connectWithin,
    socketTimeout: answerWithin,
  });
  transporter.use('stream', (mail, done) => {
    mail.message.processFunc((input) => {
      const stretch = lastStretch(input);
      underWay.set(mail.message.messageId(), stretch);
      return stretch;
    });
    done();
  });
  return {
    from,
    close: () => transporter.close(),
    async send(letter) {
      if (!ONE_ADDRESS.test(letter.to)) {
        return { kind: 'refused', words: NOT_AN_ADDRESS, permanent: true };
      }
      try {
        const info = await transporter.sendMail(mailOf(letter, from));
        return { kind: 'sent', words: info.response };
      } catch (error) {
        return judge(error as SmtpError, underWay.get(letter.messageId));
      } finally {
        underWay.delete(letter.messageId);
      }
    },
  };
}

function mailOf(letter: Letter, from: string) {
  return {
    from: { name: SENDER_NAME, address: from },
    to: { name: '', address: letter.to },
    envelope: { from, to: [letter.to] },
    subject: letter.subject,
    text: letter.text,
    messageId: letter.messageId,
    date: new Date(msOf(letter.date)),
    disableFileAccess: true,
    disableUrlAccess: true,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(letter.drill ? { 'X-Ho-Mat-Drill': 'yes' } : {}),
    },
  };
}

/** The last stretch before the line: it is read only once the server has asked for the letter. */
function lastStretch(input: Readable): PassThrough {
  const stretch = new PassThrough();
  pipeline(input, stretch, () => undefined);
  return stretch;
}

/** What a failed try means for the letter. */
function judge(error: SmtpError, stretch: PassThrough | undefined): Delivery {
  const words = wordsOf(error);
  if (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') {
    const permanent = (error.responseCode ?? 0) >= 500;
    return { kind: 'refused', words, permanent };
  }
  // Once all of it was read for the line, the final dot follows.
  if (stretch?.readableEnded === true) return { kind: 'in-doubt', words };
  if (stretch?.readableDidRead === true) return { kind: 'refused', words, permanent: false };
  return { kind: 'unreachable', words };
}

// A server can say much; a few lines are enough to act on.
function wordsOf(error: SmtpError): string {
  return (error.response ?? error.message).slice(0, 500);
}
