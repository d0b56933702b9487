import type { PersonActor } from '../../../authority/actor.ts';
import type { Refusal } from '../../../errors.ts';
import { refuse } from '../../../errors.ts';
import type { FillingFault } from '../../checking.ts';
import { checkFilling, isUnfinished } from '../../checking.ts';
import { consolidate as consolidated } from '../../consolidating.ts';
import { withComputed } from '../../filling.ts';
import type { SavingPart } from '../act.ts';
import type { ReportActRules } from '../act-rule.ts';
import type { ReportDeciding } from '../deciding.ts';
import type { SavedPart } from '../report.ts';
import { draftOf } from '../report.ts';
import type { ReportStage } from '../vocabulary.ts';

type Drafting = 'assign-report' | 'save-part' | 'save-parts' | 'consolidate' | 'give-opinion';

/** Stages in which the draft is open to its office. */
export const OPEN_DRAFT: readonly ReportStage[] = ['opened', 'drafting', 'returned'];

/** What the office does with its draft: assign, save part by part, count together, give opinion. */
export const DRAFTING: ReportActRules<Drafting> = {
  'assign-report': {
    from: OPEN_DRAFT,
    decide(d, { person }) {
      if (d.report.assigned.includes(person)) return refuse('ALREADY_DONE', { act: 'assign' });
      d.record('report-assigned', { person });
      d.tellPerson('report-assigned', person);
      return null;
    },
  },
  'save-part': { from: OPEN_DRAFT, decide: (d, saving, actor) => saveParts(d, [saving], actor) },
  'save-parts': { from: OPEN_DRAFT, decide: (d, { parts }, actor) => saveParts(d, parts, actor) },
  consolidate: { from: OPEN_DRAFT, decide: consolidate },
  'give-opinion': {
    from: ['drafting', 'returned'],
    decide(d, { text }, actor) {
      if (text.trim() === '') return refuse('FIELDS_MISSING', { fields: 'text' });
      d.record('opinion-given', { by: actor.person, text });
      d.tell('report-to-sign', d.report.office, ['head', 'deputy-head']);
      return null;
    },
  },
};

/**
 * Saves parts, all or none; whoever has not seen the newest one is told who saved it, and loses
 * nothing.
 */
function saveParts(
  d: ReportDeciding,
  parts: readonly SavingPart[],
  actor: PersonActor,
): Refusal | null {
  if (parts.length === 0) return refuse('FIELDS_MISSING', { fields: 'parts' });
  for (const { part, basedOn } of parts) {
    const before = d.report.parts.find((saved) => saved.filling.part === part.part);
    const version = before?.version ?? 0;
    if (version !== basedOn) {
      return refuse('PART_CHANGED', { part: part.part, version, by: before?.by ?? '' });
    }
    d.record('part-saved', saved(d, part, version + 1, actor));
  }
  // Together: a figure of one part may be held against one of another.
  const { form, known } = d.knowledge;
  const given = new Set(parts.map(({ part }) => part.part));
  const filling = withComputed(form, draftOf(d.report));
  const fault = checkFilling(form, filling, known).find(
    (one) => given.has(one.part ?? '') && !isUnfinished(one),
  );
  if (fault !== undefined) return faulty(fault);
  begin(d);
  return null;
}

/** Counts together what was accepted from below: every figure fresh, the words as they were. */
function consolidate(d: ReportDeciding, _: object, actor: PersonActor): Refusal | null {
  const { form, branches, checksums } = d.knowledge;
  if (d.report.scope !== 'branch') return refuse('NOTHING_TO_COLLECT');
  const sums = consolidated(form, branches);
  const values = new Map(sums.figures.map(({ figure, value }) => [figure, value]));
  const parts = form.parts.map((part): SavedPart => {
    const before = d.report.parts.find((one) => one.filling.part === part.id);
    const figures = part.figures.map(({ id }) => [id, values.get(id) ?? null] as const);
    const filling = {
      part: part.id,
      figures: Object.fromEntries(figures),
      narratives: before?.filling.narratives ?? {},
      explanations: {},
    };
    return saved(d, filling, (before?.version ?? 0) + 1, actor);
  });
  const received = branches.filter(({ filling }) => filling !== null).map(({ office }) => office);
  d.record('figures-consolidated', {
    from: {
      at: d.now,
      received,
      notReceived: branches.filter(({ filling }) => filling === null).map(({ office }) => office),
      checksums,
      mismatches: sums.mismatches.length,
    },
    parts,
  });
  begin(d);
  return null;
}

function saved(
  d: ReportDeciding,
  filling: SavedPart['filling'],
  version: number,
  { person }: PersonActor,
): SavedPart {
  return { version, filling, by: person, at: d.now };
}

function begin(d: ReportDeciding): void {
  if (d.report.stage !== 'drafting') d.record('report-stage-entered', { stage: 'drafting' });
}

/** The refusal for one thing that is wrong with a draft. */
export function faulty({ code, part, field, expected }: FillingFault): Refusal {
  return refuse('REPORT_FAULTY', {
    fault: code,
    part: part ?? '',
    field: field ?? '',
    expected: expected ?? '',
  });
}
