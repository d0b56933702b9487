import { Validator } from '@seriousme/openapi-schema-validator';
import type { RouteOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACT_KINDS } from '../../domain/incident/decide.ts';
import { ApiOffice } from '../support/api-office.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly security?: readonly unknown[];
}
interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let office: ApiOffice;
let description: Description;

beforeAll(async () => {
  office = await ApiOffice.open();
  const answered = await office.send({ method: 'GET', url: '/api/openapi.json' });
  expect(answered.status).toBe(200);
  description = answered.json as Description;
});

afterAll(() => office.close());

const operations = (): [string, string, Operation][] =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, op]): [string, string, Operation] => [method, path, op]),
  );

/** Every schema within a value. */
function walk(value: unknown, visit: (node: Record<string, unknown>) => void): void {
  if (typeof value !== 'object' || value === null) return;
  visit(value as Record<string, unknown>);
  Object.values(value).forEach((inner) => walk(inner, visit));
}

describe('the description of the API', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(description.openapi).toMatch(/^3\.1\./);
    const checked = await new Validator().validate(structuredClone(description) as never);
    expect(checked).toEqual({ valid: true });
  });

  it('speaks of every route, and of no other', () => {
    const described = operations().map(([method, path]) => `${method.toUpperCase()} ${path}`);
    const served = office.routes
      .filter(
        ({ schema }: RouteOptions) => (schema as { hide?: boolean } | undefined)?.hide !== true,
      )
      .flatMap(({ method, url }) =>
        [method].flat().map((m) => `${m} ${url.replace(/:(\w+)/g, '{$1}')}`),
      )
      .filter((route) => !route.startsWith('HEAD'));
    expect(described.toSorted()).toEqual([...new Set(served)].toSorted());
    expect(described.length).toBeGreaterThan(50);
  });

  it('names each operation once, in words', () => {
    const ids = operations().map(([, , op]) => op.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, path, op] of operations()) expect(op.summary, path).toMatch(/\w/);
  });

  it('says of each how errors look, and what a sign-in and a key are needed for', () => {
    for (const [method, path, op] of operations()) {
      const about = `${method} ${path}`;
      expect(op.responses, about).toHaveProperty('default');
      const isOpen = /^\/health|\/drill$/.test(path) || about === 'post /api/v1/session';
      expect(op.security !== undefined, about).toBe(!isOpen);
      const needsKey = op.parameters?.some((p) => p.name === 'Idempotency-Key') ?? false;
      const free = ['/api/v1/session', '/api/v1/drill/advance'];
      expect(needsKey, about).toBe(method === 'post' && !free.includes(path));
    }
  });

  it('leads nowhere that is not there', () => {
    const { schemas } = description.components;
    walk(description, (node) => {
      const ref = node['$ref'];
      if (typeof ref !== 'string') return;
      const [, name = ''] = /^#\/components\/schemas\/(.+)$/.exec(ref) ?? [];
      expect(Object.keys(schemas), ref).toContain(name);
    });
  });

  it('says of every act what it takes', () => {
    const text = JSON.stringify(description.components.schemas);
    for (const kind of ACT_KINDS) expect(text).toContain(`"const":"${kind}"`);
  });
});
