import type { Language } from '../../../domain/text.ts';
import type { MessageKey } from '../../../locales/index.ts';
import { translate } from '../../../locales/index.ts';
import type { Gantt, GanttPhase, GanttRow } from './gantt.ts';

/** The tasks of a plan phase by phase, in their order; last those that run with the whole plan. */
export function groupsOf({ phases, rows }: Pick<Gantt, 'phases' | 'rows'>): readonly {
  readonly phase: GanttPhase | null;
  readonly rows: readonly GanttRow[];
}[] {
  return [...phases, null]
    .map((phase) => ({ phase, rows: rows.filter((row) => row.phase === (phase?.id ?? null)) }))
    .filter(({ phase, rows: own }) => phase !== null || own.length > 0);
}

/** When a task is due, in words: a day, again and again, as matters arise, or not set. */
export function dayText(row: Pick<GanttRow, 'due' | 'kind'>, language: Language): string {
  if (row.due !== null) return row.due.split('-').reverse().join('/');
  return row.kind === 'once'
    ? translate(language, 'gantt.no-due')
    : translate(language, `gantt.kind-${row.kind}` satisfies MessageKey);
}

/** How many of its offices are done; nothing where the reader sees none, or none is left. */
export function doneText({ done, offices }: Pick<GanttRow, 'done' | 'offices'>): string {
  return offices === 0 ? '' : `${done}/${offices}`;
}

/** What the picture shows, told as a table: heads and rows, phase by phase. */
export function ganttTable(
  gantt: Gantt,
  language: Language,
): { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const days = (from: string, to: string | null): string =>
    [from, to].map((day) => day?.split('-').reverse().join('/') ?? '…').join(' – ');
  return {
    heads: (['phase', 'task', 'job', 'lead', 'days', 'due', 'state', 'done', 'late'] as const).map(
      (head) => translate(language, `gantt.${head}`),
    ),
    rows: groupsOf(gantt).flatMap(({ phase, rows }) =>
      rows.map((row) => [
        phase?.id ?? '',
        row.task,
        row.job,
        row.lead,
        days(row.from, row.to),
        dayText(row, language),
        translate(language, `gantt.state-${row.state}`),
        doneText(row),
        row.late === 0 ? '' : String(row.late),
      ]),
    ),
  };
}
