import { CaseDeciding } from '../../cases/deciding.ts';
import type { DecisionContext } from '../../cases/deciding.ts';
import type { BranchReport } from '../consolidating.ts';
import type { KnownFigures } from '../filling.ts';
import type { ReportForm } from '../form.ts';
import { evolve } from './evolve.ts';
import type { ReportFact, ReportFactData } from './fact.ts';
import type { AgencyReport } from './report.ts';
import type { ReportStage } from './vocabulary.ts';

/** What a decision on a report may know besides the report: read in the same transaction. */
export interface ReportKnowledge {
  readonly form: ReportForm;
  /** What the register has for the office, or what the reports below it come to. */
  readonly known: KnownFigures;
  /** The reports that it collects, as they were accepted; none for an office's own report. */
  readonly branches: readonly BranchReport[];
  /** Of every accepted report below: the checksum of what was signed. */
  readonly checksums: Readonly<Record<string, string>>;
  /** Why the cycle was called off; null while it was not. */
  readonly cancelled: string | null;
  /** The cycle has gone up: what has not come by now is urged no more. */
  readonly closed: boolean;
  /** Where the report stands that collects this one; null at the root. */
  readonly collectorStage: ReportStage | null;
}

/** What is known of a report that opens: its form. */
export function knowingNothing(form: ReportForm): ReportKnowledge {
  return {
    form,
    known: new Map(),
    branches: [],
    checksums: {},
    cancelled: null,
    closed: false,
    collectorStage: null,
  };
}

/** One decision on an agency's report under way. */
export class ReportDeciding extends CaseDeciding<AgencyReport, ReportFactData, ReportFact> {
  readonly knowledge: ReportKnowledge;

  constructor(
    id: string,
    before: AgencyReport | null,
    context: DecisionContext,
    knowledge: ReportKnowledge,
  ) {
    super(id, before, context);
    this.knowledge = knowledge;
  }

  /** The report as it stands after the facts so far. */
  get report(): AgencyReport {
    return this.case;
  }

  protected evolved(before: AgencyReport | null, fact: ReportFact): AgencyReport {
    return evolve(before, this.caseId, fact, this.now);
  }

  protected isPassedBy(): boolean {
    return false;
  }
}
