import type { Rulebook } from '../../../domain/cases/deciding.ts';
import { holdersAt } from '../../../domain/plans/holders.ts';
import type { Address, Passage } from '../../../domain/plans/passages.ts';
import { isAt, passagesOf } from '../../../domain/plans/passages.ts';
import type { Citation, Plan, PlanTask } from '../../../domain/plans/plan.ts';
import type { Language } from '../../../domain/text.ts';
import { addressText } from '../../plans/draft-file.ts';
import type { HoldersTelling } from './holders-text.ts';
import { holdersText } from './holders-text.ts';
import { keptByView } from './kept-by-view.ts';
import { planDueText } from './plan-due-text.ts';

/** What a passage of the document is to a task. */
export const PASSAGE_PARTS = ['gives', 'says'] as const;
export type PassagePart = (typeof PASSAGE_PARTS)[number];

/** A passage of a plan's document, with what the plan makes of it. */
export interface PassageView {
  /** `II.2.a-1`; empty before and after the sections. */
  readonly at: string;
  readonly section: string;
  readonly line: number | null;
  readonly text: string;
  /** `gives`: the passage gives the task; `says`: it says who, when or how. */
  readonly tasks: readonly { readonly task: string; readonly as: PassagePart }[];
  readonly noTask: readonly { readonly reason: string; readonly why: string }[];
}

/** A task of a plan beside its document. */
export function planTaskView(
  plan: Plan,
  task: PlanTask,
  telling: HoldersTelling,
  rules: Pick<Rulebook, 'regimes'>,
) {
  const { directory, language } = telling;
  const { holders } = holdersAt(task, directory);
  const part = (name: 'lead' | 'coordinating' | 'asked' | 'unassigned') => ({
    text: holdersText(task[name], telling),
    offices: holders.filter((one) => one.part === name).map(({ office }) => office),
  });
  return {
    task: task.id,
    at: addressText(task.citation),
    quote: task.citation.quote,
    job: task.job[language],
    phase: task.phase,
    lead: part('lead'),
    coordinating: part('coordinating'),
    asked: part('asked'),
    unassigned: part('unassigned'),
    due: planDueText(plan, task, language),
    product: task.product?.[language] ?? null,
    /** Clears that the document does not give and the product's file proposes. */
    proposed: task.proposed,
    nature: task.nature.kind,
    keptBy: keptByView(task, rules, language),
    carriesOut: task.carriesOut,
  };
}

/**
 * The document passage by passage, with the tasks that each gives or says something of, or why it
 * gives none. Where the document is not there (`null`), the passages that the plan quotes.
 */
export function passagesView(
  plan: Plan,
  document: string | null,
  language: Language,
): readonly PassageView[] {
  const quoted = citationsIn(plan, language);
  const passages = document === null ? quotedPassages(quoted) : passagesOf(document);
  return passages.map((passage) => {
    const about = quoted.filter(({ citation }) => isQuoted(passage, citation));
    const tasks = about.flatMap(({ task, as }) => (task === null ? [] : [{ task, as }]));
    const giving = new Set(tasks.filter(({ as }) => as === 'gives').map(({ task }) => task));
    const noTask = about.flatMap((one) => (one.noTask === null ? [] : [one.noTask]));
    return {
      at: addressText(passage),
      section: passage.section,
      line: document === null ? null : passage.line,
      text: passage.text,
      tasks: unique(tasks.filter(({ task, as }) => as === 'gives' || !giving.has(task))),
      noTask: unique(noTask),
    };
  });
}

interface Quoted {
  readonly citation: Citation;
  readonly task: string | null;
  readonly as: PassagePart;
  readonly noTask: { readonly reason: string; readonly why: string } | null;
}

function citationsIn({ tasks, noTask }: Plan, language: Language): readonly Quoted[] {
  const ofTasks = tasks.flatMap(({ id, citation, further, nature }): Quoted[] => {
    const subjects = nature.kind === 'registered-decisions' ? nature.subjects : [];
    const says = [...further, ...subjects.map((subject) => subject.citation)];
    return [
      { citation, task: id, as: 'gives', noTask: null },
      ...says.map((one): Quoted => ({ citation: one, task: id, as: 'says', noTask: null })),
    ];
  });
  const without = noTask.map(({ citation, reason, why }): Quoted => {
    return { citation, task: null, as: 'says', noTask: { reason, why: why[language] } };
  });
  return [...ofTasks, ...without];
}

/** Whether words of a passage are quoted. */
function isQuoted(passage: Passage, citation: Citation): boolean {
  return isAt(passage, citation) && passage.text.includes(citation.quote);
}

function quotedPassages(quoted: readonly Quoted[]): readonly Passage[] {
  const passages = quoted.map(({ citation: { quote, ...address } }): Passage => {
    return { ...(address as Address), text: quote, line: 0, begins: true };
  });
  return unique(passages).sort(byAddress);
}

const ROMAN = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'];

/** In the order of a document: sections by their Roman number, then points, letters, dashes. */
function byAddress(a: Address, b: Address): number {
  const bySection = ROMAN.indexOf(a.section) - ROMAN.indexOf(b.section);
  if (bySection !== 0) return bySection;
  const rest = ({ point, letter }: Address) => `${point ?? ''} ${letter ?? ''}`;
  const byPoint = rest(a).localeCompare(rest(b), 'vi', { numeric: true });
  return byPoint !== 0 ? byPoint : (a.dash ?? 0) - (b.dash ?? 0);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
