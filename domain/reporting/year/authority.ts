import type { PersonActor } from '../../authority/actor.ts';
import { actsFor } from '../../authority/relations.ts';
import { HEADS } from '../../cases/deciding.ts';
import type { Refusal } from '../../errors.ts';
import { refuse } from '../../errors.ts';
import type { DirectoryAt } from '../../offices/directory.ts';
import { delegationCovers } from '../../offices/person.ts';
import type { RegimeRule } from '../regime.ts';
import type { CycleActKind } from './act.ts';

/** What people do with a year as a whole: open it by hand, call it off. */
export type CycleAction = CycleActKind | 'open-cycle';

/**
 * Whether somebody may open or call off a year of a regime: the heads of the body that collects it
 * and of the office that drafts for it (Decision 801 II.3: the Ministry gathers). `null` when so,
 * else the refusal.
 */
export function mayCycle(
  actor: PersonActor,
  action: CycleAction,
  { collector }: Pick<RegimeRule, 'collector'>,
  directory: DirectoryAt,
): Refusal | null {
  const { delegation, capacity } = actor;
  const isCovered = delegation === null || delegationCovers(delegation, action, directory.date);
  const offices = [collector.office, collector.drafting];
  const isTheirs = offices.some((office) => actsFor(actor, office, directory));
  if (isCovered && isTheirs && HEADS.includes(capacity)) return null;
  return refuse('FORBIDDEN', { action });
}
