import { setTimeout as pause } from 'node:timers/promises';
import { checksum } from '../../../records/checksum.ts';
import { DAY, HOUR, SECOND, msOf, plus } from '../../../domain/time/instant.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { signIn } from '../commands/session.ts';
import type { Conversation } from '../http.ts';
import { Refused, converse } from '../http.ts';
import type { DemoAccount } from '../places.ts';
import type { Scenario, Step } from './format.ts';
import { filled } from './values.ts';

/** Something came otherwise than the scenario says. */
export class Surprise extends Error {
  readonly line: number;
  readonly expected: string;
  readonly found: string;

  constructor(line: number, expected: string, found: string) {
    super(`${line}: ${expected} ≠ ${found}`);
    this.name = 'Surprise';
    this.line = line;
    this.expected = expected;
    this.found = found;
  }
}

interface Shown {
  readonly number: string;
  readonly stage: string;
  readonly ending?: string | null;
  readonly handling?: string | null;
  readonly clocks?: readonly {
    readonly rule: string;
    readonly status: string;
    readonly next: Instant;
    readonly lapses: number;
  }[];
  readonly proposals?: readonly {
    readonly id: string;
    readonly checksum: string;
    readonly content: { readonly kind: string; readonly form?: Record<string, unknown> };
  }[];
}

interface Options {
  readonly url: string;
  readonly language: string;
  readonly accounts: readonly DemoAccount[];
  readonly progress: (line: number, what: string) => void;
}

// Only an administrator reads the sink's letters.
const POSTMASTER = 'administrator@BCA-A03';

// An ordinary start: what is waited for has to come within this time.
const PATIENCE = 120 * SECOND;

/** Plays a whole case through the API as the people named in it; stops at the first surprise. */
export class ScenarioPlay {
  readonly #scenario: Scenario;
  readonly #options: Options;
  readonly #people = new Map<string, Conversation>();
  #drill = false;
  #number: string | null = null;

  constructor(scenario: Scenario, options: Options) {
    this.#scenario = scenario;
    this.#options = options;
  }

  /** Plays every step; returns the number of the case. */
  async play(): Promise<string> {
    const anyone = converse(this.#options.url, this.#options.language, null);
    const drill = (await anyone.get('/api/v1/drill')) as { drill: boolean };
    this.#drill = drill.drill;
    for (const { line, step } of this.#scenario.steps) await this.#step(line, step);
    return this.#case();
  }

  async #step(line: number, step: Step): Promise<void> {
    if ('wait' in step) {
      this.#options.progress(line, `wait ${JSON.stringify(step.wait)}`);
      return this.#wait(line, step.wait);
    }
    if ('expect' in step) {
      this.#options.progress(line, `expect ${JSON.stringify(step.expect)}`);
      return this.#expect(line, step);
    }
    if ('rule' in step) {
      if (step.only === 'real' && this.#drill) return undefined;
      this.#options.progress(line, `rule ${step.rule}`);
      const body = { value: step.value, reason: step.reason };
      await (await this.#person(step.by)).send('POST', `/api/v1/rules/${step.rule}/value`, body);
      return undefined;
    }
    if ('report' in step) return this.#report(line, step);
    const refused = 'refused' in step ? step.refused : undefined;
    const { kind, data } = await this.#actOf(line, step);
    this.#options.progress(line, `${step.by}: ${kind}`);
    const now = await this.#now();
    await this.#act(line, step.by, kind, filled(data, now), refused);
  }

  async #report(line: number, step: { report: Record<string, unknown>; by: string }) {
    this.#options.progress(line, `${step.by}: report`);
    const report = filled(step.report, await this.#now());
    const { body } = await (await this.#person(step.by)).send('POST', '/api/v1/incidents', report);
    this.#number = (body as { number: string }).number;
  }

  /** What a step of approving, returning or releasing comes to, by what lies there now. */
  async #actOf(
    line: number,
    step: Exclude<Step, { wait: unknown } | { expect: unknown } | { rule: unknown }>,
  ): Promise<{ kind: string; data: unknown }> {
    if ('act' in step) return { kind: step.act, data: await this.#references(line, step) };
    if ('approve' in step) {
      const { id, checksum: sum } = await this.#proposal(line, step.by, step.approve);
      return { kind: 'approve', data: { proposal: id, checksum: sum } };
    }
    if ('return' in step) {
      const { id } = await this.#proposal(line, step.by, step.return);
      return { kind: 'return', data: { proposal: id, reason: step.reason, to: step.to } };
    }
    if (!('release' in step)) throw new Surprise(line, 'an act', JSON.stringify(step));
    const { id, checksum: sum, content } = await this.#proposal(line, step.by, step.release);
    const fields = Object.entries(content.form ?? {}).map(([field, value]) => ({
      field,
      released: true,
      sha256: checksum(value),
    }));
    return { kind: 'check-releasability', data: { proposal: id, checksum: sum, fields } };
  }

  /** `${proposal:kind}` stands for the id of the newest proposal of that kind. */
  async #references(line: number, step: { by: string; data: Record<string, unknown> }) {
    const entries = await Promise.all(
      Object.entries(step.data).map(async ([key, value]): Promise<[string, unknown]> => {
        const found = typeof value === 'string' ? /^\$\{proposal:([a-z-]+)\}$/.exec(value) : null;
        if (found === null) return [key, value];
        return [key, (await this.#proposal(line, step.by, found[1] ?? '')).id];
      }),
    );
    return Object.fromEntries(entries);
  }

  async #act(
    line: number,
    by: string,
    kind: string,
    data: unknown,
    refused: string | undefined,
  ): Promise<void> {
    const path = `/api/v1/incidents/${this.#case()}/acts`;
    const person = await this.#person(by);
    const key = `${this.#case()}/${line}/${Date.now()}`;
    try {
      for (let answer = await person.send('POST', path, { kind, data }, key); ;) {
        if (answer.status !== 202) break;
        // The outcome is not known yet: the same key asks again.
        await pause(500);
        answer = await person.send('POST', path, { kind, data }, key);
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.code === refused) return;
      const params = JSON.stringify(error.params);
      throw new Surprise(line, refused ?? 'done', `${error.code} ${error.message} ${params}`);
    }
    if (refused !== undefined) throw new Surprise(line, refused, 'done');
  }

  async #proposal(line: number, by: string, kind: string) {
    const proposals = (await this.#show(by)).proposals ?? [];
    const found = proposals.filter((p) => p.content.kind === kind).at(-1);
    if (found === undefined) throw new Surprise(line, `a proposal ${kind}`, 'none');
    return found;
  }

  async #wait(line: number, wait: Extract<Step, { wait: unknown }>['wait']): Promise<void> {
    if ('lapse' in wait) return this.#waitForLapse(line, wait.lapse);
    const ms = 'hours' in wait ? wait.hours * HOUR : wait.days * DAY;
    if (!this.#drill) {
      throw new Surprise(line, 'HOMAT_TIME=skip', `${ms / HOUR} h`);
    }
    await this.#advance(plus(await this.#now(), ms));
  }

  async #waitForLapse(line: number, rule: string): Promise<void> {
    const clock = await this.#clock(rule);
    if (clock === undefined) throw new Surprise(line, `a running clock ${rule}`, 'none');
    const left = msOf(clock.next) - msOf(await this.#now());
    if (this.#drill) await this.#advance(plus(clock.next, SECOND));
    else if (left > PATIENCE) throw new Surprise(line, `${PATIENCE / SECOND} s`, `${left} ms`);
    const deadline = Date.now() + (this.#drill ? 20 * SECOND : left + 20 * SECOND);
    for (;;) {
      const after = await this.#clock(rule, false);
      if (after === undefined || after.lapses > clock.lapses) return;
      if (Date.now() > deadline) throw new Surprise(line, `${rule} lapses`, 'it did not');
      await pause(250);
    }
  }

  async #clock(rule: string, running = true) {
    for (const name of Object.keys(this.#scenario.people)) {
      const view = await this.#tryShow(name);
      const clock = (view?.clocks ?? []).filter((c) => c.rule === rule).at(-1);
      if (clock !== undefined && (!running || clock.status === 'running')) return clock;
    }
    return undefined;
  }

  async #advance(until: Instant): Promise<void> {
    const [name = ''] = Object.keys(this.#scenario.people);
    await (await this.#person(name)).send('POST', '/api/v1/drill/advance', { until });
  }

  async #expect(line: number, step: Extract<Step, { expect: unknown }>): Promise<void> {
    const { stage, ending, handling, lapsed, told, unseen } = step.expect;
    const [first = ''] = Object.keys(this.#scenario.people);
    const view = await this.#show(step.by ?? first);
    const compare = (what: string, expected: string | undefined, found: unknown): void => {
      if (expected !== undefined && expected !== found) {
        throw new Surprise(line, `${what} ${expected}`, String(found));
      }
    };
    compare('stage', stage, view.stage);
    compare('ending', ending, view.ending);
    compare('handling', handling, view.handling);
    if (lapsed !== undefined) {
      const lapses = (await this.#clock(lapsed, false))?.lapses ?? 0;
      if (lapses === 0) throw new Surprise(line, `${lapsed} lapsed`, 'it did not');
    }
    for (const login of told ?? []) await this.#expectLetter(line, login, true);
    for (const login of unseen ?? []) await this.#expectLetter(line, login, false);
  }

  /** A letter about the case lies in the sink for somebody, or none does. */
  async #expectLetter(line: number, login: string, wanted: boolean): Promise<void> {
    const server = await this.#person(POSTMASTER);
    const deadline = Date.now() + 20 * SECOND;
    for (;;) {
      const { items } = (await server.get('/api/v1/mail', { size: '100' })) as {
        items: { to: readonly string[] | string; subject: string }[];
      };
      const found = items.some(
        (l) => String(l.to).includes(`${login}@`) && l.subject.includes(this.#case()),
      );
      if (found === wanted) return;
      if (!wanted || Date.now() > deadline) {
        throw new Surprise(line, `${wanted ? '' : 'no '}letter to ${login}`, String(found));
      }
      await pause(300);
    }
  }

  async #show(by: string): Promise<Shown> {
    const path = `/api/v1/incidents/${this.#case()}`;
    for (let tries = 0; ; tries += 1) {
      try {
        return (await (await this.#person(by)).get(path)) as Shown;
      } catch (error) {
        // A report is a case a moment later; a reader of a new one may come first.
        if (!(error instanceof Refused) || error.status !== 404 || tries > 20) throw error;
        await pause(250);
      }
    }
  }

  async #tryShow(by: string): Promise<Shown | null> {
    try {
      return (await (await this.#person(by)).get(`/api/v1/incidents/${this.#case()}`)) as Shown;
    } catch (error) {
      if (error instanceof Refused) return null;
      throw error;
    }
  }

  async #now(): Promise<Instant> {
    const anyone = converse(this.#options.url, this.#options.language, null);
    return ((await anyone.get('/api/v1/drill')) as { now: Instant }).now;
  }

  #case(): string {
    if (this.#number === null) throw new Error('Nothing was reported yet');
    return this.#number;
  }

  async #person(name: string): Promise<Conversation> {
    const known = this.#people.get(name);
    if (known !== undefined) return known;
    const who = this.#scenario.people[name] ?? name;
    const [capacity = '', place = ''] = who.split('@');
    const [office = '', number] = place.split('/');
    const login = [office.toLowerCase(), capacity, number].filter((p) => p !== undefined).join('.');
    const account = this.#options.accounts.find((a) => a.login === login);
    if (account === undefined) throw new Error(`There is no account ${login} (${who})`);
    const conversation = converse(this.#options.url, this.#options.language, null);
    await signIn(conversation, account.login, account.password, { office, capacity });
    this.#people.set(name, conversation);
    return conversation;
  }
}
