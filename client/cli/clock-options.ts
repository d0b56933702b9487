import type { Language } from '../../domain/text.ts';
import type { CalendarId } from '../../domain/time/calendar.ts';
import { faultOf } from '../../domain/time/fault.ts';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import { dateOf, parseDate, parseInstant } from '../../domain/time/instant.ts';
import { firstOfMonth, lastOfMonth } from '../../domain/time/months.ts';
import type { DatePolicy, TimeKind, TimeSpec } from '../../domain/time/spec.ts';
import type { MessageKey, MessageParams } from '../../locales/index.ts';

/** The options of `homat clock derive` as they were typed. */
export interface DeriveOptions {
  readonly kind?: string;
  readonly amount?: string;
  readonly from?: string;
  readonly date?: string;
  readonly monthFrom?: string;
  readonly monthTo?: string;
  readonly policy?: string;
  readonly calendar?: string;
  readonly lang?: string;
  readonly json?: boolean;
}

/** What the options ask for. */
export interface Asked {
  readonly spec: TimeSpec;
  readonly from: Instant | undefined;
  readonly calendar: CalendarId;
}

/** Something typed that cannot be meant; `why` is the text of a fault, told inside the message. */
export class WrongOption extends Error {
  readonly key: MessageKey;
  readonly params: MessageParams;
  readonly why: MessageKey | null;

  constructor(key: MessageKey, params: MessageParams, why: MessageKey | null = null) {
    super(key);
    this.name = 'WrongOption';
    this.key = key;
    this.params = params;
    this.why = why;
  }
}

type Value = Exclude<keyof DeriveOptions, 'json' | 'lang' | 'kind' | 'calendar'>;

const FLAGS: Readonly<Record<Value, string>> = {
  amount: '--amount',
  from: '--from',
  date: '--date',
  monthFrom: '--month-from',
  monthTo: '--month-to',
  policy: '--policy',
};

// What each kind is made of. The moment to count from means something to every kind.
const AMOUNT = { needs: ['amount', 'from'], takes: [] } as const;
const DATE = { needs: ['date'], takes: ['policy'] } as const;
const USES: Readonly<
  Record<
    Exclude<TimeKind, 'until'>,
    { readonly needs: readonly Value[]; readonly takes: readonly Value[] }
  >
> = {
  hours: AMOUNT,
  'working-hours': AMOUNT,
  days: AMOUNT,
  'working-days': AMOUNT,
  months: AMOUNT,
  years: AMOUNT,
  'before-date': DATE,
  'by-date': DATE,
  'month-window': { needs: ['monthFrom', 'monthTo'], takes: [] },
  phase: { needs: [], takes: ['date', 'monthFrom', 'monthTo'] },
  'at-once': AMOUNT,
  recurring: { needs: [], takes: ['amount'] },
};
type Kind = keyof typeof USES;

export const KINDS = Object.keys(USES) as readonly Kind[];
export const POLICIES: readonly DatePolicy[] = ['plain', 'strict', 'roll'];
export const CALENDARS: readonly CalendarId[] = ['VN', 'LA'];

/**
 * Reads what is asked for. Throws a WrongOption for anything missing, unreadable or without use.
 */
export function readOptions(options: DeriveOptions): Asked {
  if (options.kind === undefined) {
    throw new WrongOption('derivation.wrong.no-kind', { choices: KINDS.join(', ') });
  }
  const kind = choice('--kind', options.kind, KINDS);
  const calendar = choice('--calendar', options.calendar ?? 'VN', CALENDARS);
  const policy = choice('--policy', options.policy ?? 'plain', POLICIES);
  checkUses(kind, policy === 'plain' ? { ...options, policy: undefined } : options);
  const from = options.from === undefined ? undefined : moment('--from', options.from);
  const spec = specOf(kind, options, policy, from);
  const fault = faultOf(spec, from);
  if (fault !== null) {
    const option = FLAGS[blamed(kind, fault)];
    const value = options[blamed(kind, fault)] ?? '';
    throw new WrongOption('derivation.wrong.value', { option, value }, `derivation.fault.${fault}`);
  }
  return { spec, from, calendar };
}

/** One of a list of words, or a WrongOption that names them all. */
export function choice<T extends string>(option: string, value: string, among: readonly T[]): T {
  const found = among.find((word) => word === value);
  if (found !== undefined) return found;
  const choices = among.join(', ');
  throw new WrongOption('derivation.wrong.choice', { option, value, choices });
}

/** The language asked for, or a WrongOption. */
export function language(value: string | undefined, otherwise: Language): Language {
  return value === undefined ? otherwise : choice('--lang', value, ['vi', 'en', 'lo']);
}

function checkUses(kind: Kind, options: { readonly [V in Value]?: string | undefined }): void {
  const { needs, takes } = USES[kind];
  for (const value of Object.keys(FLAGS) as Value[]) {
    const params = { option: FLAGS[value], kind };
    const isGiven = options[value] !== undefined;
    if (needs.includes(value) && !isGiven) {
      throw new WrongOption('derivation.wrong.missing', params);
    }
    const isUsed = value === 'from' || needs.includes(value) || takes.includes(value);
    if (isGiven && !isUsed) throw new WrongOption('derivation.wrong.unused', params);
  }
}

function specOf(
  kind: Kind,
  { amount = '', date = '', monthFrom = '', monthTo = '', ...rest }: DeriveOptions,
  policy: DatePolicy,
  from: Instant | undefined,
): TimeSpec {
  switch (kind) {
    case 'before-date':
      // What the kind forbids is said by `faultOf`, in one place for every caller.
      return { kind, date: day('--date', date), policy: policy as 'plain' };
    case 'by-date':
      return { kind, date: day('--date', date), policy };
    case 'month-window':
      return { kind, from: month('--month-from', monthFrom), to: month('--month-to', monthTo) };
    case 'phase':
      return phase(rest.from === undefined ? undefined : from, date, monthFrom, monthTo);
    case 'recurring': {
      const every = amount === '' ? null : ({ kind: 'months', amount: number(amount) } as const);
      return { kind, every };
    }
    default:
      return { kind, amount: number(amount) };
  }
}

/** A phase begins with a day or a month; without a last day or month it has no end. */
function phase(
  from: Instant | undefined,
  date: string,
  monthFrom: string,
  monthTo: string,
): TimeSpec {
  const begins =
    monthFrom !== '' ? firstOfMonth(month('--month-from', monthFrom)) : from && dateOf(from);
  if (begins === undefined) {
    throw new WrongOption('derivation.wrong.missing', { option: '--from', kind: 'phase' });
  }
  const last =
    date !== ''
      ? day('--date', date)
      : monthTo !== ''
        ? lastOfMonth(month('--month-to', monthTo))
        : null;
  return { kind: 'phase', from: begins, to: last };
}

/** Which option a fault is about. */
function blamed(kind: Kind, fault: NonNullable<ReturnType<typeof faultOf>>): Value {
  switch (fault) {
    case 'amount':
    case 'whole-amount':
      return 'amount';
    case 'policy':
      return 'policy';
    case 'window':
      return kind === 'month-window' ? 'monthTo' : 'date';
    case 'month':
      return 'monthFrom';
    case 'date':
      return 'date';
    case 'from-missing':
      return 'from';
    case 'too-far':
      return USES[kind].needs.includes('date') ? 'date' : 'from';
  }
}

function number(text: string): number {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  throw unreadable('--amount', text, 'derivation.fault.amount');
}

function day(option: string, text: string): CivilDate {
  const date = parseDate(text);
  if (date === undefined) throw unreadable(option, text, 'derivation.wrong.date');
  return date;
}

function month(option: string, text: string): string {
  if (parseDate(`${text}-01`) === undefined) {
    throw unreadable(option, text, 'derivation.fault.month');
  }
  return text;
}

/** A moment: a date alone is its first instant, and no offset means that of both countries. */
function moment(option: string, text: string): Instant {
  const whole = parseDate(text) === undefined ? text : `${text}T00:00`;
  const found = parseInstant(whole) ?? parseInstant(`${whole}+07:00`);
  if (found === undefined) throw unreadable(option, text, 'derivation.wrong.moment');
  return found;
}

function unreadable(option: string, value: string, why: MessageKey): WrongOption {
  return new WrongOption('derivation.wrong.value', { option, value }, why);
}
