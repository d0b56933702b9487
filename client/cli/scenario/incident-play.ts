import { SECOND, msOf, plus } from '../../../domain/time/instant.ts';
import { checksum } from '../../../records/checksum.ts';
import type { IncidentStep, IncidentStepOf } from './incident-steps.ts';
import type { Playing } from './playing.ts';
import { Surprise, said } from './surprise.ts';
import type { Said } from './surprise.ts';
import { filled } from './values.ts';
import type { PlaceFinder } from './values.ts';
import type { SeenCase } from './world.ts';

type Act = IncidentStepOf<'act' | 'approve' | 'return' | 'release'>;
type Proposal = NonNullable<SeenCase['proposals']>[number];

/** A step about a case: everything but waiting for time. */
export type CaseStep = Exclude<IncidentStep, IncidentStepOf<'wait'>>;

// An ordinary start: a clock that is waited for has to lapse within this time.
const LONGEST_WAIT = 120 * SECOND;

/** Plays the steps about a case. */
export class IncidentPlay {
  readonly #playing: Playing;
  #number: string | null = null;

  constructor(playing: Playing) {
    this.#playing = playing;
  }

  /** The number of the case; null before it was reported. */
  get number(): string | null {
    return this.#number;
  }

  /** Plays one step. Throws a Surprise. */
  async step(line: number, step: CaseStep): Promise<void> {
    if ('expect' in step) return this.#expect(line, step);
    if ('report' in step) return this.#report(line, step);
    if ('rule' in step) return this.#rule(line, step);
    const { world, ...play } = this.#with(step);
    const number = this.#case(line);
    const { kind, data } = await this.#actOf(line, step);
    const came = await world.act(play.who, number, kind, data, this.#playing.key(line));
    this.#playing.asSaid(line, step.refused, came);
  }

  /** Waits until a clock of the case lapses. */
  async waitForLapse(line: number, rule: string): Promise<void> {
    const { world, isDrill } = this.#playing;
    const clock = await this.#clock(rule, line);
    if (clock?.status !== 'running') {
      throw new Surprise(line, said('running', { clock: rule }), said('not-running'));
    }
    const left = msOf(clock.next) - msOf(await world.now());
    if (isDrill) await this.#playing.advance(plus(clock.next, SECOND));
    else if (left > LONGEST_WAIT) {
      const seconds = { seconds: Math.ceil(left / SECOND), most: LONGEST_WAIT / SECOND };
      throw new Surprise(line, said('lapse-soon', seconds), said('lapse-late', seconds));
    }
    const passed = async (): Promise<boolean> => {
      const after = await this.#clock(rule, line);
      return after === undefined || after.lapses > clock.lapses;
    };
    if (await this.#playing.until(passed, isDrill ? 0 : left)) return;
    throw new Surprise(line, said('lapsed', { clock: rule }), said('not-lapsed'));
  }

  /** Waits until the case is at a stage. */
  async waitForStage(line: number, stage: string): Promise<void> {
    const number = this.#case(line);
    const { world, scenario } = this.#playing;
    let last = '';
    const reached = async (): Promise<boolean> => {
      const views = Object.values(scenario.people).map((p) => world.look(p, number));
      const seen = (await Promise.all(views)).find((view) => view !== null);
      last = seen?.stage ?? last;
      return last === stage;
    };
    if (await this.#playing.until(reached)) return;
    throw new Surprise(line, said('stage', { stage }), said('stage', { stage: last }));
  }

  #with({ by }: { readonly by: string }) {
    return { world: this.#playing.world, who: this.#playing.who(by) };
  }

  async #report(line: number, step: IncidentStepOf<'report'>): Promise<void> {
    const { world, who } = this.#with(step);
    const report = await filled(step.report, await world.now(), this.#finder(line, step.by));
    const came = await world.report(who, report);
    if (this.#playing.asSaid(line, step.refused, came)) this.#number = came.done;
  }

  async #rule(line: number, step: IncidentStepOf<'rule'>): Promise<void> {
    if (step.only === 'real' && this.#playing.isDrill) return;
    const { world, who } = this.#with(step);
    const came = await world.setRule(who, step.rule, step.value, step.reason);
    this.#playing.asSaid(line, undefined, came);
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
    const now = await this.#playing.world.now();
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

  /** The newest clock of a rule, as the first of the people sees it who sees one. */
  async #clock(rule: string, line: number) {
    const number = this.#case(line);
    for (const who of Object.values(this.#playing.scenario.people)) {
      const clocks = (await this.#playing.world.look(who, number))?.clocks ?? [];
      const clock = clocks.findLast((c) => c.rule === rule);
      if (clock !== undefined) return clock;
    }
    return undefined;
  }

  async #expect(line: number, step: IncidentStepOf<'expect'>): Promise<void> {
    const { stage, ending, handling, lapsed, clocks = {}, told = [], unseen = [] } = step.expect;
    const [first = ''] = Object.keys(this.#playing.scenario.people);
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
    await this.#playing.expectLetters(line, told, number);
    for (const login of unseen) await this.#expectUnseen(line, login, number);
  }

  async #expectUnseen(line: number, login: string, number: string): Promise<void> {
    const { world } = this.#playing;
    if (await world.hasLetter(login, number)) {
      throw new Surprise(line, said('no-letter', { login }), said('letter', { login }));
    }
    if ((await world.look(login, number)) === null) return;
    throw new Surprise(line, said('hidden', { login }), said('visible', { login }));
  }

  async #see(line: number, by: string): Promise<SeenCase> {
    const number = this.#case(line);
    const who = this.#playing.who(by);
    let seen: SeenCase | null = null;
    // A report is a case a moment later; a reader of a new one may come first.
    const isThere = async (): Promise<boolean> =>
      (seen = await this.#playing.world.look(who, number)) !== null;
    if ((await this.#playing.until(isThere)) && seen !== null) return seen;
    throw new Surprise(line, said('visible', { login: by }), said('hidden', { login: by }));
  }

  #case(line: number): string {
    if (this.#number === null) throw new Surprise(line, said('a-report'), said('no-report'));
    return this.#number;
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
