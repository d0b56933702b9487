import { z } from 'zod';
import { RELATIONS } from '../../../domain/authority/relations.ts';
import { SETTINGS, SETTING_AUTHORITY } from '../../../domain/authority/settings.ts';
import { ACTIONS, AUTHORITY } from '../../../domain/authority/table.ts';
import type { Api } from '../routing.ts';
import { READS } from '../routing.ts';
import { capacity } from '../schemas/basics.ts';
import { many } from '../schemas/incident.ts';

const authorityOut = z
  .object({
    acts: z.array(
      z.object({
        action: z.string(),
        grants: many(z.object({ as: many(capacity), when: many(z.enum(RELATIONS)) })),
      }),
    ),
    settings: z.array(
      z.object({
        action: z.enum(SETTINGS),
        grants: many(
          z.object({
            as: many(capacity),
            where: z.enum([
              'anywhere',
              'ministry',
              'ministry-leadership',
              'own-office',
              'in-scope',
            ]),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Authority' });

/** Who may do what: the table itself, as it is asked before every act. */
export function authorityRoutes(app: Api): void {
  app.route({
    method: 'GET',
    url: '/authority',
    config: READS,
    schema: {
      operationId: 'getAuthority',
      tags: ['rules'],
      summary: 'The whole table of authority',
      response: { 200: authorityOut },
    },
    handler: () => ({
      acts: ACTIONS.map((action) => ({ action, grants: AUTHORITY[action] })),
      settings: SETTINGS.map((action) => ({ action, grants: SETTING_AUTHORITY[action] })),
    }),
  });
}
