import type { Directory } from '../../domain/offices/directory.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { firstOfMonth } from '../../domain/time/months.ts';
import type { Passage } from '../../domain/plans/passages.ts';
import { isAt, passagesOf } from '../../domain/plans/passages.ts';
import { bodyReader } from './reading/bodies.ts';
import type { DraftPhase, DraftPlan, DraftTask } from './reading/draft.ts';
import type { Item } from './reading/fields.ts';
import { itemsOf, sameAddress } from './reading/fields.ts';
import type { Reading } from './reading/group-tasks.ts';
import { taskOfRow, tasksOfGroup } from './reading/group-tasks.ts';
import { grouped } from './reading/groups.ts';
import { letterheadOf } from './reading/letterhead.ts';
import { isAims, looseTasks } from './reading/loose-tasks.ts';
import { phaseOf } from './reading/phases.ts';
import { isRow, rowsOf } from './reading/tables.ts';

/**
 * Proposes a plan out of its text: phases, tasks, bodies, deadlines, products, each with its words
 * and with what the reading is not sure of. It is a draft for a person to go through: it reads the
 * forms that plans are written in (fields below a task, sentences on who does what, tables), not
 * what they mean. Bodies are those of the plan's day, else of `today`.
 */
export function readPlanText(text: string, offices: Directory, today: CivilDate): DraftPlan {
  const passages = passagesOf(text);
  // The bodies are those of the plan's day: it is read first with those of today.
  const { date, month } = letterheadOf(passages, offices.at(today));
  const directory = offices.at(date ?? (month === null ? today : firstOfMonth(month)));
  const letterhead = letterheadOf(passages, directory);
  const issuer = letterhead.issuedBy === null ? undefined : directory.office(letterhead.issuedBy);
  const body = passages.filter(({ section }) => section !== '' && !isAims(section, passages));
  const items = body.filter((one) => !isRow(one)).flatMap(itemsOf);
  const phases = items.flatMap((item) => {
    const phase = phaseOf(item);
    return phase === null ? [] : [{ phase, item }];
  });
  const reading: Reading = {
    bodies: bodyReader(directory, issuer?.province ?? null),
    phaseAt: (item) => phases.findLast((one) => isBelow(item, one.item))?.phase.id ?? null,
  };
  const { groups, loose } = grouped(items);
  const inSentences = looseTasks(loose, passages, reading);
  const tasks = [
    ...groups.flatMap((group) => tasksOfGroup(group, items, reading)),
    ...rowsOf(body).map((row) => taskOfRow(row, reading)),
    ...inSentences.tasks,
  ];
  return {
    ...letterhead,
    phases: onlyFirst(phases.map(({ phase }) => phase)),
    tasks: inOrder(tasks, passages),
    noTask: inSentences.noTask,
  };
}

function isBelow(item: Item, heading: Item): boolean {
  return isAt(item.at, heading.at);
}

/** A phase that is named again further down is the same one. */
function onlyFirst(phases: readonly DraftPhase[]): readonly DraftPhase[] {
  return phases.filter(({ id }, index) => phases.findIndex((one) => one.id === id) === index);
}

/** Tasks in the order of the document. */
function inOrder(tasks: readonly DraftTask[], passages: readonly Passage[]): readonly DraftTask[] {
  const placed = tasks.map((task) => {
    const { quote } = task.citation;
    const line = passages.findIndex(
      (one) => sameAddress(one, task.citation) && one.text.includes(quote),
    );
    return { task, line, at: passages[line]?.text.indexOf(quote) ?? 0 };
  });
  return placed.sort((a, b) => a.line - b.line || a.at - b.at).map(({ task }) => task);
}
