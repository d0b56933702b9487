import type { Consolidation } from '../../domain/reporting/consolidating.ts';
import type { Filling, KnownFigures } from '../../domain/reporting/filling.ts';
import { differencesOf, partOf } from '../../domain/reporting/filling.ts';
import type { Figure, FormPart, ReportForm } from '../../domain/reporting/form.ts';
import { figuresOf, outlineOf } from '../../domain/reporting/form.ts';
import type { Language } from '../../domain/text.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { translate } from '../../locales/index.ts';
import { dateText } from '../../locales/moment.ts';
import type { Block } from './report-paper.ts';
import { valueText } from './words.ts';

/** What the body of a report is made from. */
export interface ContentOf {
  readonly form: ReportForm;
  readonly filling: Filling;
  /** What the system knows: of the office from the register, of a branch from the levels below. */
  readonly known: KnownFigures;
  readonly office: string;
  readonly period: { readonly from: CivilDate; readonly to: CivilDate };
  /** What is said after the days of the figures and before the parts. */
  readonly notes?: readonly Block[];
  /** What was gathered, for a collector; its own words stand instead where it has written some. */
  readonly gathered?: {
    readonly consolidation: Consolidation;
    readonly nameOf: (office: string) => string;
  };
  readonly language?: Language;
}

/** What a cell of a table shows where there is no number. */
export const NOTHING = '–';

/** What stands under the word BÁO CÁO: `Sơ kết … năm 2026`; a supplement says that it is one. */
export function subjectLine(
  form: ReportForm,
  year: number,
  isSupplement: boolean,
  language: Language = 'vi',
): string {
  const subject = form.subject[language];
  return isSupplement
    ? translate(language, 'reports.paper.supplement-subject', {
        subject: decapitalised(subject),
        year: String(year),
      })
    : translate(language, 'reports.paper.subject', { subject, year: String(year) });
}

/** As it stands within a sentence. */
export function decapitalised(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** The body of an agency's or a collector's report, part by part as its form has them. */
export function reportBody(input: ContentOf): readonly Block[] {
  const { form, filling, office, period, notes = [], language = 'vi' } = input;
  const dates = { from: dateText(period.from), to: dateText(period.to) };
  const opening = paragraph(translate(language, 'reports.paper.period', dates));
  if (filling.nil) {
    const nothing = paragraph(translate(language, 'reports.paper.nil', { office }));
    return [opening, ...notes, nothing, ...explanations(form.parts, input, language)];
  }
  return [
    opening,
    ...notes,
    ...outlineOf(form).flatMap(({ part, nested }) => [
      ...partBlocks(part, 1, input, language),
      ...nested.flatMap((inner) => partBlocks(inner, 2, input, language)),
    ]),
  ];
}

function partBlocks(part: FormPart, level: 1 | 2, input: ContentOf, language: Language): Block[] {
  const { filling } = input;
  const values = partOf(filling, part.id)?.figures ?? {};
  const heading = {
    kind: 'heading',
    level,
    text: `${part.number}. ${part.name[language]}`,
  } as const;
  const words = part.narratives.flatMap(({ id, name }) => {
    const blocks = narrativeBlocks(part, id, input);
    return blocks.length === 0
      ? []
      : [{ kind: 'heading', level: 3, text: name[language] } as const, ...blocks];
  });
  return [
    heading,
    ...(part.figures.length === 0 ? [] : [figureTable(part.figures, values, filling, language)]),
    ...explanations([part], input, language),
    ...words,
  ];
}

function figureTable(
  figures: readonly Figure[],
  values: Readonly<Record<string, number | null>>,
  { scope }: Filling,
  language: Language,
): Block {
  return {
    kind: 'table',
    headings: (['order', 'figure', 'unit', 'value'] as const).map((column) =>
      translate(language, `reports.sheet.column.${column}`),
    ),
    widths: [7, 55, 18, 20],
    numeric: [3],
    centred: [0, 2],
    rows: figures.map((figure, index) => {
      const value = values[figure.id] ?? null;
      const shown = value === null ? NOTHING : valueText(figure, value, language, scope);
      return [String(index + 1), figure.name[language], unitOf(figure, scope, language), shown];
    }),
  };
}

/** What a figure is counted in; of a branch yes and no are how many offices said yes. */
function unitOf(figure: Figure, scope: Filling['scope'], language: Language): string {
  return figure.type === 'yes-no' && scope === 'branch'
    ? translate(language, 'reports.value.offices-with-yes')
    : figure.unit[language];
}

function narrativeBlocks(
  part: FormPart,
  narrative: string,
  { filling, gathered }: ContentOf,
): Block[] {
  const own = partOf(filling, part.id)?.narratives[narrative] ?? '';
  if (own.trim() !== '' || gathered === undefined) return paragraphs(own);
  const { consolidation, nameOf } = gathered;
  const texts = consolidation.narratives.find((one) => one.narrative === narrative)?.texts ?? [];
  return texts.flatMap(({ office, text }) => {
    const [first, ...others] = paragraphs(text);
    if (first?.kind !== 'paragraph') return [];
    return [{ ...first, lead: `${nameOf(office)}:` }, ...others];
  });
}

function explanations(
  parts: readonly FormPart[],
  { form, filling, known }: ContentOf,
  language: Language,
): Block[] {
  const ids = new Set(parts.map(({ id }) => id));
  const own = differencesOf(form, filling, known).filter(({ part }) => ids.has(part));
  if (own.length === 0) return [];
  const figures = new Map(figuresOf(form).map((figure) => [figure.id, figure]));
  const lines = own.map(({ figure: id, reported, known: value, explanation }) => {
    const figure = figures.get(id) as Figure;
    return paragraph(
      `- ${translate(language, 'reports.paper.explained', {
        figure: figure.name[language],
        reported: valueText(figure, reported, language, filling.scope),
        known: valueText(figure, value, language, filling.scope),
        words: ended(explanation ?? translate(language, 'reports.mismatch.unexplained')),
      })}`,
    );
  });
  const text = translate(language, 'reports.paper.explanations');
  return [{ kind: 'heading', level: 3, text }, ...lines];
}

function ended(words: string): string {
  return /[.;!?]$/.test(words) ? words : `${words}.`;
}

function paragraphs(text: string): Block[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(paragraph);
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}
