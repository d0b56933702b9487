/** Whether the same request may succeed later without being changed. */
export interface ErrorRule {
  readonly status: number;
  readonly retry: boolean;
}

const refused = (status: number): ErrorRule => ({ status, retry: false });
const later = (status: number): ErrorRule => ({ status, retry: true });

/**
 * Every refusal the product knows. The codes are a contract: the message keys `error.<CODE>`, the
 * `code` of problem documents and docs/errors.md have exactly these names.
 */
export const ERRORS = {
  // The request itself
  MALFORMED_REQUEST: refused(400),
  INVALID_FIELD: refused(422),
  UNKNOWN_FIELD: refused(422),
  BODY_TOO_LARGE: refused(413),
  UNSUPPORTED_MEDIA_TYPE: refused(415),
  IDEMPOTENCY_KEY_MISSING: refused(400),
  IDEMPOTENCY_KEY_REUSED: refused(409),
  NOT_FOUND: refused(404),
  METHOD_NOT_ALLOWED: refused(405),
  // Who asks
  NOT_SIGNED_IN: refused(401),
  SIGN_IN_FAILED: refused(401),
  TOO_MANY_ATTEMPTS: later(429),
  CAPACITY_NOT_CHOSEN: refused(403),
  CAPACITY_NOT_HELD: refused(403),
  FORBIDDEN: refused(403),
  AUTHOR_CANNOT_DECIDE: refused(403),
  OWN_CASE: refused(403),
  CLEARANCE_TOO_LOW: refused(403),
  DRAFTER_CANNOT_CHECK: refused(403),
  // The state of the case
  WRONG_STAGE: refused(409),
  CASE_ENDED: refused(409),
  CASE_NOT_ENDED: refused(409),
  ALREADY_DONE: refused(409),
  ALREADY_ACKNOWLEDGED: refused(409),
  PROPOSAL_NOT_OPEN: refused(409),
  PROPOSAL_CHANGED: refused(409),
  PROPOSAL_PENDING: refused(409),
  NOT_SIGNED_YET: refused(409),
  GATE_OPEN: refused(409),
  CLOCK_NOT_RUNNING: refused(409),
  CLOCK_ALREADY_LATE: refused(409),
  CLOCK_NOT_EXTENDABLE: refused(409),
  EXTENSION_TOO_LONG: refused(422),
  REMEDY_NOT_OPEN: refused(409),
  REMEDY_NOT_REPORTED: refused(409),
  PARTICIPATION_ANSWERED: refused(409),
  HAND_OVER_PENDING: refused(409),
  LAO_NOT_CONCERNED: refused(409),
  LAO_ROUND_NOT_OPEN: refused(409),
  LAO_NOT_CHECKED: refused(409),
  LAO_NOT_RELEASED: refused(409),
  TREATY_SUSPENDED: refused(409),
  PART_CHANGED: refused(409),
  REPORT_FAULTY: refused(422),
  SPREADSHEET_FAULTY: refused(422),
  OPINION_MISSING: refused(409),
  AMOUNT_DIFFERS: refused(409),
  TOO_EARLY: refused(409),
  NOTHING_TO_COLLECT: refused(409),
  NOT_ASKED: refused(409),
  UNKNOWN_PART: refused(422),
  UNKNOWN_STEP: refused(422),
  // What the act says
  UNKNOWN_ACT: refused(422),
  UNKNOWN_OFFICE: refused(422),
  UNKNOWN_REFERENCE: refused(422),
  UNKNOWN_PROPOSAL: refused(422),
  UNKNOWN_CLOCK: refused(422),
  UNKNOWN_REMEDY: refused(422),
  UNKNOWN_CASE: refused(422),
  UNKNOWN_PERSON: refused(422),
  UNKNOWN_RULE: refused(422),
  REASON_MISSING: refused(422),
  MOMENT_IN_FUTURE: refused(422),
  MOMENT_BEFORE_DISCOVERY: refused(422),
  ABSTRACT_FORBIDDEN: refused(422),
  NOT_ATTESTED: refused(422),
  REFERENCE_MISSING: refused(422),
  OWN_CHANNEL: refused(422),
  NO_CHANNEL_ABOVE: refused(422),
  OVERRIDE_NEEDS_REASON: refused(422),
  FIELDS_MISSING: refused(422),
  FIELDS_NOT_ALLOWED: refused(422),
  FIVE_CLEARS_MISSING: refused(422),
  SIGNING_FORM_WRONG: refused(422),
  VALUE_OUT_OF_RANGE: refused(422),
  VALUE_FIXED_BY_LAW: refused(409),
  // Tasks and plans
  DOCUMENT_MISSING: refused(422),
  UNKNOWN_OCCURRENCE: refused(422),
  OCCURRENCE_NOT_OPEN: refused(409),
  NOT_OF_THIS_TASK: refused(409),
  STEP_MISSING: refused(409),
  UNKNOWN_DECISION: refused(422),
  DECISION_NOT_IN_FORCE: refused(409),
  UNKNOWN_SUBJECT: refused(422),
  UNKNOWN_TASK: refused(422),
  OFFICE_HOLDS_TASK: refused(409),
  OFFICE_OUT_OF_REACH: refused(422),
  OFFICE_WITHOUT_PART: refused(422),
  NOTHING_TO_FORWARD: refused(409),
  UNKNOWN_PHASE: refused(422),
  PLAN_NOT_CLEAR: refused(422),
  UNKNOWN_PLAN: refused(422),
  PLAN_UNREADABLE: refused(422),
  PLAN_ID_TAKEN: refused(409),
  PLAN_VERSION_TAKEN: refused(409),
  // The system
  ENGINE_UNAVAILABLE: later(503),
  DATABASE_UNAVAILABLE: later(503),
  NOT_A_DRILL: refused(409),
  INTERNAL: later(500),
} as const satisfies Record<string, ErrorRule>;

export type ErrorCode = keyof typeof ERRORS;

/** An expected outcome, not a throw: what was refused, why, and the numbers of the message. */
export interface Refusal {
  readonly kind: 'refused';
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Makes a refusal. */
export function refuse(
  code: ErrorCode,
  params: Readonly<Record<string, string | number>> = {},
): Refusal {
  return { kind: 'refused', code, params };
}
