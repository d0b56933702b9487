import type { Filling } from '../../domain/reporting/filling.ts';
import { valuesOf } from '../../domain/reporting/filling.ts';
import type { ReportForm } from '../../domain/reporting/form.ts';
import { figuresOf } from '../../domain/reporting/form.ts';
import type {
  AgencyReport,
  ReportDispatch,
  Submission,
} from '../../domain/reporting/process/report.ts';
import type { Language } from '../../domain/text.ts';
import { dateOf } from '../../domain/time/instant.ts';
import { translate } from '../../locales/index.ts';
import { dateText } from '../../locales/moment.ts';
import { NOTHING } from './report-content.ts';
import type { Block } from './report-paper.ts';
import { valueText } from './words.ts';

/**
 * The report that a submission (null: the draft) supplements: the newest earlier one that was not
 * returned. What was returned is not supplemented but replaced.
 */
export function supplementedBy(
  { submissions, returns }: AgencyReport,
  submission: Submission | null,
): Submission | undefined {
  const wasReturned = ({ at }: Submission, next: Submission | undefined) =>
    returns.some((one) => one.at >= at && (next === undefined || one.at < next.at));
  return submissions
    .filter(
      (one, index) =>
        (submission === null || one.revision < submission.revision) &&
        !wasReturned(one, submissions[index + 1]),
    )
    .at(-1);
}

/** How a submission left the product, or undefined while it has not. */
export function dispatchOf(
  { submissions, dispatches }: AgencyReport,
  submission: Submission | null,
): ReportDispatch | undefined {
  if (submission === null) return undefined;
  const next = submissions.find(({ revision }) => revision > submission.revision);
  return dispatches.find(({ at }) => at >= submission.at && (next === undefined || at < next.at));
}

/** Which report is supplemented, and what is other than in it; nothing for a first report. */
export function supplementNotes(
  report: AgencyReport,
  form: ReportForm,
  submission: Submission | null,
  filling: Filling,
  language: Language,
): readonly Block[] {
  const before = supplementedBy(report, submission);
  if (before === undefined) return [];
  const sent = dispatchOf(report, before);
  const date = dateText(dateOf(sent?.at ?? before.at));
  const text =
    sent === undefined
      ? translate(language, 'reports.paper.supplements-dated', { date })
      : translate(language, 'reports.paper.supplements-numbered', { date, number: sent.number });
  return [{ kind: 'paragraph', text }, ...changesOf(form, before.filling, filling, language)];
}

function changesOf(
  form: ReportForm,
  before: Filling,
  after: Filling,
  language: Language,
): readonly Block[] {
  const [old, now] = [valuesIn(before), valuesIn(after)];
  const rows = figuresOf(form)
    .filter(({ id }) => old(id) !== now(id))
    .map((figure, index) => {
      const shown = (value: number | null, { scope }: Filling) =>
        value === null ? NOTHING : valueText(figure, value, language, scope);
      const [was, is] = [shown(old(figure.id), before), shown(now(figure.id), after)];
      return [String(index + 1), figure.name[language], was, is];
    });
  if (rows.length === 0) return [];
  return [
    { kind: 'heading', level: 3, text: translate(language, 'reports.paper.changed') },
    {
      kind: 'table',
      headings: (['order', 'figure', 'before', 'after'] as const).map((column) =>
        translate(language, `reports.sheet.column.${column}`),
      ),
      widths: [7, 53, 20, 20],
      numeric: [2, 3],
      centred: [0],
      rows,
    },
  ];
}

/** The figures as they were said: a nil report says nought of each. */
function valuesIn(filling: Filling): (figure: string) => number | null {
  const values = valuesOf(filling);
  return (figure) => (filling.nil ? 0 : (values.get(figure) ?? null));
}
