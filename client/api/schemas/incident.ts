import { z } from 'zod';
import { CLOCK_RULES } from '../../../domain/clocks/rule.ts';
import { ACT_KINDS } from '../../../domain/incident/decide.ts';
import {
  CAUSES,
  DISPATCH_CHANNELS,
  DOCUMENT_KINDS,
  ENDINGS,
  EXCHANGE_STATUSES,
  FINDINGS,
  FORMS,
  KINDS,
  LEVELS,
  ORIGINS,
  REMEDY_KINDS,
  STAGES,
  TRANSFER_CHANNELS,
} from '../../../domain/incident/vocabulary.ts';
import { dateOut, instantOut, textsOut } from './basics.ts';

export const many = <T extends z.ZodType>(item: T) => z.array(item).readonly();

export const stage = z.enum(STAGES);
export const kind = z.enum(KINDS);
export const level = z.enum(LEVELS);
export const ending = z.enum(ENDINGS);
export const scopeOut = z.enum(['receipt', 'remedies', 'references', 'case', 'ministry']);

const office = z.string();
const person = z.string();

/** What the offices and people are called whose ids an answer holds. */
export const namesOut = z.object({
  offices: z.record(z.string(), textsOut),
  people: z.record(z.string(), z.string()),
});

export const clockLine = z
  .object({
    id: z.string(),
    rule: z.enum(CLOCK_RULES),
    owner: office,
    subject: z.string().nullable(),
    status: z.enum(['running', 'frozen', 'met', 'stopped']),
    anchor: instantOut,
    due: instantOut,
    firstDue: instantOut,
    aim: instantOut.nullable(),
    next: instantOut,
    lapses: z.number().int(),
    provisional: z.boolean(),
  })
  .meta({ id: 'Clock' });

/** A clock with what its rule says and the way to its deadline. */
export const clockOut = clockLine.extend({
  name: z.string(),
  word: z.string().nullable(),
  citation: z.string(),
  certainty: z.enum(['plan', 'law', 'old-law', 'set-by-officer']),
  steps: z.array(z.object({ at: instantOut, text: z.string(), basis: z.string().nullable() })),
});

/** One thing that happened, told in a sentence. */
export const timelineEntry = z.object({
  seq: z.number().int(),
  kind: z.string(),
  happenedAt: instantOut,
  recordedAt: instantOut,
  by: z
    .object({
      kind: z.enum(['person', 'clock', 'process']),
      name: z.string().nullable(),
      office: z.string().nullable(),
      capacity: z.string().nullable(),
    })
    .nullable(),
  text: z.string(),
});

const reference = z.object({
  id: z.string(),
  number: z.string(),
  date: dateOut.nullable(),
  issuingBody: z.string(),
  issuingOffice: office.nullable(),
  level,
  form: z.enum(FORMS),
  holder: z.string(),
  origin: z.enum(ORIGINS),
  exchange: z.enum(EXCHANGE_STATUSES),
  abstract: z.string().nullable(),
  register: z.string().nullable(),
});

const originator = z.object({
  office,
  references: many(z.string()),
  toldAt: instantOut,
  assessment: z.object({ damage: z.boolean(), text: z.string() }).nullable(),
  assessedAt: instantOut.nullable(),
  lapsed: z.boolean(),
});

const remedy = z.object({
  id: z.string(),
  kind: z.enum(REMEDY_KINDS),
  office,
  person: z.string(),
  job: z.string(),
  product: z.string(),
  due: dateOut,
  mode: z.enum(['order', 'recommendation']),
  status: z.enum(['open', 'reported', 'accepted', 'outstanding']),
  result: z.string().nullable(),
  followUp: office.nullable(),
});

const proposal = z.object({
  id: z.string(),
  /** What is laid before the approver; its fields go by its kind. */
  content: z.looseObject({ kind: z.string() }),
  author: person,
  office,
  proposedAt: instantOut,
  checksum: z.string(),
  status: z.enum(['open', 'approved', 'returned', 'withdrawn', 'void']),
  decidedBy: person.nullable(),
  decidedAt: instantOut.nullable(),
  signedAs: z.enum(['none', 'TM.', 'KT.', 'TL.', 'TUQ.', 'Q.']).nullable(),
  reason: z.string().nullable(),
});

export const caseDocument = z.object({
  id: z.string(),
  kind: z.enum(DOCUMENT_KINDS),
  title: z.string(),
  sha256: z.string(),
  place: z.string(),
  by: person,
  at: instantOut,
});

const round = z.union([z.literal(1), z.literal(2)]);
const treaty = z.enum(['in-force', 'suspended', 'ended']);
const channel = z.enum(DISPATCH_CHANNELS);

const laoDispatch = z.object({
  number: z.string(),
  channel,
  courier: z.string(),
  seal: z.string(),
  at: instantOut,
  sha256: z.string(),
});

const laoRound = z.object({
  round,
  stage: z.enum(['waiting', 'drafting', 'dispatched', 'received', 'answered', 'settled']),
  proposal: z.string().nullable(),
  checks: many(z.object({ field: z.string(), released: z.boolean(), sha256: z.string() })),
  checkedBy: person.nullable(),
  dispatch: laoDispatch.nullable(),
  receivedAt: instantOut.nullable(),
  answer: z.object({ text: z.string(), at: instantOut }).nullable(),
  urgedAt: many(instantOut),
  settledAs: z.enum(['answered', 'not-needed']).nullable(),
});

const laoBranch = z.object({
  decision: z.enum(['open', 'needed', 'not-needed', 'not-yet']),
  started: z.boolean(),
  treaty,
  rounds: many(laoRound),
  messages: many(
    z.object({
      direction: z.enum(['to-lao-side', 'from-lao-side']),
      number: z.string(),
      summary: z.string(),
      at: instantOut,
    }),
  ),
});

const own = {
  id: z.string(),
  number: z.string(),
  stage,
  drill: z.boolean(),
  names: namesOut,
};

const receiptView = z.object({
  ...own,
  scope: z.literal('receipt'),
  receivedAt: instantOut,
  words: z.string(),
});

const acts = many(z.enum(ACT_KINDS as [(typeof ACT_KINDS)[number]]));

const partView = z.object({
  ...own,
  scope: z.enum(['references', 'remedies']),
  receivedAt: instantOut,
  level,
  references: many(reference),
  originators: many(originator),
  remedies: many(remedy),
  clocks: many(clockLine),
  acts,
});

const wholeView = z.object({
  ...own,
  scope: z.enum(['case', 'ministry']),
  version: z.number().int(),
  ending: ending.nullable(),
  kind,
  discoveredAt: instantOut,
  reportedAt: instantOut,
  words: z.string(),
  reporter: z.object({ person, office }),
  reportedFor: z.string().nullable(),
  bypass: z.boolean(),
  reportingOffice: office,
  receivingOffice: office,
  references: many(reference),
  level,
  addressees: many(
    z.object({
      office,
      since: instantOut,
      how: z.enum(['sent', 'lapsed', 'told']),
      acknowledgedAt: instantOut.nullable(),
    }),
  ),
  handling: office.nullable(),
  raisedTo: many(office),
  oralNoticeAt: instantOut.nullable(),
  dispatch: z
    .object({ proposal: z.string(), number: z.string(), channel, at: instantOut })
    .nullable(),
  containments: many(z.object({ doneAt: instantOut, what: z.string(), office })),
  originators: many(originator),
  preliminaryAt: instantOut.nullable(),
  participants: many(
    z.object({
      office,
      answer: z.enum(['awaited', 'accepted', 'declined']),
      reason: z.string().nullable(),
    }),
  ),
  documents: many(caseDocument),
  proposals: many(proposal),
  finding: z
    .object({
      proposal: z.string(),
      result: z.enum(FINDINGS),
      causes: many(z.enum(CAUSES)),
      circumstances: z.string(),
      responsible: z.string().nullable(),
      approvedAt: instantOut,
    })
    .nullable(),
  remedies: many(remedy),
  noRemediesNeeded: z.boolean(),
  transfer: z
    .object({
      channel: z.enum(TRANSFER_CHANNELS),
      body: z.string(),
      approvedAt: instantOut,
      takenOver: z.string().nullable(),
    })
    .nullable(),
  handOverTo: office.nullable(),
  readers: many(
    z.object({ person: person.nullable(), office: office.nullable(), why: z.string() }),
  ),
  links: many(z.string()),
  duplicateOf: z.string().nullable(),
  lesson: z.string().nullable(),
  endedAt: instantOut.nullable(),
  endedBy: office.nullable(),
  reopened: z.number().int(),
  ministryToldAt: instantOut.nullable(),
  ministryAcknowledgedAt: instantOut.nullable(),
  clocks: many(clockLine),
  gates: many(z.enum(['finding', 'remedies', 'originator', 'lao-side', 'dispatch'])),
  acts,
  laoSide: z.object({
    concerned: z.boolean(),
    treaty,
    told: many(z.object({ round, at: instantOut })),
    settled: z.boolean(),
  }),
  lao: laoBranch.nullable(),
});

/** A case, by how much of it its reader sees. */
export const incidentOut = z
  .discriminatedUnion('scope', [receiptView, partView, wholeView])
  .meta({ id: 'Incident' });

/** What came of an act that was done. */
export const doneOut = z
  .object({
    kind: z.literal('done'),
    number: z.string(),
    version: z.number().int(),
    /** A stage of that kind of case, and how it ended. */
    stage: z.string(),
    ending: z.string().nullable(),
    facts: many(z.object({ id: z.string(), kind: z.string() })),
  })
  .meta({ id: 'Done' });

/** An act that may still happen: the same key tells later. */
export const pendingOut = z
  .object({ status: z.literal('pending'), act: z.string(), see: z.string() })
  .meta({ id: 'Pending' });
