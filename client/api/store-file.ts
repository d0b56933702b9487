import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StoredDocument } from '../../records/documents.ts';
import { MOST_BYTES, storeDocumentOf } from '../../records/documents.ts';
import type { ApiDependencies } from './deps.ts';
import type { Acting } from './identify.ts';
import { actingIn } from './identify.ts';
import { once, requestHashOf, send } from './once.ts';
import { problem } from './problem.ts';
import { CHANGES } from './routing.ts';

/** A route that takes the bytes of a file as they are. */
export const TAKES_FILE = { config: { ...CHANGES, binary: true }, bodyLimit: MOST_BYTES } as const;

/** How a route is described that keeps a document to be named in an act later. */
export const NAMED_LATER =
  'The body is the file itself (application/octet-stream). The same bytes have the same ' +
  'checksum and are kept once. No secret content: such a document is named by its ' +
  'checksum alone.';

/** The bytes that a request brings. Throws, as a problem, when there are none. */
export function bytesIn({ body }: FastifyRequest): Buffer {
  const bytes: unknown = body;
  if (!(bytes instanceof Buffer) || bytes.length === 0) {
    throw problem('INVALID_FIELD', { field: 'body' });
  }
  return bytes;
}

/**
 * Keeps the bytes that a request brings with the case that is found for whoever acts; finding it
 * throws, as a problem, what they may not.
 */
export async function storeFile(
  deps: ApiDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  findCase: (who: Acting) => Promise<{ readonly id: string }>,
): Promise<StoredDocument> {
  const bytes = bytesIn(request);
  const who = await actingIn(deps, request);
  const { id } = await findCase(who);
  const asked = requestHashOf(request, bytes.toString('base64'));
  const answer = await once(
    deps,
    request,
    async (tx) => ({ status: 201, body: await storeDocumentOf(tx, id, bytes, who.now) }),
    asked,
  );
  return send(reply, answer);
}
