import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../../../domain/time/instant.ts';
import { SECOND } from '../../../domain/time/instant.ts';
import type { Scenario, Step } from './format.ts';
import { Surprise, said } from './surprise.ts';
import type { Came, ScenarioWorld } from './world.ts';

// Letters leave one after the other. Where months are skipped while a case waits for somebody, it
// urges all the time: behind thousands of such letters one takes this much longer.
const LETTER = 180 * SECOND;

/** A step that begins, for whoever watches. */
export interface Progress {
  readonly line: number;
  /** Counts from 1. */
  readonly number: number;
  readonly of: number;
  readonly step: Step;
}

export interface PlayOptions {
  readonly watch?: (progress: Progress) => void;
  /** How long what was started may take to come about, in milliseconds of the machine. */
  readonly patience?: number;
  /** The folder into which the files of a scenario go; null: they are not written. */
  readonly folder?: string | null;
}

/** What every step of a play works with. */
export class Playing {
  readonly scenario: Scenario;
  readonly world: ScenarioWorld;
  readonly options: PlayOptions;
  readonly #run = randomUUID();
  isDrill = false;

  constructor(scenario: Scenario, world: ScenarioWorld, options: PlayOptions) {
    this.scenario = scenario;
    this.world = world;
    this.options = options;
  }

  /** Whom a name in the scenario stands for. */
  who(name: string): string {
    return this.scenario.people[name] ?? name;
  }

  /** The key of what a line of the scenario does, in this play. */
  key(line: number): string {
    return `${this.#run}/${line}`;
  }

  /** Whether the step was done; a surprise unless what came is what the scenario says. */
  asSaid<T>(
    line: number,
    refused: string | undefined,
    came: Came<T>,
  ): came is Extract<Came<T>, { done: T }> {
    if ('done' in came) {
      if (refused === undefined) return true;
      throw new Surprise(line, said('refused', { code: refused }), said('done'));
    }
    const { code, title, params } = came.refused;
    if (code === refused) return false;
    const about = JSON.stringify(params);
    throw new Surprise(
      line,
      refused === undefined ? said('done') : said('refused', { code: refused }),
      said('refused-why', { code, title, about }),
    );
  }

  /** Asks again until it is so; false when it is not within a while beyond what is known. */
  async until(isSo: () => Promise<boolean>, known = 0): Promise<boolean> {
    const deadline = Date.now() + known + (this.options.patience ?? 20 * SECOND);
    for (;;) {
      if (await isSo()) return true;
      if (Date.now() > deadline) return false;
      await pause(Math.min(250, this.options.patience ?? 250));
    }
  }

  /** Lets the time of a drill go on. */
  async advance(until: Instant): Promise<void> {
    const [first = ''] = Object.values(this.scenario.people);
    await this.world.advance(first, until);
  }

  /** Waits for the letters that should have come; a surprise for one that does not. */
  async expectLetters(line: number, told: readonly string[], number: string): Promise<void> {
    for (const login of told) {
      if (await this.until(() => this.world.hasLetter(login, number), LETTER)) continue;
      throw new Surprise(line, said('letter', { login }), said('no-letter', { login }));
    }
  }
}
