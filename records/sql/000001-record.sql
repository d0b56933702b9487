-- The record: facts are only ever added. Everything else here can be derived from them, but for
-- intake (what came in before any process saw it) and acts (the memory of idempotency).

create table facts (
  id uuid primary key,
  -- What the fact belongs to: incident/<uuid>, notice/<uuid>, rules, calendar/VN, person/<uuid> ...
  stream text not null,
  seq bigint not null,
  kind text not null,
  happened_at timestamptz not null,
  recorded_at timestamptz not null,
  person_id uuid,
  office_id text,
  -- The canonical JSON (RFC 8785) of the whole fact; the log's leaf commits to these bytes.
  body text not null,
  nonce bytea not null,
  unique (stream, seq)
);
create index facts_recorded on facts (recorded_at, id);

create table number_series (
  series text not null,
  year int not null,
  last int not null,
  primary key (series, year)
);

-- A report as it came in, with its receipt number; the process is started from it.
create table intake (
  id uuid primary key,
  number text not null unique,
  received_at timestamptz not null,
  person_id uuid not null,
  office_id text not null,
  capacity text not null,
  idempotency_key text not null,
  request_hash text not null,
  body jsonb not null,
  unique (person_id, idempotency_key)
);

create table cases (
  id uuid primary key,
  number text not null unique,
  version bigint not null,
  stage text not null,
  ending text,
  kind text not null,
  level text not null,
  level_rank int not null,
  handling_office text,
  reported_at timestamptz not null,
  next_due timestamptz,
  -- Whether a process has something to wait for (an ended case whose Lao branch goes on has).
  open boolean not null,
  state jsonb not null,
  search text not null,
  drill boolean not null default false
);
create index cases_next_due on cases (next_due nulls last, id) where open;
create index cases_stage on cases (stage, reported_at);
create index cases_handling on cases (handling_office, stage);

-- The need-to-know list of a case: a person, or those who work on cases in an office. `why` is how
-- much they see (case, ministry, receipt, references, remedies).
create table case_readers (
  case_id uuid not null references cases (id),
  person_id uuid,
  office_id text,
  why text not null
);
create unique index case_readers_once on case_readers
  (case_id, coalesce(person_id::text, ''), coalesce(office_id, ''));
create index case_readers_person on case_readers (person_id, case_id) where person_id is not null;
create index case_readers_office on case_readers (office_id, case_id) where office_id is not null;

create table clocks (
  case_id uuid not null references cases (id),
  clock_id text not null,
  rule text not null,
  owner text not null,
  status text not null,
  due timestamptz not null,
  next timestamptz not null,
  calendar text not null,
  primary key (case_id, clock_id)
);
create index clocks_running on clocks (next) where status = 'running';
create index clocks_calendar on clocks (calendar) where status in ('running', 'frozen');

-- One outcome per (who, key): a retry, a second run after a crash, a duplicate after
-- continue-as-new returns the first one. `who` is a person, or the process itself.
create table acts (
  who text not null,
  key text not null,
  case_id uuid,
  request_hash text not null,
  outcome jsonb not null,
  decided_at timestamptz not null,
  primary key (who, key)
);
create index acts_case on acts (case_id);

grant select, insert on facts, intake, acts to homat_app;
grant select, insert, update on number_series, cases, clocks to homat_app;
grant select, insert, update, delete on case_readers to homat_app;
