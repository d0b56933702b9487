import { isAt } from '../../../domain/plans/passages.ts';
import type { Passage } from '../../../domain/plans/passages.ts';
import type { Doubt, DraftBody, DraftNoTask, DraftTask } from './draft.ts';
import { dueInSentence } from './dues.ts';
import type { Item } from './fields.ts';
import { sameAddress } from './fields.ts';
import type { Reading } from './group-tasks.ts';
import { citation, draft } from './group-tasks.ts';
import { phaseOf } from './phases.ts';
import { bodiesOfHeading, isClosing, readSentence } from './sentences.ts';

const AIMS = /MỤC ĐÍCH|YÊU CẦU|MỤC TIÊU|QUAN ĐIỂM|CĂN CỨ|PHẠM VI/u;
const NO_DOUBTS: readonly Doubt[] = [];
const FROM_SENTENCE: readonly Doubt[] = ['read-from-sentence'];
const MONEY = /KINH PHÍ/u;

/** Whether a section only says what for: nobody is given anything to do in it. */
export function isAims(section: string, passages: readonly Passage[]): boolean {
  return AIMS.test(titleOf(section, passages));
}

/**
 * What the words outside all fields say: tasks by their sentences ("Giao Sở Tài chính …"), or by
 * the body in the heading above them, and passages that give nobody one.
 */
export function looseTasks(
  loose: readonly Item[],
  passages: readonly Passage[],
  reading: Reading,
): { readonly tasks: readonly DraftTask[]; readonly noTask: readonly DraftNoTask[] } {
  const tasks: DraftTask[] = [];
  const noTask: DraftNoTask[] = [];
  const none = (item: Item, reason: DraftNoTask['reason']): void => {
    noTask.push({ citation: citation(item), reason });
  };
  let heading: { readonly item: Item; readonly bodies: readonly DraftBody[] } | null = null;
  for (const item of loose.filter(({ value }) => value !== '')) {
    if (heading !== null && !isAt(item.at, heading.item.at)) heading = null;
    const title = titleOf(item.at.section, passages);
    const named = item.begins ? bodiesOfHeading(item.value, reading.bodies) : [];
    if (isTitle(item) || phaseOf(item) !== null) none(item, 'heading');
    else if (isClosing(item.value)) none(item, 'conduct');
    else if (named.length > 0) {
      heading = { item, bodies: named };
      none(item, 'heading');
    } else if (hasBelow(item, passages)) none(item, 'heading');
    else {
      const said = readSentence(item.value, reading.bodies, heading?.bodies ?? []);
      if (said === null && (MONEY.test(title) || !item.begins)) none(item, 'statement');
      else {
        const due = dueInSentence(item.value);
        const { lead = [], coordinating = [], asked = [], kind = 'task' } = said ?? {};
        const raw = {
          ...{ job: item, lead, coordinating, asked, product: null },
          further: heading === null ? [] : [heading.item],
          due: due === null ? standingWhen(kind) : { ...due, said: true },
          nature: kind === 'task' ? 'plain' : kind,
          doubts: said === null ? NO_DOUBTS : FROM_SENTENCE,
        } as const;
        tasks.push(draft(raw, reading));
      }
    }
  }
  return { tasks, noTask };
}

// What is to be reported whenever it arises has no date.
function standingWhen(kind: string) {
  return kind === 'difficulty'
    ? ({ due: { kind: 'standing', every: null }, sure: true, said: true } as const)
    : ({ due: null, sure: true, said: false } as const);
}

function titleOf(section: string, passages: readonly Passage[]): string {
  const own = passages.find((one) => one.section === section && one.point === null && one.begins);
  return own?.text ?? '';
}

function isTitle({ at, begins }: Item): boolean {
  return begins && at.point === null && at.letter === null && at.dash === null;
}

function hasBelow({ at, begins }: Item, passages: readonly Passage[]): boolean {
  return begins && passages.some((one) => isAt(one, at) && !sameAddress(one, at) && one.begins);
}
