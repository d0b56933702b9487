import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { maySet } from '../../../domain/authority/settings.ts';
import type { Person } from '../../../domain/offices/person.ts';
import { dateOf } from '../../../domain/time/instant.ts';
import type { Queryable } from '../../../records/database.ts';
import { addHolding, delegationsOf, holdingsOf } from '../../../records/people-capacities.ts';
import { hashPassword } from '../../../records/people-password.ts';
import type { PersonDifference } from '../../../records/people.ts';
import {
  addPerson,
  changePerson,
  listPeople,
  personById,
  setPasswordHash,
} from '../../../records/people.ts';
import { endSessionsOf } from '../../../records/sessions.ts';
import { isTaken, recordChange } from '../changes.ts';
import type { ApiDependencies } from '../deps.ts';
import { actingIn } from '../identify.ts';
import { manages, mustManage } from '../managing.ts';
import { once, send } from '../once.ts';
import { secretRequestHash } from '../secret-hash.ts';
import { allow, problem } from '../problem.ts';
import { holdingOf } from './holdings.ts';
import type { Api } from '../routing.ts';
import { CHANGES, READS } from '../routing.ts';
import {
  clearance,
  dateIn,
  language,
  listOf,
  officeId,
  orNull,
  pageOf,
  paging,
  text,
  uuid,
} from '../schemas/basics.ts';
import { many } from '../schemas/incident.ts';
import {
  delegationOut,
  newHolding,
  holdingOut,
  listedPerson,
  newPassword,
  personOut,
} from '../schemas/people.ts';

const newPerson = z.strictObject({
  login: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,99}$/),
  name: text(200),
  email: orNull(z.email().max(200)),
  language: language.default('vi'),
  clearance: clearance.default('none'),
  activeFrom: dateIn.optional(),
  password: newPassword,
  holdings: z.array(newHolding).min(1).max(20),
});

const difference = z.strictObject({
  name: text(200).exactOptional(),
  email: z.email().max(200).nullable().exactOptional(),
  language: language.exactOptional(),
  clearance: clearance.exactOptional(),
  activeTo: dateIn.nullable().exactOptional(),
});

/** People and what they hold; who manages them gives nothing to themselves. */
export function peopleRoutes(app: Api, deps: ApiDependencies): void {
  readingRoutes(app, deps);
  app.route({
    method: 'POST',
    url: '/people',
    config: CHANGES,
    schema: {
      operationId: 'addPerson',
      tags: ['people'],
      summary: 'Add a person with a first password and what they hold',
      body: newPerson,
      response: { 201: personOut },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      const { password, holdings, activeFrom, ...given } = request.body;
      for (const { office } of holdings) {
        allow(maySet(who.actor, 'manage-people', office, who.directory));
        if (who.directory.office(office) === undefined) throw problem('UNKNOWN_OFFICE', { office });
      }
      const today = dateOf(who.now);
      const person: Person = {
        id: randomUUID(),
        ...given,
        activeFrom: activeFrom ?? today,
        activeTo: null,
      };
      const [hash, requestHash] = await Promise.all([
        hashPassword(password),
        secretRequestHash(request, password),
      ]);
      const add = async (tx: Queryable) => {
        await recordChange(tx, who, await addPerson(tx, person));
        await recordChange(tx, who, await setPasswordHash(tx, person.id, hash, who.now));
        for (const { office, capacity: as, from } of holdings) {
          const held = holdingOf(person.id, { office, capacity: as, from: from ?? today });
          await recordChange(tx, who, await addHolding(tx, held));
        }
        return { status: 201, body: await whole(tx, person) } as const;
      };
      const answer = await once(deps, request, add, requestHash).catch((error: unknown) => {
        if (isTaken(error, 'people_login')) throw problem('ALREADY_DONE', { login: person.login });
        if (isTaken(error, 'holdings_one_open')) throw problem('ALREADY_DONE', { act: 'holding' });
        throw error;
      });
      return send(reply, answer);
    },
  });
  app.route({
    method: 'POST',
    url: '/people/:id/changes',
    config: CHANGES,
    schema: {
      operationId: 'changePerson',
      tags: ['people'],
      summary: 'Change a name, an address, a language, a clearance, or let somebody leave',
      params: z.strictObject({ id: uuid }),
      body: difference,
      response: { 200: personOut },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      const { id } = request.params;
      const isLanguageOnly = Object.keys(request.body).every((field) => field === 'language');
      if (id !== who.actor.person || !isLanguageOnly) await mustManage(deps, who, id);
      const answer = await once(deps, request, async (tx) => {
        const change = await changePerson(tx, id, request.body as PersonDifference);
        if (change?.kind !== 'person-changed') throw problem('NOT_FOUND');
        await recordChange(tx, who, change);
        const { activeTo } = change.after;
        if (activeTo !== null && activeTo <= dateOf(who.now)) {
          await endSessionsOf(tx, id, who.now, null);
        }
        return { status: 200, body: await whole(tx, change.after) };
      });
      return send(reply, answer);
    },
  });
}

function readingRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/people',
    config: READS,
    schema: {
      operationId: 'listPeople',
      tags: ['people'],
      summary: 'People who are active today',
      querystring: z.strictObject({
        search: text(200).optional(),
        office: officeId.optional(),
        ...paging,
      }),
      response: { 200: listOf(listedPerson) },
    },
    async handler(request) {
      const { search, office, page, size } = request.query;
      const filter = { text: search, office, at: dateOf(request.asked.now) };
      const { people, total } = await listPeople(deps.db, filter, pageOf(request.query));
      return {
        items: people.map(({ id, login, name }) => ({ id, login, name })),
        total,
        page,
        size,
      };
    },
  });
  app.route({
    method: 'GET',
    url: '/people/:id',
    config: READS,
    schema: {
      operationId: 'getPerson',
      tags: ['people'],
      summary: 'A person, what they hold and what was given to them in writing',
      params: z.strictObject({ id: uuid }),
      response: {
        200: listedPerson.extend({
          ...personOut.partial().shape,
          holdings: many(holdingOut),
          delegations: many(delegationOut),
        }),
      },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      const person = await personById(deps.db, request.params.id);
      if (person === undefined) throw problem('NOT_FOUND');
      const all = await whole(deps.db, person);
      const delegations = await delegationsOf(deps.db, person.id);
      const isTheirs = person.id === who.actor.person;
      if (isTheirs || (await manages(deps, who, person.id))) return { ...all, delegations };
      const { id, login, name, holdings } = all;
      return { id, login, name, holdings, delegations };
    },
  });
}

async function whole(db: Queryable, person: Person) {
  return { ...person, holdings: await holdingsOf(db, person.id) };
}
