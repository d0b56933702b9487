import type { Language } from '../../domain/text.ts';
import { isMessageKey, translate } from '../../locales/index.ts';
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
  /** The word for a value that came from the server, by what it is; else the value itself. */
  word(group: WordGroup, value: string): string;
  /** The conversation of whoever signed in on this machine. */
  server(): Conversation;
  /** Keeps what the server said of the session. */
  keep(conversation: Conversation): void;
  /** Prints the data for programs, or the text for people. */
  print(data: unknown, text: () => string): void;
}

export type CliKey =
  Extract<MessageKey, `cli.${string}`> extends `cli.${infer Name}` ? Name : never;

/** What a word of the server's is: each has its own words. */
export type WordGroup =
  | 'receipt'
  | 'stage'
  | 'kind'
  | 'level'
  | 'ending'
  | 'capacity'
  | 'gate'
  | 'origin'
  | 'exchange'
  | 'proposal-status'
  | 'remedy-status'
  | 'clock-status'
  | 'certainty';

/** Makes the context of one run from its global options. */
export function createCli(options: { language: Language; json: boolean }): Cli {
  const { language, json } = options;
  return {
    language,
    json,
    say: (key, params = {}) => translate(language, `cli.${key}`, params),
    word(group, value) {
      const key = group === 'receipt' ? `receipt.${value}` : `words.${group}.${value}`;
      return isMessageKey(key) ? translate(language, key) : value;
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
  const at = argv.indexOf('--lang');
  const asked = at >= 0 ? argv[at + 1] : process.env['HOMAT_LANG'];
  return asked === 'en' || asked === 'lo' ? asked : 'vi';
}
