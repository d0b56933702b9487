import type { ReportForm } from '../../../domain/reporting/form.ts';
import type { ReportFactData, ReportFactKind } from '../../../domain/reporting/process/fact.ts';
import type { Advice } from '../../../domain/reporting/process/report.ts';
import type { MessageKey, MessageParams } from '../../../locales/index.ts';
import { translate } from '../../../locales/index.ts';
import { dateText, dueText } from '../../../locales/moment.ts';
import type { StoredFact } from '../../../records/facts.ts';
import { numberText } from '../../papers/words.ts';
import type { CommonTelling } from './clock-sentences.ts';
import { CLOCK_SENTENCES, officeName, personName } from './clock-sentences.ts';
import type { TimelineEntry } from './timeline.ts';
import type { Sentences } from './told-entries.ts';
import { entriesOf, sentenceOf } from './told-entries.ts';

/** What the sentences about a report may look up. */
export interface ReportTelling extends CommonTelling {
  readonly form: ReportForm;
}

/** What fills the places of each fact's sentence in `locales/<language>/timeline.json`. */
const SENTENCES: Sentences<ReportFactData, ReportTelling> = {
  'report-opened': (d, t) => ({
    number: d.number,
    office: officeName(t, d.office),
    due: dateText(d.dates.dueDate),
  }),
  'report-assigned': (d, t) => ({ person: personName(t, d.person) }),
  'part-saved': (d, t) => ({ part: partName(t, d.filling.part), version: d.version }),
  'figures-consolidated': (d) => ({
    received: d.from.received.length,
    missing: d.from.notReceived.length,
    mismatches: d.from.mismatches,
  }),
  'opinion-given': (d) => ({ text: d.text }),
  'council-recorded': (d, t) => ({
    step: word(t, `reports.step.${d.step}`),
    ...paper(t, d),
  }),
  'advice-given': (d, t) => ({ text: d.text, ...paper(t, d) }),
  'report-submitted': (d, t) => ({
    revision: d.revision,
    nil: d.filling.nil ? 'yes' : 'no',
    arrival: word(t, `reports.arrival.${d.arrival}`),
    differences: d.differences.length,
  }),
  'report-returned': (d, t) => ({
    reasons: d.reasons
      .map(({ part, reason }) => (part === null ? reason : `${partName(t, part)}: ${reason}`))
      .join('; '),
  }),
  'report-accepted': (d) => ({ revision: d.revision }),
  'late-asked': (d, t) => ({ until: dueText(t.language, d.until), reason: d.reason }),
  'late-answered': (d, t) => ({
    answer: d.answer,
    until: dueText(t.language, d.until),
    words: d.words ?? '',
  }),
  'report-not-received': (d, t) => ({ due: dueText(t.language, d.due) }),
  'report-closed': () => ({}),
  'supplement-begun': (d) => ({ reason: d.reason }),
  'report-dispatched': (d) => ({ number: d.number, channel: d.channel, to: d.to }),
  'report-stage-entered': (d, t) => ({ stage: word(t, `reports.stage.${d.stage}`) }),
  'report-cancelled': (d) => ({ reason: d.reason }),
  ...CLOCK_SENTENCES,
};

/** One thing that happened to a report, as it is told to its readers. */
export type ReportEntry = Omit<TimelineEntry, 'kind'> & { readonly kind: ReportFactKind };

/** The story of a report, told in whole sentences. */
export function reportTimeline(
  facts: readonly StoredFact[],
  telling: ReportTelling,
): readonly ReportEntry[] {
  return entriesOf<ReportFactKind>(facts, (kind, data) => reportSentence(kind, data, telling));
}

/** A fact of a report as a sentence. */
export function reportSentence(
  kind: ReportFactKind,
  data: unknown,
  telling: ReportTelling,
): string {
  return sentenceOf(SENTENCES, kind, data, telling);
}

/** The number, the date and the amount of a paper. */
function paper(
  { language }: ReportTelling,
  { number, on, amount }: Pick<Advice, 'number' | 'on' | 'amount'>,
): MessageParams {
  const written = amount === null ? 'none' : numberText(amount, language);
  return { number, on: dateText(on), amount: written };
}

function word({ language }: ReportTelling, key: MessageKey): string {
  return translate(language, key);
}

function partName({ form, language }: ReportTelling, id: string): string {
  const part = form.parts.find((one) => one.id === id);
  return part === undefined ? id : `${part.number}. ${part.name[language]}`;
}
