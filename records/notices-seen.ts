import type { Refusal } from '../domain/errors.ts';
import { refuse } from '../domain/errors.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import type { FactActor } from './facts.ts';
import { NOTICE_CHANNEL } from './notices.ts';
import { recordNoticeFacts } from './notices-facts.ts';

/** A person as facts keep them. */
export type SeeingPerson = Extract<FactActor, { kind: 'person' }>;

/**
 * Marks letters as seen by their receiver: all of a case when they open it in the product, or one.
 * From then on nobody higher up is told that they were not seen. Returns how many were news.
 */
export async function markSeen(
  tx: Queryable,
  actor: SeeingPerson,
  what: { readonly caseId: string } | { readonly notice: string },
  at: Instant,
): Promise<number> {
  const { rows } = await tx.query<{ id: string; facts: number }>(
    `with seen as (
       update notices set seen_at = $3, seen_due = null, facts = facts + 1
       where person_id = $1 and ${'caseId' in what ? 'case_id' : 'id'} = $2 and seen_at is null
         and state not in ('planned', 'addressed', 'dropped')
       returning id, facts, group_key
     ), alike as (
       update notices set seen_due = null
       where group_key = any(array(select group_key from seen)) and seen_due is not null
         and id not in (select id from seen)
     )
     select id, facts from seen`,
    [actor.person, 'caseId' in what ? what.caseId : what.notice, at],
  );
  await recordNoticeFacts(tx, rows, { kind: 'notice-seen', now: at, actor, data: {} });
  return rows.length;
}

/**
 * Sends a letter again by hand, as a new letter to the address that its receiver has now. Refused:
 * a letter that is not there, one that is still on its way by itself.
 */
export async function resendNotice(
  tx: Queryable,
  actor: SeeingPerson,
  id: string,
  at: Instant,
): Promise<Refusal | null> {
  const found = await tx.query<{ state: string; next_attempt: Date | null }>(
    'select state, next_attempt from notices where id = $1 for update',
    [id],
  );
  const [notice] = found.rows;
  if (notice === undefined) return refuse('NOT_FOUND');
  const ended = ['sent', 'given-up', 'ambiguous', 'failed'].includes(notice.state);
  if (!ended) return refuse('ALREADY_DONE', { act: 'resend' });
  const { rows } = await tx.query<{ id: string; facts: number }>(
    `update notices n set state = 'waiting', next_attempt = $2, attempts = 0, doubts = 0,
       message_id = null, digest_id = null, words = null, resends = resends + 1,
       facts = facts + 1, address = coalesce(
         (select p.email from people p where p.id = n.person_id),
         (select o.email from office_rows o
          where n.person_id is null and o.office_id = n.office_id and o.valid_to is null),
         n.address)
     where id = $1 returning id, facts`,
    [id, at],
  );
  await recordNoticeFacts(tx, rows, { kind: 'notice-sent-again', now: at, actor, data: {} });
  await tx.query(`select pg_notify($1, '')`, [NOTICE_CHANNEL]);
  return null;
}
