import { Client } from '@temporalio/client';
import { createSchedules } from '../../client/engine-schedules.ts';
import { tellToLook } from '../../client/tell-to-look.ts';
import { loadBrought } from '../../rules/load-brought.ts';
import { OPEN_REPORTING_YEAR, scheduleId, workflowId } from '../../workflows/wire.ts';
import type { CaseSystem } from '../support/case-system.ts';
import { PlanRun } from '../support/plan-run.ts';
import { smallPlan } from '../support/plans.ts';

const COMMUNE = 'UBX-02647';
const NEIGHBOUR = 'UBX-03006';
const POLICE = 'case-officer@CAT-15-PA03';
const [AUTHOR, OWNER] = ['case-officer@UBND-15', 'head@UBND-15'];

/**
 * A plan from its draft to its end, with a task that was returned, a standing one that ended with
 * the plan, and a difficulty that was passed up; and the same half-way, as such processes stand for
 * months: what each is called in the histories, and its id in the engine.
 */
export async function recordedPlan(system: CaseSystem): Promise<readonly [string, string][]> {
  const run = await started(system, 'lao-cai-nho');
  await done(run, COMMUNE);
  const difficulty = await run.raises(COMMUNE);
  await run.answers(difficulty, POLICE, 'take-up-difficulty', {});
  await run.answers(difficulty, 'head@CAT-15-PA03', 'pass-up', { reason: 'Vượt thẩm quyền' });
  const { holder } = await run.difficulty(difficulty.id);
  await run.answers(difficulty, `case-officer@${holder}`, 'take-up-difficulty', {});
  const answer = { words: 'Dùng máy của Công an xã', document: null };
  await run.answers(difficulty, `case-officer@${holder}`, 'draft-answer', answer);
  const checksum = (await run.difficulty(difficulty.id)).draft?.checksum ?? '';
  await run.answers(difficulty, `head@${holder}`, 'approve-answer', { checksum });
  await run.does(AUTHOR, 'propose-end', { reason: 'Đã hoàn thành' });
  const proposal = (await run.state()).proposals.at(-1);
  await run.does(OWNER, 'approve-plan', {
    proposal: proposal?.id ?? '',
    checksum: proposal?.checksum ?? '',
  });
  await tellToLook({ db: system.database.db, engine: system.engine }, system.now());
  const task = async (id: string, office: string) =>
    workflowId('task', (await run.task(id, office)).id);
  const ended: [string, string][] = [
    ['run-plan.ended', workflowId('plan', run.id)],
    ['carry-out-task.returned', await task('II.5', COMMUNE)],
    ['carry-out-task.plan-ended', await task('II.1.a', 'CAT-15')],
    ['resolve-difficulty.passed-up', workflowId('difficulty', difficulty.id)],
  ];
  const { connection, namespace } = system;
  const { workflow } = new Client({ connection, namespace });
  for (const [name, id] of ended) {
    await system.until(`${name} has ended`, async () => {
      return (await workflow.getHandle(id).describe()).status.name === 'COMPLETED';
    });
  }
  return [...ended, ...(await halfWay(system))];
}

/** Processes that wait for somebody, after something has happened to each. */
async function halfWay(system: CaseSystem): Promise<readonly [string, string][]> {
  const run = await started(system, 'lao-cai-cho');
  const lists = await run.task('II.5', NEIGHBOUR);
  const { person } = system.person(`case-officer@${NEIGHBOUR}`);
  await run.works(lists, `head@${NEIGHBOUR}`, 'accept-task', { person });
  const raised = await run.raises(NEIGHBOUR);
  await run.answers(raised, POLICE, 'take-up-difficulty', {});
  return [
    ['run-plan.running', workflowId('plan', run.id)],
    ['carry-out-task.in-progress', workflowId('task', lists.id)],
    ['carry-out-task.waiting', workflowId('task', (await run.task('II.5', COMMUNE)).id)],
    ['resolve-difficulty.in-hand', workflowId('difficulty', raised.id)],
  ];
}

async function started(system: CaseSystem, id: string): Promise<PlanRun> {
  const run = await PlanRun.load(system, { ...smallPlan(), id });
  await run.adopt(AUTHOR, OWNER);
  await system.until('all tasks are open', async () => (await run.opened()) === 3);
  return run;
}

/** A product that is returned once, and accepted. */
async function done(run: PlanRun, office: string): Promise<void> {
  const lists = await run.task('II.5', office);
  const officer = `case-officer@${office}`;
  const { person } = run.system.person(officer);
  await run.works(lists, `head@${office}`, 'accept-task', { person });
  const product = {
    ...{ occurrence: null, document: { sha256: 'a'.repeat(64), title: 'Danh mục' } },
    ...{ note: 'Đã rà soát', exchange: null, list: 'unchanged' as const },
  };
  await run.works(lists, officer, 'submit-product', product);
  const occurrence = (await run.task('II.5', office)).occurrences[0]?.id ?? '';
  await run.works(lists, POLICE, 'return-product', { occurrence, reason: 'Thiếu phụ lục' });
  await run.works(lists, officer, 'submit-product', product);
  const [again] = (await run.task('II.5', office)).occurrences;
  const checksum = again?.submissions.at(-1)?.checksum ?? '';
  await run.works(lists, POLICE, 'accept-product', { occurrence, checksum });
}

/** What a schedule starts: the asking for a year of the shortest regime, and its opening. */
export async function recordedOpening(system: CaseSystem): Promise<readonly [string, string][]> {
  const { connection, namespace, dataConverter } = system;
  const regimes = loadBrought().regimes.filter(({ id }) => id === 'treaties');
  await createSchedules({ connection, namespace, dataConverter }).reconcile(regimes);
  const { schedule, workflow } = new Client({ connection, namespace });
  await schedule.getHandle(scheduleId('treaties')).trigger();
  let found: string | undefined;
  await system.until('it has opened', async () => {
    const all = workflow.list({ query: `WorkflowType = '${OPEN_REPORTING_YEAR}'` });
    for await (const one of all) if (one.status.name === 'COMPLETED') found = one.workflowId;
    return found !== undefined;
  });
  return [['open-reporting-year.opened', found ?? '']];
}
