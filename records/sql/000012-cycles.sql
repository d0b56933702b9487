-- Years of reporting that were asked for, each once.
create table cycles (
  id uuid primary key,
  regime text not null,
  year int not null,
  asked_at timestamptz not null,
  unique (regime, year)
);

-- Since when this installation keeps a regime by itself.
create table regimes_kept (
  regime text primary key,
  since timestamptz not null
);

grant select, insert on cycles, regimes_kept to homat_app;
