import type { Clear, Plan, PlanTask } from '../../../domain/plans/plan.ts';
import { unclearTasks } from '../../../domain/plans/process/clears.ts';
import type { Language } from '../../../domain/text.ts';
import { checksum } from '../../../records/checksum.ts';
import type { OpenedPlan, ShortPlan } from '../plans.ts';
import { clocksView } from './clocks-view.ts';
import { seenRun } from './plan-seen.ts';
import { planDueText } from './plan-due-text.ts';
import { possiblePlanActs } from './possible-plan-acts.ts';

/** A plan as a list shows it. */
export function listedPlan({ run, title, tasks }: ShortPlan, language: Language) {
  const { id, number, drill, stage, ending, edition, owner, document, adoptedAt } = run;
  const { desk } = run.followUp;
  return {
    ...{ id, number, drill, plan: run.plan, title: title[language], stage, ending, edition },
    ...{ owner, desk, document, adoptedAt, tasks },
    phases: run.phases.filter(({ state }) => state === 'open').map((one) => one.id),
  };
}

/** What a plan is shown with. */
export interface PlanShownWith {
  /** The version in force and those loaded after it. */
  readonly editions: readonly Plan[];
  readonly language: Language;
}

/** A plan that is carried out, with what its adoption still lacks and what may be done with it. */
export function planView(opened: OpenedPlan, { editions, language }: PlanShownWith) {
  const { plan, who, reading } = opened;
  const run = seenRun(opened.run, reading);
  const { followUp, followsTreaty, loadedAt, confirmed, proposals, standstill, endReason } = run;
  const open = proposals.find(({ status }) => status === 'open');
  const laid = editions.find(({ version }) => version === open?.edition) ?? plan;
  const short = { run, title: plan.title, tasks: plan.tasks.length };
  const { tasks, phases: _, desk: __, ...listed } = listedPlan(short, language);
  return {
    ...listed,
    version: run.version,
    tasks,
    month: plan.month,
    issuedBy: plan.issuedBy,
    ...{ followUp, followsTreaty, loadedAt, standstill, endReason },
    upper: upperOf(plan, language),
    legalBasis: plan.legalBasis,
    loSure: plan.loSure,
    phases: phasesOf({ ...opened, run }, language),
    proposals,
    editions: run.editions,
    /** What may be adopted or put in force, by what was read of it. */
    loaded: editions.map((one) => ({ edition: one.version, checksum: checksum(one) })),
    missing: missingIn(laid, confirmed, language),
    decidesOn: { edition: laid.version, checksum: checksum(laid) },
    clocks: clocksView(run.clocks, who.rules, language),
    acts: possiblePlanActs(run, plan, who.actor, who.directory),
  };
}

function upperOf({ upper }: Plan, language: Language) {
  if (upper === null) return null;
  const { citation, name, date, plan } = upper;
  return { citation, name: name[language], date, plan };
}

/** The phases as they run; of a draft, as the document has them. */
function phasesOf({ run, plan }: OpenedPlan, language: Language) {
  const nameOf = (id: string) => plan.phases.find((one) => one.id === id)?.name[language] ?? id;
  const waiting = plan.phases.map(({ id, from, to }) => ({
    ...{ id, from, to },
    state: 'waiting' as const,
    leftOpen: null,
  }));
  const phases = run.phases.length > 0 ? run.phases : waiting;
  return phases.map((phase) => ({ ...phase, name: nameOf(phase.id) }));
}

/** The clears that still have to be confirmed or given, with what the file proposes for each. */
function missingIn(
  plan: Plan,
  confirmed: OpenedPlan['run']['confirmed'],
  language: Language,
): MissingClear[] {
  return unclearTasks(plan, confirmed, checksum).flatMap(({ task: id, missing }) => {
    const task = plan.tasks.find((one) => one.id === id);
    if (task === undefined) return [];
    return missing.map((clear) => {
      const proposed = task.proposed.includes(clear) ? saidOf(plan, task, clear, language) : null;
      return { task: id, job: task.job[language], clear, proposed };
    });
  });
}

interface MissingClear {
  readonly task: string;
  readonly job: string;
  readonly clear: Clear;
  /** Null: the file proposes nothing, so that it cannot be confirmed. */
  readonly proposed: string | null;
}

function saidOf(plan: Plan, task: PlanTask, clear: Clear, language: Language): string {
  switch (clear) {
    case 'due':
      return planDueText(plan, task, language) ?? '';
    case 'product':
      return task.product?.[language] ?? '';
    default:
      return task.job[language];
  }
}
