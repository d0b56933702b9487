import { expect } from 'vitest';
import { tellToLook } from '../../client/tell-to-look.ts';
import type { Figure, Regime } from '../../domain/reporting/form.ts';
import type { PartFilling } from '../../domain/reporting/filling.ts';
import type { ReportActData, ReportActKind } from '../../domain/reporting/process/act.ts';
import { loadBrought } from '../../rules/load-brought.ts';
import type { Answered, Somebody } from './api-office.ts';
import { ApiOffice } from './api-office.ts';

const { forms } = loadBrought();

/** Within the days that the cycle of 2026 is about, as it opens, and after its figures froze. */
export const MARCH = '2026-03-02T09:00:00.000+07:00';
export const NOVEMBER = '2026-11-16T09:00:00.000+07:00';
export const SUBMITTING = '2026-12-15T09:00:00.000+07:00';

/** A year of reports through the API, with the acts that its people do. */
export class ReportOffice {
  readonly office: ApiOffice;
  /** The number of the cycle that was opened last. */
  cycle = '';

  private constructor(office: ApiOffice) {
    this.office = office;
  }

  static async open(now = NOVEMBER): Promise<ReportOffice> {
    return new ReportOffice(await ApiOffice.open({ now }));
  }

  close(): Promise<void> {
    return this.office.close();
  }

  somebody(who: string): Promise<Somebody> {
    return this.office.somebody(who);
  }

  /** Opens a cycle of picked offices by hand. */
  async opens(
    only: readonly string[] | null,
    {
      regime = 'yearly' as Regime,
      year = 2026,
      drill = false,
      by = 'head@BCA',
      until = null as string | null,
    } = {},
  ): Promise<string> {
    const body = { regime, year, drill, only, until, reason: 'Theo yêu cầu của Bộ' };
    const answered = await (await this.somebody(by)).post('/report-cycles', body);
    expect(answered.status, answered.text).toBe(201);
    this.cycle = answered.json.number as string;
    // Asked once more, so that it is open before anybody goes on: as the process would be told.
    await this.office.engine.begin(answered.json.id as string, 'cycle');
    return this.cycle;
  }

  /** Tells whoever waits for it what has changed, as the relay does. */
  relay(): Promise<void> {
    return tellToLook(this.office.deps, this.office.now);
  }

  /** The number of the report of an office; `UBND-15.TH` is the consolidated one. */
  number(office: string): string {
    return `${this.cycle}.${office}`;
  }

  async view(office: string, who: string): Promise<Answered['json']> {
    const answered = await (await this.somebody(who)).get(`/reports/${this.number(office)}`);
    expect(answered.status, `${who} ${office} ${answered.text}`).toBe(200);
    return answered.json;
  }

  async try<K extends ReportActKind>(
    office: string,
    who: string,
    kind: K,
    data: ReportActData[K],
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    const somebody = await this.somebody(who);
    return somebody.post(`/reports/${this.number(office)}/acts`, { kind, data }, headers);
  }

  /** Does an act that has to be accepted. */
  async does<K extends ReportActKind>(
    office: string,
    who: string,
    kind: K,
    data: ReportActData[K],
  ): Promise<Answered['json']> {
    const answered = await this.try(office, who, kind, data);
    expect(answered.status, `${office} ${who} ${kind} ${answered.text}`).toBe(200);
    return answered.json;
  }

  /**
   * Fills every part of a report in: figures that nobody else knows with 0, words with a sentence;
   * what is given stands instead, and what was counted together stays.
   */
  async fills(
    office: string,
    who: string,
    given: {
      readonly figures?: Readonly<Record<string, number>>;
      readonly explanations?: Readonly<Record<string, string>>;
      readonly words?: string;
    } = {},
  ): Promise<void> {
    const { figures = {}, explanations = {}, words = 'Đã thực hiện' } = given;
    const view = await this.view(office, who);
    const form = forms.find(({ id }) => id === view.form.id);
    if (form === undefined) throw new Error(view.form.id as string);
    const parts = form.parts.map((part) => {
      const saved = view.parts.find((one: { part: string }) => one.part === part.id) as
        (PartFilling & { version: number }) | undefined;
      const own = part.figures.flatMap((figure): [string, number | null][] => {
        const before = saved?.figures[figure.id] ?? null;
        const value = figures[figure.id] ?? before ?? (isByHand(figure, view.known) ? 0 : null);
        return value === null ? [] : [[figure.id, value]];
      });
      const why = part.figures.flatMap(({ id }): [string, string][] =>
        explanations[id] === undefined ? [] : [[id, explanations[id]]],
      );
      const filling = {
        part: part.id,
        figures: Object.fromEntries(own),
        narratives: Object.fromEntries(part.narratives.map(({ id }) => [id, words])),
        explanations: Object.fromEntries(why),
      };
      return { part: filling, basedOn: saved?.version ?? 0 };
    });
    await this.does(office, who, 'save-parts', { parts });
  }

  /** Signs the draft as it is shown. */
  async submits(office: string, who: string): Promise<void> {
    const { draftChecksum } = await this.view(office, who);
    await this.does(office, who, 'submit-report', { checksum: draftChecksum as string });
  }

  async accepts(office: string, who: string): Promise<void> {
    const { submission } = await this.view(office, who);
    await this.does(office, who, 'accept-report', { checksum: submission.checksum as string });
  }
}

/** Whether an office has to write a figure itself: nobody else knows it. */
export function isByHand(
  { id, source }: Figure,
  known: Readonly<Record<string, unknown>>,
): boolean {
  return source.kind === 'by-hand' || (source.kind !== 'computed' && !Object.hasOwn(known, id));
}
