import type { Instant } from '../../../domain/time/instant.ts';
import { converse } from '../http.ts';
import type { CycleSeen, ReportSeen } from '../reports/seen.ts';
import type { Reach } from './people.ts';
import { People, persistently } from './people.ts';
import type { Came, ScenarioWorld, SeenCase } from './world.ts';

// Only an administrator of the Ministry reads all letters of the sink.
const POSTMASTER = 'administrator@BCA-A03';
const LETTERS_A_PAGE = 100;

/** The product behind its API, spoken to by the people of a scenario. */
export class ServerWorld implements ScenarioWorld {
  readonly #reach: Reach;
  readonly #people: People;

  constructor(reach: Reach) {
    this.#reach = reach;
    this.#people = new People(reach);
  }

  async isDrill(): Promise<boolean> {
    return (await this.#drill()).drill;
  }

  async now(): Promise<Instant> {
    return (await persistently(() => this.#drill())).now;
  }

  async advance(by: string, until: Instant): Promise<void> {
    const person = await this.#people.person(by);
    await persistently(() => person.send('POST', '/api/v1/drill/advance', { until }));
  }

  async report(by: string, report: unknown): Promise<Came<string>> {
    return numbered(await this.#people.send(by, '/api/v1/incidents', report));
  }

  act(by: string, number: string, kind: string, data: unknown, key: string): Promise<Came> {
    return this.#people.send(by, `/api/v1/incidents/${number}/acts`, { kind, data }, key);
  }

  setRule(by: string, rule: string, value: unknown, reason: string): Promise<Came> {
    return this.#people.send(by, `/api/v1/rules/${rule}/value`, { value, reason });
  }

  async look(by: string, number: string): Promise<SeenCase | null> {
    return (await this.#people.read(by, `/api/v1/incidents/${number}`)) as SeenCase | null;
  }

  async openCycle(by: string, asked: unknown, key: string): Promise<Came<string>> {
    return numbered(await this.#people.send(by, '/api/v1/report-cycles', asked, key));
  }

  actOnReport(by: string, number: string, kind: string, data: unknown, key: string): Promise<Came> {
    return this.#people.send(by, `/api/v1/reports/${number}/acts`, { kind, data }, key);
  }

  async lookAtReport(by: string, number: string): Promise<ReportSeen | null> {
    return (await this.#people.read(by, `/api/v1/reports/${number}`)) as ReportSeen | null;
  }

  async lookAtCycle(by: string, number: string): Promise<CycleSeen | null> {
    return (await this.#people.read(by, `/api/v1/report-cycles/${number}`)) as CycleSeen | null;
  }

  send(by: string, path: string, body: unknown, key: string): Promise<Came> {
    return this.#people.send(by, path, body, key);
  }

  read(by: string, path: string): Promise<unknown> {
    return this.#people.read(by, path);
  }

  async upload(by: string, path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const person = await this.#people.person(by);
    await persistently(() => person.upload(path, bytes));
  }

  async fileOf(by: string, number: string, kind: string): Promise<Uint8Array> {
    const person = await this.#people.person(by);
    return persistently(() => person.download(`/api/v1/reports/${number}/report.${kind}`));
  }

  async hasLetter(login: string, number: string): Promise<boolean> {
    const postmaster = await this.#people.person(POSTMASTER);
    for (let page = 1; ; page += 1) {
      const query = { page: String(page), size: String(LETTERS_A_PAGE) };
      const letters = () => postmaster.get('/api/v1/mail', query);
      const { items } = (await persistently(letters)) as {
        items: readonly { readonly to: readonly string[]; readonly subject: string }[];
      };
      const isTheirs = (to: string): boolean => to.startsWith(`${login}@`);
      if (items.some((l) => l.to.some(isTheirs) && names(l.subject, number))) return true;
      if (items.length < LETTERS_A_PAGE) return false;
    }
  }

  async #drill(): Promise<{ readonly drill: boolean; readonly now: Instant }> {
    const { url, language } = this.#reach;
    const anyone = converse(url, language, null);
    return (await anyone.get('/api/v1/drill')) as { drill: boolean; now: Instant };
  }
}

function numbered(came: Came): Came<string> {
  return 'refused' in came ? came : { done: (came.done as { number: string }).number };
}

/** Whether a subject has a number, and not a longer one that begins with it. */
function names(subject: string, number: string): boolean {
  const at = subject.indexOf(number);
  return at >= 0 && !/^(\.?[\w-])/.test(subject.slice(at + number.length));
}
