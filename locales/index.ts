import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../domain/text.ts';
import type cli from './vi/cli.json';
import type derivation from './vi/derivation.json';
import type difficulties from './vi/difficulties.json';
import type errors from './vi/errors.json';
import type fields from './vi/fields.json';
import type gantt from './vi/gantt.json';
import type moment from './vi/moment.json';
import type notices from './vi/notices.json';
import type plans from './vi/plans.json';
import type receipt from './vi/receipt.json';
import type reports from './vi/reports.json';
import type scenario from './vi/scenario.json';
import type setup from './vi/setup.json';
import type story from './vi/story.json';
import type tasks from './vi/tasks.json';
import type timeline from './vi/timeline.json';
import type words from './vi/words.json';
import type year from './vi/year.json';

/** Every file of texts by name; a new file is one line here and one above. */
interface Files {
  readonly cli: typeof cli;
  readonly derivation: typeof derivation;
  readonly difficulties: typeof difficulties;
  readonly errors: typeof errors;
  readonly fields: typeof fields;
  readonly gantt: typeof gantt;
  readonly moment: typeof moment;
  readonly notices: typeof notices;
  readonly plans: typeof plans;
  readonly receipt: typeof receipt;
  readonly reports: typeof reports;
  readonly scenario: typeof scenario;
  readonly setup: typeof setup;
  readonly story: typeof story;
  readonly tasks: typeof tasks;
  readonly timeline: typeof timeline;
  readonly words: typeof words;
  readonly year: typeof year;
}

/** `<file>.<key in the file>`; Vietnamese is the source, so its files say which keys there are. */
export type MessageKey = {
  [File in keyof Files]: `${File}.${keyof Files[File] & string}`;
}[keyof Files];

export type MessageParams = Readonly<Record<string, string | number>>;

export const LANGUAGES: readonly Language[] = ['vi', 'en', 'lo'];

const catalogues = new Map<string, Readonly<Record<string, string>>>();
const formats = new Map<string, IntlMessageFormat>();

/**
 * The text of a key in a language, with its placeholders filled (ICU messages). Throws when the key
 * is in no file or a placeholder gets no value: both are faults of the code, held by tests.
 */
export function translate(language: Language, key: MessageKey, params: MessageParams = {}): string {
  return String(formatOf(language, key).format(params));
}

/** Whether a key made at run time (from a stored rule or code) has a text. */
export function isMessageKey(key: string): key is MessageKey {
  const [file, name] = split(key);
  return /^[a-z-]+$/.test(file) && textOf('vi', file, name) !== undefined;
}

function formatOf(language: Language, key: MessageKey): IntlMessageFormat {
  const id = `${language} ${key}`;
  const known = formats.get(id);
  if (known !== undefined) return known;
  const text = textOf(language, ...split(key));
  if (text === undefined) throw new Error(`No text ${key} in ${language}`);
  const made = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
  formats.set(id, made);
  return made;
}

function textOf(language: Language, file: string, name: string): string | undefined {
  const id = `${language}/${file}`;
  const catalogue = catalogues.get(id) ?? read(id);
  catalogues.set(id, catalogue);
  return Object.hasOwn(catalogue, name) ? catalogue[name] : undefined;
}

function read(id: string): Readonly<Record<string, string>> {
  try {
    const json = readFileSync(new URL(`./${id}.json`, import.meta.url), 'utf8');
    return JSON.parse(json) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

function split(key: string): readonly [string, string] {
  const dot = key.indexOf('.');
  return [key.slice(0, Math.max(dot, 0)), key.slice(dot + 1)];
}
