import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { may } from '../../../domain/authority/may.ts';
import { DOCUMENT_KINDS } from '../../../domain/incident/vocabulary.ts';
import { MOST_BYTES, readDocument, storeDocument } from '../../../records/documents.ts';
import { WHOLE, openCase } from '../cases.ts';
import type { ApiDependencies } from '../deps.ts';
import { allow, problem } from '../problem.ts';
import type { Api } from '../routing.ts';
import { READS } from '../routing.ts';
import { caseRef, sha256, text } from '../schemas/basics.ts';

const storedOut = z
  .object({ sha256: z.string(), size: z.number().int(), type: z.string() })
  .meta({ id: 'StoredDocument' });

/** Files come in as bytes and go out as bytes; the product never opens or shows one. */
export function documentRoutes(app: Api, deps: ApiDependencies): void {
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, body),
  );
  app.route({
    method: 'POST',
    url: '/incidents/:case/files',
    config: { ...READS, binary: true },
    bodyLimit: MOST_BYTES,
    schema: {
      operationId: 'storeFile',
      tags: ['incidents'],
      summary: 'Store the bytes of a document; the act add-document puts it into the case',
      description:
        'The body is the file itself (application/octet-stream). The same bytes have the same ' +
        'checksum and are kept once, so that sending them again changes nothing.',
      params: z.strictObject({ case: caseRef }),
      querystring: z.strictObject({
        title: text(300).optional(),
        kind: z.enum(DOCUMENT_KINDS).optional(),
        place: text(300).optional(),
      }),
      response: { 200: storedOut },
    },
    async handler(request) {
      const { who, incident } = await openCase(
        deps,
        request,
        request.params.case,
        'documents',
        WHOLE,
      );
      allow(may(who.actor, 'add-document', incident, who.directory));
      const bytes: unknown = request.body;
      if (!(bytes instanceof Buffer) || bytes.length === 0) {
        throw problem('INVALID_FIELD', { field: 'body' });
      }
      return storeDocument(deps.db, bytes, who.now);
    },
  });
  app.route({
    method: 'GET',
    url: '/documents/:sha256',
    config: READS,
    schema: {
      operationId: 'downloadDocument',
      tags: ['incidents'],
      summary: 'The bytes of a document of a case that I may see',
      params: z.strictObject({ sha256 }),
      querystring: z.strictObject({ case: caseRef }),
      response: {
        200: {
          description: 'The bytes, as a file to be saved and never shown.',
          content: { 'application/octet-stream': { schema: z.any() } },
        },
      },
    },
    handler: (request, reply) => download(deps, request, reply),
  });
}

async function download(deps: ApiDependencies, request: FastifyRequest, reply: FastifyReply) {
  const { sha256: wanted } = request.params as { readonly sha256: string };
  const { case: number } = request.query as { readonly case: string };
  const { incident } = await openCase(deps, request, number, `document/${wanted}`, WHOLE);
  const known = incident.documents.find((d) => d.sha256 === wanted);
  const stored = known === undefined ? null : await readDocument(deps.db, wanted);
  // Also a document of which only the checksum is kept has no bytes here.
  if (stored === null) throw problem('NOT_FOUND');
  return reply
    .header('content-type', 'application/octet-stream')
    .header('content-disposition', `attachment; filename="${wanted.slice(0, 16)}.bin"`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .serializer((bytes: Buffer) => bytes as never)
    .send(stored.bytes);
}
