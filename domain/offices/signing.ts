import type { Text } from '../text.ts';
import type { OfficeKind, OfficeRow } from './office.ts';
import type { Actor, Capacity } from './person.ts';

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

const COLLECTIVE: ReadonlySet<OfficeKind> = new Set(['provincial-committee', 'commune-committee']);

/**
 * The form that stands on a decision of an actor of an office: a People's Committee is signed for
 * (TM.), a deputy signs for the head (KT.), a delegate by authority (TUQ.), other heads in person.
 */
export function signingFormOf(
  office: Pick<OfficeRow, 'kind'> | undefined,
  actor: Pick<Actor, 'capacity' | 'delegation'>,
): SigningForm {
  if (office === undefined) return 'none';
  const { capacity, delegation } = actor;
  return formOf({ office: office.kind, capacity, delegated: delegation !== null }) ?? 'none';
}

/**
 * How somebody signs: `TM. ỦY BAN NHÂN DÂN` / `CHỦ TỊCH`, `KT. BỘ TRƯỞNG` / `THỨ TRƯỞNG`, … (Decree
 * 30/2020 art. 13, appendix I). `undefined` when the capacity does not sign at all. A deputy of a
 * collective body has both lines; the form kept is then `KT.`.
 */
export function signingForm(rules: SigningRules, signer: Signer): Signature | undefined {
  const form = formOf(signer);
  const titles = titlesOf(rules, signer.office);
  if (form === undefined || titles === undefined) return undefined;
  if (form === 'TUQ.') return { form, lines: [line(rules, form, titles.head)] };
  return {
    form,
    lines: [...linesAbove(rules, titles, signer), ...ownLines(rules, titles, signer)],
  };
}

function linesAbove(rules: SigningRules, titles: OfficeTitles, signer: Signer): readonly Text[] {
  const superior = signer.byOrderOf === undefined ? undefined : titlesOf(rules, signer.byOrderOf);
  if (superior !== undefined) return [line(rules, 'TL.', superior.head)];
  return titles.body === null ? [] : [line(rules, 'TM.', titles.body)];
}

function formOf(signer: Signer): SigningForm | undefined {
  if (signer.delegated === true) return 'TUQ.';
  if (signer.capacity !== 'head' && signer.capacity !== 'deputy-head') return undefined;
  if (signer.byOrderOf !== undefined) return 'TL.';
  if (signer.acting === true) return 'Q.';
  if (signer.capacity === 'deputy-head') return 'KT.';
  return COLLECTIVE.has(signer.office) ? 'TM.' : 'none';
}

function ownLines(rules: SigningRules, titles: OfficeTitles, signer: Signer): readonly Text[] {
  if (signer.acting === true) return [line(rules, 'Q.', titles.head)];
  if (signer.capacity === 'head') return [titles.head];
  return [line(rules, 'KT.', titles.head), titles.deputy];
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
