import type { Rulebook } from '../../../domain/cases/deciding.ts';
import { dueOf, lateSinceOf, standingOf } from '../../../domain/tasks/rows.ts';
import type { Clear, Plan } from '../../../domain/plans/plan.ts';
import type { TaskTerms } from '../../../domain/plans/process/terms.ts';
import type { AgencyTask } from '../../../domain/tasks/task.ts';
import { subjectsMissing } from '../../../domain/tasks/task.ts';
import { translate } from '../../../locales/index.ts';
import type { Language } from '../../../domain/text.ts';
import type { OpenedTaskOf } from '../tasks.ts';
import { clocksView } from './clocks-view.ts';
import type { KeptByView } from './kept-by-view.ts';
import { keptByView } from './kept-by-view.ts';
import { planDueText } from './plan-due-text.ts';
import { possibleTaskActs } from './possible-task-acts.ts';
import { occurrenceWords } from './task-words.ts';

/** What a task is shown with. */
export interface TaskShownWith {
  /** The version of the plan by which it goes. */
  readonly plan: Plan;
  /** The number of the plan as it is carried out. */
  readonly run: string;
  readonly language: Language;
}

/** A task as whoever may read it sees it: the whole of it. */
export function taskView({ task, who }: OpenedTaskOf, { plan, run, language }: TaskShownWith) {
  const { id, number, version, drill, stage, ending, own, role, office, scope, owner } = task;
  const { reviewer, lead, openedAt, homes, officeSince, seenBy, named, contests } = task;
  const { invitation, progress, contributions, decisions, regulation, list, inspections } = task;
  const { commendations, handedOver, mergedInto, standstill, terms } = task;
  return {
    ...{ id, number, version, drill, stage, ending, own, role, office, scope, owner, reviewer },
    ...{ lead, openedAt, homes, officeSince, seenBy, named, contests, invitation, progress },
    ...{ contributions, decisions, regulation, list, inspections, commendations, handedOver },
    ...{ mergedInto, standstill, terms },
    standing: standingOf(task),
    plan: { ...task.plan, number: run, title: plan.title[language] },
    task: task.task,
    passages: passagesOf(plan, task),
    clears: clearsOf(plan, task, language),
    keptBy: keptByOf(plan, task, who.rules, language),
    missingSubjects: subjectsMissing(task),
    occurrences: task.occurrences.map((occurrence) => ({
      ...occurrence,
      name: occurrenceWords(language, occurrence.id),
      due: dueOf(task, occurrence),
      lateSince: lateSinceOf(task, occurrence),
    })),
    clocks: clocksView(task.clocks, who.rules, language),
    acts: possibleTaskActs(task, who.actor, who.directory),
  };
}

/** The words of the plan that give the task, and where they stand; none for an office's own. */
function passagesOf(plan: Plan, { task, own }: AgencyTask) {
  const planned = own === null ? plan.tasks.find(({ id }) => id === task) : undefined;
  return planned === undefined ? [] : [planned.citation, ...planned.further];
}

/**
 * What keeps the words that it carries out: a report, for example, to which an office's own task
 * adds something. Null: nothing but itself.
 */
function keptByOf(
  plan: Plan,
  { task: id, own, terms }: AgencyTask,
  rules: Pick<Rulebook, 'regimes'>,
  language: Language,
): KeptByView | null {
  const carried = plan.tasks.find((one) => one.id === (own === null ? id : own.carriesOut));
  return keptByView(carried ?? terms, rules, language);
}

/** The five clears of a task: who, what, answering for it as what, by when, with what product. */
function clearsOf(plan: Plan, task: AgencyTask, language: Language) {
  const { terms, named, office, role, reviewer, lead } = task;
  const proposed: readonly Clear[] =
    plan.tasks.find(({ id }) => id === task.task && task.own === null)?.proposed ?? [];
  return {
    // Null: the head of the office, by office.
    person: { named, office },
    job: terms.job[language],
    responsibility: { role, lead, accepts: reviewer.desk },
    due: dueOfTerms(plan, terms, language),
    product: terms.product?.[language] ?? null,
    /** Those that the document does not give: whoever adopted the plan has confirmed them. */
    proposed,
  };
}

/** By when a task is due, in the words of its plan. */
function dueOfTerms(
  plan: Pick<Plan, 'phases'>,
  { due, phase }: Pick<TaskTerms, 'due' | 'phase'>,
  language: Language,
): string {
  const said = planDueText(plan, { due, phase: phase?.id ?? null }, language);
  return said ?? translate(language, 'tasks.due.none');
}
