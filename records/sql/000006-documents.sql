-- Documents by their SHA-256; the same bytes are kept once. They are never shown inline or run.
create table documents (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  size int not null,
  type text not null,
  bytes bytea not null,
  stored_at timestamptz not null
);
-- Scans and office files are compressed already; trying again costs more than it saves.
alter table documents alter column bytes set storage external;

-- Which case brought the bytes: whoever only knows a checksum does not get them by naming it.
create table document_cases (
  sha256 text not null references documents (sha256),
  case_id uuid not null,
  brought_at timestamptz not null,
  primary key (sha256, case_id)
);

grant select, insert on documents, document_cases to homat_app;
