import { randomUUID } from 'node:crypto';
import type { DifficultyActData, DifficultyActKind } from '../../domain/difficulties/act.ts';
import type { Difficulty } from '../../domain/difficulties/difficulty.ts';
import type { Plan } from '../../domain/plans/plan.ts';
import { missingClears } from '../../domain/plans/plan.ts';
import type { PlanActData, PlanActKind } from '../../domain/plans/process/act.ts';
import type { RunningPlan } from '../../domain/plans/process/running-plan.ts';
import type { TaskActData, TaskActKind } from '../../domain/tasks/act.ts';
import type { AgencyTask } from '../../domain/tasks/task.ts';
import { checksum } from '../../records/checksum.ts';
import { askForDifficulty, loadDifficulty, raisedDifficulty } from '../../records/difficulties.ts';
import { keepEdition } from '../../records/plan-editions.ts';
import { askForPlan, loadRun } from '../../records/plans.ts';
import { loadTask } from '../../records/tasks.ts';
import type { YearSystem } from './report-year.ts';
import { until } from './until.ts';

/** A plan that is carried out on a running system, with the acts that its people do. */
export class PlanRun {
  readonly system: YearSystem;
  readonly id: string;
  readonly number: string;
  readonly plan: Plan;

  private constructor(
    system: YearSystem,
    plan: Plan,
    { id, number }: { readonly id: string; readonly number: string },
  ) {
    this.system = system;
    this.plan = plan;
    this.id = id;
    this.number = number;
  }

  /** Loads a plan as a draft, and begins its process. */
  static async load(system: YearSystem, plan: Plan): Promise<PlanRun> {
    const asked = await system.database.db.transaction((tx) =>
      askForPlan(tx, plan, { drill: false, now: system.now() }),
    );
    if (asked === null) throw new Error(`Another plan stands under ${plan.id}`);
    await system.engine.begin(asked.id, 'plan');
    const run = new PlanRun(system, plan, asked);
    await until('the plan is loaded', async () => (await run.find()) !== null, 180);
    return run;
  }

  /** Confirms what the file proposes, lays the plan before its owner, and has it approved. */
  async adopt(author: string, approver: string): Promise<void> {
    const confirmed = this.plan.tasks
      .map((task) => ({ task: task.id, clears: missingClears(task) }))
      .filter(({ clears }) => clears.length > 0);
    const sum = checksum(this.plan);
    await this.does(approver, 'confirm-clears', { plan: sum, confirmed });
    await this.does(author, 'propose-adoption', { plan: sum });
    await this.approve(approver);
  }

  /** Lays another version before the owner, and has it approved. */
  async amend(author: string, approver: string, plan: Plan): Promise<void> {
    await this.proposeAmendment(author, plan);
    await this.approve(approver);
  }

  /** Lays a later version before the owner. */
  async proposeAmendment(author: string, plan: Plan): Promise<void> {
    await this.system.database.db.transaction((tx) => keepEdition(tx, plan, this.system.now()));
    const asked = { edition: plan.version, plan: checksum(plan), reason: 'Điều chỉnh' };
    await this.does(author, 'propose-amendment', asked);
  }

  /** Approves what was laid before the owner last. */
  async approve(approver: string): Promise<void> {
    const proposal = (await this.state()).proposals.at(-1);
    const decided = { proposal: proposal?.id ?? '', checksum: proposal?.checksum ?? '' };
    await this.does(approver, 'approve-plan', decided);
  }

  find(): Promise<RunningPlan | null> {
    return loadRun(this.system.database.db, this.id);
  }

  async state(): Promise<RunningPlan> {
    const run = await this.find();
    if (run === null) throw new Error('The plan is not loaded');
    return run;
  }

  async task(task: string, office: string): Promise<AgencyTask> {
    const number = `${this.number.replace('KH-', 'NV-')}.${task}.${office}`;
    const found = await loadTask(this.system.database.db, number);
    if (found === null) throw new Error(`No task ${number}`);
    return found;
  }

  /** How many tasks stand in the record. */
  async opened(): Promise<number> {
    const { rows } = await this.system.database.db.query<{ count: number }>(
      'select count(*) as count from tasks where run_id = $1',
      [this.id],
    );
    return rows[0]?.count ?? 0;
  }

  /** Does an act on the plan that has to be accepted. */
  async does<K extends PlanActKind>(who: string, kind: K, data: PlanActData[K]): Promise<void> {
    await this.#done(this.id, 'plan', who, { kind, data });
  }

  /** Does an act on a task that has to be accepted. */
  async works<K extends TaskActKind>(
    { id }: AgencyTask,
    who: string,
    kind: K,
    data: TaskActData[K],
  ): Promise<void> {
    await this.#done(id, 'task', who, { kind, data });
  }

  /** An office raises a difficulty in general, and its process begins. */
  async raises(office: string, words = 'Thiếu máy soạn thảo riêng'): Promise<Difficulty> {
    const { system } = this;
    const { db } = system.database;
    const { person: raisedBy } = system.person(`head@${office}`);
    const raised = { drill: false, about: null, office, raisedBy, words };
    const id = randomUUID();
    await db.transaction(async (tx) => {
      // Whoever did not hear the answer asks again.
      if ((await raisedDifficulty(tx, id)) !== null) return;
      await askForDifficulty(tx, id, raised, system.now());
    });
    await system.engine.begin(id, 'difficulty');
    await until('it is raised', async () => (await loadDifficulty(db, id)) !== null, 180);
    return this.difficulty(id);
  }

  async difficulty(id: string): Promise<Difficulty> {
    const found = await loadDifficulty(this.system.database.db, id);
    if (found === null) throw new Error(`No difficulty ${id}`);
    return found;
  }

  /** Does an act on a difficulty that has to be accepted. */
  async answers<K extends DifficultyActKind>(
    { id }: Difficulty,
    who: string,
    kind: K,
    data: DifficultyActData[K],
  ): Promise<void> {
    await this.#done(id, 'difficulty', who, { kind, data });
  }

  async #done(
    caseId: string,
    process: 'plan' | 'task' | 'difficulty',
    who: string,
    act: { readonly kind: string; readonly data: unknown },
  ): Promise<void> {
    const answer = await this.system.engine.act({
      caseId,
      process,
      key: randomUUID(),
      requestHash: JSON.stringify(act),
      actor: this.system.person(who),
      act,
    });
    if (answer.kind !== 'answered' || answer.result.kind !== 'done') {
      throw new Error(`${who} ${act.kind}: ${JSON.stringify(answer)}`);
    }
  }
}
