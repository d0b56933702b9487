-- People are never removed: facts name them for decades. What a person may do comes from holdings
-- and delegations, which are closed, never changed.

create table people (
  id uuid primary key,
  login text not null check (login = lower(login)),
  name text not null,
  email text,
  language text not null check (language in ('vi', 'en', 'lo')),
  clearance text not null check (clearance in ('none', 'mat', 'toi-mat', 'tuyet-mat')),
  active_from date not null,
  active_to date check (active_to >= active_from),
  search text not null
);
create unique index people_login on people (login);

-- Apart from people, so that no list or export of people can carry a hash along.
create table credentials (
  person_id uuid primary key references people (id),
  password_hash text not null,
  changed_at timestamptz not null
);

create table holdings (
  id uuid primary key,
  person_id uuid not null references people (id),
  office_id text not null references offices (id),
  capacity text not null check (capacity in ('staff', 'clerk', 'case-officer', 'duty-officer',
    'deputy-head', 'head', 'inspector', 'administrator')),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from)
);
create index holdings_person on holdings (person_id);
create index holdings_office on holdings (office_id, capacity);
create unique index holdings_one_open on holdings (person_id, office_id, capacity)
  where valid_to is null;

-- Written, dated from-to, and never passed on (Decree 30/2020 art. 13).
create table delegations (
  id uuid primary key,
  from_person uuid not null references people (id),
  to_person uuid not null references people (id),
  office_id text not null references offices (id),
  capacity text not null,
  -- Null: every action of the capacity.
  scope text[],
  valid_from date not null,
  valid_to date not null check (valid_to > valid_from),
  document_number text not null,
  document_date date not null,
  revoked_on date,
  check (from_person <> to_person)
);
create index delegations_to on delegations (to_person);
create index delegations_from on delegations (from_person);
create index delegations_office on delegations (office_id, capacity);

grant select, insert on people, credentials, holdings, delegations to homat_app;
grant update (name, email, language, clearance, active_to, search) on people to homat_app;
grant update (password_hash, changed_at) on credentials to homat_app;
grant update (valid_to) on holdings to homat_app;
grant update (revoked_on) on delegations to homat_app;
