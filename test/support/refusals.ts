import type { InjectOptions } from 'fastify';
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { ErrorCode } from '../../domain/errors.ts';
import { ERRORS } from '../../domain/errors.ts';
import type { Somebody } from './api-office.ts';

/** The headers of a request under a key of its own. */
export const keyed = () => ({
  'content-type': 'application/json',
  'idempotency-key': randomUUID(),
});

/** A request that reads. */
export const get = (path: string): InjectOptions => ({ method: 'GET', url: `/api/v1${path}` });

/** A request that asks for something, under a key of its own; a text is sent as it stands. */
export const posted = (
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): InjectOptions => ({
  method: 'POST',
  url: `/api/v1${path}`,
  payload: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { ...keyed(), ...headers },
});

/** Sends each; none is a fault of the product, and each is refused with one of the codes. */
export async function expectRefusals(
  somebody: Somebody,
  requests: readonly InjectOptions[],
  codes: readonly ErrorCode[],
): Promise<void> {
  for (const options of requests) {
    const answered = await somebody.send(options);
    const body = String(options.payload).slice(0, 90);
    const about = `${options.method} ${String(options.url)} ${body}`;
    expect(codes, `${about}: ${answered.text}`).toContain(answered.json?.code);
    expect(answered.headers['content-type'], about).toContain('application/problem+json');
    const { code, status } = answered.json as { code: ErrorCode; status: number };
    expect(status, about).toBeGreaterThanOrEqual(400);
    expect(status, about).toBeLessThan(500);
    expect([answered.status, status], about).toEqual([ERRORS[code].status, ERRORS[code].status]);
  }
}
