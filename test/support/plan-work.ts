import { overAll } from '../../bench/measures.ts';
import type { AgencyTask } from '../../domain/tasks/task.ts';
import { handsIn, isActive, newestProduct, subjectsMissing } from '../../domain/tasks/task.ts';
import { addDays, dateOf } from '../../domain/time/instant.ts';
import { loadTask } from '../../records/tasks.ts';
import { AT_ONCE } from './direct-time.ts';
import type { PlanRun } from './plan-run.ts';

const DOCUMENT = { sha256: 'a'.repeat(64), title: 'Báo cáo kết quả' };

/** What the people of the offices of a plan do: they take up, hand in, and accept. */
export class PlanWork {
  readonly run: PlanRun;
  /** What is being prepared of each task, so that two products of one prepare it once. */
  readonly #prepared = new Map<string, Promise<void>>();

  constructor(run: PlanRun) {
    this.run = run;
  }

  /** The tasks of the plan as they stand; some of them by what `tasks` says of them. */
  async tasks(which = 'true'): Promise<readonly AgencyTask[]> {
    const { rows } = await this.run.system.database.db.query<{ state: AgencyTask }>(
      `select state from tasks where run_id = $1 and ${which} order by number`,
      [this.run.id],
    );
    return rows.map(({ state }) => state);
  }

  /** Every office takes up what was given to it; whoever is only asked does nothing. */
  async takesUp(does: (task: AgencyTask) => boolean = () => true): Promise<void> {
    const fresh = (await this.tasks("stage in ('assigned', 'seen')")).filter(does);
    await overAll('taken up', fresh, AT_ONCE, (task) => this.accepts(task));
  }

  async accepts(task: AgencyTask): Promise<void> {
    const { person } = this.run.system.person(`case-officer@${task.office}`);
    await this.run.works(task, `head@${task.office}`, 'accept-task', { person });
  }

  /**
   * Every office hands in what is open, also what opens in this very moment, and whoever follows it
   * up accepts it at once.
   */
  async handsIn(does: (task: AgencyTask) => boolean): Promise<void> {
    const today = dateOf(this.run.system.now());
    const working = (await this.tasks("open and role <> 'asked'")).filter(
      (task) => isActive(task) && handsIn(task) && does(task),
    );
    const owed = working.flatMap((task) => {
      const open = task.occurrences.filter(({ status }) => status === 'open');
      const newest = task.occurrences.at(-1)?.period ?? null;
      const isNext = newest !== null && addDays(newest.to, 1) === today;
      // The act itself opens the period that begins with its moment.
      return [...open.map(({ id }) => id), ...(isNext ? [null] : [])].map((occurrence) => ({
        task,
        occurrence,
      }));
    });
    await overAll('handed in', owed, AT_ONCE, ({ task, occurrence }) =>
      this.delivers(task, occurrence),
    );
  }

  /** One product, handed in and accepted. */
  async delivers(task: AgencyTask, occurrence: string | null): Promise<void> {
    const { id, office } = task;
    await this.#prepares(task);
    const { nature } = task.terms;
    const isTraining = nature.kind === 'training-exchange';
    await this.run.works(task, `case-officer@${office}`, 'submit-product', {
      occurrence,
      document: DOCUMENT,
      note: '',
      exchange: isTraining ? { who: 'Cán bộ', approvedBy: 'Lãnh đạo', result: 'Tốt' } : null,
      list: nature.kind === 'collection' && nature.forwardedTo !== null ? 'unchanged' : null,
    });
    if (nature.kind === 'review' && task.role === 'lead') {
      const found = { proposals: ['Bổ sung Điều 5'], notNeeded: null, document: DOCUMENT };
      await this.run.works(task, `case-officer@${office}`, 'hand-over-proposals', found);
    }
    const after = await loadTask(this.run.system.database.db, id);
    const submitted = after?.occurrences.find(
      (one) => one.status === 'submitted' && (occurrence ?? one.id) === one.id,
    );
    if (after == null || submitted === undefined) throw new Error(`${task.number}: nothing came`);
    await this.run.works(task, `head@${after.reviewer.desk}`, 'accept-product', {
      occurrence: submitted.id,
      checksum: newestProduct(submitted)?.checksum ?? '',
    });
  }

  /** What has to be there before a product can be handed in: once for all that is handed in. */
  #prepares({ id }: AgencyTask): Promise<void> {
    const before = this.#prepared.get(id) ?? Promise.resolve();
    const prepared = before.then(async () => {
      const task = await loadTask(this.run.system.database.db, id);
      if (task !== null) await this.#prepare(task);
    });
    this.#prepared.set(id, prepared);
    return prepared;
  }

  async #prepare(task: AgencyTask): Promise<void> {
    const officer = `case-officer@${task.office}`;
    const today = dateOf(this.run.system.now());
    const { nature } = task.terms;
    if (nature.kind === 'regulation' && task.regulation.issued === null) {
      await this.run.works(task, officer, 'record-draft', { document: DOCUMENT });
      const opinion = { from: 'Phòng chuyên môn', text: 'Nhất trí' };
      await this.run.works(task, officer, 'record-opinion', opinion);
      const issued = { number: '1/QĐ', date: today, document: DOCUMENT };
      await this.run.works(task, `head@${task.office}`, 'issue-regulation', issued);
    }
    for (const subject of subjectsMissing(task)) {
      const decided = { subject, number: '2/QĐ', date: today, covers: 'Toàn cơ quan' };
      const reviewOn = addDays(today, 700);
      await this.run.works(task, officer, 'register-decision', {
        ...{ ...decided, reviewOn, document: DOCUMENT },
      });
    }
  }
}
