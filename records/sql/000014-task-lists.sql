-- What lists of tasks and difficulties go by: the offices whose people may read each, who was
-- named, and words to be searched for.
alter table tasks
  add column readers text[] not null default '{}',
  add column named uuid,
  add column search text not null default '';
update tasks set
  named = (state ->> 'named')::uuid,
  search = lower(number),
  readers = array_remove(array[office, desk, state #>> '{reviewer,office}', state ->> 'owner',
    state ->> 'lead', state #>> '{terms,nature,forwardedTo}'], null);
create index tasks_readers on tasks using gin (readers);
create index tasks_named on tasks (named) where named is not null;

alter table difficulties add column readers text[] not null default '{}';
update difficulties set readers = array_remove(array[office, holder], null);
create index difficulties_readers on difficulties using gin (readers);
