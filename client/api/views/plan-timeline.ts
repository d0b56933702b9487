import type { Plan } from '../../../domain/plans/plan.ts';
import type { PlanFact, PlanFactData, PlanFactKind } from '../../../domain/plans/process/fact.ts';
import type { MessageParams } from '../../../locales/index.ts';
import { translate } from '../../../locales/index.ts';
import { dateText } from '../../../locales/moment.ts';
import type { StoredFact } from '../../../records/facts.ts';
import type { CommonTelling } from './clock-sentences.ts';
import { CLOCK_SENTENCES } from './clock-sentences.ts';
import type { TimelineEntry } from './timeline.ts';
import { authorOf } from './timeline.ts';

/** What the sentences about a plan may look up. */
export interface PlanTelling extends CommonTelling {
  readonly plan: Pick<Plan, 'phases'>;
}

type Sentence<K extends PlanFactKind> = (
  data: PlanFactData[K],
  telling: PlanTelling,
) => MessageParams;

/** What fills the places of each fact's sentence in `locales/<language>/timeline.json`. */
const SENTENCES: { readonly [K in PlanFactKind]: Sentence<K> } = {
  'plan-loaded': (d) => ({ number: d.number, edition: d.edition }),
  'clears-confirmed': (d, t) => ({
    clears: d.confirmed.map(({ task, clear }) => `${task} (${clearName(t, clear)})`).join(', '),
  }),
  'plan-proposed': (d) => ({ kind: d.kind, edition: d.edition, reason: d.reason }),
  'plan-decided': (d) => ({ decision: d.decision, words: d.words ?? '' }),
  'plan-adopted': (d) => ({ edition: d.edition }),
  'plan-numbered': (d) => ({ number: d.number, date: dateText(d.date) }),
  'plan-amended': (d) => ({ edition: d.edition, reason: d.reason }),
  'phases-set': (d, t) => ({
    phases: d.phases.map(({ id }) => phaseName(t, id)).join('; ') || '–',
  }),
  'offices-followed': (d) => ({ date: dateText(d.on) }),
  'phase-opened': (d, t) => ({ phase: phaseName(t, d.phase) }),
  'phase-closed': (d, t) => ({
    phase: phaseName(t, d.phase),
    open: d.leftOpen.length,
    tasks: d.leftOpen.map(({ task, offices }) => `${task} (${offices.length})`).join(', '),
  }),
  'phase-end-set': (d, t) => ({
    phase: phaseName(t, d.phase),
    date: dateText(d.to),
    reason: d.reason,
  }),
  'plan-stood-still': (d) => ({ by: d.by, reason: d.reason }),
  'plan-went-on': (d) => ({ by: d.by, reason: d.reason }),
  'plan-ended': (d) => ({ reason: d.reason }),
  'plan-withdrawn': (d) => ({ reason: d.reason }),
  ...CLOCK_SENTENCES,
};

/** One thing that happened to a plan, as it is told to its readers. */
export type PlanEntry = Omit<TimelineEntry, 'kind'> & { readonly kind: PlanFactKind };

/** The story of a plan, told in whole sentences. */
export function planTimeline(
  facts: readonly StoredFact[],
  telling: PlanTelling,
): readonly PlanEntry[] {
  return (facts as readonly (Omit<StoredFact, 'kind' | 'data'> & PlanFact)[]).map((fact) => {
    const { seq, kind, happenedAt, recordedAt } = fact;
    const text = planSentence(kind, fact.data, telling);
    return { seq, kind, happenedAt, recordedAt, by: authorOf(fact), text };
  });
}

/** A fact of a plan as a sentence. */
export function planSentence(kind: PlanFactKind, data: unknown, telling: PlanTelling): string {
  const sentence = SENTENCES[kind] as (data: unknown, telling: PlanTelling) => MessageParams;
  return translate(telling.language, `timeline.${kind}`, sentence(data, telling));
}

function phaseName({ plan, language }: PlanTelling, id: string): string {
  return plan.phases.find((one) => one.id === id)?.name[language] ?? id;
}

function clearName(
  { language }: PlanTelling,
  clear: PlanFactData['clears-confirmed']['confirmed'][number]['clear'],
): string {
  return translate(language, `plans.clear.${clear}`);
}
