import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../domain/text.ts';
import { problem, Problem, problemDocument } from './problem.ts';
import { wordsOfRoute } from './refusal-words.ts';
import { problemOfValidation } from './validation.ts';

const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

// What Fastify itself refuses before a handler is reached.
const OF_FASTIFY: Readonly<Record<string, Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: problem('BODY_TOO_LARGE'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: problem('UNSUPPORTED_MEDIA_TYPE'),
};

// Connection lost, too many, shutting down, cannot connect now, locked or slow beyond our limits.
const DATABASE_DOWN = /^(08...|53...|57P0.|57014|55P03|40001|40P01)$/;
const SOCKET_DOWN = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT']);
const POOL_DOWN =
  /timeout exceeded when trying to connect|Connection terminated|not queryable|Cannot use a pool/;

/** Everything that goes wrong leaves here, as a problem document in the caller's language. */
export function answerErrors(
  app: FastifyInstance,
  languageOf: (request: FastifyRequest) => Language,
  methodsOf: (url: string) => readonly string[],
): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = problemOf(error, request.body);
    if (known === null) request.log.error({ err: error }, 'a fault of the product');
    return sendProblem(reply, known ?? problem('INTERNAL'), languageOf(request));
  });
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsOf(request.url);
    if (methods.length > 0) void reply.header('allow', methods.join(', '));
    const code = methods.length > 0 ? 'METHOD_NOT_ALLOWED' : 'NOT_FOUND';
    return sendProblem(reply, problem(code), languageOf(request));
  });
}

/** Sends a problem document. */
export function sendProblem(
  reply: FastifyReply,
  { refusal, retryAfter, faults }: Problem,
  language: Language,
): FastifyReply {
  const about = wordsOfRoute(reply.request.routeOptions.url);
  const told = problemDocument(refusal, language, about);
  const document = faults === null ? told : { ...told, faults };
  if (retryAfter !== null) void reply.header('retry-after', retryAfter);
  return (
    reply
      .code(document.status)
      .header('content-type', PROBLEM_JSON)
      // The schemas of a route speak of its answers, not of what went wrong.
      .serializer(JSON.stringify)
      .send(document)
  );
}

/** The problem that an error stands for; null for a fault of the product. */
function problemOf(error: FastifyError, body: unknown): Problem | null {
  if (error instanceof Problem) return error;
  const invalid = problemOfValidation(error, body);
  if (invalid !== null) return invalid;
  if (isDatabaseDown(error)) return problem('DATABASE_UNAVAILABLE');
  const refused = OF_FASTIFY[error.code];
  if (refused !== undefined) return refused;
  const status = error.statusCode ?? 500;
  return status >= 400 && status < 500 ? problem('MALFORMED_REQUEST') : null;
}

/** Whether an error says that the database cannot be reached or does not answer in time. */
export function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return SOCKET_DOWN.has(code) || DATABASE_DOWN.test(code) || POOL_DOWN.test(error.message);
}
