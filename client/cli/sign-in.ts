import type { Text } from '../../domain/text.ts';
import type { Conversation } from './http.ts';

/** A capacity as the server offers it at sign-in. */
export interface Choice {
  readonly office: string;
  readonly officeName: Text;
  readonly capacity: string;
  readonly delegation: string | null;
}

/** Who is signed in, in what they may act, and in what they do. */
export interface SessionAnswer {
  readonly person: { readonly id: string; readonly name: string };
  readonly capacities: readonly Choice[];
  readonly chosen: Choice | null;
  readonly drill: boolean;
}

/** Signs in and chooses a capacity: the one wished for, or the only one there is. */
export async function signIn(
  conversation: Conversation,
  login: string,
  password: string,
  wish: { readonly office?: string | undefined; readonly capacity?: string | undefined },
): Promise<SessionAnswer> {
  const path = '/api/v1/session';
  const { body } = await conversation.send('POST', path, { login, password });
  const session = body as SessionAnswer;
  const fitting = session.capacities.filter(
    (c) =>
      (wish.office === undefined || c.office === wish.office) &&
      (wish.capacity === undefined || c.capacity === wish.capacity),
  );
  const [only] = fitting;
  if (fitting.length !== 1 || only === undefined) return session;
  const { office, capacity, delegation } = only;
  const choice = { office, capacity, delegation };
  return (await conversation.send('PUT', `${path}/capacity`, choice)).body as SessionAnswer;
}
