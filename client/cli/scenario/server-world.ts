import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../../../domain/time/instant.ts';
import { SECOND } from '../../../domain/time/instant.ts';
import type { Answer, Conversation } from '../http.ts';
import { Refused, Unreachable, converse } from '../http.ts';
import type { DemoAccount } from '../places.ts';
import { signIn } from '../sign-in.ts';
import type { Came, ScenarioWorld, SeenCase } from './world.ts';

// Only an administrator of the Ministry reads all letters of the sink.
const POSTMASTER = 'administrator@BCA-A03';
const LETTERS_A_PAGE = 100;
const PAUSE = 500;
// What is started again is back within this time.
const LONGEST_ABSENCE = 60 * SECOND;
const AWAY = new Set([502, 503, 504]);

/**
 * The product behind its API, spoken to by the people of a scenario. Once it has answered, they
 * bear with it: when it is away they ask again, for the same act under the same key.
 */
export class ServerWorld implements ScenarioWorld {
  readonly #url: string;
  readonly #language: string;
  readonly #accounts: readonly DemoAccount[];
  readonly #people = new Map<string, Promise<Conversation>>();

  constructor(options: {
    readonly url: string;
    readonly language: string;
    readonly accounts: readonly DemoAccount[];
  }) {
    this.#url = options.url;
    this.#language = options.language;
    this.#accounts = options.accounts;
  }

  async isDrill(): Promise<boolean> {
    return (await this.#drill()).drill;
  }

  async now(): Promise<Instant> {
    return (await persistently(() => this.#drill())).now;
  }

  async advance(by: string, until: Instant): Promise<void> {
    const person = await this.#person(by);
    await persistently(() => person.send('POST', '/api/v1/drill/advance', { until }));
  }

  async report(by: string, report: unknown): Promise<Came<string>> {
    const came = await this.#send(by, '/api/v1/incidents', report);
    return 'refused' in came ? came : { done: (came.done as { number: string }).number };
  }

  act(by: string, number: string, kind: string, data: unknown, key: string): Promise<Came> {
    return this.#send(by, `/api/v1/incidents/${number}/acts`, { kind, data }, key);
  }

  setRule(by: string, rule: string, value: unknown, reason: string): Promise<Came> {
    return this.#send(by, `/api/v1/rules/${rule}/value`, { value, reason });
  }

  async look(by: string, number: string): Promise<SeenCase | null> {
    const person = await this.#person(by);
    try {
      return (await persistently(() => person.get(`/api/v1/incidents/${number}`))) as SeenCase;
    } catch (error) {
      if (error instanceof Refused && error.status === 404) return null;
      throw error;
    }
  }

  async hasLetter(login: string, number: string): Promise<boolean> {
    const postmaster = await this.#person(POSTMASTER);
    for (let page = 1; ; page += 1) {
      const query = { page: String(page), size: String(LETTERS_A_PAGE) };
      const letters = () => postmaster.get('/api/v1/mail', query);
      const { items } = (await persistently(letters)) as {
        items: readonly { readonly to: readonly string[]; readonly subject: string }[];
      };
      const isTheirs = (to: string): boolean => to.startsWith(`${login}@`);
      if (items.some((l) => l.to.some(isTheirs) && l.subject.includes(number))) return true;
      if (items.length < LETTERS_A_PAGE) return false;
    }
  }

  async #drill(): Promise<{ readonly drill: boolean; readonly now: Instant }> {
    const anyone = converse(this.#url, this.#language, null);
    return (await anyone.get('/api/v1/drill')) as { drill: boolean; now: Instant };
  }

  async #send(
    by: string,
    path: string,
    body: unknown,
    key = randomUUID() as string,
  ): Promise<Came> {
    const person = await this.#person(by);
    try {
      return { done: (await settled(() => person.send('POST', path, body, key))).body };
    } catch (error) {
      if (!(error instanceof Refused) || error.status >= 500) throw error;
      const { code, message: title, params } = error;
      return { refused: { code, title, params } };
    }
  }

  #person(who: string): Promise<Conversation> {
    const known = this.#people.get(who) ?? this.#signIn(who);
    this.#people.set(who, known);
    return known;
  }

  async #signIn(who: string): Promise<Conversation> {
    const { account, ...wish } = accountOf(this.#accounts, who);
    const conversation = converse(this.#url, this.#language, null);
    const { login, password } = account;
    const { chosen } = await persistently(() => signIn(conversation, login, password, wish));
    if (chosen === null) throw new UnknownAccount(who);
    return conversation;
  }
}

/** There is no demonstration account as a scenario names it. */
export class UnknownAccount extends Error {
  constructor(who: string) {
    super(who);
    this.name = 'UnknownAccount';
  }
}

/** Finds an account by "capacity@OFFICE" (or "…/2" for the second one), or by its login. */
export function accountOf(
  accounts: readonly DemoAccount[],
  who: string,
): { account: DemoAccount; office: string | undefined; capacity: string | undefined } {
  const byLogin = accounts.find((account) => account.login === who);
  if (byLogin !== undefined) return { account: byLogin, office: undefined, capacity: undefined };
  const [, capacity = '', office = '', place = '1'] =
    /^([a-z-]+)@([A-Z0-9-]+)(?:\/(\d+))?$/.exec(who) ?? [];
  const fitting = accounts.filter((a) => a.office === office && a.capacities.includes(capacity));
  const account = fitting[Number(place) - 1];
  if (account === undefined) throw new UnknownAccount(who);
  return { account, office, capacity };
}

/** The outcome of an act; while it is not known, the same key asks again. */
async function settled(send: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await persistently(send);
    if (answer.status !== 202) return answer;
    await pause(PAUSE);
  }
}

/** Asks again while nobody answers; a server that stays away is told to whoever waits. */
async function persistently<T>(ask: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + LONGEST_ABSENCE; ; await pause(PAUSE)) {
    try {
      return await ask();
    } catch (error) {
      if (!isAway(error) || Date.now() > deadline) throw error;
    }
  }
}

function isAway(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof Refused && AWAY.has(error.status));
}
