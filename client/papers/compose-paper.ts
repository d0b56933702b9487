import type { DirectoryAt } from '../../domain/offices/directory.ts';
import type { OfficeId, OfficeRow } from '../../domain/offices/office.ts';
import type { Signer, SigningForm, SigningRules } from '../../domain/offices/signing.ts';
import { signingForm } from '../../domain/offices/signing.ts';
import type { Consolidation } from '../../domain/reporting/consolidating.ts';
import type { KnownFigures } from '../../domain/reporting/filling.ts';
import { withKnown } from '../../domain/reporting/filling.ts';
import type { ReportForm } from '../../domain/reporting/form.ts';
import type { AgencyReport, Submission } from '../../domain/reporting/process/report.ts';
import { draftOf, yearReported } from '../../domain/reporting/process/report.ts';
import type { Language } from '../../domain/text.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { dateOf } from '../../domain/time/instant.ts';
import type { MessageKey, MessageParams } from '../../locales/index.ts';
import { translate } from '../../locales/index.ts';
import { issuerOf, placeOf, symbolOf, unitLetters } from './letterhead.ts';
import { consolidationAnnex } from './report-annex.ts';
import { decapitalised, reportBody, subjectLine } from './report-content.ts';
import type { Block, ReportPaper } from './report-paper.ts';
import { dispatchOf, supplementNotes, supplementedBy } from './supplement-notes.ts';

/** Everything that a report's paper is made from; nothing else is looked up. */
export interface PaperOf {
  readonly report: AgencyReport;
  /** The form that the report names. */
  readonly form: ReportForm;
  /** What was signed, to be printed; null prints the draft as it would be signed now. */
  readonly submission: Submission | null;
  /**
   * What the register has for the office, or what the reports below it come to: of a draft. What
   * was signed says itself what it differed from.
   */
  readonly known: KnownFigures;
  /** The directory on the day of the paper. */
  readonly directory: DirectoryAt;
  /** What any body is called, also one that has ended. */
  readonly nameOf: (office: OfficeId) => string;
  readonly signing: SigningRules;
  /** The name of who signed the submission. */
  readonly signer: string | null;
  /** To whom the report at the root goes (`RegimeRule.collector.sendsTo`). */
  readonly sendsTo: string;
  /** What the office gathered; null for one that collects nothing. */
  readonly consolidation: Consolidation | null;
  readonly language?: Language;
}

/**
 * A report as the paper of Decree 30/2020 that it is: the same values make the same paper. Throws
 * when the office does not stand in the directory, or the form is not the report's.
 */
export function composePaper(input: PaperOf): ReportPaper {
  const { report, form, submission, directory, consolidation, language = 'vi' } = input;
  const office = directory.office(report.office);
  if (office === undefined) throw new Error(`No office ${report.office} on ${directory.date}`);
  if (report.form.form !== form.id || report.form.version !== form.version) {
    throw new Error(`${report.number} is not made by ${form.id}, version ${form.version}`);
  }
  const { number, symbol } = numberOf(report, submission, office);
  const { to, recipients, archive } = addressesOf(input);
  const issuer = issuerIn(input, office);
  return {
    issuer,
    number,
    symbol,
    place: placeOf(directory, office),
    date: dayOf(report, submission),
    subject: subjectOf(input),
    to,
    body: bodyOf(input, issuer.name, to),
    signature: signatureOf(input, office),
    recipients,
    archive,
    annex:
      consolidation === null
        ? null
        : consolidationAnnex(form, consolidation, input.nameOf, language),
    marks: [
      ...(submission === null ? [translate(language, 'reports.mark.draft')] : []),
      ...(report.drill ? [translate(language, 'reports.mark.drill')] : []),
    ],
  };
}

function subjectOf(input: PaperOf): string {
  const { report, form, submission, language = 'vi' } = input;
  const isSupplement = supplementedBy(report, submission) !== undefined;
  return subjectLine(form, yearReported(report.dates), isSupplement, language);
}

/** The form's own language has the short names of its heads; others the whole name alone. */
function issuerIn({ directory, nameOf, language = 'vi' }: PaperOf, office: OfficeRow) {
  const issuer = issuerOf(directory, office);
  return language === 'vi' ? issuer : { parent: null, name: nameOf(office.id) };
}

function bodyOf(input: PaperOf, office: string, to: readonly string[]): readonly Block[] {
  const { report, form, submission, consolidation, nameOf, language = 'vi' } = input;
  const known = submission === null ? input.known : knownWhenSigned(submission);
  const filling = submission?.filling ?? withKnown(form, draftOf(report), known);
  const subject = decapitalised(form.subject[language]);
  const year = String(report.cycle.year);
  const ended = report.predecessors.map(nameOf).join('; ');
  const notes = [
    ...supplementNotes(report, form, submission, filling, language),
    ...(ended === '' ? [] : [said('reports.paper.predecessors', { offices: ended }, language)]),
    ...(consolidation === null ? [] : [said('reports.paper.annex-note', {}, language)]),
  ];
  const gathered = consolidation === null ? {} : { gathered: { consolidation, nameOf } };
  const period = { from: report.dates.from, to: report.dates.to };
  return [
    ...reportBody({ form, filling, known, office, period, notes, language, ...gathered }),
    ...(to.length === 0
      ? []
      : [said('reports.paper.closing', { subject, year, office, to: to.join(', ') }, language)]),
  ];
}

function said(key: MessageKey, params: MessageParams, language: Language): Block {
  return { kind: 'paragraph', text: translate(language, key, params) };
}

/** As the clerk gave it: `7` becomes 07; a number with a symbol of its own brings that along. */
function numberOf(
  report: AgencyReport,
  submission: Submission | null,
  office: OfficeRow,
): Pick<ReportPaper, 'number' | 'symbol'> {
  const given = dispatchOf(report, submission)?.number.trim() ?? null;
  const [number = '', ...symbol] = given?.split('/') ?? [];
  return {
    number: given === null ? null : number.trim().padStart(2, '0'),
    symbol: symbol.length === 0 ? symbolOf(office) : symbol.join('/').trim(),
  };
}

/**
 * The day of signing. A report that leaves the product is dated when it is numbered; until then
 * both are left for the clerk (Decree 30/2020 art. 15).
 */
function dayOf(report: AgencyReport, submission: Submission | null): CivilDate | null {
  if (submission === null) return null;
  const at = report.collector === null ? dispatchOf(report, submission)?.at : submission.at;
  return at === undefined ? null : dateOf(at);
}

/**
 * To whom it is submitted, who else gets it, and whose copy is kept. What an office reports of its
 * own matters goes to who drafts for it; a drafter of its own house has a copy in the archive.
 */
function addressesOf(input: PaperOf): Pick<ReportPaper, 'to' | 'recipients' | 'archive'> {
  const { report, directory, nameOf, sendsTo } = input;
  const { office, drafting, collector } = report;
  const isOwnMatters = collector?.office === office;
  const above = isOwnMatters ? collector.drafting : collector?.office;
  const to = above === undefined ? [sendsTo] : above === office ? [] : [nameOf(above)];
  const isUnit = drafting !== office && directory.parentOf(drafting) === office;
  const others = [
    ...(collector === null ? [] : [collector.drafting]),
    ...(isUnit ? [] : [drafting]),
  ].filter((one) => one !== office && one !== above);
  return {
    to,
    recipients: [...new Set(others)].map(nameOf),
    archive: isUnit ? [unitLetters(drafting, office)] : [],
  };
}

function signatureOf(input: PaperOf, office: OfficeRow): ReportPaper['signature'] {
  const { submission, signer, signing, directory, language = 'vi' } = input;
  const signedAs = submission?.signedAs ?? 'none';
  const by = (submission === null ? undefined : directory.office(submission.office)) ?? office;
  const above = by.parent === null ? undefined : directory.office(by.parent);
  const lines = signingForm(signing, {
    office: by.kind,
    ...CAPACITY_OF[signedAs],
    ...(signedAs === 'TL.' && above !== undefined ? { byOrderOf: above.kind } : {}),
  })?.lines;
  return {
    lines: (lines ?? []).map((line) => line[language]),
    name: submission === null ? null : signer,
  };
}

const CAPACITY_OF = {
  none: { capacity: 'head' },
  'TM.': { capacity: 'head' },
  'KT.': { capacity: 'deputy-head' },
  'TL.': { capacity: 'head' },
  'TUQ.': { capacity: 'head', delegated: true },
  'Q.': { capacity: 'head', acting: true },
} as const satisfies Record<SigningForm, Pick<Signer, 'capacity' | 'delegated' | 'acting'>>;

/** Where a signed report differed from what was known: that is all of it that is printed. */
function knownWhenSigned({ differences }: Submission): KnownFigures {
  return new Map(differences.map(({ figure, known }) => [figure, { value: known, behind: [] }]));
}
