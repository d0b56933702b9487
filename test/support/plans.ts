import { readFileSync } from 'node:fs';
import { createDirectory } from '../../domain/offices/directory.ts';
import type { Passage } from '../../domain/plans/passages.ts';
import { isAt, passagesOf } from '../../domain/plans/passages.ts';
import type { Citation, Holders, Plan, PlanTask } from '../../domain/plans/plan.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { loadOffices, loadRouting } from '../../rules/load-offices.ts';
import { loadPlans } from '../../rules/load-plans.ts';

const SOURCES = new URL('../../rules/sources/', import.meta.url);

/** A plan that the product brings. */
export function broughtPlan(id: string): Plan {
  const plan = loadPlans().find((one) => one.id === id);
  if (plan === undefined) throw new Error(`no plan ${id}`);
  return plan;
}

/** A part of Lào Cai's plan: the lists of some communes, and the police's own standing task. */
export function smallPlan(communes: readonly string[] = ['UBX-02647', 'UBX-03006']): Plan {
  const plan = broughtPlan('lao-cai-2026');
  const lead = communes.map((office): Holders => ({ kind: 'office', office, scope: null }));
  const tasks = plan.tasks
    .filter(({ id }) => id === 'II.5' || id === 'II.1.a')
    .map((task) => ({
      ...task,
      lead: task.id === 'II.5' ? lead : task.lead,
      coordinating: [],
      asked: [],
    }));
  return { ...plan, id: 'lao-cai-nho', tasks };
}

/** The directory as the product brings it, on any date. */
export function broughtDirectory() {
  const { rows, successions } = loadOffices();
  const directory = createDirectory(rows, successions, loadRouting());
  return (date: string) => directory.at(date as CivilDate);
}

/** The document that a plan was read from. */
export function documentOf({ source }: Plan): string {
  return readFileSync(new URL(source, SOURCES), 'utf8');
}

export function taskOf(plan: Plan, id: string): PlanTask {
  const task = plan.tasks.find((one) => one.id === id);
  if (task === undefined) throw new Error(`no task ${id}`);
  return task;
}

/** Every citation of a task: its passage, the others that say who and when, and its subjects. */
export function citationsOf({ citation, further, nature }: PlanTask): readonly Citation[] {
  const subjects = nature.kind === 'registered-decisions' ? nature.subjects : [];
  return [citation, ...further, ...subjects.map((subject) => subject.citation)];
}

/** The words at an address of a document, and below it. */
export function wordsAt(passages: readonly Passage[], at: Citation): string {
  return passages
    .filter((passage) => isAt(passage, at))
    .map(({ text }) => text)
    .join(' ');
}

const LABEL =
  /^(Nội dung|Cơ quan (thực hiện|chủ trì|phối hợp)|Thời gian (thực hiện|hoàn thành))\s*:/;
const NO_WORDS = /^[\s.,;:()*/-]*$/;

/**
 * What stands in sections of the document that no citation of the plan quotes: passage by passage,
 * with the words that are left over.
 */
export function unread(plan: Plan, sections: readonly string[]): readonly string[] {
  const citations = [
    ...plan.tasks.flatMap(citationsOf),
    ...plan.noTask.map(({ citation }) => citation),
  ].sort((a, b) => b.quote.length - a.quote.length);
  return passagesOf(documentOf(plan))
    .filter(({ section }) => sections.includes(section))
    .flatMap((passage) => {
      const quotes = citations.filter((one) => isAt(passage, one)).map(({ quote }) => quote);
      const left = uncovered(passage.text, quotes).replace(LABEL, '');
      return NO_WORDS.test(left) ? [] : [`line ${passage.line}: ${left.trim()}`];
    });
}

/** A text without what the quotes cover; quotes may lie over each other. */
function uncovered(text: string, quotes: readonly string[]): string {
  const covered = new Array<boolean>(text.length).fill(false);
  for (const quote of quotes) {
    const at = text.indexOf(quote);
    if (at >= 0) covered.fill(true, at, at + quote.length);
  }
  return [...text.split('')].filter((_, index) => covered[index] !== true).join('');
}
