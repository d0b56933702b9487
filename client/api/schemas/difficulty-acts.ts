import { z } from 'zod';
import type {
  DifficultyAct,
  DifficultyActData,
  DifficultyActKind,
} from '../../../domain/difficulties/act.ts';
import type { Differing } from './any-act.ts';
import { anyOf } from './any-act.ts';
import { officeId, orNull, planRef, sha256 } from './basics.ts';
import { documentIn } from './task-acts.ts';
import { planTaskId } from './task-refs.ts';

const reason = z.string().max(2_000);
const words = z.string().max(8_000);
const nothingSaid = z.strictObject({});

/** What a body says that cannot carry something out. */
export const newDifficulty = z
  .strictObject({
    office: orNull(officeId).meta({ description: 'Left out: my own office.' }),
    about: orNull(z.strictObject({ plan: planRef, task: orNull(planTaskId) })),
    words,
  })
  .meta({ id: 'NewDifficulty' });

/** What each act on a difficulty says. */
export const DIFFICULTY_ACT_SCHEMAS = {
  'take-up-difficulty': nothingSaid,
  'draft-answer': z.strictObject({ words, document: orNull(documentIn) }),
  'approve-answer': z.strictObject({ checksum: sha256 }),
  'return-answer': z.strictObject({ reason }),
  'pass-up': z.strictObject({ reason }),
  'raise-again': z.strictObject({ reason }),
  'close-difficulty': nothingSaid,
  'withdraw-difficulty': z.strictObject({ reason }),
} as const satisfies { readonly [K in DifficultyActKind]: z.ZodType<DifficultyActData[K]> };

type SameDifficultyAct = [Differing<DifficultyActData, typeof DIFFICULTY_ACT_SCHEMAS>] extends [
  never,
]
  ? DifficultyAct
  : never;

/** An act on a difficulty as it is sent. */
export const difficultyActIn = anyOf(DIFFICULTY_ACT_SCHEMAS).meta({
  id: 'DifficultyAct',
}) as unknown as z.ZodType<SameDifficultyAct>;
