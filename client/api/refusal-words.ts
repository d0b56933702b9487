import type { Refusal } from '../../domain/errors.ts';
import type { Language } from '../../domain/text.ts';
import { isMessageKey, translate } from '../../locales/index.ts';
import { planFaults } from '../plans/fault-words.ts';

// Parameters that are words of the office, shown in the reader's language.
const WORDS: Readonly<Record<string, readonly string[]>> = {
  ...{ stage: ['stage'], gate: ['gate'], action: ['act'], act: ['act'] },
  // An act that has to come first, or a step that a form asks for.
  step: ['act', 'step'],
};
// Each kind of case has stages and acts of its own; `words` has those of incidents.
const FILES = ['words', 'reports', 'plans', 'tasks', 'difficulties'] as const;

/** The texts of a kind of case. */
export type CaseWords = (typeof FILES)[number];

/** The texts of the kind of case that a route is about: of `/api/v1/tasks/:task/acts`, tasks. */
export function wordsOfRoute(url: string | undefined): CaseWords | undefined {
  return FILES.find((file) => url?.split('/').includes(file));
}

/** What a refusal says beyond its title, its parameters in words; null when it says nothing. */
export function detailOf(
  { code, params }: Refusal,
  language: Language,
  about: CaseWords = 'words',
): string | null {
  const key = `errors.${code}.detail`;
  if (!isMessageKey(key)) return null;
  const shown = Object.entries(params).map(([name, value]) => {
    if (code === 'PLAN_NOT_CLEAR' && name === 'missing') {
      return [name, clearsInWords(String(value), language)];
    }
    if (code === 'PLAN_UNREADABLE') {
      return [name, planFaults(String(value).split('; '), language).join('; ')];
    }
    if (name === 'field') return [name, fieldInWords(String(value), language)];
    if (name === 'fields') return [name, fieldsInWords(String(value), language)];
    const files = [about, ...FILES];
    const words = String(value)
      .split(', ')
      .map((one) => {
        const kinds = WORDS[name] ?? [];
        const keys = files.flatMap((file) => kinds.map((kind) => `${file}.${kind}.${one}`));
        const key = keys.find(isMessageKey);
        return key === undefined ? one : translate(language, key);
      });
    return [name, typeof value === 'string' ? words.join(', ') : value];
  });
  try {
    return translate(language, key, Object.fromEntries(shown));
  } catch {
    // A refusal without the parameter that its text names: the title says enough.
    return null;
  }
}

/** `data.document.sha256` as `mã SHA-256 (document.sha256)`; without a word as it stands. */
function fieldInWords(field: string, language: Language): string {
  const path = field.replace(/^data\./, '');
  const key = `fields.${path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? ''}`;
  if (!isMessageKey(key)) return path;
  const word = translate(language, key);
  return path.includes('.') ? `${word} (${path})` : word;
}

/** `number|covers`: one of them at least; `number, date`: each of them. */
function fieldsInWords(fields: string, language: Language): string {
  const inWords = (some: string) => some.split('|').map((one) => fieldInWords(one, language));
  return fields
    .split(', ')
    .map((some) => inWords(some).join(' / '))
    .join(', ');
}

/** `II.2: person, due; III.4: product`, or the clears alone, with the words for the clears. */
function clearsInWords(missing: string, language: Language): string {
  const word = (clear: string) => {
    const key = `plans.clear.${clear}`;
    return isMessageKey(key) ? translate(language, key) : clear;
  };
  const parts = missing.split('; ').map((part) => {
    const [task = '', clears] = part.split(': ');
    const words = (clears ?? task).split(', ').map(word).join(', ');
    return clears === undefined ? words : `${task}: ${words}`;
  });
  return parts.join('; ');
}
