import type { ErrorCode, Refusal } from '../../domain/errors.ts';
import { ERRORS, refuse } from '../../domain/errors.ts';
import type { Language } from '../../domain/text.ts';
import { translate } from '../../locales/index.ts';
import type { CaseWords } from './refusal-words.ts';
import { detailOf } from './refusal-words.ts';

/** Ends a request with a refusal; thrown at the edge only, the domain returns refusals. */
export class Problem extends Error {
  readonly refusal: Refusal;
  /** Seconds after which the same request may be tried again. */
  readonly retryAfter: number | null;
  /** Everything that is wrong, where one refusal names many things. */
  readonly faults: readonly ProblemFault[] | null;

  constructor(
    refusal: Refusal,
    more: { readonly retryAfter?: number; readonly faults?: readonly ProblemFault[] } = {},
  ) {
    super(refusal.code);
    this.name = 'Problem';
    this.refusal = refusal;
    this.retryAfter = more.retryAfter ?? null;
    this.faults = more.faults ?? null;
  }
}

/** One thing that is wrong with a spreadsheet; without a sheet it is the file as a whole. */
export interface ProblemFault {
  readonly sheet: string | null;
  readonly cell: string | null;
  readonly code: string;
  readonly text: string;
}

/** A problem by its code. */
export function problem(code: ErrorCode, params: Refusal['params'] = {}): Problem {
  return new Problem(refuse(code, params));
}

/** Too many wrong passwords: how long to wait, in milliseconds. */
export function tooManyAttempts(wait: number): Problem {
  const seconds = Math.ceil(wait / 1_000);
  return new Problem(refuse('TOO_MANY_ATTEMPTS', { seconds }), { retryAfter: seconds });
}

/** Goes on when nothing was refused. */
export function allow(refusal: Refusal | null): void {
  if (refusal !== null) throw new Problem(refusal);
}

/** What a decision came to, without its refusal. */
export function accepted<T extends object>(decision: T | Refusal): T {
  if ('kind' in decision && decision.kind === 'refused') throw new Problem(decision as Refusal);
  return decision as T;
}

/** An error as RFC 9457 shows it; `code` and `params` are for programs, the texts for people. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly params: Refusal['params'];
  readonly retry: boolean;
  readonly detail?: string;
  readonly faults?: readonly ProblemFault[];
}

/**
 * The problem document of a refusal in the caller's language, in the words of the kind of case that
 * it was about, where it was about one.
 */
export function problemDocument(
  refusal: Refusal,
  language: Language,
  about?: CaseWords,
): ProblemDocument {
  const { code, params } = refusal;
  const rule = ERRORS[code];
  const detail = detailOf(refusal, language, about);
  return {
    type: `urn:homat:error:${code}`,
    title: translate(language, `errors.${code}`),
    status: rule.status,
    code,
    params,
    retry: rule.retry,
    ...(detail === null ? {} : { detail }),
  };
}
