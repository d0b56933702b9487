import { createHash, scrypt } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { promisify } from 'node:util';
import { keyIn, sessionIn } from './identify.ts';
import { requestHashOf } from './once.ts';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/**
 * The hash of a request whose body holds a password: what is remembered of it must not let anybody
 * try passwords out quickly, so the password goes in through a slow function with the key as salt.
 */
export async function secretRequestHash(
  request: FastifyRequest,
  ...secrets: readonly string[]
): Promise<string> {
  const salt = createHash('sha256')
    .update(`${sessionIn(request).person}\n${keyIn(request)}`)
    .digest();
  const secret = await derive(secrets.join('\n'), salt, 32);
  const {
    password: _password,
    current: _current,
    ...open
  } = request.body as Record<string, unknown>;
  return requestHashOf(request, { ...open, secret: secret.toString('hex') });
}
