import type { CoverageRow, OwnTask } from '../../../domain/plans/coverage.ts';
import { coverageOf } from '../../../domain/plans/coverage.ts';
import { opensTask } from '../../../domain/plans/duties.ts';
import type { GivenPlace } from '../../../domain/plans/process/places.ts';
import type { OfficeId } from '../../../domain/offices/office.ts';
import type { Language } from '../../../domain/text.ts';
import type { OpenedPlan } from '../plans.ts';
import { keptByView } from './kept-by-view.ts';

/**
 * The tasks of a plan against the offices with a part in them: who has a task of its own below it,
 * by an own task or a plan of its own, and who has none at all.
 */
export function coverageView(
  { plan, reading, who }: OpenedPlan,
  { own, given }: { readonly own: readonly OwnTask[]; readonly given: readonly GivenPlace[] },
  language: Language,
) {
  const isSeen = (office: OfficeId) => reading.offices?.has(office) ?? true;
  const rows = coverageOf(plan, own, who.directory, given).map((row) => ({
    ...row,
    offices: row.offices.filter(({ office }) => isSeen(office)),
  }));
  const offices = [...new Set(rows.flatMap((row) => row.offices.map(({ office }) => office)))];
  const covered = new Set(rows.flatMap(coveredIn));
  // What another process keeps asks nobody for something of its own, though it may be there.
  const owing = new Set(
    rows
      .filter(({ task: id }) => plan.tasks.some((task) => task.id === id && opensTask(task)))
      .flatMap((row) => row.offices.map(({ office }) => office)),
  );
  return {
    offices: offices.map((office) => ({ office, covered: covered.has(office) })),
    none: offices.filter((office) => !covered.has(office) && owing.has(office)),
    rows: rows.map((row) => {
      const task = plan.tasks.find(({ id }) => id === row.task);
      return {
        ...row,
        job: task?.job[language] ?? row.task,
        covered: coveredIn(row).length,
        keptBy: task === undefined ? null : keptByView(task, who.rules, language),
      };
    }),
  };
}

function coveredIn({ offices }: CoverageRow): readonly OfficeId[] {
  return offices.filter(({ covered }) => covered).map(({ office }) => office);
}
