import { createHash } from 'node:crypto';
import type { DifficultySeen } from '../difficulties/seen.ts';
import { difficultyPath } from '../difficulties/server.ts';
import type { PlanSeen } from '../plans/seen.ts';
import { planPath } from '../plans/server.ts';
import type { TaskSeen } from '../tasks/seen.ts';
import { newestSeen } from '../tasks/seen.ts';
import { taskPath } from '../tasks/server.ts';
import { expectOfPlan } from './plan-expect.ts';
import { planGivenIn } from './plan-file.ts';
import type { PlanStep, PlanStepOf } from './plan-steps.ts';
import type { Playing } from './playing.ts';
import { Surprise, said } from './surprise.ts';
import { DAY, plus } from '../../../domain/time/instant.ts';

/** A step that is one act. */
type Act = Exclude<
  PlanStep,
  PlanStepOf<'adopt-plan' | 'raise-difficulty' | 'answer-difficulty' | 'end-office' | 'expect'>
>;

/** An act as the API takes it, and where. */
interface ActToDo {
  readonly path: string;
  readonly kind: string;
  readonly data: unknown;
}

/** Plays the steps about a plan, its tasks and difficulties. */
export class PlanPlay {
  readonly #playing: Playing;
  readonly #difficulties = new Map<string, string>();
  #plan: { readonly number: string; readonly plan: string } | null = null;

  constructor(playing: Playing) {
    this.#playing = playing;
  }

  /** The number of the plan that was adopted last; null before one was. */
  get plan(): string | null {
    return this.#plan?.number ?? null;
  }

  /** Plays one step. Throws a Surprise. */
  async step(line: number, step: PlanStep): Promise<void> {
    if ('adopt-plan' in step) return this.#adopt(line, step);
    if ('raise-difficulty' in step) return this.#raise(line, step);
    if ('answer-difficulty' in step) return this.#answer(line, step);
    if ('end-office' in step) return this.#end(line, step);
    if ('expect' in step) {
      return expectOfPlan(this.#playing, line, step, this.#pathOf(line, step));
    }
    const { path, kind, data } = await this.#actOf(line, step);
    await this.#do(line, step, { path, kind, data });
  }

  /** Loads a plan, lays it before its owner, confirms what is only proposed, and approves. */
  async #adopt(line: number, step: PlanStepOf<'adopt-plan'>): Promise<void> {
    const { world } = this.#playing;
    const { folder } = this.#playing.scenario;
    const given = planGivenIn(step['adopt-plan'], folder, await world.now());
    const who = this.#playing.who(step.by);
    const came = await world.send(who, '/api/v1/plans', given, this.#playing.key(line));
    if (!this.#playing.asSaid(line, step.refused, came)) return;
    const { number } = came.done as { number: string };
    const approver = this.#playing.who(step.approver);
    const draft = await this.#see<PlanSeen>(line, step.approver, planPath(number));
    const plan = draft.decidesOn.checksum;
    this.#plan = draft;
    const acts = (by: string, kind: string, data: unknown) =>
      this.#done(line, by, { path: planPath(number), kind, data });
    const confirmed = confirmedOf(draft);
    if (confirmed.length > 0) await acts(approver, 'confirm-clears', { plan, confirmed });
    await acts(who, 'propose-adoption', { plan });
    const laid = await this.#see<PlanSeen>(line, step.approver, planPath(number));
    const { id: proposal = '', checksum = '' } = laid.proposals.at(-1) ?? {};
    await acts(approver, 'approve-plan', { proposal, checksum });
  }

  async #raise(line: number, step: PlanStepOf<'raise-difficulty'>): Promise<void> {
    const { words, about } = step;
    const plan = about === undefined ? null : this.#adopted(line).plan;
    const asked = { about: plan === null ? null : { plan, task: about }, words };
    const who = this.#playing.who(step.by);
    const key = this.#playing.key(line);
    const came = await this.#playing.world.send(who, '/api/v1/difficulties', asked, key);
    if (!this.#playing.asSaid(line, step.refused, came)) return;
    const { number } = came.done as { number: string };
    this.#difficulties.set(step['raise-difficulty'], number);
  }

  async #answer(line: number, step: PlanStepOf<'answer-difficulty'>): Promise<void> {
    const path = this.#difficulty(line, step['answer-difficulty']);
    const { words, approver, refused, by } = step;
    const data = { words, document: null };
    await this.#do(line, { by, refused }, { path, kind: 'draft-answer', data });
    if (approver === undefined || refused !== undefined) return;
    const { draft } = await this.#see<DifficultySeen>(line, approver, path);
    const who = this.#playing.who(approver);
    const checksum = draft?.checksum ?? '';
    await this.#done(line, who, { path, kind: 'approve-answer', data: { checksum } });
  }

  async #end(line: number, step: PlanStepOf<'end-office'>): Promise<void> {
    const { world } = this.#playing;
    const { successor, source, refused, by, 'end-office': from } = step;
    const who = this.#playing.who(by);
    const on = plus(await world.now(), DAY).slice(0, 10);
    const key = this.#playing.key(line);
    const ended = await world.send(
      who,
      `/api/v1/offices/${from}/changes`,
      { ends: on, source },
      key,
    );
    if (!this.#playing.asSaid(line, refused, ended)) return;
    const heir = { from, to: successor, on, source };
    const named = await world.send(who, '/api/v1/successions', heir, `${key}.heir`);
    this.#playing.asSaid(line, undefined, named);
  }

  /** The act that a step comes to, by what lies there now. */
  async #actOf(line: number, step: Act): Promise<ActToDo> {
    if ('act' in step) {
      return { path: this.#pathOf(line, step), kind: step.act, data: step.data };
    }
    if ('pass-up' in step) {
      const path = this.#difficulty(line, step['pass-up']);
      return { path, kind: 'pass-up', data: { reason: step.reason } };
    }
    if ('close-difficulty' in step) {
      const path = this.#difficulty(line, step['close-difficulty']);
      return { path, kind: 'close-difficulty', data: {} };
    }
    if ('accept-task' in step) {
      const path = this.#task(line, step['accept-task']);
      const person = await this.#personOf(step.person ?? step.by);
      return { path, kind: 'accept-task', data: { person } };
    }
    if ('contest-task' in step) {
      const path = this.#task(line, step['contest-task']);
      return { path, kind: 'contest-task', data: { reason: step.reason } };
    }
    if ('decide-contest' in step) {
      const { decision, words, to } = step;
      const path = this.#task(line, step['decide-contest']);
      return { path, kind: 'decide-contest', data: { decision, words, to } };
    }
    if ('submit-product' in step) return this.#submit(line, step);
    return this.#judge(line, step);
  }

  async #submit(line: number, step: PlanStepOf<'submit-product'>): Promise<ActToDo> {
    const { title, text, occurrence = null, note, list } = step;
    const path = this.#task(line, step['submit-product']);
    // The task may be open a moment after its plan was adopted.
    await this.#see<TaskSeen>(line, step.by, path);
    const bytes = new TextEncoder().encode(text ?? title);
    if (text !== undefined) {
      const who = this.#playing.who(step.by);
      await this.#playing.world.upload(who, `${path}/files`, bytes);
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const data = { occurrence, document: { sha256, title }, note, exchange: null, list };
    return { path, kind: 'submit-product', data };
  }

  async #judge(
    line: number,
    step: PlanStepOf<'accept-product' | 'return-product'>,
  ): Promise<ActToDo> {
    const accepts = 'accept-product' in step;
    const path = this.#task(line, accepts ? step['accept-product'] : step['return-product']);
    const { occurrences } = await this.#see<TaskSeen>(line, step.by, path);
    const found = occurrences.find((one) =>
      step.occurrence === undefined ? one.status === 'submitted' : one.id === step.occurrence,
    );
    if (found === undefined) throw new Surprise(line, said('a-product'), said('no-product'));
    const { id: occurrence } = found;
    if (!accepts) {
      return { path, kind: 'return-product', data: { occurrence, reason: step.reason } };
    }
    const checksum = newestSeen(found)?.checksum ?? '';
    return { path, kind: 'accept-product', data: { occurrence, checksum } };
  }

  /** Does an act of which nothing else is expected than that it is done. */
  async #done(line: number, who: string, { path, kind, data }: ActToDo): Promise<void> {
    const key = `${this.#playing.key(line)}.${kind}`;
    const came = await this.#playing.world.send(who, `${path}/acts`, { kind, data }, key);
    this.#playing.asSaid(line, undefined, came);
  }

  async #do(
    line: number,
    { by, refused }: { readonly by: string; readonly refused?: string | undefined },
    { path, kind, data }: ActToDo,
  ): Promise<void> {
    const who = this.#playing.who(by);
    await this.#see(line, by, path);
    const key = this.#playing.key(line);
    const came = await this.#playing.world.send(who, `${path}/acts`, { kind, data }, key);
    this.#playing.asSaid(line, refused, came);
  }

  /** What lies there for somebody; it may come a moment after what it comes from. */
  async #see<T>(line: number, by: string, path: string): Promise<T> {
    const who = this.#playing.who(by);
    let seen: unknown = null;
    const isThere = async (): Promise<boolean> =>
      (seen = await this.#playing.world.read(who, path)) !== null;
    if (await this.#playing.until(isThere)) return seen as T;
    const texts = { login: by, report: path.split('/').at(-1) ?? '' };
    throw new Surprise(line, said('report-visible', texts), said('report-hidden', texts));
  }

  async #personOf(name: string): Promise<string> {
    const { world } = this.#playing;
    const session = (await world.read(this.#playing.who(name), '/api/v1/session')) as {
      person: { id: string };
    };
    return session.person.id;
  }

  #pathOf(line: number, step: object): string {
    if ('on-task' in step) return this.#task(line, String(step['on-task']));
    if ('on-difficulty' in step) return this.#difficulty(line, String(step['on-difficulty']));
    return planPath(this.#adopted(line).number);
  }

  /** Where a task is: `II.5@UBX-02647`. */
  #task(line: number, address: string): string {
    const { number } = this.#adopted(line);
    const [task, office] = address.split('@');
    return taskPath(`${number.replace('KH-', 'NV-')}.${task}.${office}`);
  }

  #difficulty(line: number, name: string): string {
    const number = this.#difficulties.get(name);
    if (number !== undefined) return difficultyPath(number);
    throw new Surprise(line, said('a-difficulty', { name }), said('no-difficulty'));
  }

  #adopted(line: number) {
    if (this.#plan === null) throw new Surprise(line, said('a-plan'), said('no-plan'));
    return this.#plan;
  }
}

/** Everything that a plan only proposes, to be confirmed by whoever adopts it. */
function confirmedOf({ missing }: PlanSeen) {
  return [...new Set(missing.map(({ task }) => task))].map((task) => ({
    task,
    clears: missing.filter((one) => one.task === task).map(({ clear }) => clear),
  }));
}
