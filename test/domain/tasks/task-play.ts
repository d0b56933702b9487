import type { DecisionContext } from '../../../domain/cases/deciding.ts';
import type { Citation, PlanTask } from '../../../domain/plans/plan.ts';
import type { TaskTerms } from '../../../domain/plans/process/terms.ts';
import type { TaskAct, TaskActData } from '../../../domain/tasks/act.ts';
import type { PlanStanding, TaskKnowledge, Twin } from '../../../domain/tasks/deciding.ts';
import type { TaskDecision } from '../../../domain/tasks/decide.ts';
import { decideOnTask, openTask } from '../../../domain/tasks/decide.ts';
import type { OpenedTask, TaskFact } from '../../../domain/tasks/fact.ts';
import { taskSnapshot } from '../../../domain/tasks/outcome.ts';
import type { AgencyTask, TaskOccurrence } from '../../../domain/tasks/task.ts';
import { newestProduct } from '../../../domain/tasks/task.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { dateOf } from '../../../domain/time/instant.ts';
import { CasePlay } from '../../support/case-play.ts';

export const TASK_ID = '00000000-0000-4000-8000-00000000000b';
export const COMMUNE = 'UBX-02647';
export const OFFICER = `case-officer@${COMMUNE}`;
export const HEAD = `head@${COMMUNE}`;
export const POLICE = 'case-officer@CAT-15-PA03';
export const POLICE_HEAD = 'head@CAT-15';
export const CHAIRMAN = 'head@UBND-15';

/** A document as tests hand it in. */
export const DOCUMENT = { sha256: 'a'.repeat(64), title: 'Báo cáo kết quả' };

const text = (vi: string) => ({ vi, en: vi, lo: vi });
const CITED: Citation = { section: 'II', point: '4', letter: null, dash: 1, quote: 'Quyết định' };

/** Once, before a date: 1 March 2027 (Lào Cai II.2). */
export const BEFORE_MARCH: PlanTask['due'] = {
  ...{ kind: 'date', reading: 'before', date: '2027-03-01' as never, policy: 'plain' },
};
/** Standing, with a product each quarter. */
export const QUARTERLY: PlanTask['due'] = {
  kind: 'standing',
  every: { unit: 'quarter', certainty: 'set-by-officer' },
};

export const NATURES = {
  plain: { kind: 'plain' },
  training: { kind: 'training-exchange' },
  decisions: {
    kind: 'registered-decisions',
    subjects: [
      { id: 'lan', name: text('Mạng LAN độc lập'), citation: CITED },
      { id: 'machines', name: text('Máy tính'), citation: CITED },
    ],
  },
  list: { kind: 'collection', what: text('Danh mục'), forwardedTo: 'BCA-A03' },
  gathered: { kind: 'collection', what: text('Số liệu'), forwardedTo: null },
  regulation: { kind: 'regulation', amends: null },
  review: { kind: 'review', proposalsTo: 'treaty-change' },
  inspecting: { kind: 'follow-up', record: 'inspection' },
} as const satisfies Record<string, PlanTask['nature']>;

export const TERMS: TaskTerms = {
  job: text('Rà soát văn bản'),
  product: text('Báo cáo rà soát'),
  due: BEFORE_MARCH,
  nature: NATURES.plain,
  phase: null,
};

/** A commune's task under Lào Cai's plan, followed up by the police. */
export const OPENED: OpenedTask = {
  number: 'KH-LC.II.2.UBX-02647',
  drill: false,
  plan: { plan: 'lao-cai-2026', run: 'p', edition: 1 },
  task: 'II.2',
  own: null,
  role: 'lead',
  office: COMMUNE,
  scope: null,
  owner: 'UBND-15',
  reviewer: { office: 'CAT-15', desk: 'CAT-15-PA03' },
  lead: null,
  terms: TERMS,
};

/** One task in memory; opened on Monday, 4 May 2026. */
export class TaskPlay extends CasePlay<AgencyTask, TaskActData, TaskFact> {
  plan: PlanStanding;
  lead: string | null;
  leadIsDone = false;
  twins: readonly Twin[] = [];
  staff: ReadonlySet<string> = new Set([OFFICER, `staff@${COMMUNE}`, HEAD, `${OFFICER}/2`]);

  constructor(
    opened: Partial<OpenedTask> = {},
    terms: Partial<TaskTerms> = {},
    now = '2026-05-04T08:00:00.000+07:00',
  ) {
    super(now);
    const all = { ...OPENED, ...opened, terms: { ...TERMS, ...opened.terms, ...terms } };
    this.lead = all.lead;
    this.plan = {
      whose: { owner: all.owner, followUp: all.reviewer },
      ...{ edition: 1, terms: all.terms, reason: null, standstill: null, ended: null },
    };
    this.take(openTask(TASK_ID, all, this.context('process'), this.knowledge));
  }

  get knowledge(): TaskKnowledge {
    const { plan, lead, leadIsDone, twins, staff } = this;
    return { plan, lead, leadIsDone, twins, staff };
  }

  protected decided(act: TaskAct | null, context: DecisionContext): TaskDecision {
    return decideOnTask(this.after, act, context, this.knowledge);
  }

  protected wake(): Instant | null {
    const directory = this.directory.at(dateOf(this.now));
    return taskSnapshot(this.after, directory).waits.task.wake;
  }

  /** The office takes it up and names its officer. */
  takenUp(): this {
    const { office } = this.after;
    const person = `case-officer@${office}`;
    this.staff = new Set([...this.staff, person, `${person}/2`]);
    return this.does(`head@${office}`, 'accept-task', { person });
  }

  product(change: Partial<TaskActData['submit-product']> = {}): TaskActData['submit-product'] {
    const whole = { occurrence: null, document: DOCUMENT, note: '', exchange: null, list: null };
    return { ...whole, ...change };
  }

  handedIn(change: Partial<TaskActData['submit-product']> = {}): this {
    const who = `case-officer@${this.after.office}`;
    return this.does(who, 'submit-product', this.product(change));
  }

  /** What waits to be looked at. */
  get submitted(): TaskOccurrence {
    const found = this.after.occurrences.find(({ status }) => status === 'submitted');
    if (found === undefined) throw new Error('Nothing was handed in');
    return found;
  }

  acceptedBy(who: string): this {
    const { submitted } = this;
    const checksum = newestProduct(submitted)?.checksum ?? '';
    return this.does(who, 'accept-product', { occurrence: submitted.id, checksum });
  }

  returnedBy(who: string): this {
    const occurrence = this.submitted.id;
    return this.does(who, 'return-product', { occurrence, reason: 'Thiếu phụ lục' });
  }

  /** Another edition of the plan is in force. */
  amended(terms: Partial<TaskTerms> | null, reason = 'Điều chỉnh'): this {
    const after = terms === null ? null : { ...this.after.terms, ...terms };
    this.plan = { ...this.plan, edition: this.plan.edition + 1, terms: after, reason };
    return this.look();
  }
}
