-- One year of a duty to report: asked for by the schedule or by hand, opened by its process.
create table cycles (
  id uuid primary key,
  number text not null unique,
  regime text not null,
  year int not null,
  drill boolean not null,
  -- Of all that the regime names, and no drill: there is one such cycle a year.
  whole boolean not null,
  asked jsonb not null,
  asked_at timestamptz not null,
  -- Null until its process has opened it.
  version bigint,
  stage text,
  ending text,
  state jsonb
);
-- One that was called off may be opened again by hand.
create unique index cycles_once on cycles (regime, year)
  where whole and ending is distinct from 'cancelled';
create index cycles_year on cycles (regime, year);

-- Since when this installation opens the years of a regime by itself.
create table regimes_kept (
  regime text primary key,
  since timestamptz not null
);

-- Every report that a cycle will have, resolved at the day of opening.
create table report_places (
  id uuid primary key,
  cycle_id uuid not null references cycles (id),
  -- Whose process opens it: the cycle's, or its collector's.
  opener_matter text not null,
  opener_id uuid not null,
  -- The report that collects it; null at the top.
  collector uuid,
  level int not null,
  place_order int not null,
  office text not null,
  scope text not null,
  -- The offices whose people may read it: its own, who drafts it, and those that collect it.
  readers text[] not null,
  place jsonb not null,
  opened boolean not null default false
);
create index report_places_unopened on report_places (opener_id, place_order) where not opened;
create index report_places_cycle on report_places (cycle_id, level, place_order);
create index report_places_collector on report_places (collector, place_order);
create index report_places_office on report_places (office);
create index report_places_readers on report_places using gin (readers);

create table reports (
  id uuid primary key references report_places (id),
  number text not null unique,
  cycle_id uuid not null references cycles (id),
  version bigint not null,
  stage text not null,
  ending text,
  -- How it came in; null while it is awaited.
  arrival text,
  nil boolean not null,
  -- Differences from the register or the levels below in what was signed last, and those of them
  -- without a word why.
  differences int not null,
  unexplained int not null,
  opened_at timestamptz not null,
  due timestamptz,
  next_due timestamptz,
  -- Whether a process has something to wait for.
  open boolean not null,
  drill boolean not null,
  -- What was accepted last; what its collector counts.
  accepted jsonb,
  state jsonb not null,
  search text not null
);
create index reports_cycle on reports (cycle_id);
create index reports_next_due on reports (next_due) where open;

-- The clocks of every kind of case stand in one table.
alter table clocks drop constraint clocks_case_id_fkey;
alter table clocks add column matter text not null default 'incident';
create index clocks_owner on clocks (owner, due);

alter table looks add column matter text not null default 'incident';

-- What the register counts for an office: its own cases, and those given to it past managers.
create index cases_reporting_office on cases ((state ->> 'reportingOffice'));
create index cases_receiving_office on cases ((state ->> 'receivingOffice'));

grant select, insert, update on cycles, report_places, reports to homat_app;
grant select, insert on regimes_kept to homat_app;
