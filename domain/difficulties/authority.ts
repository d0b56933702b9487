import type { PersonActor } from '../authority/actor.ts';
import { actsFor } from '../authority/relations.ts';
import type { CaseGrant } from '../cases/granting.ts';
import { granted } from '../cases/granting.ts';
import type { Refusal } from '../errors.ts';
import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { Capacity } from '../offices/person.ts';
import type { DifficultyActKind } from './act.ts';
import type { Difficulty } from './difficulty.ts';
import { raiserOn } from './holding.ts';

/** How an actor stands to a difficulty. */
export const DIFFICULTY_RELATIONS = ['raiser', 'holder'] as const;
export type DifficultyRelation = (typeof DIFFICULTY_RELATIONS)[number];

const HEADS: readonly Capacity[] = ['head', 'deputy-head'];
const OFFICERS_AND_HEADS: readonly Capacity[] = ['case-officer', ...HEADS];
const AT_WORK: readonly Capacity[] = ['clerk', 'duty-officer', ...OFFICERS_AND_HEADS];

const grant = (as: readonly Capacity[], ...when: DifficultyRelation[]) => ({ as, when });

/**
 * Who may do what with a difficulty. Sources: Lào Cai IV (any body reports it, through the police
 * to the People's Committee), Decision 801 III.5, Decree 30/2020 art. 13 (who signs an answer).
 */
export const DIFFICULTY_AUTHORITY: Readonly<
  Record<DifficultyActKind, readonly CaseGrant<DifficultyRelation>[]>
> = {
  'take-up-difficulty': [grant(AT_WORK, 'holder')],
  'draft-answer': [grant(OFFICERS_AND_HEADS, 'holder')],
  'approve-answer': [grant(HEADS, 'holder')],
  'return-answer': [grant(HEADS, 'holder')],
  'pass-up': [grant(OFFICERS_AND_HEADS, 'holder')],
  'raise-again': [grant(OFFICERS_AND_HEADS, 'raiser')],
  'close-difficulty': [grant(OFFICERS_AND_HEADS, 'raiser')],
  'withdraw-difficulty': [grant(OFFICERS_AND_HEADS, 'raiser')],
};

/** Whether somebody may raise a difficulty for an office: `null` when so, else the refusal. */
export function mayRaiseDifficulty(
  actor: PersonActor,
  office: OfficeId,
  directory: DirectoryAt,
): Refusal | null {
  const relations = new Set<DifficultyRelation>();
  if (actsFor(actor, office, directory)) relations.add('raiser');
  return granted(actor, 'raise-difficulty', [grant(AT_WORK, 'raiser')], relations, directory);
}

/** Whether an actor may do something to a difficulty: `null` when so, else the refusal. */
export function mayOnDifficulty(
  actor: PersonActor,
  act: DifficultyActKind,
  { office, holder }: Pick<Difficulty, 'office' | 'holder'>,
  directory: DirectoryAt,
): Refusal | null {
  const relations = new Set<DifficultyRelation>();
  // Whoever does the work of a body that has ended speaks for what it raised.
  if (actsFor(actor, raiserOn({ office }, directory), directory)) relations.add('raiser');
  if (actsFor(actor, holder, directory)) relations.add('holder');
  return granted(actor, act, DIFFICULTY_AUTHORITY[act], relations, directory);
}
