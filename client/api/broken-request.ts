import type { Socket } from 'node:net';
import type { ApiDependencies } from './deps.ts';
import { problem, problemDocument } from './problem.ts';

/** Answers what is no HTTP at all, or has headers without end, in the form of every other error. */
export function answerBrokenRequest(
  error: Error & { readonly code?: string },
  socket: Socket,
  { config }: Pick<ApiDependencies, 'config'>,
): void {
  // Gone by itself: nobody is there to be answered.
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const document = problemDocument(problem('MALFORMED_REQUEST').refusal, config.language);
  const body = JSON.stringify(document);
  const head = [
    `HTTP/1.1 ${document.status} Bad Request`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    'X-Content-Type-Options: nosniff',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
