import { writeFileSync } from 'node:fs';
import { ERRORS } from '../domain/errors.ts';
import type { ErrorCode } from '../domain/errors.ts';
import { translate } from '../locales/index.ts';

const HEAD = `# Errors

Every refusal is a problem document (RFC 9457, \`application/problem+json\`) with a stable \`code\`.
Programs go by the code and by \`params\`; \`title\` and \`detail\` are for people, in Vietnamese,
English or Lao, by \`Accept-Language\` or the person's own language. *Again* says that the same
request, under the same \`Idempotency-Key\`, may succeed later without being changed.

A case that is not there and one that is closed to whoever asks are answered alike: \`NOT_FOUND\`.

This page is written by \`scripts/errors-page.ts\` from the table in \`domain/errors.ts\` and the
texts in \`locales/\`; a test holds them equal.

| Code | Status | Again | Tiếng Việt | English |
| --- | --- | --- | --- | --- |
`;

/** The page of all error codes, from the table itself and the texts for people. */
export function errorsPage(): string {
  const rows = (Object.keys(ERRORS) as ErrorCode[]).map((code) => {
    const { status, retry } = ERRORS[code];
    const texts = (['vi', 'en'] as const).map((language) => translate(language, `errors.${code}`));
    return `| \`${code}\` | ${status} | ${retry ? 'yes' : ''} | ${texts.join(' | ')} |`;
  });
  return `${HEAD}${rows.join('\n')}\n`;
}

if (import.meta.main) {
  writeFileSync(new URL('../docs/errors.md', import.meta.url), errorsPage());
}
