-- Who is signed in. The cookie's own value is never stored, only its SHA-256.
create table sessions (
  -- Shown in the list of sessions; it opens nothing.
  id uuid primary key,
  token_hash bytea not null unique,
  person_id uuid not null references people (id),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- Until when it may live at most, however busy it is.
  expires_at timestamptz not null,
  address text not null,
  agent text not null,
  -- Chosen after signing in; without it no case is listed or opened.
  office_id text references offices (id),
  capacity text,
  delegation_id uuid references delegations (id),
  ended_at timestamptz,
  check ((office_id is null) = (capacity is null))
);
create index sessions_person on sessions (person_id) where ended_at is null;

-- Failures to sign in, shared by all processes. `subject` is a hash, so that no mistyped password
-- is kept that was put into the field of the login.
create table sign_in_throttles (
  subject text primary key,
  failures int not null,
  last_at timestamptz not null,
  blocked_until timestamptz,
  -- Whether the newest attempt came outside of a block, and so was let through to its password.
  admitted boolean not null
);

-- Acts that were answered "pending": they may still happen.
create table pending_acts (
  who text not null,
  key text not null,
  case_id uuid not null,
  request_hash text not null,
  asked_at timestamptz not null,
  primary key (who, key)
);

-- The newest word of each part of the system that runs in a process of its own.
create table heartbeats (
  part text not null,
  instance text not null,
  -- By the part's own clock; the difference to the database's shows how far clocks stand apart.
  beat_at timestamptz not null,
  skew_ms bigint not null,
  ok boolean not null,
  detail text not null,
  primary key (part, instance)
);

grant select, insert on pending_acts to homat_app;
grant select, insert, update, delete on sessions, sign_in_throttles, heartbeats to homat_app;
