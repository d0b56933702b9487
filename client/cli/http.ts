import { randomUUID } from 'node:crypto';

/** What the server answered: a body, and whether it was what was asked for. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A refusal by the server, as its problem document says it. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: Record<string, unknown>) {
    super(String(problem['title'] ?? problem['code'] ?? status));
    this.name = 'Refused';
    this.status = status;
    this.code = String(problem['code'] ?? status);
    this.params = (problem['params'] ?? {}) as Record<string, unknown>;
  }
}

/** Nobody answers at the address. */
export class Unreachable extends Error {
  constructor(url: string) {
    super(url);
    this.name = 'Unreachable';
  }
}

/** One person's conversation with the product: an address, a language and a session cookie. */
export interface Conversation {
  readonly url: string;
  cookie: string | null;
  get(path: string, query?: Readonly<Record<string, string | undefined>>): Promise<unknown>;
  send(method: string, path: string, body: unknown, key?: string): Promise<Answer>;
  /** Sends a file's bytes. */
  upload(path: string, bytes: Uint8Array<ArrayBuffer>, key?: string): Promise<Answer>;
}

/** Begins a conversation; nothing is sent before the first call. */
export function converse(url: string, language: string, cookie: string | null): Conversation {
  const conversation: Conversation = {
    url,
    cookie,
    async get(path, query = {}) {
      const search = new URLSearchParams(
        Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ).toString();
      return (await call('GET', search === '' ? path : `${path}?${search}`)).body;
    },
    send: (method, path, body, key) =>
      call(method, path, JSON.stringify(body ?? {}), 'application/json', key ?? randomUUID()),
    upload: (path, bytes, key) =>
      call('POST', path, bytes, 'application/octet-stream', key ?? randomUUID()),
  };

  async function call(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    type?: string,
    key?: string,
  ): Promise<Answer> {
    const headers: Record<string, string> = { 'accept-language': language };
    if (conversation.cookie !== null) headers['cookie'] = conversation.cookie;
    if (type !== undefined) headers['content-type'] = type;
    if (key !== undefined) headers['idempotency-key'] = key;
    const init: RequestInit = { method, headers, signal: AbortSignal.timeout(60_000) };
    if (body !== undefined) init.body = body;
    const response = await fetch(`${url}${path}`, init).catch(() => {
      throw new Unreachable(url);
    });
    const set = response.headers.getSetCookie()[0];
    if (set !== undefined) conversation.cookie = set.split(';')[0] ?? null;
    const text = await response.text();
    const json: unknown = text === '' ? null : JSON.parse(text);
    if (response.status >= 400) throw new Refused(response.status, json as Record<string, unknown>);
    return { status: response.status, body: json };
  }

  return conversation;
}
