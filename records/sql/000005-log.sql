-- The transparency log (RFC 6962): a leaf for every fact, written with the fact; its place is given
-- by one sequencer a moment later, so that the log is no lock that every act waits for.

create table log_leaves (
  fact_id uuid primary key references facts (id),
  leaf bytea not null
);

grant select, insert on log_leaves to homat_app;
