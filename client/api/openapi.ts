import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ERRORS } from '../../domain/errors.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { COOKIE } from './identify.ts';

/** An error as RFC 9457 shows it; docs/errors.md lists the codes. */
export const problemOut = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    retry: z.boolean(),
    detail: z.string().optional(),
    /** Everything that is wrong with a spreadsheet, by sheet and cell. */
    faults: z
      .array(
        z.object({
          sheet: z.string().nullable(),
          cell: z.string().nullable(),
          code: z.string(),
          text: z.string(),
        }),
      )
      .readonly()
      .optional(),
  })
  .meta({ id: 'Problem' });

/** Makes the description of the API from the routes themselves. */
export function describeApi(app: FastifyInstance): void {
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Hộ Mật',
        version: '1',
        description:
          'Sign in, choose a capacity, act. Every changing request carries an Idempotency-Key; ' +
          'errors are problem documents (RFC 9457) with the codes of docs/errors.md.',
      },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: COOKIE } },
      },
    },
    transform: (document) => {
      const { schema, url } = jsonSchemaTransform(document as never);
      const { config } = document.route;
      return { schema: withCommonParts(schema as Described, config ?? {}) as never, url };
    },
    transformObject: jsonSchemaTransformObject,
  });
}

interface Described {
  readonly headers?: unknown;
  readonly response?: Readonly<Record<string, unknown>>;
}

/** What all routes of a kind have in common is said in one place, by their needs. */
function withCommonParts(
  schema: Described | undefined,
  config: { readonly needs?: string; readonly keyed?: boolean },
): Described | undefined {
  if (schema === undefined) return schema;
  const signedIn = config.needs === 'session' || config.needs === 'capacity';
  return {
    ...schema,
    ...(signedIn ? { security: [{ session: [] }] } : {}),
    ...(config.keyed === true ? { headers: KEY_HEADER } : {}),
    response: { ...schema.response, default: PROBLEM },
  };
}

const PROBLEM = {
  description: 'Refused, or a fault; nothing was changed.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const KEY_HEADER = {
  type: 'object',
  required: ['Idempotency-Key'],
  properties: {
    'Idempotency-Key': {
      type: 'string',
      minLength: 1,
      maxLength: 200,
      description: 'The same key and request get the same answer, however often they are sent.',
    },
  },
};
