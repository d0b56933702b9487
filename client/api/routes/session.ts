import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Person } from '../../../domain/offices/person.ts';
import { holdsOn } from '../../../domain/offices/person.ts';
import { dateOf } from '../../../domain/time/instant.ts';
import { factActor } from '../../../records/facts.ts';
import { recordFact } from '../../../records/one-fact.ts';
import type { CapacityChoice } from '../../../records/people-capacities.ts';
import { actorOf, capacitiesOf } from '../../../records/people-capacities.ts';
import { hashPassword, isPassword } from '../../../records/people-password.ts';
import { credentialByLogin } from '../../../records/people.ts';
import type { Session } from '../../../records/sessions.ts';
import {
  chooseCapacity,
  endSession,
  openSession,
  sessionOf,
  sessionsOf,
} from '../../../records/sessions.ts';
import { countAttempt, forgiveAttempt } from '../../../records/sign-in-throttle.ts';
import type { ApiDependencies } from '../deps.ts';
import { clearSessionCookie, limitsOf, sessionIn, setSessionCookie } from '../identify.ts';
import { problem, tooManyAttempts } from '../problem.ts';
import type { Api } from '../routing.ts';
import { nothing } from '../routing.ts';
import {
  capacity,
  instantOut,
  language,
  officeId,
  text,
  textsOut,
  uuid,
} from '../schemas/basics.ts';

const chosen = z.object({
  office: z.string(),
  officeName: textsOut,
  capacity,
  delegation: z.string().nullable(),
});

const sessionOut = z
  .object({
    id: z.string(),
    person: z.object({ id: z.string(), name: z.string(), language }),
    capacities: z.array(chosen),
    chosen: chosen.nullable(),
    expiresAt: instantOut,
    drill: z.boolean(),
  })
  .meta({ id: 'Session' });

const listedSession = z.object({
  id: z.string(),
  current: z.boolean(),
  createdAt: instantOut,
  lastSeenAt: instantOut,
  address: z.string(),
  agent: z.string(),
  chosen: z.object({ office: z.string(), capacity }).nullable(),
});

/** Signing in and out, and the capacity in which somebody acts. */
export function sessionRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'POST',
    url: '/session',
    schema: {
      operationId: 'signIn',
      tags: ['session'],
      summary: 'Sign in; the session comes as a cookie',
      body: z.strictObject({ login: text(100), password: z.string().min(1).max(1_000) }),
      response: { 200: sessionOut },
    },
    handler: (request, reply) => signIn(deps, request, reply, request.body),
  });
  app.route({
    method: 'GET',
    url: '/session',
    config: { needs: 'session' },
    schema: {
      operationId: 'getSession',
      tags: ['session'],
      summary: 'Who is signed in, and in what they may act',
      response: { 200: sessionOut },
    },
    handler: (request) => view(deps, request, sessionIn(request)),
  });
  app.route({
    method: 'PUT',
    url: '/session/capacity',
    config: { needs: 'session' },
    schema: {
      operationId: 'chooseCapacity',
      tags: ['session'],
      summary: 'Choose the office and capacity that stand on every act from now on',
      body: z.strictObject({
        office: officeId,
        capacity,
        delegation: uuid.nullable().default(null),
      }),
      response: { 200: sessionOut },
    },
    async handler(request) {
      const session = sessionIn(request);
      const { now } = request.asked;
      const actor = await actorOf(deps.db, session.person, request.body, dateOf(now));
      if (actor === undefined) {
        throw problem('CAPACITY_NOT_HELD', { capacity: request.body.capacity });
      }
      await deps.db.transaction(async (tx) => {
        await chooseCapacity(tx, session.id, request.body);
        await recordFact(tx, {
          stream: `person/${session.person}`,
          kind: 'capacity-chosen',
          actor: factActor({ kind: 'person', ...actor }),
          now,
          data: { session: session.id, ...request.body },
        });
      });
      return view(deps, request, { ...session, chosen: request.body });
    },
  });
  app.route({
    method: 'DELETE',
    url: '/session',
    config: { needs: 'session' },
    schema: {
      operationId: 'signOut',
      tags: ['session'],
      summary: 'Sign out',
      response: { 204: nothing },
    },
    async handler(request, reply) {
      const session = sessionIn(request);
      await end(deps, request, session.id);
      clearSessionCookie(reply, isSecure(deps));
      return reply.code(204).send();
    },
  });
  app.route({
    method: 'GET',
    url: '/sessions',
    config: { needs: 'session' },
    schema: {
      operationId: 'listSessions',
      tags: ['session'],
      summary: 'Where else I am signed in',
      response: { 200: z.object({ items: z.array(listedSession) }) },
    },
    async handler(request) {
      const mine = sessionIn(request);
      const all = await sessionsOf(deps.db, mine.person, request.asked.now, limitsOf(deps));
      return { items: all.map((s) => ({ ...s, current: s.id === mine.id })) };
    },
  });
  app.route({
    method: 'DELETE',
    url: '/sessions/:id',
    config: { needs: 'session' },
    schema: {
      operationId: 'revokeSession',
      tags: ['session'],
      summary: 'End one of my sessions',
      params: z.strictObject({ id: uuid }),
      response: { 204: nothing },
    },
    async handler(request, reply) {
      if (!(await end(deps, request, request.params.id))) throw problem('NOT_FOUND');
      return reply.code(204).send();
    },
  });
}

/** Cookies of an installation that people open over https are sent over https alone. */
function isSecure(deps: ApiDependencies): boolean {
  return deps.config.publicUrl?.startsWith('https://') === true;
}

// Somebody who does not exist takes as long as somebody who does.
let nobodysHash: Promise<string> | null = null;

async function signIn(
  deps: ApiDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { login, password }: { readonly login: string; readonly password: string },
) {
  const { now } = request.asked;
  const attempt = { login: login.trim().toLowerCase(), address: request.ip };
  const wait = await countAttempt(deps.db, attempt, now);
  if (wait !== null) throw tooManyAttempts(wait);
  const person = await personWith(deps, request, attempt.login, password);
  if (person === null) throw problem('SIGN_IN_FAILED');
  await forgiveAttempt(deps.db, attempt);
  const limits = limitsOf(deps);
  const token = await deps.db.transaction(async (tx) => {
    const opened = await openSession(tx, {
      person: person.id,
      now,
      address: request.ip,
      agent: request.headers['user-agent'] ?? '',
      limits,
    });
    await recordFact(tx, {
      stream: `person/${person.id}`,
      kind: 'signed-in',
      actor: { kind: 'process' },
      now,
      data: { session: opened.id, address: request.ip },
    });
    return opened.token;
  });
  setSessionCookie(reply, token, isSecure(deps));
  const session = await sessionOf(deps.db, token, now, limits);
  if (session === null) throw problem('SIGN_IN_FAILED');
  return view(deps, request, session);
}

async function personWith(
  deps: ApiDependencies,
  request: FastifyRequest,
  login: string,
  password: string,
): Promise<Person | null> {
  nobodysHash ??= hashPassword('nobody');
  const credential = await credentialByLogin(deps.db, login);
  const fits = await isPassword(credential?.passwordHash ?? (await nobodysHash), password);
  if (credential === undefined || !fits) return null;
  const { activeFrom: validFrom, activeTo: validTo } = credential.person;
  const isActive = holdsOn({ validFrom, validTo }, dateOf(request.asked.now));
  return isActive ? credential.person : null;
}

async function end(deps: ApiDependencies, request: FastifyRequest, id: string): Promise<boolean> {
  const { person } = sessionIn(request);
  const { now } = request.asked;
  return deps.db.transaction(async (tx) => {
    if (!(await endSession(tx, person, id, now))) return false;
    await recordFact(tx, {
      stream: `person/${person}`,
      kind: 'signed-out',
      actor: { kind: 'process' },
      now,
      data: { session: id },
    });
    return true;
  });
}

async function view(deps: ApiDependencies, request: FastifyRequest, session: Session) {
  const { now } = request.asked;
  const { directory } = await deps.standing(deps.db, now);
  const choices = await capacitiesOf(deps.db, session.person, dateOf(now));
  const shown = (
    choice: Pick<CapacityChoice, 'office' | 'capacity'>,
    delegation: string | null,
  ) => ({
    office: choice.office,
    officeName: directory.office(choice.office)?.name ?? nameless(choice.office),
    capacity: choice.capacity,
    delegation,
  });
  return {
    id: session.id,
    person: { id: session.person, name: session.name, language: session.language },
    capacities: choices.map((c) => shown(c, c.delegation?.id ?? null)),
    chosen: session.chosen === null ? null : shown(session.chosen, session.chosen.delegation),
    expiresAt: session.expiresAt,
    drill: deps.drill !== null,
  };
}

function nameless(id: string) {
  return { vi: id, en: id, lo: id };
}
