-- What was, is and will be exchanged under the Agreement (Decision 801 II.1, first dash). It holds
-- where a paper can be found and who permitted its exchange, never what it says.
create table register_entries (
  id uuid primary key,
  -- The body that gives or receives.
  office_id text not null references offices (id),
  direction text not null check (direction in ('given', 'received', 'jointly-made')),
  reference text not null,
  level text not null check (level in ('mat', 'toi-mat', 'tuyet-mat')),
  level_rank int not null,
  exchanged_on date not null,
  permitting_body text not null,
  protective_measures text not null,
  recorded_by uuid not null references people (id),
  recorded_at timestamptz not null,
  search text not null
);
create index register_entries_office on register_entries (office_id, exchanged_on);

grant select, insert on register_entries to homat_app;
