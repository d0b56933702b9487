import { styleText } from 'node:util';
import type { Language, Text } from '../../domain/text.ts';
import { LANGUAGES, isMessageKey, translate } from '../../locales/index.ts';
import type { MessageKey, MessageParams } from '../../locales/index.ts';
import type { Conversation } from './http.ts';
import { converse } from './http.ts';
import { keepSession, keptSession, serverUrl } from './places.ts';

/** What every command works with. */
export interface Cli {
  readonly language: Language;
  readonly json: boolean;
  /** A text of the command line in its language. */
  say(key: CliKey, params?: MessageParams): string;
  /** Any text in its language. */
  tell(key: MessageKey, params?: MessageParams): string;
  /** The word for a value that came from the server, by what it is; else the value itself. */
  word(group: WordGroup, value: string | null | undefined): string;
  /** The same text, weighted for a terminal; where none listens, as it is. */
  paint(style: Style, text: string): string;
  /** What an office is called, with its code, as commands take it. */
  office(names: Names | undefined, id: string | null | undefined): string;
  /** The conversation of whoever signed in on this machine. */
  server(): Conversation;
  /** Keeps what the server said of the session. */
  keep(conversation: Conversation): void;
  /** Prints the data for programs, or the text for people. */
  print(data: unknown, text: () => string): void;
}

export type CliKey =
  Extract<MessageKey, `cli.${string}`> extends `cli.${infer Name}` ? Name : never;

/** What the offices and people are called whose ids an answer holds. */
export interface Names {
  readonly offices: Readonly<Record<string, Text>>;
  readonly people: Readonly<Record<string, string>>;
}

type Style = 'heading' | 'late' | 'near' | 'good' | 'aside';

/** What a word of the server's is: each has its own words. */
export type WordGroup =
  | 'receipt'
  | 'stage'
  | 'kind'
  | 'level'
  | 'ending'
  | 'capacity'
  | 'clearance'
  | 'gate'
  | 'origin'
  | 'exchange'
  | 'form'
  | 'finding'
  | 'cause'
  | 'channel'
  | 'transfer'
  | 'document'
  | 'file-fault'
  | 'addressed'
  | 'proposal'
  | 'proposal-status'
  | 'signed'
  | 'remedy'
  | 'remedy-status'
  | 'participation'
  | 'clock-status'
  | 'certainty'
  | 'act'
  | 'treaty'
  | 'lao-decision'
  | 'lao-stage'
  | 'settled'
  | 'direction'
  | 'notice-field'
  | 'notice-state'
  | 'office-kind'
  | 'day'
  | 'scope'
  | 'arrival'
  | 'regime'
  | 'step'
  | 'mismatch'
  | 'late-answer'
  | 'plan-proposal'
  | 'phase-state'
  | 'standstill'
  | 'clear'
  | 'no-task'
  | 'kept-by'
  | 'part'
  | 'progress'
  | `tasks.${'stage' | 'ending' | 'standing' | 'occurrence' | 'role' | 'home' | 'contest'}`
  | `tasks.${'list' | 'appraisal' | 'decision' | 'arrival'}`
  | `difficulties.${'stage' | 'ending'}`;

// Where the words for values stand, besides the files that are named as a group is.
const WORD_FILES = [
  'words',
  'story',
  'year',
  'reports',
  'plans',
  'tasks',
  'difficulties',
  'cli',
] as const;

const STYLES: Readonly<Record<Style, Parameters<typeof styleText>[0]>> = {
  heading: 'bold',
  late: 'red',
  near: 'yellow',
  good: 'green',
  aside: 'dim',
};

/** Makes the context of one run from its global options. */
export function createCli(options: { language: Language; json: boolean }): Cli {
  const { language, json } = options;
  return {
    language,
    json,
    say: (key, params = {}) => translate(language, `cli.${key}`, params),
    tell: (key, params = {}) => translate(language, key, params),
    word(group, value) {
      if (value === null || value === undefined) return '';
      const word = `${group}.${value}`;
      const keys = [word, ...WORD_FILES.map((file) => `${file}.${word}`)];
      const key = keys.find(isMessageKey);
      return key === undefined ? value : translate(language, key);
    },
    paint: (style, text) => styleText(STYLES[style], text),
    office(names, id) {
      if (id === null || id === undefined) return '';
      const name = names?.offices[id]?.[language];
      return name === undefined ? id : `${name} (${id})`;
    },
    server() {
      const url = serverUrl();
      return converse(url, language, keptSession(url));
    },
    keep: ({ url, cookie }) => keepSession(url, cookie),
    print(data, text) {
      console.log(json ? JSON.stringify(data, null, 2) : text());
    },
  };
}

/** The language asked for before the command line is read: --lang, else HOMAT_LANG, else vi. */
export function languageOf(argv: readonly string[]): Language {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const word = argv[at];
  const asked = word === '--lang' ? argv[at + 1] : word?.slice('--lang='.length);
  const wanted = asked ?? process.env['HOMAT_LANG'];
  return LANGUAGES.find((language) => language === wanted) ?? 'vi';
}
