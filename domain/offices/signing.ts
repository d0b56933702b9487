import type { Text } from '../text.ts';
import type { OfficeKind } from './office.ts';
import type { Capacity } from './person.ts';

/** The signing capacity of Decree 30/2020 art. 13; `none` for a head who signs in person. */
export type SigningForm = 'none' | 'TM.' | 'KT.' | 'TL.' | 'TUQ.' | 'Q.';

/** What the signers of some kinds of office are called. */
export interface OfficeTitles {
  readonly kinds: readonly OfficeKind[];
  /** The collective body that the head signs for (TM.); null where the head signs alone. */
  readonly body: Text | null;
  readonly head: Text;
  readonly deputy: Text;
  readonly laoIsSure: boolean;
}

export interface SigningRules {
  /** For every form the line with `{title}` in it. */
  readonly forms: Readonly<Record<Exclude<SigningForm, 'none'>, Text>>;
  readonly titles: readonly OfficeTitles[];
}

/** Who signs, and as what. */
export interface Signer {
  readonly office: OfficeKind;
  readonly capacity: Capacity;
  /** By written authority of the head (TUQ.), limited in time and never passed on. */
  readonly delegated?: boolean;
  /** Put in charge until a head is appointed (Q.). */
  readonly acting?: boolean;
  /** A unit's head signs by order of the head of the body that the unit belongs to (TL.). */
  readonly byOrderOf?: OfficeKind;
}

/** The form that stands on the decision, and the lines printed above the name. */
export interface Signature {
  readonly form: SigningForm;
  readonly lines: readonly Text[];
}

/**
 * How somebody signs: `TM. ỦY BAN NHÂN DÂN` / `CHỦ TỊCH`, `KT. BỘ TRƯỞNG` / `THỨ TRƯỞNG`, … (Decree
 * 30/2020 art. 13, appendix I). `undefined` when the capacity does not sign at all. A deputy of a
 * collective body has both lines; the form kept is then `KT.`.
 */
export function signingForm(rules: SigningRules, signer: Signer): Signature | undefined {
  const titles = titlesOf(rules, signer.office);
  if (titles === undefined) return undefined;
  if (signer.delegated === true) {
    return { form: 'TUQ.', lines: [line(rules, 'TUQ.', titles.head)] };
  }
  if (signer.capacity !== 'head' && signer.capacity !== 'deputy-head') return undefined;

  const own = ownLines(rules, titles, signer);
  const superior = signer.byOrderOf === undefined ? undefined : titlesOf(rules, signer.byOrderOf);
  if (superior !== undefined) {
    return { form: 'TL.', lines: [line(rules, 'TL.', superior.head), ...own.lines] };
  }
  if (titles.body === null) return own;
  const form = own.form === 'none' ? 'TM.' : own.form;
  return { form, lines: [line(rules, 'TM.', titles.body), ...own.lines] };
}

function ownLines(rules: SigningRules, titles: OfficeTitles, signer: Signer): Signature {
  if (signer.acting === true) return { form: 'Q.', lines: [line(rules, 'Q.', titles.head)] };
  if (signer.capacity === 'head') return { form: 'none', lines: [titles.head] };
  return { form: 'KT.', lines: [line(rules, 'KT.', titles.head), titles.deputy] };
}

function titlesOf(rules: SigningRules, kind: OfficeKind): OfficeTitles | undefined {
  return rules.titles.find((titles) => titles.kinds.includes(kind));
}

function line(rules: SigningRules, form: Exclude<SigningForm, 'none'>, title: Text): Text {
  const pattern = rules.forms[form];
  return {
    vi: pattern.vi.replace('{title}', title.vi),
    en: pattern.en.replace('{title}', title.en),
    lo: pattern.lo.replace('{title}', title.lo),
  };
}
