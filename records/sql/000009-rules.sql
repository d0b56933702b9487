-- What officers have set, announced or recorded over the rules that the product brings.

-- Rises with every change below; processes keep the rulebook in memory by it.
create table rules_version (
  version bigint not null
);
insert into rules_version values (1);

-- A value set where the law gives no number; the newest of a rule counts, older ones stay.
create table clock_values (
  id bigint generated always as identity primary key,
  rule text not null,
  spec jsonb not null,
  reason text not null,
  person_id uuid not null,
  office_id text not null,
  set_at timestamptz not null
);
create index clock_values_rule on clock_values (rule, id desc);

-- Days announced after the product was made; the newest row of a day counts.
create table calendar_changes (
  id bigint generated always as identity primary key,
  calendar text not null,
  day date not null,
  status text not null check (status in ('off', 'worked', 'ordinary')),
  reason text not null,
  basis text not null,
  person_id uuid not null,
  office_id text not null,
  announced_at timestamptz not null
);
create index calendar_changes_day on calendar_changes (calendar, id);

-- The Agreement's status over time; the newest row that has begun counts.
create table treaty_status (
  id bigint generated always as identity primary key,
  status text not null check (status in ('in-force', 'suspended', 'ended')),
  begins_at timestamptz not null,
  basis text not null
);
-- Decision 801, first paragraph of the plan.
insert into treaty_status (status, begins_at, basis)
  values ('in-force', '2024-04-28T00:00:00+07:00', 'Quyết định 801/QĐ-TTg: có hiệu lực 28/4/2024');

grant select, update on rules_version to homat_app;
grant select, insert on clock_values, calendar_changes, treaty_status to homat_app;
