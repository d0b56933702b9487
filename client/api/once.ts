import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RememberedAnswer } from '../../records/answers.ts';
import { answerOf, rememberAnswer } from '../../records/answers.ts';
import { checksum } from '../../records/checksum.ts';
import type { Queryable } from '../../records/database.ts';
import { intakeByKey } from '../../records/receipts.ts';
import type { ApiDependencies } from './deps.ts';
import { keyIn, sessionIn } from './identify.ts';
import { problem } from './problem.ts';

/** What a changing request is answered. */
export interface Answer<T> {
  readonly status: 200 | 201;
  readonly body: T;
}

/** Tells two requests under one key apart: SHA-256 of the path and the canonical body. */
export function requestHashOf(request: FastifyRequest, body: unknown = request.body): string {
  return checksum({ path: request.url.split('?')[0], body: body ?? null });
}

/**
 * Carries out a change that is no act of a case, once: in one transaction with the memory of its
 * answer. The same key and request get the first answer again; another request under the key is
 * refused. What throws leaves nothing behind, also no memory.
 */
export async function once<T>(
  deps: ApiDependencies,
  request: FastifyRequest,
  work: (tx: Queryable) => Promise<Answer<T>>,
  requestHash: string = requestHashOf(request),
): Promise<Answer<T>> {
  const who = sessionIn(request).person;
  const key = keyIn(request);
  await refuseReportKey(deps.db, who, key);
  return deps.db.transaction(async (tx) => {
    // Two at once under one key: the second waits here and finds the first one's answer.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 801))', [`${who} ${key}`]);
    const known = await answerOf(tx, who, key);
    if (known !== null) return sameAnswer<T>(known, requestHash);
    const answer = await work(tx);
    await rememberAnswer(tx, { who, key, requestHash, ...answer, now: request.asked.now });
    return answer;
  });
}

/** Sends what `once` came to. */
export function send<T>(reply: FastifyReply, { status, body }: Answer<T>): T {
  void reply.code(status);
  return body;
}

/** A key that brought a report is that report's for ever. */
export async function refuseReportKey(db: Queryable, who: string, key: string): Promise<void> {
  if ((await intakeByKey(db, who, key)) !== null) throw problem('IDEMPOTENCY_KEY_REUSED');
}

function sameAnswer<T>({ requestHash, answer }: RememberedAnswer, asked: string): Answer<T> {
  if (answer === null || requestHash !== asked) throw problem('IDEMPOTENCY_KEY_REUSED');
  return answer as Answer<T>;
}
