import { z } from 'zod';
import { isOfMinistry, maySet } from '../../../domain/authority/settings.ts';
import { LEVELS, levelRank } from '../../../domain/incident/vocabulary.ts';
import { clearanceRank } from '../../../domain/offices/person.ts';
import { dateOf } from '../../../domain/time/instant.ts';
import { REGISTER_DIRECTIONS, addRegisterEntry, listRegister } from '../../../records/register.ts';
import { bodiesOf } from '../cases.ts';
import type { ApiDependencies } from '../deps.ts';
import { actingIn } from '../identify.ts';
import { once, send } from '../once.ts';
import { allow, problem } from '../problem.ts';
import type { Api } from '../routing.ts';
import { CHANGES, READS } from '../routing.ts';
import {
  dateIn,
  dateOut,
  instantOut,
  listOf,
  officeId,
  pageOf,
  paging,
  text,
} from '../schemas/basics.ts';

const entryOut = z
  .object({
    id: z.string(),
    office: z.string(),
    direction: z.enum(REGISTER_DIRECTIONS),
    reference: z.string(),
    level: z.enum(LEVELS),
    exchangedOn: dateOut,
    permittingBody: z.string(),
    protectiveMeasures: z.string(),
    recordedAt: instantOut,
  })
  .meta({ id: 'RegisterEntry' });

const newEntry = z.strictObject({
  office: officeId.optional().meta({ description: 'Who gave or received it; left out: mine.' }),
  direction: z.enum(REGISTER_DIRECTIONS),
  reference: text(300),
  level: z.enum(LEVELS),
  exchangedOn: dateIn,
  permittingBody: text(300),
  protectiveMeasures: text(2_000),
});

/** The register of information exchanged under the Agreement: where it is, never what it says. */
export function registerRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/register',
    config: READS,
    schema: {
      operationId: 'listRegister',
      tags: ['register'],
      summary: 'What my office exchanged, up to my clearance; for the Ministry what all did',
      querystring: z.strictObject({ search: text(200).optional(), ...paging }),
      response: { 200: listOf(entryOut) },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      allow(maySet(who.actor, 'read-register', who.actor.office, who.directory));
      const { search, page, size } = request.query;
      const visible = {
        offices: isOfMinistry(who.actor.office) ? null : bodiesOf(who),
        clearanceRank: clearanceRank(who.actor.clearance),
      };
      const found = await listRegister(deps.db, visible, search, pageOf(request.query));
      return { items: [...found.items], total: found.total, page, size };
    },
  });
  app.route({
    method: 'POST',
    url: '/register',
    config: CHANGES,
    schema: {
      operationId: 'addRegisterEntry',
      tags: ['register'],
      summary: 'Record what was exchanged',
      body: newEntry,
      response: { 201: entryOut },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      const { office = who.actor.office, ...entry } = request.body;
      allow(maySet(who.actor, 'keep-register', office, who.directory));
      if (who.directory.office(office) === undefined) throw problem('UNKNOWN_OFFICE', { office });
      if (levelRank(entry.level) > clearanceRank(who.actor.clearance)) {
        throw problem('CLEARANCE_TOO_LOW');
      }
      if (entry.exchangedOn > dateOf(who.now)) {
        throw problem('MOMENT_IN_FUTURE', { field: 'exchangedOn' });
      }
      const answer = await once(deps, request, async (tx) => ({
        status: 201,
        body: await addRegisterEntry(tx, who, { office, ...entry }),
      }));
      return send(reply, answer);
    },
  });
}
