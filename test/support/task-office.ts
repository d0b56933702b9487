import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { tellToLook } from '../../client/tell-to-look.ts';
import type { Capacity } from '../../domain/offices/person.ts';
import type { Holders, Plan } from '../../domain/plans/plan.ts';
import { missingClears } from '../../domain/plans/plan.ts';
import type { PlanActData, PlanActKind } from '../../domain/plans/process/act.ts';
import type { TaskActData, TaskActKind } from '../../domain/tasks/act.ts';
import type { AgencyTask } from '../../domain/tasks/task.ts';
import { checksum } from '../../records/checksum.ts';
import { askForPlan, loadRun } from '../../records/plans.ts';
import { loadTask } from '../../records/tasks.ts';
import type { Answered, Somebody } from './api-office.ts';
import { ApiOffice } from './api-office.ts';
import { broughtPlan } from './plans.ts';

/** One body of the directory, as a plan names it. */
export function body(office: string): Holders {
  return { kind: 'office', office, scope: null };
}

/** A few tasks of Lào Cai's plan, given to the offices named. */
export function smallPlan(
  tasks: Readonly<Record<string, { readonly lead?: string[]; readonly helpers?: string[] }>>,
  id = 'lao-cai-nho',
): Plan {
  const whole = broughtPlan('lao-cai-2026');
  const picked = whole.tasks.flatMap((task) => {
    const given = tasks[task.id];
    if (given === undefined) return [];
    const { lead, helpers = [] } = given;
    const leads = lead === undefined ? task.lead : lead.map(body);
    return [{ ...task, lead: leads, coordinating: helpers.map(body), asked: [] }];
  });
  return { ...whole, id, tasks: picked };
}

/** A plan that is carried out, through the API, with the acts that its people do. */
export class TaskOffice {
  readonly office: ApiOffice;
  #run = '';
  /** What the numbers of its tasks begin with. */
  prefix = '';

  private constructor(office: ApiOffice) {
    this.office = office;
  }

  static async open(now = '2026-05-04T09:00:00.000+07:00'): Promise<TaskOffice> {
    return new TaskOffice(await ApiOffice.open({ now }));
  }

  close(): Promise<void> {
    return this.office.close();
  }

  somebody(who: string): Promise<Somebody> {
    return this.office.somebody(who);
  }

  /** Loads a plan, and has the head of its owner adopt it; its tasks are open then. */
  async adopt(plan: Plan): Promise<void> {
    const { db } = this.office.database;
    const asked = await db.transaction((tx) =>
      askForPlan(tx, plan, { drill: false, now: this.office.now }),
    );
    if (asked === null) throw new Error(`Another plan stands under ${plan.id}`);
    this.#run = asked.id;
    this.prefix = asked.number.replace('KH-', 'NV-');
    await this.office.engine.begin(asked.id, 'plan');
    const confirmed = plan.tasks
      .map((task) => ({ task: task.id, clears: missingClears(task) }))
      .filter(({ clears }) => clears.length > 0);
    const [author, approver] = [`case-officer@${plan.owner}`, `head@${plan.owner}`];
    const sum = checksum(plan);
    await this.plans(approver, 'confirm-clears', { plan: sum, confirmed });
    await this.plans(author, 'propose-adoption', { plan: sum });
    await this.#approves(approver);
    await this.office.engine.begin(asked.id, 'plan');
  }

  /** Ends the plan that was adopted last, in the edition in force. */
  async ends(): Promise<void> {
    const run = await loadRun(this.office.database.db, this.#run);
    const owner = run?.owner ?? '';
    await this.plans(`case-officer@${owner}`, 'propose-end', { reason: 'Đã tổng kết' });
    await this.#approves(`head@${owner}`);
  }

  /** Approves what was laid before the owner last. */
  async #approves(approver: string): Promise<void> {
    const run = await loadRun(this.office.database.db, this.#run);
    const proposal = run?.proposals.at(-1);
    const decided = { proposal: proposal?.id ?? '', checksum: proposal?.checksum ?? '' };
    await this.plans(approver, 'approve-plan', decided);
  }

  /** Does an act on the plan that has to be accepted. */
  async plans<K extends PlanActKind>(who: string, kind: K, data: PlanActData[K]): Promise<void> {
    const [capacity = '', office = ''] = who.split('@');
    const answer = await this.office.engine.act({
      caseId: this.#run,
      process: 'plan',
      key: randomUUID(),
      requestHash: kind,
      actor: {
        person: await this.person(who),
        office,
        capacity: capacity as Capacity,
        delegation: null,
      },
      act: { kind, data },
    });
    const isDone = answer.kind === 'answered' && answer.result.kind === 'done';
    expect(isDone, `${who} ${kind}: ${JSON.stringify(answer)}`).toBe(true);
  }

  /** The id of somebody. */
  async person(who: string): Promise<string> {
    const [capacity = '', place = ''] = who.split('@');
    const [office = '', number] = place.split('/');
    const login = [office.toLowerCase(), capacity, number].filter((p) => p !== undefined).join('.');
    const { rows } = await this.office.database.db.query<{ id: string }>(
      'select id from people where login = $1',
      [login],
    );
    if (rows[0] === undefined) throw new Error(`Nobody is ${login}`);
    return rows[0].id;
  }

  /** Tells whoever waits for it what has changed, as the relay does. */
  relay(): Promise<void> {
    return tellToLook(this.office.deps, this.office.now);
  }

  /** The number of a task of an office: `II.5`, `UBX-02647`. */
  number(task: string, office: string): string {
    return `${this.prefix}.${task}.${office}`;
  }

  async state(number: string): Promise<AgencyTask> {
    const found = await loadTask(this.office.database.db, number);
    if (found === null) throw new Error(`No task ${number}`);
    return found;
  }

  async view(number: string, who: string): Promise<Answered['json']> {
    const answered = await (await this.somebody(who)).get(`/tasks/${number}`);
    expect(answered.status, `${who} ${number} ${answered.text}`).toBe(200);
    return answered.json;
  }

  async list(who: string, query = ''): Promise<Answered['json']> {
    const answered = await (await this.somebody(who)).get(`/tasks?${query}`);
    expect(answered.status, `${who} ${query} ${answered.text}`).toBe(200);
    return answered.json;
  }

  async try<K extends TaskActKind>(
    number: string,
    who: string,
    kind: K,
    data: TaskActData[K],
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    return (await this.somebody(who)).post(`/tasks/${number}/acts`, { kind, data }, headers);
  }

  /** Does an act that has to be accepted. */
  async does<K extends TaskActKind>(
    number: string,
    who: string,
    kind: K,
    data: TaskActData[K],
  ): Promise<void> {
    const answered = await this.try(number, who, kind, data);
    expect(answered.status, `${number} ${who} ${kind} ${answered.text}`).toBe(200);
  }
}
