-- Versions of plans as they were loaded: what runs goes by these, not by files that may change.
create table plan_editions (
  plan text not null,
  edition int not null,
  -- SHA-256 of the canonical plan: what its adoption is bound to.
  checksum text not null,
  body jsonb not null,
  loaded_at timestamptz not null,
  primary key (plan, edition)
);

-- A plan that is carried out, from its draft on.
create table plans (
  id uuid primary key,
  number text not null unique,
  plan text not null,
  drill boolean not null,
  asked jsonb not null,
  asked_at timestamptz not null,
  -- Null until its process has begun.
  version bigint,
  stage text,
  ending text,
  open boolean not null default true,
  next_due timestamptz,
  state jsonb
);
create unique index plans_once on plans (plan)
  where not drill and ending is distinct from 'withdrawn';

-- Every task of an office that a plan will have, laid down when its phase opens.
create table task_places (
  id uuid primary key,
  run_id uuid not null references plans (id),
  place_order int not null,
  number text not null unique,
  task text not null,
  office text not null,
  -- What it begins with: the plan's place, or the task that an office adds for itself.
  place jsonb not null,
  opened boolean not null default false
);
create index task_places_unopened on task_places (run_id, place_order) where not opened;
create index task_places_run on task_places (run_id, task, office);

create table tasks (
  id uuid primary key references task_places (id),
  number text not null unique,
  run_id uuid not null references plans (id),
  plan text not null,
  task text not null,
  office text not null,
  role text not null,
  -- Who follows it up.
  desk text not null,
  version bigint not null,
  stage text not null,
  ending text,
  -- How it stands as a whole: done, overdue, not taken up ...
  standing text not null,
  phase text,
  own boolean not null,
  opened_at timestamptz not null,
  due timestamptz,
  next_due timestamptz,
  open boolean not null,
  drill boolean not null,
  state jsonb not null
);
create index tasks_office on tasks (office, next_due);
create index tasks_desk on tasks (desk, next_due);
create index tasks_run on tasks (run_id, task);

create table difficulties (
  id uuid primary key,
  number text not null unique,
  drill boolean not null,
  asked jsonb not null,
  asked_at timestamptz not null,
  version bigint,
  stage text,
  ending text,
  office text not null,
  holder text,
  open boolean not null default true,
  next_due timestamptz,
  state jsonb
);
create index difficulties_office on difficulties (office, asked_at);
create index difficulties_holder on difficulties (holder, next_due);

grant select, insert on plan_editions to homat_app;
grant select, insert, update on plans, task_places, tasks, difficulties to homat_app;
