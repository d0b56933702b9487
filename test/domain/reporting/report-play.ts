import { checksum } from '../../../records/checksum.ts';
import type { BranchReport } from '../../../domain/reporting/consolidating.ts';
import type { KnownFigures, PartFilling } from '../../../domain/reporting/filling.ts';
import type {
  ReportAct,
  ReportActData,
  ReportActKind,
} from '../../../domain/reporting/process/act.ts';
import type { ReportDecision } from '../../../domain/reporting/process/decide.ts';
import { decideOnReport, openReport } from '../../../domain/reporting/process/decide.ts';
import type { ReportKnowledge } from '../../../domain/reporting/process/deciding.ts';
import type { OpenedReport } from '../../../domain/reporting/process/fact.ts';
import type { AgencyReport } from '../../../domain/reporting/process/report.ts';
import { newestSubmission } from '../../../domain/reporting/process/report.ts';
import { toBeSigned } from '../../../domain/reporting/process/acts/submitting.ts';
import type { ReportStage } from '../../../domain/reporting/process/vocabulary.ts';
import type { NoticeRequest } from '../../../domain/notices/notice.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { dateOf } from '../../../domain/time/instant.ts';
import { DIRECTORY, OfficePlay, somebody } from '../../support/office-play.ts';
import { SMALL_FORM } from './forms.ts';

export const REPORT_ID = '00000000-0000-4000-8000-000000000009';

/** A commune's report to its province, opened in November 2026. */
export const COMMUNE_REPORT: OpenedReport = {
  number: 'BC-2026-000001',
  drill: false,
  cycle: { id: 'c', regime: 'yearly', year: 2026 },
  form: { form: 'small', version: 1 },
  dates: {
    from: '2025-12-15' as never,
    to: '2026-12-14' as never,
    submitFrom: '2026-12-15T00:00:00.000+07:00' as never,
    dueDate: '2026-12-16' as never,
  },
  office: 'UBX-02647',
  scope: 'office',
  drafting: 'UBX-02647',
  predecessors: [],
  collector: { report: 'p', office: 'UBND-15', drafting: 'CAT-15', above: ['BCA-A03'] },
  addressees: [],
};

/** The province's report, drafted by its police and signed by the People's Committee. */
export const PROVINCE_REPORT: OpenedReport = {
  ...COMMUNE_REPORT,
  number: 'BC-2026-000002',
  dates: { ...COMMUNE_REPORT.dates, dueDate: '2026-12-20' as never },
  office: 'UBND-15',
  scope: 'branch',
  drafting: 'CAT-15',
  collector: { report: 'm', office: 'BCA', drafting: 'BCA-A03', above: [] },
  addressees: ['UBX-02647', 'UBX-03006'],
};

/** A commune's estimate: laid before its council, advised on by Sở Tài chính, decided later. */
export const ESTIMATE: OpenedReport = {
  ...COMMUNE_REPORT,
  number: 'DTNS-2026.UBX-02647',
  collector: { report: 'p', office: 'UBND-15', drafting: 'STC-15', above: ['BTC'] },
  steps: [
    { step: 'council-opinion', before: 'submission', figure: 'planned' },
    { step: 'advice', before: 'acceptance', figure: null },
    { step: 'council-decision', before: 'nothing', figure: 'planned' },
  ],
};

/** Both parts of the small form as somebody would fill them in; no case in the register. */
export const FIRST_PART: PartFilling = {
  part: 'first',
  figures: { planned: 10, spent: 5, 'has-rules': 1 },
  narratives: { results: 'Đã tập huấn' },
  explanations: {},
};
export const SECOND_PART: PartFilling = {
  part: 'second',
  figures: { cases: 0, lost: 0, leaked: 0 },
  narratives: {},
  explanations: {},
};

/** One report in memory, decided on by the real rules; time goes where the test puts it. */
export class ReportPlay {
  now = '2026-11-16T08:00:00.000+07:00' as Instant;
  report: AgencyReport;
  known: KnownFigures = new Map();
  branches: readonly BranchReport[] = [];
  cancelled: string | null = null;
  closed = false;
  collectorStage: ReportStage | null = null;
  readonly notices: NoticeRequest[] = [];
  readonly facts: ReportDecision['facts'][number][] = [];
  readonly #rules = new OfficePlay().rules;

  constructor(opened: OpenedReport = COMMUNE_REPORT) {
    const decision = openReport(REPORT_ID, opened, 'plain', this.#context('process'), SMALL_FORM);
    this.report = decision.report;
    this.#take(decision);
  }

  get knowledge(): ReportKnowledge {
    const { known, branches, cancelled, closed, collectorStage } = this;
    const around = { checksums: {}, cancelled, closed, collectorStage };
    return { form: SMALL_FORM, known, branches, ...around };
  }

  /** Does an act; returns the refusal's code, or `done`. */
  try<K extends ReportActKind>(who: string, kind: K, data: ReportActData[K]): string {
    const act = { kind, data } as unknown as ReportAct;
    const decision = decideOnReport(this.report, act, this.#context(who), this.knowledge);
    this.#take(decision);
    return decision.refusal?.code ?? 'done';
  }

  does<K extends ReportActKind>(who: string, kind: K, data: ReportActData[K]): this {
    const came = this.try(who, kind, data);
    if (came !== 'done') throw new Error(`${who} ${kind}: ${came}`);
    return this;
  }

  /** Fills both parts in. */
  filledBy(who: string): this {
    for (const part of [FIRST_PART, SECOND_PART]) {
      const before = this.report.parts.find((saved) => saved.filling.part === part.part);
      this.does(who, 'save-part', { part, basedOn: before?.version ?? 0 });
    }
    return this;
  }

  /** The checksum of the draft as its head reads it. */
  draftChecksum(): string {
    return checksum(toBeSigned(this.report, this.knowledge));
  }

  submittedBy(who: string): this {
    return this.does(who, 'submit-report', { checksum: this.draftChecksum() });
  }

  acceptedBy(who: string): this {
    const sum = newestSubmission(this.report)?.checksum ?? '';
    return this.does(who, 'accept-report', { checksum: sum });
  }

  /** Lets time pass, waking at every instant at which something happens. */
  waitUntil(text: string): this {
    const instant = text as Instant;
    for (;;) {
      const running = this.report.clocks.filter((c) => c.status === 'running');
      const next = running.map((c) => c.next).sort()[0];
      if (next === undefined || next > instant) break;
      this.now = next > this.now ? next : this.now;
      this.look();
    }
    this.now = instant;
    return this;
  }

  look(): this {
    this.#take(decideOnReport(this.report, null, this.#context('clock'), this.knowledge));
    return this;
  }

  clock(rule: string) {
    const clock = this.report.clocks.findLast((c) => c.rule === rule);
    if (clock === undefined) throw new Error(`No clock ${rule}`);
    return clock;
  }

  lettersOf(kind: string): readonly string[] {
    const found = this.notices.filter((n) => n.kind === kind);
    return found.map(({ to }) => ('office' in to ? to.office : to.person));
  }

  #context(who: string) {
    const kind = who === 'process' || who === 'clock' ? who : null;
    const actor = kind === null ? somebody(who) : ({ kind } as const);
    const directory = DIRECTORY.at(dateOf(this.now));
    return { actor, now: this.now, directory, rules: this.#rules, checksum };
  }

  #take({ report, facts, notices }: ReportDecision): void {
    this.report = report;
    this.facts.push(...facts);
    this.notices.push(...notices);
  }
}
