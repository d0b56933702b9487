import type { Citation } from '../../../domain/plans/plan.ts';
import type { BodyReader } from './bodies.ts';
import { bodiesInList } from './bodies.ts';
import type { Doubt, DraftBody, DraftTask } from './draft.ts';
import { dueInField, dueInSentence } from './dues.ts';
import type { FieldKind, Item } from './fields.ts';
import { sameAddress } from './fields.ts';
import type { Group } from './groups.ts';
import { belowEmpty } from './groups.ts';
import { phaseOf } from './phases.ts';
import { bodiesOfHeading, readSentence } from './sentences.ts';
import type { TaskRow } from './tables.ts';

/** What tasks are read with. */
export interface Reading {
  readonly bodies: BodyReader;
  /** The phase of a passage; null: none. */
  readonly phaseAt: (item: Item) => string | null;
}

const ONLY_DOES = /^(?:chủ trì\s+)?(?:tổ chức\s+)?thực hiện(?: trong phạm vi quản lý)?[.;]?$/iu;

/** The tasks of a group: usually one; several where its bodies each get a sentence of their own. */
export function tasksOfGroup(
  group: Group,
  items: readonly Item[],
  reading: Reading,
): readonly DraftTask[] {
  const words = group.contents.filter(({ value }) => value !== '');
  const said = words.filter((item) => phaseOf(item) === null && !isBodies(item, reading));
  const own = said.find((item) => item.field === null && sameAddress(item.at, group.owner));
  const job = own ?? said[0];
  if (job === undefined) return [];
  const others = said.filter((item) => item !== job);
  const parts = partsOf(group.fields, items, reading);
  const further = [...others, ...group.fields.filter(({ value }) => value !== ''), ...parts.quoted];
  const common = {
    due: dueOf(group.fields, [job, ...others]),
    product: valueOf(group.fields, 'product'),
  };
  const whole = draft({ job, further, ...parts, ...common }, reading);
  const isEmpty = parts.lead.length + parts.asked.length === 0 && parts.own.length > 0;
  const each = parts.own.map((one) =>
    draft(
      { ...one, ...common, further: [job, ...group.fields.filter((f) => f.value !== '')] },
      reading,
    ),
  );
  return isEmpty ? each : [whole, ...each];
}

/** "1. Công an tỉnh" gives a task to somebody and is none itself. */
function isBodies(item: Item, { bodies }: Reading): boolean {
  return item.field === null && bodiesOfHeading(item.value, bodies).length > 0;
}

/** The task of a row of a table. */
export function taskOfRow(row: TaskRow, reading: Reading): DraftTask {
  const fields = Object.values(row).filter((item) => item !== row.content);
  const read = (kind: FieldKind) => bodiesInList(row[kind]?.value ?? '', reading.bodies);
  const due = row.due === undefined ? { due: null, sure: true } : dueInField(row.due.value);
  return draft(
    {
      job: row.content,
      further: fields,
      lead: read('lead'),
      coordinating: read('coordinating'),
      asked: [],
      due: { ...due, said: row.due !== undefined },
      product: row.product?.value ?? null,
    },
    reading,
  );
}

interface Due {
  readonly due: DraftTask['due'];
  readonly sure: boolean;
  /** Whether anything was said of the time. */
  readonly said: boolean;
}

interface Raw {
  readonly job: Item;
  readonly further: readonly Item[];
  readonly lead: readonly DraftBody[];
  readonly coordinating: readonly DraftBody[];
  readonly asked: readonly DraftBody[];
  readonly due: Due;
  readonly product: string | null;
  readonly nature?: DraftTask['nature'];
  readonly doubts?: readonly Doubt[];
}

/** A task with what is not sure of it. */
export function draft(raw: Raw, reading: Reading): DraftTask {
  const { job, lead, coordinating, asked, product } = raw;
  const phase = reading.phaseAt(job);
  const again = raw.due.due?.kind === 'standing' ? raw.due.due.every : null;
  const byPhase = phase !== null && (!raw.due.said || again !== null);
  const due: DraftTask['due'] = byPhase ? { kind: 'phase', every: again } : raw.due.due;
  const bodies = [...lead, ...coordinating, ...asked];
  const doubts: [boolean, Doubt][] = [
    [lead.length + asked.length === 0, 'no-body'],
    [bodies.some(({ holders }) => holders === null), 'unknown-body'],
    [due === null && !raw.due.said, 'no-due'],
    [!byPhase && raw.due.said && (due === null || !raw.due.sure), 'due-unclear'],
    [product === null, 'no-product'],
  ];
  return {
    citation: citation(job),
    further: raw.further.map(citation),
    job: withoutEnd(job.value),
    phase,
    lead,
    coordinating,
    asked,
    due,
    product: product === null ? null : withoutEnd(product),
    nature: raw.nature ?? 'plain',
    doubts: [...(raw.doubts ?? []), ...doubts.flatMap(([is, doubt]) => (is ? [doubt] : []))],
  };
}

/** Where words stand, with the words. */
export function citation({ at, quote }: Item): Citation {
  return { ...at, quote };
}

interface Parts extends Pick<Raw, 'lead' | 'coordinating' | 'asked'> {
  readonly quoted: readonly Item[];
  /** Bodies with a sentence of their own below "Cơ quan thực hiện:". */
  readonly own: readonly Pick<Raw, 'job' | 'lead' | 'coordinating' | 'asked' | 'doubts'>[];
}

function partsOf(fields: readonly Item[], items: readonly Item[], { bodies }: Reading): Parts {
  const all = (kind: FieldKind) =>
    fields
      .filter(({ field }) => field === kind)
      .flatMap(({ value }) => bodiesInList(value, bodies));
  const quoted: Item[] = [];
  const own: Parts['own'][number][] = [];
  const lead = [...all('lead')];
  const asked: DraftBody[] = [];
  for (const below of fields.flatMap((field) => belowEmpty(items, field))) {
    const said = readSentence(below.value, bodies, []);
    const rest = bodies(below.value.replace(/^Đề nghị\s+/iu, '')).rest;
    if (said === null || ONLY_DOES.test(rest)) {
      lead.push(...(said === null ? bodiesInList(below.value, bodies) : said.lead));
      asked.push(...(said?.asked ?? []));
      quoted.push(below);
    } else {
      const doubts = ['read-from-sentence'] as const;
      const { lead: leads, coordinating, asked: those } = said;
      own.push({ job: below, lead: leads, coordinating, asked: those, doubts });
    }
  }
  return { lead, coordinating: all('coordinating'), asked, quoted, own };
}

function valueOf(fields: readonly Item[], kind: FieldKind): string | null {
  return fields.find(({ field, value }) => field === kind && value !== '')?.value ?? null;
}

function dueOf(fields: readonly Item[], words: readonly Item[]): Due {
  const value = valueOf(fields, 'due');
  if (value !== null) return { ...dueInField(value), said: true };
  const found = words.map(({ value: said }) => dueInSentence(said)).find((due) => due !== null);
  return found === undefined ? { due: null, sure: true, said: false } : { ...found, said: true };
}

function withoutEnd(text: string): string {
  return text
    .trim()
    .replace(/[.;,]$/, '')
    .replace(/\.\/$/, '');
}
