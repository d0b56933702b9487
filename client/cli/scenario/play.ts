import { DAY, HOUR, plus } from '../../../domain/time/instant.ts';
import type { Scenario, Step } from './format.ts';
import { isPlanStep, isReportStep } from './format.ts';
import { IncidentPlay } from './incident-play.ts';
import type { IncidentStepOf } from './incident-steps.ts';
import { momentFrom } from './moments.ts';
import { PlanPlay } from './plan-play.ts';
import type { PlayOptions } from './playing.ts';
import { Playing } from './playing.ts';
import { ReportPlay } from './report-play.ts';
import { Surprise, said } from './surprise.ts';
import type { ScenarioWorld } from './world.ts';

/** Plays a case, a year of reports or a plan as the people named in it; stops at a surprise. */
export class ScenarioPlay {
  readonly #playing: Playing;
  readonly #incident: IncidentPlay;
  readonly #reports: ReportPlay;
  readonly #plans: PlanPlay;

  constructor(scenario: Scenario, world: ScenarioWorld, options: PlayOptions = {}) {
    this.#playing = new Playing(scenario, world, options);
    this.#incident = new IncidentPlay(this.#playing);
    this.#reports = new ReportPlay(this.#playing);
    this.#plans = new PlanPlay(this.#playing);
  }

  /** Plays every step; returns the number of the year, the plan or the case. Throws a Surprise. */
  async play(): Promise<string> {
    const { scenario, world, options } = this.#playing;
    const { steps } = scenario;
    this.#playing.isDrill = await world.isDrill();
    for (const [index, { line, step }] of steps.entries()) {
      options.watch?.({ line, step, number: index + 1, of: steps.length });
      await this.#step(line, step);
    }
    const number = this.#reports.cycle ?? this.#plans.plan ?? this.#incident.number;
    if (number === null) {
      throw new Surprise(steps.at(-1)?.line ?? 1, said('a-report'), said('no-report'));
    }
    return number;
  }

  /** The files that were written. */
  get files(): readonly string[] {
    return this.#reports.files;
  }

  async #step(line: number, step: Step): Promise<void> {
    if (isPlanStep(step)) return this.#plans.step(line, step);
    if (isReportStep(step)) return this.#reports.step(line, step);
    if ('wait' in step) return this.#wait(line, step.wait);
    return this.#incident.step(line, step);
  }

  async #wait(line: number, wait: IncidentStepOf<'wait'>['wait']): Promise<void> {
    if ('lapse' in wait) return this.#incident.waitForLapse(line, wait.lapse);
    if ('until' in wait) return this.#incident.waitForStage(line, wait.until);
    if (!this.#playing.isDrill) throw new Surprise(line, said('a-drill'), said('not-a-drill'));
    const now = await this.#playing.world.now();
    if ('to' in wait) {
      const moment = momentFrom(wait.to, now) ?? now;
      // What has passed needs no waiting.
      if (moment > now) await this.#playing.advance(moment);
      return;
    }
    const ms = 'hours' in wait ? wait.hours * HOUR : wait.days * DAY;
    await this.#playing.advance(plus(now, ms));
  }
}
