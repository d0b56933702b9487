import type { Instant } from '../../../domain/time/instant.ts';
import type { CycleSeen, ReportSeen } from '../reports/seen.ts';

/** An act or a request that was refused. */
export interface RefusedStep {
  readonly code: string;
  readonly title: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a step came to. */
export type Came<T = unknown> = { readonly done: T } | { readonly refused: RefusedStep };

/** A case as somebody of the scenario sees it. */
export interface SeenCase {
  readonly number: string;
  readonly stage: string;
  readonly ending?: string | null;
  readonly handling?: string | null;
  readonly clocks?: readonly {
    readonly id: string;
    readonly rule: string;
    readonly status: string;
    readonly next: Instant;
    readonly lapses: number;
  }[];
  readonly proposals?: readonly {
    readonly id: string;
    readonly checksum: string;
    readonly content: { readonly kind: string; readonly form?: unknown };
  }[];
}

/**
 * Where a scenario is played: the product behind its API, or in tests the rules alone. People are
 * named as the scenario names them: "capacity@OFFICE", "capacity@OFFICE/2", or a login.
 */
export interface ScenarioWorld {
  /** Whether its time can be let go on. */
  isDrill(): Promise<boolean>;
  now(): Promise<Instant>;
  advance(by: string, until: Instant): Promise<void>;
  report(by: string, report: unknown): Promise<Came<string>>;
  /** The key names the act, so that the same one can be asked for again. */
  act(by: string, number: string, kind: string, data: unknown, key: string): Promise<Came>;
  /** Null: the case is not there for them. */
  look(by: string, number: string): Promise<SeenCase | null>;
  setRule(by: string, rule: string, value: unknown, reason: string): Promise<Came>;
  /** Whether a letter about a case, a report or a cycle lies there for somebody. */
  hasLetter(login: string, number: string): Promise<boolean>;
  /** Asks for a year of reports; its number. */
  openCycle(by: string, asked: unknown, key: string): Promise<Came<string>>;
  actOnReport(by: string, number: string, kind: string, data: unknown, key: string): Promise<Came>;
  /** Null: the report is not there, or not for them. */
  lookAtReport(by: string, number: string): Promise<ReportSeen | null>;
  lookAtCycle(by: string, number: string): Promise<CycleSeen | null>;
  /** Sends a change to an address of the API; the key names it, to be asked for again. */
  send(by: string, path: string, body: unknown, key: string): Promise<Came>;
  /** What lies at an address of the API; null where it is not there for them. */
  read(by: string, path: string): Promise<unknown>;
  /** Stores the bytes of a file. */
  upload(by: string, path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The paper (docx) or the spreadsheet (xlsx) of a report. */
  fileOf(by: string, number: string, kind: string): Promise<Uint8Array>;
}
