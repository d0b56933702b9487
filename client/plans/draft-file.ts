import { Document, isMap, isSeq } from 'yaml';
import type { Node } from 'yaml';
import { plain } from '../../domain/plain-text.ts';
import type { Address } from '../../domain/plans/passages.ts';
import type { Citation, Plan } from '../../domain/plans/plan.ts';
import type { Doubt, DraftBody, DraftPlan, DraftTask } from './reading/draft.ts';

/** What a draft's file says to whoever goes through it, in their language. */
export interface DraftWords {
  /** At the head of the file. */
  readonly head: string;
  readonly doubt: (doubt: Doubt) => string;
}

/** What stands in for something that only a person can say: the file does not load with it. */
export const UNSAID = '?';

/**
 * A draft as a file of the form of `rules/plans`: loaded, it lists what each task lacks. Above
 * every task stands what the reading was not sure of. Vietnamese stands in for the other two
 * languages.
 */
export function draftFile(
  draft: DraftPlan,
  source: string,
  held: readonly Plan[],
  words: DraftWords,
): string {
  const bodies = new Map<string, DraftBody>();
  const keysOf = (list: readonly DraftBody[]) => list.map((body) => keyOf(body, bodies));
  const ids = new Set<string>();
  const tasks = draft.tasks.map((task) => taskIn(task, keysOf, ids));
  const { title, number, date, month, issuedBy, legalBasis, upper, recipients, phases } = draft;
  const file = new Document({
    id: idOfPlan(number ?? source.replace(/\.\w+$/, ''), issuedBy, date ?? month),
    version: 1,
    title: text(title),
    loSure: false,
    ...{ number, date, month },
    issuedBy: issuedBy ?? UNSAID,
    owner: issuedBy ?? UNSAID,
    followUp: followUpOf(issuedBy),
    legalBasis,
    upper:
      upper === null
        ? null
        : {
            citation: upper.citation,
            name: text(upper.citation),
            date: upper.date,
            plan: held.find((plan) => plan.number === upper.citation)?.id ?? null,
          },
    followsTreaty: false,
    source,
    bodies: Object.fromEntries(
      [...bodies].map(([key, { words: said, holders }]) => [
        key,
        [holders === null ? { kind: 'named', name: text(said) } : withoutNulls(holders)],
      ]),
    ),
    recipients: recipients.map((quote) => ({ quote, to: [] })),
    phases: phases.map(({ id, name, from, to }) => ({ id, name: text(name), from, to })),
    tasks,
    noTask: draft.noTask.map(({ citation, reason }) => ({
      ...cited(citation),
      reason,
      why: text(reason),
    })),
  });
  file.commentBefore = comment(words.head);
  const list: unknown = file.get('tasks');
  if (isSeq(list)) {
    draft.tasks.forEach(({ doubts }, index) => {
      const node = list.items[index];
      if (isMap(node)) (node as Node).commentBefore = comment(doubts.map(words.doubt).join('\n'));
    });
  }
  return file.toString({ lineWidth: 100 });
}

type Keys = (list: readonly DraftBody[]) => readonly string[];

function taskIn(task: DraftTask, keysOf: Keys, ids: Set<string>) {
  const { citation, further, job, phase, due, product, nature } = task;
  return {
    id: idOf(citation, ids),
    ...cited(citation),
    further: further.map(cited),
    job: text(job),
    phase,
    lead: keysOf(task.lead),
    coordinating: keysOf(task.coordinating),
    asked: keysOf(task.asked),
    due,
    product: product === null ? null : text(product),
    nature: nature === 'difficulty' ? { kind: 'kept-by', process: 'difficulty' } : { kind: nature },
    // What was read out of the words is for a person to confirm, not for the file to claim.
    proposed: [],
  };
}

function cited({ quote, ...at }: Citation) {
  return { at: addressText(at), quote };
}

/** An address as it is written: `II.2.a-1`. */
export function addressText({ section, point, letter, dash }: Address): string {
  const levels = [section, point, letter].filter((one) => one !== null).join('.');
  return dash === null ? levels : `${levels}-${dash}`;
}

function idOf(citation: Citation, ids: Set<string>): string {
  const base = addressText(citation);
  let id = base;
  for (let count = 2; ids.has(id); count += 1) id = `${base}-n${count}`;
  ids.add(id);
  return id;
}

/** The key of a body: the same words and meaning have one. */
function keyOf(body: DraftBody, bodies: Map<string, DraftBody>): string {
  const base = slug(body.words);
  const meaning = JSON.stringify(body.holders ?? plain(body.words));
  for (let count = 1; ; count += 1) {
    const key = count === 1 ? base : `${base}-${count}`;
    const known = bodies.get(key);
    if (known === undefined) bodies.set(key, body);
    else if (JSON.stringify(known.holders ?? plain(known.words)) !== meaning) continue;
    return key;
  }
}

// With who issued it and the year it has room in the numbers that are made of it.
const LONGEST_NUMBER = 50;

/** Every body counts its documents from 1, every year: `15-kh-ubnd-ubx-02647-2027`. */
function idOfPlan(number: string, issuer: string | null, day: string | null): string {
  const parts = [number, issuer ?? '', day?.slice(0, 4) ?? ''];
  return parts
    .filter((part) => part !== '')
    .map((part) => slug(part, LONGEST_NUMBER))
    .join('-');
}

function slug(words: string, longest = 80): string {
  const short = plain(words)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return short === '' ? 'ke-hoach' : short.slice(0, longest).replace(/-$/, '');
}

function text(vi: string) {
  return { vi, en: vi, lo: vi };
}

/**
 * Who follows a plan up is not read: for a province it is its police, for the Government and the
 * Ministry the Ministry. Of any other body only a person can say it.
 */
function followUpOf(issuer: string | null) {
  const province = /^UBND-(.+)$/.exec(issuer ?? '')?.[1];
  if (province !== undefined) return { office: `CAT-${province}`, desk: `CAT-${province}-PA03` };
  const isMinistrys = issuer === 'CP' || issuer === 'BCA';
  return isMinistrys ? { office: 'BCA', desk: 'BCA-A03' } : { office: UNSAID, desk: UNSAID };
}

/** Without what the form leaves out: no scope, below nobody, without exceptions. */
function withoutNulls(holders: object): object {
  return Object.fromEntries(
    Object.entries(holders).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

function comment(words: string): string | null {
  if (words === '') return null;
  return words
    .split('\n')
    .map((line) => ` ${line}`)
    .join('\n');
}
