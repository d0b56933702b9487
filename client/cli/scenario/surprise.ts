import type { MessageKey, MessageParams } from '../../../locales/index.ts';

type ScenarioKey = Extract<MessageKey, `scenario.${string}`>;

/** What was expected or found, as a text of `locales/`. */
export interface Said {
  readonly key: ScenarioKey;
  readonly params: MessageParams;
}

/** Something came otherwise than the scenario says. */
export class Surprise extends Error {
  readonly line: number;
  readonly expected: Said;
  readonly found: Said;

  constructor(line: number, expected: Said, found: Said) {
    super(`${line}: ${JSON.stringify(expected)} ≠ ${JSON.stringify(found)}`);
    this.name = 'Surprise';
    this.line = line;
    this.expected = expected;
    this.found = found;
  }
}

type Name = ScenarioKey extends `scenario.${infer Rest}` ? Rest : never;

/** A text of a scenario's by its name. */
export function said(name: Name, params: MessageParams = {}): Said {
  return { key: `scenario.${name}`, params };
}
