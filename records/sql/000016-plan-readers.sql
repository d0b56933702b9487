-- What lists of plans go by: the offices whose people may read each. What was adopted before is
-- read by its owner, by whom its tasks were given to or lie with, and by everybody above these.
alter table plans add column readers text[] not null default '{}';
with recursive
  first as (
    select p.id, unnest(array[e.body ->> 'owner', e.body #>> '{followUp,office}',
      e.body #>> '{followUp,desk}']) as office
    from plans p join plan_editions e on e.plan = p.plan
      and e.edition = coalesce(p.state ->> 'edition', p.asked ->> 'edition')::int),
  held as (
    select p.id, p.state ->> 'owner' as office from plans p
    where p.state ->> 'adoptedAt' is not null
    union select run_id, office from task_places
    union select run_id, office from tasks),
  above as (
    select id, office from held
    union select a.id, up.office from above a
      join office_rows o on o.office_id = a.office and o.valid_to is null
      cross join lateral (values (o.parent), (o.channel)) as up(office)
    where up.office is not null)
update plans set readers = array(
  select office from first where first.id = plans.id
  union select office from above where above.id = plans.id);
create index plans_readers on plans using gin (readers);

-- Which plans carry out a plan.
create index plans_upper on plans ((state ->> 'upper')) where state ->> 'upper' is not null;

-- Whose a part of a body's work is goes by the task itself, not by its readers.
update tasks set readers = array_remove(readers, office)
  where state ->> 'scope' is not null and office is distinct from state ->> 'owner'
    and office is distinct from desk;
create index tasks_scoped on tasks (office) where state ->> 'scope' is not null;
