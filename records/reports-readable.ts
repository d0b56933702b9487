import type { ReportReading } from '../domain/reporting/process/readers.ts';

/**
 * Whether a place `p` (with its report `r`, where it is open) is there for somebody, as
 * `readsReport` has it: `$1` are their offices, `$2` themselves where they read only what they were
 * assigned to.
 */
export const READABLE = `(
  ($2::text is null and p.readers && $1::text[])
  or ($2::text is not null and r.state -> 'assigned' ? $2::text
    and (p.office = any($1::text[]) or p.place ->> 'drafting' = any($1::text[]))))`;

/** The first two parameters of a statement with {@link READABLE} in it. */
export function readableBy({ offices, assigned }: ReportReading): readonly unknown[] {
  return [offices, assigned];
}
