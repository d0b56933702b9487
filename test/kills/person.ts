import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Conversation } from '../../client/cli/http.ts';
import { Refused, Unreachable, converse } from '../../client/cli/http.ts';
import { accountOf } from '../../client/cli/scenario/people.ts';
import { signIn } from '../../client/cli/sign-in.ts';
import type { Office } from './office.ts';

/** Somebody at the API, as "capacity@OFFICE". */
export async function personAt(office: Office, who: string): Promise<Conversation> {
  const conversation = converse(office.url, 'vi', null);
  const { account, ...wish } = accountOf(office.accounts, who);
  await signIn(conversation, account.login, account.password, wish);
  return conversation;
}

/** Sends the same thing again, as a person does, until it has an answer. */
export async function insisting(send: () => Promise<Answer>): Promise<Answer> {
  for (const deadline = Date.now() + 60_000; ; await pause(300)) {
    try {
      const answer = await send();
      if (answer.status !== 202) return answer;
    } catch (error) {
      const isAway =
        error instanceof Unreachable || (error instanceof Refused && error.status === 503);
      if (!isAway || Date.now() > deadline) throw error;
    }
  }
}
