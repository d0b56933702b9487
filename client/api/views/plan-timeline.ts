import type { Plan } from '../../../domain/plans/plan.ts';
import type { PlanFactData, PlanFactKind } from '../../../domain/plans/process/fact.ts';
import { translate } from '../../../locales/index.ts';
import { dateText } from '../../../locales/moment.ts';
import type { StoredFact } from '../../../records/facts.ts';
import type { CommonTelling } from './clock-sentences.ts';
import { CLOCK_SENTENCES } from './clock-sentences.ts';
import type { Sentences } from './told-entries.ts';
import { entriesOf, sentenceOf } from './told-entries.ts';

/** What the sentences about a plan may look up. */
export interface PlanTelling extends CommonTelling {
  readonly plan: Pick<Plan, 'phases'>;
}

/** What fills the places of each fact's sentence in `locales/<language>/timeline.json`. */
const SENTENCES: Sentences<PlanFactData, PlanTelling> = {
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
    phases: d.phases.map(({ id }) => phaseName(t, id)).join('; '),
  }),
  'offices-followed': (d) => ({ date: dateText(d.on) }),
  'phase-opened': (d, t) => ({ phase: phaseName(t, d.phase) }),
  'phase-closed': (d, t) => ({
    phase: phaseName(t, d.phase),
    open: d.leftOpen.length,
    tasks: d.leftOpen.map(({ task, offices }) => `${task} (${offices.length})`).join(', '),
  }),
  'phase-reopened': (d, t) => ({
    phase: phaseName(t, d.phase),
    from: dateText(d.from),
    to: d.to === null ? 'none' : dateText(d.to),
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

/** The story of a plan, told in whole sentences. */
export function planTimeline(facts: readonly StoredFact[], telling: PlanTelling) {
  return entriesOf<PlanFactKind>(facts.filter(tellsSomething), (kind, data) =>
    planSentence(kind, data, telling),
  );
}

/** A plan without phases has its phases set all the same: none. */
function tellsSomething({ kind, data }: StoredFact): boolean {
  return kind !== 'phases-set' || (data as PlanFactData['phases-set']).phases.length > 0;
}

/** A fact of a plan as a sentence. */
export function planSentence(kind: PlanFactKind, data: unknown, telling: PlanTelling): string {
  return sentenceOf(SENTENCES, kind, data, telling);
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
