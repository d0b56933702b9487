-- Processes that have to be told to look, because what their cases count by has changed: written
-- with the change, gone when they were told. So nobody who dies in between leaves a case untold.

create table looks (
  id bigint generated always as identity primary key,
  -- Null: every open case that concerns information exchanged with the Lao side, as they are then.
  case_id uuid,
  look_at timestamptz not null
);
create index looks_due on looks (look_at, id);

grant select, insert, delete on looks to homat_app;
