import { z } from 'zod';
import { maySet } from '../../../domain/authority/settings.ts';
import {
  checkNewOffice,
  checkSuccession,
  planOfficeChange,
  planOfficeEnd,
} from '../../../domain/offices/changing.ts';
import type { OfficeDifference } from '../../../domain/offices/changing.ts';
import type { DirectoryChange } from '../../../domain/offices/change.ts';
import type { OfficeRow } from '../../../domain/offices/office.ts';
import type { Capacity } from '../../../domain/offices/person.ts';
import { holdsOn } from '../../../domain/offices/person.ts';
import { dateOf } from '../../../domain/time/instant.ts';
import type { Queryable } from '../../../records/database.ts';
import { askAboutOffices } from '../../../records/directory-looks.ts';
import { listOffices, officeHistory, officesWithout } from '../../../records/offices-list.ts';
import {
  addOffice,
  addSuccession,
  changeOffice,
  endOffice,
  loadDirectory,
  lockDirectory,
} from '../../../records/offices.ts';
import { recordChange } from '../changes.ts';
import type { ApiDependencies } from '../deps.ts';
import type { Acting } from '../identify.ts';
import { actingIn } from '../identify.ts';
import { once, send } from '../once.ts';
import { accepted, allow, problem } from '../problem.ts';
import type { Api } from '../routing.ts';
import { CHANGES, READS } from '../routing.ts';
import {
  capacity,
  dateIn,
  dateOut,
  listOf,
  officeId,
  officeKind,
  orNull,
  pageOf,
  paging,
  text,
  textsIn,
  textsOut,
} from '../schemas/basics.ts';
import { many } from '../schemas/incident.ts';
import { tellNow } from '../tell-now.ts';

const officeOut = z
  .object({
    id: z.string(),
    kind: officeKind,
    name: textsOut,
    parent: z.string().nullable(),
    channel: z.string().nullable(),
    province: z.string().nullable(),
    fullTimeSecurityStaff: z.boolean(),
    ownChannel: z.boolean(),
    email: z.string().nullable(),
    validFrom: dateOut,
    validTo: dateOut.nullable(),
    source: z.string(),
  })
  .meta({ id: 'Office' });

const mailbox = z.email().max(200);

const newOffice = z.strictObject({
  id: officeId,
  kind: officeKind,
  name: textsIn,
  parent: orNull(officeId),
  channel: orNull(officeId),
  province: orNull(text(10)),
  fullTimeSecurityStaff: z.boolean().default(false),
  ownChannel: z.boolean().default(false),
  email: orNull(mailbox),
  validFrom: dateIn,
  source: text(500),
});

const difference = z.strictObject({
  from: dateIn.optional().meta({ description: 'The first day of what follows.' }),
  ends: dateIn.optional().meta({ description: 'The first day on which the office is gone.' }),
  kind: officeKind.exactOptional(),
  name: textsIn.exactOptional(),
  parent: officeId.nullable().exactOptional(),
  channel: officeId.nullable().exactOptional(),
  province: text(10).nullable().exactOptional(),
  fullTimeSecurityStaff: z.boolean().exactOptional(),
  ownChannel: z.boolean().exactOptional(),
  email: mailbox.nullable().exactOptional(),
  source: text(500),
});

const succession = z.strictObject({
  from: officeId,
  to: officeId,
  on: dateIn,
  scope: text(50).default('all'),
  source: text(500),
});

// Letters need somebody in each of these; who receives cases needs somebody on duty as well.
const NEEDED: readonly Capacity[] = ['head', 'case-officer', 'clerk', 'duty-officer'];
const ON_DUTY: readonly OfficeRow['kind'][] = [
  'public-security-ministry',
  'ministry-unit',
  'provincial-police',
];

/** The directory of offices, as it stands on a date, and how it is changed. */
export function officeRoutes(app: Api, deps: ApiDependencies): void {
  readingRoutes(app, deps);
  app.route({
    method: 'POST',
    url: '/offices',
    config: CHANGES,
    schema: {
      operationId: 'addOffice',
      tags: ['offices'],
      summary: 'Add an office',
      body: newOffice,
      response: { 201: officeOut },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      const row: OfficeRow = { ...request.body, validTo: null };
      allow(maySet(who.actor, 'manage-offices', row.parent, who.directory));
      const answer = await once(deps, request, async (tx) => {
        allow(checkNewOffice(await lockedDirectory(tx), row));
        await record(tx, who, await addOffice(tx, row));
        return { status: 201, body: row };
      });
      await tellNow(deps, who.now);
      return send(reply, answer);
    },
  });
  app.route({
    method: 'POST',
    url: '/offices/:id/changes',
    config: CHANGES,
    schema: {
      operationId: 'changeOffice',
      tags: ['offices'],
      summary: 'Change an office from a day on, or let it end; what was stays as it was',
      params: z.strictObject({ id: officeId }),
      body: difference,
      response: { 200: officeOut },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      const { id } = request.params;
      allow(maySet(who.actor, 'manage-offices', id, who.directory));
      const { from, ends, ...other } = request.body;
      const answer = await once(deps, request, async (tx) => {
        const directory = await lockedDirectory(tx);
        if (ends !== undefined) {
          const row = accepted(planOfficeEnd(directory, id, ends));
          await record(tx, who, await endOffice(tx, row));
          return { status: 200, body: row };
        }
        if (from === undefined) throw problem('FIELDS_MISSING', { fields: 'from|ends' });
        const plan = planOfficeChange(directory, id, from, other as OfficeDifference);
        const planned = accepted(plan);
        await record(tx, who, await changeOffice(tx, planned));
        return { status: 200, body: planned.after };
      });
      await tellNow(deps, who.now);
      return send(reply, answer);
    },
  });
  app.route({
    method: 'POST',
    url: '/successions',
    config: CHANGES,
    schema: {
      operationId: 'addSuccession',
      tags: ['offices'],
      summary: 'Name the heir of a body that has ended',
      body: succession,
      response: { 201: z.object({ ...succession.shape, on: dateOut, scope: z.string() }) },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      allow(maySet(who.actor, 'manage-offices', request.body.to, who.directory));
      const answer = await once(deps, request, async (tx) => {
        allow(checkSuccession(await lockedDirectory(tx), request.body));
        await record(tx, who, await addSuccession(tx, request.body));
        return { status: 201, body: request.body };
      });
      await tellNow(deps, who.now);
      return send(reply, answer);
    },
  });
}

function readingRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/offices',
    config: READS,
    schema: {
      operationId: 'listOffices',
      tags: ['offices'],
      summary: 'Offices of a date',
      querystring: z.strictObject({
        search: text(200).optional(),
        kind: officeKind.optional(),
        province: text(10).optional(),
        at: dateIn.optional(),
        ...paging,
      }),
      response: { 200: listOf(officeOut) },
    },
    async handler(request) {
      const { search, kind, province, page, size } = request.query;
      const at = request.query.at ?? dateOf(request.asked.now);
      const filter = { at, text: search, kind, province };
      const { offices, total } = await listOffices(deps.db, filter, pageOf(request.query));
      return { items: [...offices], total, page, size };
    },
  });
  app.route({
    method: 'GET',
    url: '/offices/check',
    config: READS,
    schema: {
      operationId: 'checkOffices',
      tags: ['offices'],
      summary: 'Offices in which nobody holds a capacity that letters need',
      response: {
        200: z.object({
          items: z.array(z.object({ office: officeOut, missing: z.array(capacity) })),
        }),
      },
    },
    async handler(request) {
      const found = await officesWithout(deps.db, NEEDED, dateOf(request.asked.now));
      const items = found
        .map(({ office, missing }) => ({
          office,
          missing: missing.filter((c) => c !== 'duty-officer' || ON_DUTY.includes(office.kind)),
        }))
        .filter(({ missing }) => missing.length > 0);
      return { items };
    },
  });
  app.route({
    method: 'GET',
    url: '/offices/:id',
    config: READS,
    schema: {
      operationId: 'getOffice',
      tags: ['offices'],
      summary: 'An office on a date, with its history and the body that does its work now',
      params: z.strictObject({ id: officeId }),
      querystring: z.strictObject({ at: dateIn.optional() }),
      response: {
        200: officeOut.extend({ successor: z.string().nullable(), history: many(officeOut) }),
      },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      const { id } = request.params;
      const history = await officeHistory(deps.db, id);
      const at = request.query.at ?? dateOf(who.now);
      const row = history.find((r) => holdsOn(r, at)) ?? history.at(-1);
      if (row === undefined) throw problem('NOT_FOUND');
      return { ...row, successor: who.directory.successorOf(id) ?? null, history };
    },
  });
}

/** Writes a change down, and asks in the same transaction that whoever goes by it looks. */
async function record(tx: Queryable, who: Acting, change: DirectoryChange): Promise<void> {
  await recordChange(tx, who, change);
  await askAboutOffices(tx, change, who.now);
}

/** The directory, held against every other change. Where bodies report is not asked of it. */
async function lockedDirectory(tx: Queryable) {
  await lockDirectory(tx);
  return loadDirectory(tx, []);
}
