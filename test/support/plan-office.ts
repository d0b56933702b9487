import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { parse, stringify } from 'yaml';
import { tellToLook } from '../../client/tell-to-look.ts';
import type { PlanActData, PlanActKind } from '../../domain/plans/process/act.ts';
import type { Answered, Somebody } from './api-office.ts';
import { ApiOffice } from './api-office.ts';

const LAO_CAI = new URL('../../rules/plans/lao-cai-2026.yaml', import.meta.url);

interface FileTask {
  readonly id: string;
  readonly lead?: readonly string[];
  readonly [field: string]: unknown;
}

/** A plan as its file has it. */
export interface PlanFields {
  readonly id: string;
  readonly tasks: readonly FileTask[];
  readonly [field: string]: unknown;
}

/** The offices that have a part in the small plan, but for the police. */
export const COMMUNES = ['UBX-02647', 'UBX-03006'] as const;

/** The people who adopt it: the police's officer proposes, the Chairman decides. */
export const OFFICER = 'case-officer@CAT-15-PA03';
export const CHAIRMAN = 'head@UBND-15';

/**
 * A part of Lào Cai's plan as a text: the police's own standing task, and the lists of secrets of
 * two communes. The whole plan is a thousand tasks.
 */
export function smallPlan(change: (plan: PlanFields) => object = (plan) => plan): string {
  const whole = parse(readFileSync(LAO_CAI, 'utf8')) as PlanFields;
  const tasks = whole.tasks
    .filter(({ id }) => id === 'II.1.a' || id === 'II.5')
    .map((task) => ({
      ...task,
      lead: task.id === 'II.5' ? ['cap-xa'] : (task.lead ?? []),
      coordinating: [],
      asked: [],
    }));
  const small = {
    ...whole,
    id: 'lao-cai-nho',
    tasks,
    bodies: {
      'cong-an-tinh': [{ kind: 'office', office: 'CAT-15' }],
      'cap-xa': COMMUNES.map((office) => ({ kind: 'office', office })),
    },
    recipients: [{ quote: 'Các xã, phường', to: ['cap-xa'] }],
  };
  return stringify(change(small));
}

/** The small plan through the API, with the acts that its people do. */
export class PlanOffice {
  readonly office: ApiOffice;
  /** The number of the plan that was loaded last. */
  number = '';

  private constructor(office: ApiOffice) {
    this.office = office;
  }

  static async open(now = '2026-05-04T09:00:00.000+07:00'): Promise<PlanOffice> {
    return new PlanOffice(await ApiOffice.open({ now }));
  }

  close(): Promise<void> {
    return this.office.close();
  }

  somebody(who: string): Promise<Somebody> {
    return this.office.somebody(who);
  }

  async get(who: string, path: string): Promise<Answered['json']> {
    const answered = await (await this.somebody(who)).get(path);
    expect(answered.status, `${who} ${path} ${answered.text}`).toBe(200);
    return answered.json;
  }

  /** Loads a plan as a draft. */
  async loads(text = smallPlan(), who = OFFICER): Promise<string> {
    const answered = await (await this.somebody(who)).post('/plans', { text });
    expect(answered.status, answered.text).toBe(201);
    this.number = answered.json.number as string;
    await this.office.engine.begin(answered.json.id as string, 'plan');
    return this.number;
  }

  /** Confirms what is only proposed, lays the plan before the Chairman, and has it approved. */
  async adopts(): Promise<void> {
    const { missing, decidesOn } = await this.view(CHAIRMAN);
    const plan = decidesOn.checksum as string;
    const confirmed = (missing as { task: string; clear: 'product' }[]).map(({ task, clear }) => ({
      task,
      clears: [clear],
    }));
    if (confirmed.length > 0) await this.does(CHAIRMAN, 'confirm-clears', { plan, confirmed });
    await this.does(OFFICER, 'propose-adoption', { plan });
    await this.approves();
  }

  /** Approves what was laid before the Chairman last, and opens what follows. */
  async approves(who = CHAIRMAN): Promise<void> {
    const { proposals } = await this.view(who);
    const { id: proposal, checksum } = proposals.at(-1);
    await this.does(who, 'approve-plan', { proposal, checksum });
    await this.relay();
  }

  view(who: string): Promise<Answered['json']> {
    return this.get(who, `/plans/${this.number}`);
  }

  async try<K extends PlanActKind>(
    who: string,
    kind: K,
    data: PlanActData[K],
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    return (await this.somebody(who)).post(`/plans/${this.number}/acts`, { kind, data }, headers);
  }

  /** Does an act that has to be accepted. */
  async does<K extends PlanActKind>(who: string, kind: K, data: PlanActData[K]): Promise<void> {
    const answered = await this.try(who, kind, data);
    expect(answered.status, `${who} ${kind} ${answered.text}`).toBe(200);
  }

  /** Tells whoever waits for it what has changed, and the plan to open what is to be opened. */
  async relay(): Promise<void> {
    await tellToLook(this.office.deps, this.office.now);
    const { rows } = await this.office.database.db.query<{ id: string }>('select id from plans');
    for (const { id } of rows) await this.office.engine.begin(id, 'plan');
  }
}
