import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Problem } from './problem.ts';
import { problem } from './problem.ts';
import { shortName } from './json-body.ts';

interface Issue {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: { readonly keys?: readonly string[]; readonly note?: string };
}

/** What is wrong with a request by its schema, as a problem; null for any other error. */
export function problemOfValidation(error: unknown, body: unknown): Problem | null {
  if (!hasZodFastifySchemaValidationErrors(error)) return null;
  const context = (error as { validationContext?: string }).validationContext;
  // An id that cannot be one is not there.
  if (context === 'params') return problem('NOT_FOUND');
  const issue = (error.validation as unknown as readonly Issue[])[0];
  if (issue === undefined) return problem('MALFORMED_REQUEST');
  const path = issue.instancePath.split('/').filter((part) => part !== '');
  if (issue.keyword === 'unrecognized_keys') {
    const key = issue.params.keys?.[0] ?? '';
    return problem('UNKNOWN_FIELD', { field: shortName([...path, key].join('.')) });
  }
  if (context === 'headers' && path[0] === 'idempotency-key') {
    return problem('INVALID_FIELD', { field: 'Idempotency-Key' });
  }
  const kind = (body as { kind?: unknown } | null)?.kind;
  const isAct = issue.keyword === 'invalid_union' && path.join('.') === 'kind';
  if (isAct && typeof kind === 'string') return problem('UNKNOWN_ACT', { act: shortName(kind) });
  return problem('INVALID_FIELD', { field: shortName(path.join('.')) || 'body' });
}
