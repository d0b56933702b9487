import { randomUUID } from 'node:crypto';
import type { ActRequest, Engine } from '../../client/engine.ts';
import type { Figure, Regime } from '../../domain/reporting/form.ts';
import type { KnownFigures, PartFilling } from '../../domain/reporting/filling.ts';
import type { ReportActData, ReportActKind } from '../../domain/reporting/process/act.ts';
import { toBeSigned } from '../../domain/reporting/process/acts/submitting.ts';
import type { AgencyReport } from '../../domain/reporting/process/report.ts';
import { newestSubmission } from '../../domain/reporting/process/report.ts';
import type { Cycle } from '../../domain/reporting/year/cycle.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { checksum } from '../../records/checksum.ts';
import { askForCycle, loadCycle } from '../../records/cycles.ts';
import { reportKnowledge } from '../../records/report-knowledge.ts';
import { loadReport } from '../../records/reports.ts';
import { createStanding } from '../../records/standing.ts';
import { loadBrought } from '../../rules/load-brought.ts';
import { loadRouting } from '../../rules/load-offices.ts';
import type { TestDatabase } from './postgres.ts';
import { until } from './until.ts';

const BROUGHT = loadBrought();

/** On what a year runs: a real engine, or the steps of its processes called directly. */
export interface YearSystem {
  readonly database: Pick<TestDatabase, 'db'>;
  readonly engine: Pick<Engine, 'begin' | 'act'>;
  now(): Instant;
  person(who: string): ActRequest['actor'];
}

/** A year of reports on a running system, with the acts that its people do. */
export class ReportYear {
  readonly system: YearSystem;
  readonly id: string;
  readonly number: string;
  readonly #standing = createStanding(BROUGHT, loadRouting());

  private constructor(system: YearSystem, { id, number }: { id: string; number: string }) {
    this.system = system;
    this.id = id;
    this.number = number;
  }

  /** Asks for a cycle of picked offices (null: of everybody), and begins its process. */
  static async open(
    system: YearSystem,
    only: readonly string[] | null,
    { regime = 'yearly' as Regime, year = 2026, drill = false } = {},
  ): Promise<ReportYear> {
    const rule = BROUGHT.regimes.find(({ id }) => id === regime);
    if (rule === undefined) throw new Error(regime);
    const asked = { regime, year, drill, by: null, reason: 'Chạy thử', only };
    const opened = await system.database.db.transaction((tx) =>
      askForCycle(tx, rule, asked, system.now()),
    );
    await system.engine.begin(opened.id, 'cycle');
    return new ReportYear(system, opened);
  }

  /** One that was asked for otherwise. */
  static of(system: YearSystem, opened: { id: string; number: string }): ReportYear {
    return new ReportYear(system, opened);
  }

  async cycle(): Promise<Cycle> {
    const cycle = await loadCycle(this.system.database.db, this.id);
    if (cycle === null) throw new Error('The cycle is not open');
    return cycle;
  }

  /** The report of an office: `UBND-15.TH` is the consolidated one. */
  async report(office: string): Promise<AgencyReport> {
    const report = await loadReport(this.system.database.db, `${this.number}.${office}`);
    if (report === null) throw new Error(`No report of ${office}`);
    return report;
  }

  /** Waits until something holds; a test fails when it does not within a while. */
  until(what: string, holds: () => Promise<boolean>, seconds?: number): Promise<void> {
    return until(what, holds, seconds);
  }

  /** How many reports are open. */
  async opened(): Promise<number> {
    const { rows } = await this.system.database.db.query<{ count: number }>(
      'select count(*) as count from reports where cycle_id = $1',
      [this.id],
    );
    return rows[0]?.count ?? 0;
  }

  async try<K extends ReportActKind>(
    office: string,
    who: string,
    kind: K,
    data: ReportActData[K],
    key: string = randomUUID(),
  ) {
    const { id } = await this.report(office);
    return this.system.engine.act({
      caseId: id,
      process: 'report',
      key,
      requestHash: JSON.stringify([kind, data]),
      actor: this.system.person(who),
      act: { kind, data },
    });
  }

  /** Does an act that has to be accepted. */
  async does<K extends ReportActKind>(
    office: string,
    who: string,
    kind: K,
    data: ReportActData[K],
  ): Promise<void> {
    const answer = await this.try(office, who, kind, data);
    if (answer.kind !== 'answered' || answer.result.kind !== 'done') {
      throw new Error(`${office} ${who} ${kind}: ${JSON.stringify(answer)}`);
    }
  }

  /** Fills in every part of a report: hand figures with 0, required words with a sentence. */
  async fills(office: string, who: string, words = 'Đã thực hiện'): Promise<void> {
    const { parts: saved } = await this.report(office);
    const parts = (await this.draft(office, words)).map((part) => ({
      part,
      basedOn: saved.find(({ filling }) => filling.part === part.part)?.version ?? 0,
    }));
    await this.does(office, who, 'save-parts', { parts });
  }

  /** The parts of a report as somebody would save them, over what was saved before. */
  async draft(office: string, words = 'Đã thực hiện'): Promise<readonly PartFilling[]> {
    const report = await this.report(office);
    const { form, known } = await this.#knowledge(report);
    return form.parts.map(({ id, figures, narratives }) => {
      const before = report.parts.find(({ filling }) => filling.part === id)?.filling.figures ?? {};
      const byHand = figures
        .filter((figure) => isByHand(figure, known))
        .map((figure) => [figure.id, before[figure.id] ?? 0]);
      const kept = report.scope === 'branch' ? before : {};
      return {
        part: id,
        figures: { ...Object.fromEntries(byHand), ...kept },
        narratives: Object.fromEntries(narratives.map((one) => [one.id, words])),
        explanations: {},
      };
    });
  }

  /** What the system knows of the figures of a report, now. */
  async known(office: string): Promise<KnownFigures> {
    return (await this.#knowledge(await this.report(office))).known;
  }

  /** Signs the draft as it lies there. */
  async submits(office: string, who: string): Promise<void> {
    const report = await this.report(office);
    const knowledge = await this.#knowledge(report);
    await this.does(office, who, 'submit-report', {
      checksum: checksum(toBeSigned(report, knowledge)),
    });
  }

  async accepts(office: string, who: string): Promise<void> {
    const sum = newestSubmission(await this.report(office))?.checksum ?? '';
    await this.does(office, who, 'accept-report', { checksum: sum });
  }

  async #knowledge(report: AgencyReport) {
    const { db } = this.system.database;
    const now = this.system.now();
    const at = { ...(await this.#standing(db, now)), now };
    return reportKnowledge(db, report, at, 'figures');
  }
}

/** Whether an office has to write a figure itself: nobody else knows it. */
function isByHand({ id, source }: Figure, known: KnownFigures): boolean {
  return source.kind === 'by-hand' || (source.kind !== 'computed' && !known.has(id));
}
