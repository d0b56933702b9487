import { z } from 'zod';
import type { PersonId } from '../../../domain/offices/person.ts';
import { hashPassword, isPassword } from '../../../records/people-password.ts';
import { credentialByLogin, personById, setPasswordHash } from '../../../records/people.ts';
import { endSessionsOf } from '../../../records/sessions.ts';
import { countAttempt, forgiveAttempt } from '../../../records/sign-in-throttle.ts';
import { recordChange } from '../changes.ts';
import type { ApiDependencies } from '../deps.ts';
import type { Acting } from '../identify.ts';
import { actingIn } from '../identify.ts';
import { mustManage } from '../managing.ts';
import { once, send } from '../once.ts';
import { problem, tooManyAttempts } from '../problem.ts';
import type { Api } from '../routing.ts';
import { CHANGES } from '../routing.ts';
import { text, uuid } from '../schemas/basics.ts';
import { newPassword } from '../schemas/people.ts';
import { secretRequestHash } from '../secret-hash.ts';

/** A new password: one's own with the present one, or anybody's by who manages them. */
export function passwordRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'POST',
    url: '/people/:id/password',
    config: CHANGES,
    schema: {
      operationId: 'setPassword',
      tags: ['people'],
      summary: 'Set a password; every other session of that person ends',
      params: z.strictObject({ id: uuid }),
      body: z.strictObject({
        password: newPassword,
        current: text(1_000).optional().meta({ description: 'The present one, for one’s own.' }),
      }),
      response: { 200: z.object({ changed: z.literal(true) }) },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      const { id } = request.params;
      const { password, current = '' } = request.body;
      const requestHash = await secretRequestHash(request, password, current);
      const passwordHash = await hashPassword(password);
      const answer = await once(
        deps,
        request,
        async (tx) => {
          // Here, so that the same request sent again finds its answer and not its new password.
          if (id === who.actor.person) await mustKnow(deps, who, id, current, request.ip);
          else await mustManage(deps, who, id);
          const change = await setPasswordHash(tx, id, passwordHash, who.now);
          await recordChange(tx, who, change);
          await endSessionsOf(tx, id, who.now, id === who.actor.person ? who.session.id : null);
          return { status: 200, body: { changed: true as const } };
        },
        requestHash,
      );
      return send(reply, answer);
    },
  });
}

/** A session left open is no proof of who sits there: the present password is. */
async function mustKnow(
  deps: ApiDependencies,
  { now }: Acting,
  id: PersonId,
  current: string,
  address: string,
): Promise<void> {
  const login = (await personById(deps.db, id))?.login ?? '';
  const wait = await countAttempt(deps.db, { login, address }, now);
  if (wait !== null) throw tooManyAttempts(wait);
  const credential = await credentialByLogin(deps.db, login);
  const fits = credential !== undefined && (await isPassword(credential.passwordHash, current));
  if (!fits) throw problem('SIGN_IN_FAILED');
  await forgiveAttempt(deps.db, { login, address });
}
