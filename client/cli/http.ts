import { randomUUID } from 'node:crypto';

/** What the server answered: a body, and whether it was what was asked for. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A refusal by the server, as its problem document says it (RFC 9457). */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly detail: string | null;
  /** Everything that is wrong, where one refusal names many things. */
  readonly faults: readonly { readonly text: string }[];

  constructor(status: number, problem: Readonly<Record<string, unknown>>) {
    super(String(problem['title'] ?? problem['code'] ?? status));
    this.name = 'Refused';
    this.status = status;
    this.code = String(problem['code'] ?? status);
    this.params = (problem['params'] ?? {}) as Record<string, unknown>;
    this.detail = typeof problem['detail'] === 'string' ? problem['detail'] : null;
    this.faults = (problem['faults'] ?? []) as Refused['faults'];
  }
}

/**
 * Nobody answers at the address, or something that is not the product does. With the key of what
 * was sent: it may have been done all the same, and the same key asks.
 */
export class Unreachable extends Error {
  readonly key: string | null;

  constructor(url: string, key: string | null) {
    super(url);
    this.name = 'Unreachable';
    this.key = key;
  }
}

/** One person's conversation with the product: an address, a language and a session cookie. */
export interface Conversation {
  readonly url: string;
  cookie: string | null;
  get(path: string, query?: Readonly<Record<string, string | undefined>>): Promise<unknown>;
  /** Sends a change under a key of its own, or under the one given. */
  send(method: string, path: string, body: unknown, key?: string): Promise<Answer>;
  /** Sends a file's bytes. */
  upload(path: string, bytes: Uint8Array<ArrayBuffer>, key?: string): Promise<Answer>;
  /** Fetches a file's bytes. */
  download(path: string): Promise<Uint8Array>;
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly type?: string;
  readonly key?: string;
}

// An act is answered within 10 s, also when its outcome is not known; a file may take longer.
const PATIENCE = 60_000;

/** Begins a conversation; nothing is sent before the first call. */
export function converse(url: string, language: string, cookie: string | null): Conversation {
  const conversation: Conversation = {
    url,
    cookie,
    async get(path, query = {}) {
      const search = new URLSearchParams(
        Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ).toString();
      return (await call({ method: 'GET', path: search === '' ? path : `${path}?${search}` })).body;
    },
    send(method, path, body, key = randomUUID()) {
      const text = JSON.stringify(body ?? {});
      return call({ method, path, body: text, type: 'application/json', key });
    },
    upload(path, bytes, key = randomUUID()) {
      return call({ method: 'POST', path, body: bytes, type: 'application/octet-stream', key });
    },
    async download(path) {
      const response = await ask({ method: 'GET', path });
      if (response.status >= 400) throw refused(response.status, await response.text());
      return new Uint8Array(await response.arrayBuffer());
    },
  };

  async function call(asked: Call): Promise<Answer> {
    const response = await ask(asked);
    const { status } = response;
    const text = await response.text().catch(() => {
      throw new Unreachable(url, asked.key ?? null);
    });
    const set = response.headers.getSetCookie()[0];
    if (set !== undefined) conversation.cookie = set.split(';')[0] ?? null;
    if (status >= 400) throw refused(status, text);
    return { status, body: read(text, asked.key) };
  }

  async function ask({ method, path, body, type, key }: Call): Promise<Response> {
    const headers: Record<string, string> = { 'accept-language': language };
    if (conversation.cookie !== null) headers['cookie'] = conversation.cookie;
    if (type !== undefined) headers['content-type'] = type;
    if (key !== undefined) headers['idempotency-key'] = key;
    const init: RequestInit = { method, headers, signal: AbortSignal.timeout(PATIENCE) };
    if (body !== undefined) init.body = body;
    return fetch(`${url}${path}`, init).catch(() => {
      throw new Unreachable(url, key ?? null);
    });
  }

  function refused(status: number, text: string): Error {
    const problem = read(text);
    const isOurs = typeof problem === 'object' && problem !== null && 'code' in problem;
    if (!isOurs) return new Unreachable(url, null);
    return new Refused(status, problem as Record<string, unknown>);
  }

  function read(text: string, key: string | null = null): unknown {
    if (text === '') return null;
    try {
      return JSON.parse(text);
    } catch {
      throw new Unreachable(url, key);
    }
  }

  return conversation;
}
