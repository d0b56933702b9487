-- With bypass: the body that the case passes by. Its people, and those of its units, find it by no
-- office of theirs, also where a unit works for the office above that has the case.

alter table cases add column passes_by text;
update cases set passes_by = state ->> 'reportingOffice' where (state ->> 'bypass')::boolean;
