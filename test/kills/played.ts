import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, vi } from 'vitest';
import type { Killing } from './deaths.ts';
import type { Office } from './office.ts';
import { openOffice } from './office.ts';
import { play } from './plays.ts';
import type { CaseRecord } from './record.ts';
import { recordOf, sentLetters, until } from './record.ts';
import { OfficeWorld } from './world.ts';

const CLI = fileURLToPath(new URL('../../client/cli/main.ts', import.meta.url));

/** An office at which scenarios are played, undisturbed and killed, and what is compared then. */
export class Played {
  readonly office: Office;
  /** Every status that anybody was answered with. */
  readonly statuses = new Set<number>();
  readonly #undisturbed = new Map<string, CaseRecord>();
  readonly #disturbed: { readonly file: string; readonly number: string }[] = [];

  private constructor(office: Office) {
    this.office = office;
  }

  static async open(): Promise<Played> {
    const played = new Played(await openOffice());
    const real = fetch;
    vi.stubGlobal('fetch', async (...asked: Parameters<typeof fetch>) => {
      const response = await real(...asked);
      played.statuses.add(response.status);
      return response;
    });
    return played;
  }

  async close(): Promise<void> {
    vi.unstubAllGlobals();
    await this.office.stop();
  }

  /** Plays a scenario; each of its letters goes out once. */
  async undisturbed(file: string): Promise<void> {
    const number = await play(this.#at(), file);
    this.#undisturbed.set(file, await recordOf(this.office.db, number));
    for (const letter of await sentLetters(this.office.db, number, this.#heard())) {
      expect(letter).toMatchObject({ doubts: 0, copies: 1 });
    }
  }

  /** Plays a scenario in which somebody dies, or after everybody has. */
  async killed([file, deaths]: Killing): Promise<void> {
    this.#disturbed.push({ file, number: await play(this.#at(), file, deaths) });
  }

  /** Each case has the same facts, acts and letters as undisturbed. */
  async expectTheSame(): Promise<void> {
    for (const { file, number } of this.#disturbed) {
      const record = await recordOf(this.office.db, number);
      const same = this.#undisturbed.get(file);
      // Kinds first: a difference is then said in a few lines.
      expect(kindsOf(record), file).toEqual(kindsOf(same));
      expect(record, file).toEqual(same);
      // Only what was in doubt came again, under the same Message-ID.
      const letters = await sentLetters(this.office.db, number, this.#heard());
      for (const { messageId, doubts, copies } of letters) {
        expect(copies, messageId).toBeGreaterThan(0);
        expect(copies, messageId).toBeLessThanOrEqual(1 + doubts);
      }
    }
  }

  /** Nobody died of itself, everybody who should at least so often, and nobody heard of a fault. */
  expectDeaths(least: Readonly<Partial<Record<string, number>>>): void {
    for (const { role, ends } of this.office.roles) {
      expect(ends.length, role).toBeGreaterThanOrEqual(least[role] ?? 0);
      expect([...new Set(ends)].filter((end) => end !== 'SIGKILL')).toEqual([]);
    }
    expect([...this.statuses].filter((status) => status === 500)).toEqual([]);
  }

  /** Every receipt has its number in a row without gaps, and its case. */
  async expectReceipts(count: number): Promise<void> {
    const { rows } = await this.office.db.query<Record<string, number>>(
      `select (select count(*) from intake) as receipts, (select count(*) from cases) as cases,
         (select last from number_series where series = 'SC') as last`,
    );
    expect(rows).toEqual([{ receipts: count, last: count, cases: count }]);
  }

  /** The letters that were heard are those of the record. */
  async expectLetters(): Promise<void> {
    const { rows } = await this.office.db.query<{ message_id: string }>(
      `select distinct message_id from notices where state = 'sent'`,
    );
    const recorded = rows.map((row) => row.message_id).sort();
    expect([...new Set(this.#heard())].sort()).toEqual(recorded);
  }

  /** The log is whole. */
  async expectLog(): Promise<void> {
    const { db, data, databaseUrl } = this.office;
    await until(async () => (await db.query('select from log_pending')).rowCount === 0);
    const args = [CLI, 'log', 'verify', '--database', databaseUrl];
    const env = { ...process.env, HOMAT_DATA: data };
    const verified = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    expect(verified).toMatchObject({ status: 0, stdout: expect.stringContaining('✓') as string });
  }

  #at() {
    return { data: this.office.data, world: new OfficeWorld(this.office) };
  }

  #heard(): string[] {
    return this.office.mail.heard.map((letter) => letter.messageId);
  }
}

const kindsOf = (record: CaseRecord | undefined) =>
  record?.facts.map((fact) => (fact as { kind: string }).kind);
