/** The fields of the two notices; a field that may never leave is not among them. */
export const NOTICE_FIELDS = {
  1: ['event', 'reference', 'discovered', 'firstMeasures', 'contact'],
  2: ['circumstances', 'damage', 'measures', 'result', 'prevention'],
} as const satisfies Record<Round, readonly string[]>;

/** Round 1 tells the event; round 2 the circumstances, damage, measures and result. */
export type Round = 1 | 2;

export type NoticeField = (typeof NOTICE_FIELDS)[Round][number];

/** Vietnamese and Lao side by side. */
export interface TwoTexts {
  readonly vi: string;
  readonly lo: string;
}

export type NoticeForm = Readonly<Partial<Record<NoticeField, TwoTexts>>>;

/** What the rule table says of a field: free to go, or only when the checker releases it. */
export type Releasability = 'free' | 'with-approval';

/** The checker's word on one field, bound to the value that was read. */
export interface FieldCheck {
  readonly field: NoticeField;
  readonly released: boolean;
  readonly sha256: string;
}

/** The fields of a round that the form leaves empty, in either language. */
export function missingFields(round: Round, form: NoticeForm): NoticeField[] {
  return NOTICE_FIELDS[round].filter((field) => {
    const texts = form[field];
    return texts === undefined || texts.vi.trim() === '' || texts.lo.trim() === '';
  });
}

/** Names in a form that are no field of the round. */
export function foreignFields(round: Round, form: NoticeForm): string[] {
  const known: readonly string[] = NOTICE_FIELDS[round];
  return Object.keys(form).filter((field) => !known.includes(field));
}
