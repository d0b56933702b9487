import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';

/** How the server behaves towards the next letters. */
export type Manner =
  | 'accept'
  | 'no-such-mailbox'
  | 'busy'
  | 'refuse-after-dot'
  | 'silent-at-greeting'
  | 'silent-after-dot'
  | 'drop-at-recipient'
  | 'drop-at-data'
  | 'drop-in-the-middle'
  | 'drop-after-dot';

/** A letter as it came over the line. */
export interface HeardLetter {
  readonly messageId: string;
  readonly to: readonly string[];
  readonly raw: string;
}

/** A real SMTP server that speaks by hand, so that it can misbehave at any word. */
export interface MailServer {
  readonly url: string;
  manner: Manner;
  /** Letters whose final dot arrived, whatever was said after it. */
  readonly heard: HeardLetter[];
  /** Connections so far. */
  readonly connections: () => number;
  /** Called when a letter's final dot has arrived, before the answer to it. */
  onLetter: (() => void | Promise<void>) | null;
  stop(): Promise<void>;
}

/** Starts it on the loopback. */
export async function startMailServer(manner: Manner = 'accept'): Promise<MailServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const listener = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    converse(socket, server);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  const server: MailServer = {
    url: `smtp://127.0.0.1:${port}`,
    manner,
    heard: [],
    connections: () => connections,
    onLetter: null,
    async stop() {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => listener.close(resolve));
    },
  };
  return server;
}

function converse(socket: Socket, server: MailServer): void {
  let to: string[] = [];
  let inData = false;
  let buffer = '';
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  if (server.manner === 'silent-at-greeting') return;
  say('220 test');

  const endOfLetter = async (raw: string): Promise<void> => {
    const messageId = /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? '';
    server.heard.push({ messageId, to, raw });
    to = [];
    await server.onLetter?.();
    if (server.manner === 'drop-after-dot') socket.destroy();
    else if (server.manner === 'refuse-after-dot') say('554 5.7.1 Refused by policy');
    else if (server.manner !== 'silent-after-dot') say('250 2.0.0 kept as 4711');
  };

  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') say('250 test');
    else if (verb === 'MAIL') {
      to = [];
      say('250 ok');
    } else if (verb === 'RCPT') recipient(line);
    else if (verb === 'DATA') data();
    else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else say('250 ok');
  };

  const recipient = (line: string): void => {
    if (server.manner === 'drop-at-recipient') socket.destroy();
    else if (server.manner === 'no-such-mailbox') say('550 5.1.1 Không có hộp thư này');
    else if (server.manner === 'busy') say('451 4.3.0 Try again later');
    else {
      to = [...to, /<([^>]*)>/.exec(line)?.[1] ?? ''];
      say('250 ok');
    }
  };

  const data = (): void => {
    if (server.manner === 'drop-at-data') {
      socket.destroy();
      return;
    }
    inData = true;
    say('354 go on');
  };

  socket.on('data', (chunk: Buffer) => {
    buffer += chunk.toString('latin1');
    for (;;) {
      if (inData) {
        if (server.manner === 'drop-in-the-middle' && buffer.length > 0) {
          socket.destroy();
          return;
        }
        const end = buffer.indexOf('\r\n.\r\n');
        if (end < 0) return;
        const raw = buffer.slice(0, end);
        buffer = buffer.slice(end + 5);
        inData = false;
        void endOfLetter(raw);
      } else {
        const end = buffer.indexOf('\r\n');
        if (end < 0) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        command(line);
      }
    }
  });
}
