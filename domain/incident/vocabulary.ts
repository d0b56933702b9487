/** What happened (2025 secrets law art. 2; Decision 801 II.1): leaked, lost, or in danger of it. */
export const KINDS = ['leaked', 'lost', 'at-risk'] as const;
export type Kind = (typeof KINDS)[number];

/** Mật, Tối mật, Tuyệt mật, in rising order. */
export const LEVELS = ['mat', 'toi-mat', 'tuyet-mat'] as const;
export type Level = (typeof LEVELS)[number];

export const FORMS = ['paper', 'electronic', 'object', 'place', 'speech'] as const;
export type Form = (typeof FORMS)[number];

export const ORIGINS = ['vietnamese', 'lao', 'joint'] as const;
export type Origin = (typeof ORIGINS)[number];

/** Where the information stands in the exchange (Decision 801 II.1, first dash). */
export const EXCHANGE_STATUSES = [
  'not-exchanged',
  'given',
  'being-given',
  'received',
  'jointly-made',
] as const;
export type ExchangeStatus = (typeof EXCHANGE_STATUSES)[number];

/** A case is in exactly one stage. */
export const STAGES = ['reported', 'verifying', 'remedying', 'closing', 'ended'] as const;
export type Stage = (typeof STAGES)[number];

export const ENDINGS = ['closed', 'not-confirmed', 'transferred', 'duplicate'] as const;
export type Ending = (typeof ENDINGS)[number];

export const FINDINGS = ['not-confirmed', 'confirmed-no-damage', 'confirmed-damage'] as const;
export type FindingResult = (typeof FINDINGS)[number];

export const CAUSES = [
  'carelessness',
  'rule-not-known',
  'rule-ignored',
  'intent',
  'theft',
  'device-or-network',
  'transport',
  'storage',
  'hand-over',
  'third-party',
  'natural-event',
  'unknown',
] as const;
export type Cause = (typeof CAUSES)[number];

export const REMEDY_KINDS = [
  'recall',
  'change-level',
  'declassify',
  'replace-carriers',
  'discipline',
  'training',
  'rule-change',
  'technical-measure',
  'other',
] as const;
export type RemedyKind = (typeof REMEDY_KINDS)[number];

export const TRANSFER_CHANNELS = ['criminal', 'administrative', 'disciplinary'] as const;
export type TransferChannel = (typeof TRANSFER_CHANNELS)[number];

export const DOCUMENT_KINDS = ['minutes', 'evidence', 'report', 'decision', 'letter'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** By which way a paper left the office. */
export const DISPATCH_CHANNELS = [
  'courier',
  'security-channel',
  'diplomatic-channel',
  'cipher',
] as const;
export type DispatchChannel = (typeof DISPATCH_CHANNELS)[number];

/** The higher of two levels: the case takes the highest among its references. */
export function higherLevel(a: Level, b: Level): Level {
  return levelRank(a) >= levelRank(b) ? a : b;
}

/** 1 for Mật, 2 for Tối mật, 3 for Tuyệt mật. */
export function levelRank(level: Level): number {
  return LEVELS.indexOf(level) + 1;
}
