-- What a task or a difficulty gives to the figures of reports, and when something was recorded of
-- it last: figures are counted from these, and only what moved after they froze is made again from
-- its facts. Null in what an older version wrote; that is made again as well.
alter table tasks add column figures jsonb, add column moved_at timestamptz;
alter table difficulties add column figures jsonb, add column moved_at timestamptz;
-- A task that came to another office after the figures froze still counts for the one before.
create index tasks_rehomed on tasks (moved_at) where jsonb_array_length(state -> 'homes') > 1;

-- What an office added for itself, and whoever was to begin it died: the relay begins it.
create index task_places_own on task_places (run_id, place_order)
  where not opened and place ->> 'kind' = 'own';

-- Nothing is signed that differs without a word why: it was nought in every row.
alter table reports drop column unexplained;
