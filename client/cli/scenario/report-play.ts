import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Filled } from '../reports/filling.ts';
import { isEmpty, lacking, ofPart, over, partWith, strangersIn } from '../reports/filling.ts';
import type { ReportSeen } from '../reports/seen.ts';
import { momentFrom } from './moments.ts';
import type { Playing } from './playing.ts';
import { expectReports } from './report-expect.ts';
import type { ReportStep, ReportStepOf } from './report-steps.ts';
import { Surprise, said } from './surprise.ts';

/** A step that acts on one report. */
type Act = Exclude<ReportStep, ReportStepOf<'open-cycle' | 'export' | 'expect'>>;

/** An act as the API takes it. */
interface ActToDo {
  readonly on: string;
  readonly kind: string;
  readonly data: unknown;
}

/** Plays the steps about a year of reports. */
export class ReportPlay {
  readonly #playing: Playing;
  readonly #files: string[] = [];
  #cycle: string | null = null;

  constructor(playing: Playing) {
    this.#playing = playing;
  }

  /** The number of the year; null before it was opened. */
  get cycle(): string | null {
    return this.#cycle;
  }

  /** The files that were written. */
  get files(): readonly string[] {
    return this.#files;
  }

  /** Plays one step. Throws a Surprise. */
  async step(line: number, step: ReportStep): Promise<void> {
    if ('open-cycle' in step) return this.#open(line, step);
    if ('export' in step) return this.#export(line, step);
    if ('expect' in step) {
      const cycle = this.#opened(line);
      const number = step.on === 'cycle' ? cycle : `${cycle}.${step.on}`;
      return expectReports(this.#playing, line, step, number);
    }
    const { on, kind, data } = await this.#actOf(line, step);
    const who = this.#playing.who(step.by);
    const number = `${this.#opened(line)}.${on}`;
    const key = this.#playing.key(line);
    const came = await this.#playing.world.actOnReport(who, number, kind, data, key);
    this.#playing.asSaid(line, step.refused, came);
  }

  async #open(line: number, step: ReportStepOf<'open-cycle'>): Promise<void> {
    const { world } = this.#playing;
    const { regime, drill, reason, only = null, year } = step['open-cycle'];
    const thisYear = Number((await world.now()).slice(0, 4));
    const asked = { regime, year: year ?? thisYear, drill, only, reason };
    const who = this.#playing.who(step.by);
    const came = await world.openCycle(who, asked, this.#playing.key(line));
    if (this.#playing.asSaid(line, step.refused, came)) this.#cycle = came.done;
  }

  /** The act that a step comes to, by what lies there now. */
  async #actOf(line: number, step: Act): Promise<ActToDo> {
    if ('act' in step) return { on: step.on, kind: step.act, data: step.data };
    if ('fill' in step) return this.#fill(line, step);
    if ('consolidate' in step) return { on: step.consolidate, kind: 'consolidate', data: {} };
    if ('opinion' in step) {
      return { on: step.opinion, kind: 'give-opinion', data: { text: step.text } };
    }
    if ('submit' in step) {
      const { draftChecksum } = await this.#see(line, step.by, step.submit);
      return { on: step.submit, kind: 'submit-report', data: { checksum: draftChecksum } };
    }
    if ('nil' in step) {
      return { on: step.nil, kind: 'submit-nil', data: { reason: step.reason } };
    }
    if ('accept' in step) {
      const { submission } = await this.#see(line, step.by, step.accept);
      const data = { checksum: submission?.checksum ?? '' };
      return { on: step.accept, kind: 'accept-report', data };
    }
    if ('return' in step) return returned(step);
    if ('supplement' in step) {
      return { on: step.supplement, kind: 'begin-supplement', data: { reason: step.reason } };
    }
    if ('dispatch' in step) {
      const { dispatch: on, number, channel, to } = step;
      return { on, kind: 'dispatch-report', data: { number, channel, to } };
    }
    return this.#late(step);
  }

  async #late(step: ReportStepOf<'ask-late' | 'answer-late'>): Promise<ActToDo> {
    const until = momentFrom(step.until, await this.#playing.world.now());
    const { reason } = step;
    if ('ask-late' in step) {
      return { on: step['ask-late'], kind: 'ask-late', data: { until, reason } };
    }
    const data = { permit: step.permit, until, reason };
    return { on: step['answer-late'], kind: 'answer-late', data };
  }

  async #fill(line: number, step: ReportStepOf<'fill'>): Promise<ActToDo> {
    const report = await this.#see(line, step.by, step.fill);
    const { words, figures, narratives, explanations } = step;
    const given: Filled = { figures, narratives, explanations };
    const [stranger] = strangersIn(report, given);
    if (stranger !== undefined) {
      throw new Surprise(line, said('in-form', { id: stranger }), said('not-in-form'));
    }
    const parts = report.form.parts.flatMap((part) => {
      const filled = over(lacking(report, part, words), ofPart(part, given));
      return isEmpty(filled) ? [] : [partWith(report, part, filled)];
    });
    return { on: step.fill, kind: 'save-parts', data: { parts } };
  }

  async #export(line: number, step: ReportStepOf<'export'>): Promise<void> {
    const { folder = null } = this.#playing.options;
    if (folder === null) return;
    const number = `${this.#opened(line)}.${step.export}`;
    const kind = step.file.slice(step.file.lastIndexOf('.') + 1);
    const bytes = await this.#playing.world.fileOf(this.#playing.who(step.by), number, kind);
    mkdirSync(folder, { recursive: true });
    const file = join(folder, step.file);
    writeFileSync(file, bytes, { mode: 0o600 });
    this.#files.push(file);
  }

  /** A report as somebody sees it; it may be opened a moment after its year. */
  async #see(line: number, by: string, address: string): Promise<ReportSeen> {
    const number = `${this.#opened(line)}.${address}`;
    const who = this.#playing.who(by);
    let seen: ReportSeen | null = null;
    const isThere = async (): Promise<boolean> =>
      (seen = await this.#playing.world.lookAtReport(who, number)) !== null;
    if ((await this.#playing.until(isThere)) && seen !== null) return seen;
    const texts = { login: by, report: number };
    throw new Surprise(line, said('report-visible', texts), said('report-hidden', texts));
  }

  #opened(line: number): string {
    if (this.#cycle === null) throw new Surprise(line, said('a-cycle'), said('no-cycle'));
    return this.#cycle;
  }
}

function returned(step: ReportStepOf<'return'>): ActToDo {
  const reasons =
    typeof step.reasons === 'string'
      ? [{ part: null, reason: step.reasons }]
      : Object.entries(step.reasons).map(([part, reason]) => ({ part, reason }));
  return { on: step.return, kind: 'return-report', data: { reasons } };
}
