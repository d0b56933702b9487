import type { NoticeKind } from '../domain/notices/notice.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { PersonId } from '../domain/offices/person.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import { instantFrom } from './facts.ts';
import type { Page } from './paging.ts';
import { paged } from './paging.ts';

/** How a letter stands, as people ask for it. */
export const NOTICE_STATES = [
  'planned',
  'waiting',
  'sending',
  'sent',
  'failed',
  'ambiguous',
  'dropped',
  'given-up',
] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

export interface NoticeFilter {
  /** Only letters to this person. */
  readonly person?: PersonId | undefined;
  readonly caseId?: string | undefined;
  readonly state?: NoticeState | undefined;
  /**
   * The offices of whoever asks, with the bodies of its units: what passes them by is not there for
   * them, neither in the list nor in its total.
   */
  readonly asking: readonly OfficeId[];
}

/** A letter in a list. */
export interface ListedNotice {
  readonly id: string;
  readonly caseId: string | null;
  readonly number: string | null;
  readonly kind: NoticeKind;
  readonly state: NoticeState;
  readonly person: PersonId | null;
  readonly office: OfficeId | null;
  readonly address: string | null;
  readonly urgent: boolean;
  readonly drill: boolean;
  readonly due: Instant | null;
  readonly sendAfter: Instant;
  readonly nextAttempt: Instant | null;
  readonly attempts: number;
  /** The last words of the mail server. */
  readonly words: string | null;
  readonly messageId: string | null;
  readonly sentAt: Instant | null;
  readonly seenAt: Instant | null;
  readonly seenDue: Instant | null;
  readonly escalations: number;
}

type Moment = 'due' | 'sendAfter' | 'nextAttempt' | 'sentAt' | 'seenAt' | 'seenDue';
type StoredNotice = Omit<ListedNotice, Moment> &
  Readonly<Record<Exclude<Moment, 'sendAfter'>, Date | null>> & { readonly sendAfter: Date };

const COLUMNS = `id, case_id as "caseId", number, kind, state, person_id as person,
  office_id as office, address, urgent, drill, due, send_after as "sendAfter",
  next_attempt as "nextAttempt", attempts, words, message_id as "messageId", sent_at as "sentAt",
  seen_at as "seenAt", seen_due as "seenDue", escalations`;

/** Letters, newest first, with how many there are. */
export async function listNotices(
  db: Queryable,
  filter: NoticeFilter,
  page: Page,
): Promise<{ readonly notices: readonly ListedNotice[]; readonly total: number }> {
  const { rows } = await db.query<StoredNotice & { total: number }>(
    `select ${COLUMNS}, count(*) over () as total from notices
     where state <> 'addressed'
       and ($1::uuid is null or person_id = $1) and ($2::uuid is null or case_id = $2)
       and ($3::text is null or state = $3)
       and (hidden_from is null or hidden_from <> all($4::text[]) or person_id = $1)
     order by send_after desc, id limit $5 offset $6`,
    [
      filter.person ?? null,
      filter.caseId ?? null,
      filter.state ?? null,
      filter.asking,
      ...paged(page),
    ],
  );
  return { notices: rows.map(({ total: _, ...row }) => listed(row)), total: rows[0]?.total ?? 0 };
}

/** One letter; null when there is none or it passes those who ask by. */
export async function findNotice(
  db: Queryable,
  id: string,
  asking: readonly OfficeId[],
): Promise<ListedNotice | null> {
  const { rows } = await db.query<StoredNotice>(
    `select ${COLUMNS} from notices
     where id = $1 and state <> 'addressed'
       and (hidden_from is null or hidden_from <> all($2::text[]))`,
    [id, asking],
  );
  const [row] = rows;
  return row === undefined ? null : listed(row);
}

/**
 * How many letters stand how, for whoever runs the system: health and metrics. Nobody of an office
 * may have it as such, for the letters of a case that passes them by are counted too.
 */
export async function countNotices(
  db: Queryable,
): Promise<Readonly<Partial<Record<NoticeState, number>>>> {
  const { rows } = await db.query<{ state: NoticeState; count: number }>(
    `select state, count(*) as count from notices
     where state in ('waiting', 'sending', 'failed', 'ambiguous', 'given-up') group by state`,
  );
  return Object.fromEntries(rows.map((row) => [row.state, row.count]));
}

function listed(row: StoredNotice): ListedNotice {
  const at = (date: Date | null): Instant | null => (date === null ? null : instantFrom(date));
  return {
    ...row,
    due: at(row.due),
    sendAfter: instantFrom(row.sendAfter),
    nextAttempt: at(row.nextAttempt),
    sentAt: at(row.sentAt),
    seenAt: at(row.seenAt),
    seenDue: at(row.seenDue),
  };
}
