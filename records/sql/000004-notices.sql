-- Letters on their way: how each stands now. What became of it (sent, refused, seen, escalated) is
-- a fact in the stream `notice/<id>`; this table can be written again from those facts.

create table notices (
  -- Made from the case and the cause, so that a repeated transaction makes the same letter.
  id uuid primary key,
  case_id uuid,
  -- The case's number; with the link it is all that a letter says.
  number text,
  -- What caused it (case version, kind, receiver ...): one letter per cause, whatever is repeated.
  cause text not null,
  -- The letters that one cause sends to the people of an office: one who has seen it is enough.
  group_key text not null,
  kind text not null,
  -- To whom: a person, or with no person the mailbox of the office.
  person_id uuid,
  office_id text,
  -- The capacities in the office that were asked for; null for a letter to one person.
  capacities text[],
  address text,
  language text not null check (language in ('vi', 'en', 'lo')),
  urgent boolean not null,
  drill boolean not null,
  -- With bypass: the office whose people get none of it and see nothing of it.
  hidden_from text,
  -- A planned warning belongs to a clock, and is dropped when the clock ends before it is sent.
  clock_id text,
  due timestamptz,
  created_at timestamptz not null,
  send_after timestamptz not null,
  -- Planned: for later, addressed when it goes; addressed: its letters stand in rows of their own.
  state text not null check (state in
    ('planned', 'addressed', 'waiting', 'sending', 'sent', 'failed', 'ambiguous', 'dropped',
     'given-up')),
  -- When it is tried; null when it is not tried by itself any more.
  next_attempt timestamptz,
  attempts int not null default 0,
  -- How often the line dropped after the final dot: nobody knows whether it arrived.
  doubts int not null default 0,
  -- The deliverer that has it in hand, by the advisory lock that it holds while it lives.
  claimed_by bigint,
  -- The last words of the mail server, or why it was never reached.
  words text,
  -- Set when it is first sent; another try keeps it, sending it again by hand makes a new one.
  message_id text,
  -- Letters that went out together in one digest.
  digest_id uuid,
  resends int not null default 0,
  sent_at timestamptz,
  seen_at timestamptz,
  -- Until when somebody has to have seen it; null when nobody is told higher up.
  seen_due timestamptz,
  escalations int not null default 0,
  -- The last place taken in its stream of facts.
  facts int not null default 0,
  unique nulls not distinct (case_id, cause)
);
create index notices_to_send on notices (urgent desc, next_attempt, id)
  where next_attempt is not null;
create index notices_in_hand on notices (claimed_by) where state = 'sending';
create index notices_unseen on notices (seen_due) where seen_due is not null;
create index notices_group on notices (group_key);
create index notices_person on notices (person_id, case_id) where person_id is not null;
create index notices_state on notices (state, send_after);
create index notices_warnings on notices (case_id, clock_id) where clock_id is not null;
create index notices_digest on notices (digest_id) where digest_id is not null;

grant select, insert, update on notices to homat_app;
