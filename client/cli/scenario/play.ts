import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DAY, HOUR, SECOND, msOf, plus } from '../../../domain/time/instant.ts';
import { checksum } from '../../../records/checksum.ts';
import type { Scenario, Step, StepOf } from './format.ts';
import { Surprise, said } from './surprise.ts';
import type { Said } from './surprise.ts';
import { filled } from './values.ts';
import type { PlaceFinder } from './values.ts';
import type { Came, ScenarioWorld, SeenCase } from './world.ts';

/** A step that begins, for whoever watches. */
export interface Progress {
  readonly line: number;
  /** Counts from 1. */
  readonly number: number;
  readonly of: number;
  readonly step: Step;
}

interface Options {
  readonly watch?: (progress: Progress) => void;
  /** How long what was started may take to come about, in milliseconds of the machine. */
  readonly patience?: number;
}

type Act = StepOf<'act'> | StepOf<'approve'> | StepOf<'return'> | StepOf<'release'>;
type Proposal = NonNullable<SeenCase['proposals']>[number];

// An ordinary start: a clock that is waited for has to lapse within this time.
const LONGEST_WAIT = 120 * SECOND;

/** Plays a whole case as the people named in it; stops at the first surprise. */
export class ScenarioPlay {
  readonly #scenario: Scenario;
  readonly #world: ScenarioWorld;
  readonly #options: Options;
  readonly #run = randomUUID();
  #isDrill = false;
  #number: string | null = null;

  constructor(scenario: Scenario, world: ScenarioWorld, options: Options = {}) {
    this.#scenario = scenario;
    this.#world = world;
    this.#options = options;
  }

  /** Plays every step; returns the number of the case. Throws a Surprise. */
  async play(): Promise<string> {
    const { steps } = this.#scenario;
    this.#isDrill = await this.#world.isDrill();
    for (const [index, { line, step }] of steps.entries()) {
      this.#options.watch?.({ line, step, number: index + 1, of: steps.length });
      await this.#step(line, step);
    }
    return this.#case(steps.at(-1)?.line ?? 1);
  }

  async #step(line: number, step: Step): Promise<void> {
    if ('wait' in step) return this.#wait(line, step.wait);
    if ('expect' in step) return this.#expect(line, step);
    if ('report' in step) return this.#report(line, step);
    if ('rule' in step) return this.#rule(line, step);
    const number = this.#case(line);
    const { kind, data } = await this.#actOf(line, step);
    const key = `${this.#run}/${line}`;
    const came = await this.#world.act(this.#who(step.by), number, kind, data, key);
    this.#asSaid(line, step.refused, came);
  }

  async #report(line: number, step: StepOf<'report'>): Promise<void> {
    const report = await filled(step.report, await this.#world.now(), this.#finder(line, step.by));
    const came = await this.#world.report(this.#who(step.by), report);
    if (this.#asSaid(line, step.refused, came)) this.#number = came.done;
  }

  async #rule(line: number, step: StepOf<'rule'>): Promise<void> {
    if (step.only === 'real' && this.#isDrill) return;
    const { rule, value, reason } = step;
    this.#asSaid(
      line,
      undefined,
      await this.#world.setRule(this.#who(step.by), rule, value, reason),
    );
  }

  /** Whether the step was done; a surprise unless what came is what the scenario says. */
  #asSaid<T>(
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

  /** The act that a step comes to, by what lies there now. */
  async #actOf(line: number, step: Act): Promise<{ kind: string; data: unknown }> {
    if ('approve' in step) {
      const { id, checksum: sum } = await this.#proposal(line, step.by, step.approve);
      return { kind: 'approve', data: { proposal: id, checksum: sum } };
    }
    if ('return' in step) {
      const { id } = await this.#proposal(line, step.by, step.return);
      return { kind: 'return', data: { proposal: id, reason: step.reason, to: step.to } };
    }
    if ('release' in step) {
      const proposal = await this.#proposal(line, step.by, step.release);
      const { id, checksum: sum } = proposal;
      const fields = released(proposal);
      return { kind: 'check-releasability', data: { proposal: id, checksum: sum, fields } };
    }
    const now = await this.#world.now();
    return { kind: step.act, data: await filled(step.data, now, this.#finder(line, step.by)) };
  }

  #finder(line: number, by: string): PlaceFinder {
    return async (place) => {
      switch (place.kind) {
        case 'case':
          return this.#case(line);
        case 'proposal':
          return (await this.#proposal(line, by, place.of))[place.part];
        case 'releasability':
          return released(await this.#proposal(line, by, 'lao-notice'));
      }
    };
  }

  async #proposal(line: number, by: string, kind: string): Promise<Proposal> {
    const seen = await this.#see(line, by);
    const found = seen.proposals?.findLast((p) => p.content.kind === kind);
    if (found === undefined) {
      throw new Surprise(line, said('proposal', { kind }), said('no-proposal', { kind }));
    }
    return found;
  }

  async #wait(line: number, wait: StepOf<'wait'>['wait']): Promise<void> {
    if ('lapse' in wait) return this.#waitForLapse(line, wait.lapse);
    if ('until' in wait) return this.#waitForStage(line, wait.until);
    const ms = 'hours' in wait ? wait.hours * HOUR : wait.days * DAY;
    if (!this.#isDrill) throw new Surprise(line, said('a-drill'), said('not-a-drill'));
    await this.#advance(plus(await this.#world.now(), ms));
  }

  async #waitForLapse(line: number, rule: string): Promise<void> {
    const clock = await this.#clock(rule, line);
    if (clock?.status !== 'running') {
      throw new Surprise(line, said('running', { clock: rule }), said('not-running'));
    }
    const left = msOf(clock.next) - msOf(await this.#world.now());
    if (this.#isDrill) await this.#advance(plus(clock.next, SECOND));
    else if (left > LONGEST_WAIT) {
      const seconds = { seconds: Math.ceil(left / SECOND), most: LONGEST_WAIT / SECOND };
      throw new Surprise(line, said('lapse-soon', seconds), said('lapse-late', seconds));
    }
    const passed = async (): Promise<boolean> => {
      const after = await this.#clock(rule, line);
      return after === undefined || after.lapses > clock.lapses;
    };
    if (await this.#until(passed, this.#isDrill ? 0 : left)) return;
    throw new Surprise(line, said('lapsed', { clock: rule }), said('not-lapsed'));
  }

  async #waitForStage(line: number, stage: string): Promise<void> {
    const number = this.#case(line);
    let last = '';
    const reached = async (): Promise<boolean> => {
      const views = Object.values(this.#scenario.people).map((p) => this.#world.look(p, number));
      const seen = (await Promise.all(views)).find((view) => view !== null);
      last = seen?.stage ?? last;
      return last === stage;
    };
    if (await this.#until(reached)) return;
    throw new Surprise(line, said('stage', { stage }), said('stage', { stage: last }));
  }

  /** Asks again until it is so; false when it is not within a while beyond what is known. */
  async #until(isSo: () => Promise<boolean>, known = 0): Promise<boolean> {
    const deadline = Date.now() + known + (this.#options.patience ?? 20 * SECOND);
    for (;;) {
      if (await isSo()) return true;
      if (Date.now() > deadline) return false;
      await pause(Math.min(250, this.#options.patience ?? 250));
    }
  }

  async #advance(until: Parameters<ScenarioWorld['advance']>[1]): Promise<void> {
    const [first = ''] = Object.values(this.#scenario.people);
    await this.#world.advance(first, until);
  }

  /** The newest clock of a rule, as the first of the people sees it who sees one. */
  async #clock(rule: string, line: number) {
    const number = this.#case(line);
    for (const who of Object.values(this.#scenario.people)) {
      const clocks = (await this.#world.look(who, number))?.clocks ?? [];
      const clock = clocks.findLast((c) => c.rule === rule);
      if (clock !== undefined) return clock;
    }
    return undefined;
  }

  async #expect(line: number, step: StepOf<'expect'>): Promise<void> {
    const { stage, ending, handling, lapsed, clocks = {}, told = [], unseen = [] } = step.expect;
    const [first = ''] = Object.keys(this.#scenario.people);
    const view = await this.#see(line, step.by ?? first);
    compare(line, 'stage', stage, view.stage);
    compare(line, 'ending', ending, view.ending);
    compare(line, 'handling', handling, view.handling);
    const wanted = lapsed === undefined ? clocks : { ...clocks, [lapsed]: 'lapsed' };
    for (const [rule, status] of Object.entries(wanted)) {
      const clock = await this.#clock(rule, line);
      const found = clock === undefined ? 'none' : clock.status;
      const isSo = status === 'lapsed' ? (clock?.lapses ?? 0) > 0 : found === status;
      if (isSo) continue;
      const state = (as: string): Said => said('clock', { clock: rule, status: as });
      throw new Surprise(line, state(status), state(found));
    }
    const number = this.#case(line);
    for (const login of told) {
      if (await this.#until(() => this.#world.hasLetter(login, number))) continue;
      throw new Surprise(line, said('letter', { login }), said('no-letter', { login }));
    }
    for (const login of unseen) {
      const isThere = await this.#world.hasLetter(login, number);
      if (isThere)
        throw new Surprise(line, said('no-letter', { login }), said('letter', { login }));
      if ((await this.#world.look(login, number)) === null) continue;
      throw new Surprise(line, said('hidden', { login }), said('visible', { login }));
    }
  }

  async #see(line: number, by: string): Promise<SeenCase> {
    const number = this.#case(line);
    let seen: SeenCase | null = null;
    // A report is a case a moment later; a reader of a new one may come first.
    const isThere = async (): Promise<boolean> =>
      (seen = await this.#world.look(this.#who(by), number)) !== null;
    if ((await this.#until(isThere)) && seen !== null) return seen;
    throw new Surprise(line, said('visible', { login: by }), said('hidden', { login: by }));
  }

  #case(line: number): string {
    if (this.#number === null) throw new Surprise(line, said('a-report'), said('no-report'));
    return this.#number;
  }

  #who(name: string): string {
    return this.#scenario.people[name] ?? name;
  }
}

function compare(
  line: number,
  what: 'stage' | 'ending' | 'handling',
  expected: string | undefined,
  found: string | null | undefined,
): void {
  if (expected === undefined || expected === found) return;
  const is = (value: string): Said => said(what, { [what]: value });
  throw new Surprise(line, is(expected), is(found ?? '–'));
}

/** The checker's word on every field of a draft: it may go, as it was read. */
function released({ content }: Proposal) {
  return Object.entries((content.form ?? {}) as Record<string, unknown>).map(([field, value]) => ({
    field,
    released: true,
    sha256: checksum(value),
  }));
}
