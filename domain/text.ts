/** A text for people in the three languages of the product; Vietnamese is the source. */
export interface Text {
  readonly vi: string;
  readonly en: string;
  readonly lo: string;
}

export type Language = keyof Text;

/** How sure a number is. */
export type Certainty = 'plan' | 'law' | 'old-law' | 'set-by-officer';
