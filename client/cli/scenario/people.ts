import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { SECOND } from '../../../domain/time/instant.ts';
import type { Answer, Conversation } from '../http.ts';
import { Refused, Unreachable, converse } from '../http.ts';
import type { DemoAccount } from '../places.ts';
import { signIn } from '../sign-in.ts';
import type { Came } from './world.ts';

const PAUSE = 500;
// What is started again is back within this time.
const LONGEST_ABSENCE = 60 * SECOND;
const AWAY = new Set([502, 503, 504]);

/** Where the product is, and who may sign in there. */
export interface Reach {
  readonly url: string;
  readonly language: string;
  readonly accounts: readonly DemoAccount[];
}

/**
 * The people of a scenario at the API, each signed in once. Once it has answered, they bear with
 * it: when it is away they ask again, for the same act under the same key.
 */
export class People {
  readonly #reach: Reach;
  readonly #people = new Map<string, Promise<Conversation>>();

  constructor(reach: Reach) {
    this.#reach = reach;
  }

  /** Somebody's conversation. */
  person(who: string): Promise<Conversation> {
    const known = this.#people.get(who) ?? this.#signIn(who);
    this.#people.set(who, known);
    return known;
  }

  /** Sends something in somebody's name; a refusal is an answer. */
  async send(by: string, path: string, body: unknown, key = randomUUID() as string): Promise<Came> {
    const person = await this.person(by);
    try {
      return { done: (await settled(() => person.send('POST', path, body, key))).body };
    } catch (error) {
      if (!(error instanceof Refused) || error.status >= 500) throw error;
      const { code, message: title, params } = error;
      return { refused: { code, title, params } };
    }
  }

  /** Reads something in somebody's name; null where it is not there for them. */
  async read(by: string, path: string): Promise<unknown> {
    const person = await this.person(by);
    try {
      return await persistently(() => person.get(path));
    } catch (error) {
      if (error instanceof Refused && error.status === 404) return null;
      throw error;
    }
  }

  async #signIn(who: string): Promise<Conversation> {
    const { url, language, accounts } = this.#reach;
    const { account, ...wish } = accountOf(accounts, who);
    const conversation = converse(url, language, null);
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

/** Asks again while nobody answers; a server that stays away is told to whoever waits. */
export async function persistently<T>(ask: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + LONGEST_ABSENCE; ; await pause(PAUSE)) {
    try {
      return await ask();
    } catch (error) {
      if (!isAway(error) || Date.now() > deadline) throw error;
    }
  }
}

/** The outcome of an act; while it is not known, the same key asks again. */
async function settled(send: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await persistently(send);
    if (answer.status !== 202) return answer;
    await pause(PAUSE);
  }
}

function isAway(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof Refused && AWAY.has(error.status));
}
