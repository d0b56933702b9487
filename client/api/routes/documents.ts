import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { may } from '../../../domain/authority/may.ts';
import { DOCUMENT_KINDS } from '../../../domain/incident/vocabulary.ts';
import { difficultyIdOf } from '../../../records/difficulties.ts';
import { MOST_BYTES, readDocumentOf, storeDocumentOf } from '../../../records/documents.ts';
import { loadTask } from '../../../records/tasks.ts';
import { WHOLE, noteOpened, reachCase } from '../cases.ts';
import type { ApiDependencies } from '../deps.ts';
import { findDifficulty } from '../difficulties.ts';
import type { Acting } from '../identify.ts';
import { actingIn } from '../identify.ts';
import { carryIncidentAct } from '../incident-acts.ts';
import { requestHashOf } from '../once.ts';
import { allow, problem } from '../problem.ts';
import { noteReportRead } from '../reports.ts';
import type { Api } from '../routing.ts';
import { READS } from '../routing.ts';
import { caseRef, sha256, text } from '../schemas/basics.ts';
import { doneOut, pendingOut } from '../schemas/incident.ts';
import { storedOut } from '../schemas/stored-document.ts';
import { TAKES_FILE, bytesIn } from '../store-file.ts';
import { difficultyRef, taskRef } from '../schemas/task-refs.ts';
import { findTask } from '../tasks.ts';
import { documentsSeen } from '../views/difficulty-view.ts';

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
    ...TAKES_FILE,
    schema: {
      operationId: 'addFile',
      tags: ['incidents'],
      summary: 'Store a file and put it into the case (the act add-document)',
      description:
        'The body is the file itself (application/octet-stream). The same bytes have the same ' +
        'checksum and are kept once. A document of which only the checksum is to be kept goes by ' +
        'the act add-document alone.',
      params: z.strictObject({ case: caseRef }),
      querystring: z.strictObject({
        title: text(300),
        kind: z.enum(DOCUMENT_KINDS),
        place: text(300),
      }),
      response: {
        200: storedOut.extend({ act: doneOut }),
        202: storedOut.extend({ act: pendingOut }),
      },
    },
    async handler(request, reply) {
      const { params, query } = request;
      const bytes = bytesIn(request);
      const { who, incident } = await reachCase(deps, request, params.case, WHOLE);
      allow(may(who.actor, 'add-document', incident, who.directory));
      const stored = await storeDocumentOf(deps.db, incident.id, bytes, who.now);
      const data = { ...query, sha256: stored.sha256 };
      const came = await carryIncidentAct(deps, request, {
        idOrNumber: params.case,
        act: { kind: 'add-document', data },
        requestHash: requestHashOf(request, data),
      });
      if (!('see' in came)) return { ...stored, act: came };
      return reply.code(202).send({ ...stored, act: came });
    },
  });
  app.route({
    method: 'GET',
    url: '/documents/:sha256',
    config: READS,
    schema: {
      operationId: 'downloadDocument',
      tags: ['incidents'],
      summary: 'The bytes of a document of a case, task or difficulty that I may see',
      params: z.strictObject({ sha256 }),
      querystring: z.strictObject({ case: z.union([caseRef, taskRef, difficultyRef]) }),
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
  const { case: ref } = request.query as { readonly case: string };
  const bytesOf = await bringing(deps, ref);
  const bytes = await bytesOf(deps, request, ref, wanted);
  return reply
    .header('content-type', 'application/octet-stream')
    .header('content-disposition', `attachment; filename="${wanted.slice(0, 16)}.bin"`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .serializer((found: Buffer) => found as never)
    .send(bytes);
}

/** How the bytes are read, by what kind of case brought them. */
async function bringing({ db }: ApiDependencies, ref: string): Promise<typeof bytesOfCase> {
  if ((await loadTask(db, ref)) !== null) return bytesOfTask;
  return (await difficultyIdOf(db, ref)) === null ? bytesOfCase : bytesOfDifficulty;
}

async function bytesOfCase(
  deps: ApiDependencies,
  request: FastifyRequest,
  number: string,
  wanted: string,
): Promise<Buffer> {
  const opened = await reachCase(deps, request, number, WHOLE);
  const known = opened.incident.documents.find((d) => d.sha256 === wanted);
  const { id } = opened.incident;
  const stored = known === undefined ? null : await readDocumentOf(deps.db, id, wanted);
  // Also a document of which only the checksum is kept has no bytes here.
  if (stored === null) throw problem('NOT_FOUND');
  await noteOpened(deps, opened, `document/${wanted}`);
  return stored.bytes;
}

async function bytesOfTask(
  deps: ApiDependencies,
  request: FastifyRequest,
  ref: string,
  wanted: string,
): Promise<Buffer> {
  const who = await actingIn(deps, request);
  const { id } = await findTask(deps, who, ref);
  return bytesKept(deps, who, id, wanted);
}

/** Only what somebody sees of it: the document of a draft is for the office that drafts. */
async function bytesOfDifficulty(
  deps: ApiDependencies,
  request: FastifyRequest,
  ref: string,
  wanted: string,
): Promise<Buffer> {
  const who = await actingIn(deps, request);
  const difficulty = await findDifficulty(deps, who, ref);
  const isSeen = documentsSeen({ difficulty, who }).some(({ sha256: sum }) => sum === wanted);
  if (!isSeen) throw problem('NOT_FOUND');
  return bytesKept(deps, who, difficulty.id, wanted);
}

/** The bytes that were stored with a task or a difficulty; that they were read is kept. */
async function bytesKept(
  deps: ApiDependencies,
  who: Acting,
  id: string,
  wanted: string,
): Promise<Buffer> {
  const stored = await readDocumentOf(deps.db, id, wanted);
  if (stored === null) throw problem('NOT_FOUND');
  await noteReportRead(deps, who, id, `document/${wanted}`);
  return stored.bytes;
}
