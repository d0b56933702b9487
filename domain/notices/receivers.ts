import { isUnitOf } from '../authority/relations.ts';
import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { Capacity, PersonId } from '../offices/person.ts';
import { presently } from '../offices/presently.ts';
import type { Language } from '../text.ts';
import type { NoticeKind, NoticeTo } from './notice.ts';

/** Somebody who holds a capacity in an office today, by holding or delegation. */
export interface Holder {
  readonly person: PersonId;
  readonly office: OfficeId;
  readonly capacity: Capacity;
  readonly email: string | null;
  readonly language: Language;
  /** Whether their clearance reaches the level of the case. */
  readonly cleared: boolean;
}

/** Somebody named as receiver, whatever they hold. */
export type NamedPerson = Pick<Holder, 'person' | 'email' | 'language'>;

/** One letter's receiver: a person, or (no person) the mailbox of an office. */
export interface Receiver {
  readonly kind: NoticeKind;
  readonly urgent: boolean;
  readonly person: PersonId | null;
  readonly office: OfficeId | null;
  readonly capacities: readonly Capacity[] | null;
  readonly address: string | null;
  readonly language: Language;
}

/** What the choice of receivers may know. */
export interface Reachable {
  /** Whether the letters are about an incident. */
  readonly isIncident: boolean;
  readonly directory: DirectoryAt;
  /** Of every office that `officesToAsk` names. */
  readonly holders: readonly Holder[];
  readonly people: readonly NamedPerson[];
  /** With bypass: the office whose people get nothing, in whatever capacity they are asked. */
  readonly excludeOffice: OfficeId | null;
  /** People who hold anything in the excluded office or its units. */
  readonly excluded: ReadonlySet<PersonId>;
  /** The reporter gets their own letters also when their office is excluded. */
  readonly reporter: PersonId | null;
}

export interface ToReceive {
  readonly kind: NoticeKind;
  readonly to: NoticeTo;
  readonly urgent: boolean;
}

/** Who is told when nobody in an office can receive: the heads one office higher. */
const HEADS: readonly Capacity[] = ['head', 'deputy-head'];

// Receiving a case, and learning that one was reported, needs no clearance: no content is shown.
const WITHOUT_CLEARANCE: ReadonlySet<NoticeKind> = new Set<NoticeKind>([
  'case-sent-to-you',
  'case-lapsed-to-you',
  'hand-over-asked',
  'ministry-told',
  'office-unstaffed',
]);

/**
 * Whoever gets a letter: each person once, in the capacity asked for, cleared for the case, and
 * nobody of the office that the report passes by; the letters of a body that has ended go to its
 * successor. When nobody is left, the office's own mailbox, and the heads one office higher on the
 * security channel (and so on, while that one is unstaffed too): at once, but for what of reports,
 * plans and tasks goes with a digest, for these are told to hundreds of offices on one day. People
 * without an address still get the notice in the product; when none of them has one, the office's
 * mailbox gets the letter as well.
 */
export function receiversOf(request: ToReceive, reachable: Reachable): Receiver[] {
  const { to, kind, urgent } = request;
  if ('person' in to) return namedReceiver(request, to.person, reachable);
  const { capacities } = to;
  if (isExcluded(to.office, reachable)) return [];
  const office = presently(to.office, reachable.directory);
  const people = holdersFor(office, capacities, kind, reachable).map((holder): Receiver => ({
    kind,
    urgent,
    person: holder.person,
    office,
    capacities,
    address: holder.email,
    language: holder.language,
  }));
  const reached = people.some((person) => person.address !== null);
  const mailbox = reached ? [] : mailboxOf(office, capacities, request, reachable);
  return people.length > 0
    ? [...people, ...mailbox]
    : [...mailbox, ...oneHigher(office, urgent || reachable.isIncident, reachable)];
}

/** Offices whose holders have to be known for a request, with their units. */
export function officesToAsk(
  to: NoticeTo,
  directory: DirectoryAt,
): readonly { readonly office: OfficeId; readonly capacities: readonly Capacity[] }[] {
  if ('person' in to) return [];
  const body = presently(to.office, directory);
  const above = directory.channelsOf(body);
  return [
    ...bodyAndUnits(body, directory).map((office) => ({
      office,
      capacities: to.capacities,
    })),
    ...above.map((office) => ({ office, capacities: HEADS })),
  ];
}

/** An office and the units (cục, phòng) inside it. */
export function bodyAndUnits(office: OfficeId, directory: DirectoryAt): OfficeId[] {
  const units = directory.childrenOf(office).filter((unit) => isUnitOf(unit, office, directory));
  return [office, ...units];
}

function namedReceiver(
  { kind, urgent }: ToReceive,
  person: PersonId,
  { people, excluded, reporter }: Reachable,
): Receiver[] {
  const named = people.find((p) => p.person === person);
  if (named === undefined || (excluded.has(person) && person !== reporter)) return [];
  const { email: address, language } = named;
  return [{ kind, urgent, person, office: null, capacities: null, address, language }];
}

function holdersFor(
  office: OfficeId,
  capacities: readonly Capacity[],
  kind: NoticeKind,
  { holders, directory, excluded }: Reachable,
): readonly Holder[] {
  const found = new Map<PersonId, Holder>();
  for (const holder of holders) {
    const { person, capacity } = holder;
    if (!capacities.includes(capacity) || excluded.has(person) || found.has(person)) continue;
    // A unit has officers and clerks of the body, but its head is not the body's head.
    const inUnit = !HEADS.includes(capacity) && isUnitOf(holder.office, office, directory);
    if (holder.office !== office && !inUnit) continue;
    if (holder.cleared || WITHOUT_CLEARANCE.has(kind)) found.set(person, holder);
  }
  return [...found.values()];
}

function mailboxOf(
  office: OfficeId,
  capacities: readonly Capacity[],
  { kind, urgent }: ToReceive,
  { directory }: Reachable,
): Receiver[] {
  const address = directory.office(office)?.email ?? null;
  return [{ kind, urgent, person: null, office, capacities, address, language: 'vi' }];
}

function oneHigher(office: OfficeId, urgent: boolean, reachable: Reachable): Receiver[] {
  const above = reachable.directory.channelOf(office);
  if (above === null) return [];
  if (isExcluded(above, reachable)) return oneHigher(above, urgent, reachable);
  const to = { office: above, capacities: HEADS };
  return receiversOf({ kind: 'office-unstaffed', to, urgent }, reachable);
}

function isExcluded(office: OfficeId, { excludeOffice, directory }: Reachable): boolean {
  if (excludeOffice === null) return false;
  return office === excludeOffice || isUnitOf(office, excludeOffice, directory);
}
