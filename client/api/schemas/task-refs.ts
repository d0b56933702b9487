import { z } from 'zod';

const ID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** A task as the plan has it: `II.2.a-1`, or `RIENG-1` for one of an office's own. */
export const planTaskId = z
  .string()
  .max(80)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);

/** A plan in a filter: its id, its number, or its name in the rules or a beginning of that. */
export const planFilter = z
  .string()
  .max(120)
  .regex(/^[A-Za-z0-9-]+$/);

/** The id of a task of an office, or its number. */
export const taskRef = z
  .string()
  .max(200)
  .regex(new RegExp(`^(${ID}|(DT-)?NV-[A-Za-z0-9._-]+)$`))
  .meta({
    description: 'The id of a task of an office, or its number, for example NV-LAO-CAI-2026….',
  });

/** The id of a difficulty, or its number. */
export const difficultyRef = z
  .string()
  .regex(new RegExp(`^(${ID}|(DT-)?VM-\\d{4}-\\d{6,9})$`))
  .meta({ description: 'The id of a difficulty, or its number, for example VM-2026-000012.' });
