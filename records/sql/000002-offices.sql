-- Offices over all time. A row holds from one day to another and is never changed but to be closed;
-- another parent, channel or name is another row.

create table offices (
  id text primary key check (id ~ '^[A-Z0-9-]+$')
);

create table office_rows (
  office_id text not null references offices (id),
  kind text not null,
  name_vi text not null,
  name_en text not null,
  name_lo text not null,
  -- Deferred, so that a whole directory can be filled in one transaction in any order.
  parent text references offices (id) deferrable initially deferred,
  channel text references offices (id) deferrable initially deferred,
  province text,
  full_time_security_staff boolean not null,
  own_channel boolean not null,
  email text,
  valid_from date not null,
  -- The first day on which the row no longer holds.
  valid_to date check (valid_to > valid_from),
  source text not null,
  -- Code and names without marks, in lower case.
  search text not null,
  primary key (office_id, valid_from)
);
create unique index office_rows_one_open on office_rows (office_id) where valid_to is null;
create index office_rows_parent on office_rows (parent);
create index office_rows_province on office_rows (province, kind);

create table successions (
  from_office text not null references offices (id),
  to_office text not null references offices (id),
  valid_from date not null,
  -- What passed over: 'all', or a part of the work.
  scope text not null,
  source text not null,
  primary key (from_office, scope),
  check (from_office <> to_office)
);

-- Rises with every change, so that a process knows when to read the directory again; its row lock
-- lets one change happen at a time.
create table directory_version (
  only_one boolean primary key default true check (only_one),
  version bigint not null
);
insert into directory_version (version) values (0);

grant select, insert on offices, office_rows, successions to homat_app;
grant update (valid_to) on office_rows to homat_app;
grant select, update on directory_version to homat_app;
