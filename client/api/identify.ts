import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PersonActor } from '../../domain/authority/actor.ts';
import type { Language } from '../../domain/text.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { dateOf } from '../../domain/time/instant.ts';
import { actorOf } from '../../records/people-capacities.ts';
import type { Session, SessionLimits } from '../../records/sessions.ts';
import { DRILL_LIMITS, SESSION_LIMITS, sessionOf } from '../../records/sessions.ts';
import type { Standing } from '../../records/standing.ts';
import type { ApiDependencies } from './deps.ts';
import { acceptedLanguage } from './language.ts';
import { problem } from './problem.ts';

export const COOKIE = 'homat_session';

/** Who may call a route: anybody, somebody signed in, or somebody who has chosen a capacity. */
export type Needs = 'nobody' | 'session' | 'capacity';

declare module 'fastify' {
  interface FastifyContextConfig {
    needs?: Needs;
    /** A changing request of which the same one may come twice. */
    keyed?: boolean;
    /** The body is the bytes of a file. */
    binary?: boolean;
  }
  interface FastifyRequest {
    asked: Asked;
  }
}

/** What is known of a request before its handler runs. */
interface Asked {
  readonly now: Instant;
  language: Language;
  session: Session | null;
  actor: PersonActor | null;
  key: string | null;
}

/** Somebody signed in who acts in a capacity, and the rules of this moment. */
export interface Acting extends Standing {
  readonly actor: PersonActor;
  readonly session: Session;
  readonly now: Instant;
  readonly language: Language;
}

/** How long sessions live here. */
export function limitsOf(deps: ApiDependencies): SessionLimits {
  return deps.drill === null ? SESSION_LIMITS : DRILL_LIMITS;
}

/** Finds out who asks, before anything of the request's body is read. */
export function identify(app: FastifyInstance, deps: ApiDependencies): void {
  app.decorateRequest('asked');
  app.addHook('onRequest', async (request) => {
    const accepted = acceptedLanguage(request.headers['accept-language']);
    request.asked = {
      now: deps.clock.now(),
      language: accepted ?? deps.config.language,
      session: null,
      actor: null,
      key: null,
    };
    const { needs, keyed, binary } = request.routeOptions.config;
    requireJson(request, binary === true);
    if (needs === undefined || needs === 'nobody') return;
    const session = await sessionOfRequest(deps, request);
    request.asked.session = session;
    if (accepted === null) request.asked.language = session.language;
    if (needs === 'capacity') request.asked.actor = await actorOfSession(deps, request, session);
    if (keyed === true) request.asked.key = idempotencyKey(request);
  });
}

/** The language of an answer; also where a request was refused before it was looked at. */
export function languageOf(request: FastifyRequest, deps: ApiDependencies): Language {
  const asked = request.asked as Asked | undefined;
  return asked?.language ?? deps.config.language;
}

/** The session of a request to a route that needs one. */
export function sessionIn(request: FastifyRequest): Session {
  const { session } = request.asked;
  if (session === null) throw problem('NOT_SIGNED_IN');
  return session;
}

/** Who acts, for a route that needs a capacity, with the rules of this moment. */
export async function actingIn(deps: ApiDependencies, request: FastifyRequest): Promise<Acting> {
  const { now, language, actor } = request.asked;
  if (actor === null) throw problem('CAPACITY_NOT_CHOSEN');
  return {
    ...(await deps.standing(deps.db, now)),
    actor,
    session: sessionIn(request),
    now,
    language,
  };
}

/** The key of a changing request. */
export function keyIn(request: FastifyRequest): string {
  const { key } = request.asked;
  if (key === null) throw problem('IDEMPOTENCY_KEY_MISSING');
  return key;
}

/** Puts the session's token into the browser, where no script can read it. */
export function setSessionCookie(reply: FastifyReply, token: string, secure: boolean): void {
  void reply.setCookie(COOKIE, token, { ...ATTRIBUTES, secure });
}

/** Takes it out again. */
export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  void reply.clearCookie(COOKIE, { ...ATTRIBUTES, secure });
}

const ATTRIBUTES = { path: '/', httpOnly: true, sameSite: 'strict' } as const;

// A form of another site can send neither JSON nor bytes without asking first (CSRF).
function requireJson(request: FastifyRequest, binary: boolean): void {
  if (request.method !== 'POST' && request.method !== 'PUT') return;
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const wanted = binary ? 'application/octet-stream' : 'application/json';
  if (type !== wanted) throw problem('UNSUPPORTED_MEDIA_TYPE');
}

async function sessionOfRequest(deps: ApiDependencies, request: FastifyRequest): Promise<Session> {
  const token = request.cookies[COOKIE];
  if (token === undefined || token.length > 100) throw problem('NOT_SIGNED_IN');
  const session = await sessionOf(deps.db, token, request.asked.now, limitsOf(deps));
  if (session === null) throw problem('NOT_SIGNED_IN');
  return session;
}

async function actorOfSession(
  deps: ApiDependencies,
  request: FastifyRequest,
  { person, chosen }: Session,
): Promise<PersonActor> {
  if (chosen === null) throw problem('CAPACITY_NOT_CHOSEN');
  const actor = await actorOf(deps.db, person, chosen, dateOf(request.asked.now));
  if (actor === undefined) throw problem('CAPACITY_NOT_HELD', { capacity: chosen.capacity });
  return { kind: 'person', ...actor };
}

function idempotencyKey(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') throw problem('IDEMPOTENCY_KEY_MISSING');
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw problem('INVALID_FIELD', { field: 'Idempotency-Key' });
  }
  return key;
}
