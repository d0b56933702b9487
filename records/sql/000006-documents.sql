-- Documents by their SHA-256; the same bytes are kept once. They are never shown inline or run.
create table documents (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  size int not null,
  type text not null,
  bytes bytea not null,
  stored_at timestamptz not null
);

grant select, insert on documents to homat_app;
