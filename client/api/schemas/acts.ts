import { z } from 'zod';
import type { Act, ActData, ActKind } from '../../../domain/incident/act.ts';
import {
  CAUSES,
  DISPATCH_CHANNELS,
  DOCUMENT_KINDS,
  FINDINGS,
  LEVELS,
  REMEDY_KINDS,
  TRANSFER_CHANNELS,
} from '../../../domain/incident/vocabulary.ts';
import { NOTICE_FIELDS } from '../../../domain/lao-side/notice-form.ts';
import type { Differing } from './any-act.ts';
import { anyOf } from './any-act.ts';
import { dateIn, instantIn, officeId, orNull, sha256, text, uuid } from './basics.ts';
import { referenceIn } from './report.ts';

const LINE = 300;
const PAGE = 8_000;

const reason = z.string().max(2_000);
const mark = text(100);
const round = z.union([z.literal(1), z.literal(2)]);
const channel = z.enum(DISPATCH_CHANNELS);
const nothingSaid = z.strictObject({});

const noticeField = z.enum([...NOTICE_FIELDS[1], ...NOTICE_FIELDS[2]]);
const twoTexts = z.strictObject({ vi: z.string().max(PAGE), lo: z.string().max(PAGE) });
const written = twoTexts.exactOptional();

/** Vietnamese and Lao side by side; which fields belong to which round is for the domain. */
const noticeForm = z.strictObject({
  event: written,
  reference: written,
  discovered: written,
  firstMeasures: written,
  contact: written,
  circumstances: written,
  damage: written,
  measures: written,
  result: written,
  prevention: written,
});

const sending = z.strictObject({ to: orNull(officeId), override: orNull(reason) });
const withReason = z.strictObject({ reason });
const answer = z.strictObject({ accept: z.boolean(), reason: orNull(reason) });
const noticeDraft = z.strictObject({ round, form: noticeForm });

const remedyPlan = z.strictObject({
  kind: z.enum(REMEDY_KINDS),
  office: officeId,
  person: z.string().max(LINE),
  job: z.string().max(2_000),
  product: z.string().max(LINE),
  due: dateIn,
});

/** What each act says, field by field. */
export const ACT_SCHEMAS = {
  'propose-dispatch': sending,
  'give-oral-notice': sending,
  dispatch: z.strictObject({ number: mark, channel }),
  acknowledge: nothingSaid,
  'take-case': withReason,
  contain: z.strictObject({ what: text(4_000), doneAt: instantIn }),
  'tell-originator': z.strictObject({ office: officeId, references: z.array(mark).max(50) }),
  'assess-damage': z.strictObject({ damage: z.boolean(), text: text(PAGE) }),
  'report-preliminary': z.strictObject({ summary: text(PAGE) }),
  'propose-joint-verification': z.strictObject({ offices: z.array(officeId).max(20) }),
  'answer-participation': answer,
  'add-document': z.strictObject({
    kind: z.enum(DOCUMENT_KINDS),
    title: text(LINE),
    sha256,
    place: text(LINE),
  }),
  'propose-finding': z.strictObject({
    result: z.enum(FINDINGS),
    causes: z.array(z.enum(CAUSES)).max(CAUSES.length),
    circumstances: text(PAGE),
    responsible: orNull(text(LINE)),
  }),
  'plan-remedies': z.strictObject({ remedies: z.array(remedyPlan).max(50) }),
  'propose-no-remedies': withReason,
  'report-remedy': z.strictObject({ remedy: mark, result: text(4_000) }),
  'accept-remedy': z.strictObject({ remedy: mark }),
  'return-remedy': z.strictObject({ remedy: mark, reason }),
  'propose-remedy-outstanding': z.strictObject({ remedy: mark, reason, followUp: officeId }),
  'propose-transfer': z.strictObject({
    channel: z.enum(TRANSFER_CHANNELS),
    body: text(LINE),
    reason,
  }),
  'record-take-over': z.strictObject({ letter: text(LINE) }),
  'propose-hand-over': z.strictObject({ to: officeId, reason }),
  'answer-hand-over': answer,
  'propose-closure': z.strictObject({ lesson: z.string().max(4_000), summary: text(PAGE) }),
  approve: z.strictObject({ proposal: mark, checksum: sha256 }),
  return: z.strictObject({
    proposal: mark,
    reason,
    to: orNull(z.enum(['closing', 'remedying'])),
  }),
  withdraw: z.strictObject({ proposal: mark, reason }),
  reopen: withReason,
  'extend-clock': z.strictObject({ clock: mark, until: instantIn, reason }),
  correct: z.strictObject({
    field: z.enum(['kind', 'discoveredAt', 'words']),
    value: text(4_000),
    reason,
  }),
  'add-reference': z.strictObject({ reference: referenceIn }),
  'change-level': z.strictObject({ reference: mark, level: z.enum(LEVELS), reason }),
  'add-reader': z.strictObject({ person: orNull(uuid), office: orNull(officeId), reason }),
  'link-case': z.strictObject({ number: mark }),
  'mark-duplicate': z.strictObject({ of: mark, reason }),
  'propose-lao-decision': z.strictObject({
    decision: z.enum(['needed', 'not-needed', 'not-yet']),
    reason,
  }),
  'draft-lao-notice': noticeDraft,
  'draft-lao-urging': noticeDraft,
  'check-releasability': z.strictObject({
    proposal: mark,
    checksum: sha256,
    fields: z.array(z.strictObject({ field: noticeField, released: z.boolean(), sha256 })).max(10),
  }),
  'dispatch-to-lao-side': z.strictObject({
    proposal: mark,
    number: mark,
    channel,
    courier: text(LINE),
    seal: mark,
    sha256,
  }),
  'record-lao-receipt': z.strictObject({ round, receivedAt: instantIn }),
  'record-lao-answer': z.strictObject({ round, text: text(PAGE), at: instantIn }),
  'record-lao-message': z.strictObject({
    direction: z.enum(['to-lao-side', 'from-lao-side']),
    number: mark,
    summary: text(PAGE),
    at: instantIn,
  }),
  'propose-lao-not-needed': z.strictObject({ round, reason }),
} as const satisfies { readonly [K in ActKind]: z.ZodType<ActData[K]> };

// `satisfies` holds that no schema lacks a field of the domain; this, that none has one more.
type SameAct = [Differing<ActData, typeof ACT_SCHEMAS>] extends [never] ? Act : never;

/** An act as it is sent: its kind, and what it says. */
export const actIn = anyOf(ACT_SCHEMAS).meta({ id: 'Act' }) as unknown as z.ZodType<SameAct>;
