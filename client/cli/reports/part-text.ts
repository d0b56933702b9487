import type { Cli } from '../context.ts';
import { moment, table } from '../print.ts';
import { personIn } from './names.ts';
import type { FigureSeen, FormPartSeen, PartFilled, ReportSeen } from './seen.ts';

/** One part of a report: who saved it, its figures beside what the system knows, its words. */
export function partText(cli: Cli, report: ReportSeen, part: FormPartSeen): string {
  const filled = filledIn(report, part.id);
  return [
    savedText(cli, report, part.id),
    figures(cli, report, part, filled),
    words(cli, part, filled),
  ]
    .filter((text) => text !== '')
    .join('\n');
}

/** What stands in a part: the draft while one is open, else what was signed. */
function filledIn(report: ReportSeen, id: string): PartFilled | undefined {
  const { draftChecksum, submission, parts } = report;
  const shown = draftChecksum === null ? (submission?.filling.parts ?? parts) : parts;
  return shown.find(({ part }) => part === id);
}

function savedText(cli: Cli, { parts, names }: ReportSeen, id: string): string {
  const saved = parts.find(({ part }) => part === id);
  const text =
    saved === undefined
      ? cli.tell('year.not-saved')
      : cli.tell('year.saved-by', {
          version: saved.version,
          who: personIn(names, saved.by),
          at: moment(saved.at),
        });
  return cli.paint('aside', `[${id}] ${text}`);
}

function figures(
  cli: Cli,
  { known, scope }: ReportSeen,
  part: FormPartSeen,
  filled: PartFilled | undefined,
): string {
  if (part.figures.length === 0) return '';
  const heads = ['head-figure', 'head-reported', 'head-known', 'head-unit', 'head-note'] as const;
  return table(
    heads.map((head) => cli.tell(`year.${head}`)),
    part.figures.map((figure) => [
      `${figure.name} (${figure.id})`,
      valueText(cli, figure, scope, filled?.figures[figure.id]),
      valueText(cli, figure, scope, known[figure.id]),
      isCounted(figure, scope) ? cli.tell('reports.value.offices-with-yes') : figure.unit,
      noteOn(cli, figure),
    ]),
  );
}

/** A figure as people write it: hundredths of a percent as percent, yes and no in words. */
export function valueText(
  cli: Cli,
  figure: Pick<FigureSeen, 'type'>,
  scope: ReportSeen['scope'],
  value: number | null | undefined,
): string {
  if (value === null || value === undefined) return '';
  if (figure.type === 'percent') return (value / 100).toFixed(2);
  if (figure.type === 'yes-no' && !isCounted(figure, scope))
    return cli.say(value === 1 ? 'yes' : 'no');
  return String(value);
}

/** Of many offices, a question is answered by how many said yes. */
function isCounted({ type }: Pick<FigureSeen, 'type'>, scope: ReportSeen['scope']): boolean {
  return type === 'yes-no' && scope === 'branch';
}

function noteOn(cli: Cli, { source, hint }: FigureSeen): string {
  return source === 'computed' ? cli.tell('reports.sheet.computed') : (hint ?? '');
}

function words(cli: Cli, part: FormPartSeen, filled: PartFilled | undefined): string {
  return part.narratives
    .map(({ id, name, hint }) => {
      const text = filled?.narratives[id]?.trim() ?? '';
      const said = text === '' ? cli.paint('aside', `(${hint})`) : text;
      return `• ${name} (${id}): ${said}`;
    })
    .join('\n');
}
