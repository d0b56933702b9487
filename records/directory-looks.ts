import type { DirectoryChange } from '../domain/offices/change.ts';
import type { CivilDate, Instant } from '../domain/time/instant.ts';
import { startOf } from '../domain/time/instant.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { Queryable } from './database.ts';

/**
 * Asks, in the transaction of a change of the directory, that whoever goes by it is told to look on
 * the day of the change: every plan that runs, the open tasks that the office holds, and the open
 * difficulties that lie with it, or above it or a body whose work it did because nobody does it, or
 * that it, or a body whose work it does, has raised.
 */
export async function askAboutOffices(
  tx: Queryable,
  change: DirectoryChange,
  now: Instant,
): Promise<void> {
  const what = officeIn(change);
  if (what === null) return;
  const day = startOf(what.on);
  await tx.query(
    `with recursive before(office) as (
       select $1::text union select s.from_office from successions s join before b
         on s.to_office = b.office)
     insert into looks (matter, case_id, look_at)
     select matter, id, $2 from (
       select 'plan' as matter, id from plans where stage in ('running', 'suspended')
       union all select 'task', id from tasks where office = $1 and open
       union all select 'difficulty', id from difficulties where open
         and (holder = $1 or office in (select office from before)
           or state #>> '{stations,-1,insteadOf}' in (select office from before)
           or state #> '{stations,-1,alsoFor}' ?| array(select office from before))
     ) as concerned order by matter, id`,
    [what.office, day > now ? day : now],
  );
}

/** Which office is another one from which day on; null for what concerns people only. */
function officeIn(
  change: DirectoryChange,
): { readonly office: OfficeId; readonly on: CivilDate } | null {
  switch (change.kind) {
    case 'office-added':
      return { office: change.office.id, on: change.office.validFrom };
    case 'office-changed':
      return { office: change.after.id, on: change.after.validFrom };
    case 'office-ended': {
      const { id, validTo, validFrom } = change.office;
      return { office: id, on: validTo ?? validFrom };
    }
    case 'succession-added':
      return { office: change.succession.from, on: change.succession.on };
    default:
      return null;
  }
}
