import type { PersonId } from '../../domain/offices/person.ts';
import type { PartFilling } from '../../domain/reporting/filling.ts';
import { partOf, withComputed } from '../../domain/reporting/filling.ts';
import type { ReportForm } from '../../domain/reporting/form.ts';
import type { SavingPart } from '../../domain/reporting/process/act.ts';
import type { ReportFact } from '../../domain/reporting/process/fact.ts';
import type { AgencyReport, SavedPart } from '../../domain/reporting/process/report.ts';
import { draftOf } from '../../domain/reporting/process/report.ts';
import { checksum } from '../../records/checksum.ts';
import type { Queryable } from '../../records/database.ts';
import { factsOf } from '../../records/facts.ts';
import type { Imported } from '../papers/spreadsheet-import.ts';

/** Whose file it is, and what it is held against. */
export interface FileOf {
  readonly report: AgencyReport;
  readonly form: ReportForm;
  readonly by: PersonId;
}

/**
 * What of a file is saved: the parts in which it differs from the draft, each based on the version
 * that the file was made from; what only its sender has saved since, they know. A file that differs
 * in nothing saves all of it once more.
 */
export async function partsToSave(
  db: Queryable,
  { report, form, by }: FileOf,
  { filling, versions }: Extract<Imported, { ok: true }>,
): Promise<SavingPart[]> {
  const draft = withComputed(form, draftOf(report));
  const now = new Map(report.parts.map((saved) => [saved.filling.part, saved.version]));
  const changed = filling.parts.filter(
    (part) => contentOf(partOf(draft, part.part) ?? EMPTY) !== contentOf(part),
  );
  const basedOn = ({ part }: PartFilling): number => versions[part] ?? 0;
  const current = ({ part }: PartFilling): number => now.get(part) ?? 0;
  if (changed.length === 0) {
    return filling.parts.map((part) => ({ part, basedOn: current(part) }));
  }
  const isOld = changed.some((part) => basedOn(part) !== current(part));
  const saved = isOld ? await savedParts(db, report.id) : [];
  return changed.map((part) => {
    const since = saved.filter(
      (one) => one.filling.part === part.part && one.version > basedOn(part),
    );
    const isTheirs = since.length > 0 && since.every((one) => one.by === by);
    return { part, basedOn: isTheirs ? current(part) : basedOn(part) };
  });
}

/** Every version of every part that was ever saved. */
async function savedParts(db: Queryable, report: string): Promise<readonly SavedPart[]> {
  const facts = (await factsOf(db, `report/${report}`)) as unknown as readonly ReportFact[];
  return facts.flatMap((fact) => {
    if (fact.kind === 'part-saved') return [fact.data];
    return fact.kind === 'figures-consolidated' ? fact.data.parts : [];
  });
}

type Written = Omit<PartFilling, 'part'>;

const EMPTY: Written = { figures: {}, narratives: {}, explanations: {} };

/** What somebody wrote in a part: nothing, however it is written down, is nothing. */
function contentOf({ figures, narratives, explanations }: Written): string {
  const written = <T>(fields: Readonly<Record<string, T>>, isNothing: (value: T) => boolean) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => !isNothing(value)));
  const isBlank = (text: string): boolean => text.trim() === '';
  return checksum({
    figures: written(figures, (value) => value === null),
    narratives: written(narratives, isBlank),
    explanations: written(explanations, isBlank),
  });
}
