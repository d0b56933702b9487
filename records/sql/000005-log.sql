-- The transparency log (RFC 6962): a leaf for every fact, written with the fact; its place is given
-- by one sequencer a moment later, so that the log is no lock that every act waits for.

create table log_leaves (
  fact_id uuid primary key references facts (id),
  leaf bytea not null
);

-- Leaves without a place yet; the order of their coming decides.
create table log_pending (
  id bigint generated always as identity primary key,
  fact_id uuid not null unique references log_leaves (fact_id)
);

create table log_sequence (
  place bigint primary key,
  fact_id uuid not null unique references log_leaves (fact_id)
);

-- Hashes of whole subtrees: level 0 are leaves, a node covers 2^level of them.
create table log_nodes (
  level int not null,
  index bigint not null,
  hash bytea not null,
  primary key (level, index)
);

-- Signed notes (C2SP tlog-checkpoint), one for each size that was published.
create table log_checkpoints (
  size bigint primary key,
  note text not null,
  signed_at timestamptz not null
);

-- Who read which case, and when; a fact a day commits to the day's rows.
create table case_reads (
  id bigint generated always as identity primary key,
  case_id uuid not null,
  person_id uuid not null,
  office_id text not null,
  capacity text not null,
  what text not null,
  read_at timestamptz not null
);
create index case_reads_case on case_reads (case_id, read_at);
create index case_reads_day on case_reads (read_at);

grant select, insert on log_leaves, log_sequence, log_nodes, log_checkpoints, case_reads
  to homat_app;
grant select, insert, delete on log_pending to homat_app;
