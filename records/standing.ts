import type { Rulebook } from '../domain/cases/deciding.ts';
import type { TreatyStatus } from '../domain/lao-side/branch.ts';
import type { Directory, DirectoryAt } from '../domain/offices/directory.ts';
import type { RoutingRule } from '../domain/offices/routing.ts';
import type { Instant } from '../domain/time/instant.ts';
import { dateOf } from '../domain/time/instant.ts';
import type { Queryable } from './database.ts';
import { loadDirectory } from './offices.ts';
import type { BroughtRules, RulesInForce } from './rulebook.ts';
import { loadRules, rulebookAt } from './rulebook.ts';

/** The directory and the rules as they stand at an instant. */
export interface Standing {
  readonly directory: DirectoryAt;
  readonly rules: Rulebook;
}

export type StandingAt = (db: Queryable, now: Instant) => Promise<Standing>;

/**
 * Keeps the directory and the rulebook in memory and reads them again when their version in the
 * database has moved: one small statement per decision, and always today's authority and rules.
 */
export function createStanding(brought: BroughtRules, routing: readonly RoutingRule[]): StandingAt {
  let directory: Directory | null = null;
  let rules: RulesInForce | null = null;
  return async function standing(db, now) {
    const { rows } = await db.query<{
      directory: number;
      rules: number;
      treaty: TreatyStatus | null;
    }>(
      `select (select version from directory_version) as directory,
              (select version from rules_version) as rules,
              (select status from treaty_status where begins_at <= $1
               order by begins_at desc, id desc limit 1) as treaty`,
      [now],
    );
    const versions = rows[0];
    if (versions === undefined) throw new Error('The database has no versions');
    if (directory === null || directory.version !== versions.directory) {
      directory = await loadDirectory(db, routing);
    }
    if (rules === null || rules.version !== versions.rules) rules = await loadRules(db, brought);
    const date = dateOf(now);
    return {
      directory: directory.at(date),
      rules: rulebookAt(rules, date, versions.treaty ?? 'ended'),
    };
  };
}
