import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';

const data = z.record(z.string(), z.unknown());
const by = z.string();

const stepSchema = z.union([
  z.strictObject({ report: data, by }),
  z.strictObject({
    act: z.string(),
    by,
    data: data.default({}),
    refused: z.string().optional(),
  }),
  /** Approves (or returns) the newest proposal of a kind, by the checksum that stands on it. */
  z.strictObject({ approve: z.string(), by, refused: z.string().optional() }),
  z.strictObject({
    return: z.string(),
    by,
    reason: z.string(),
    to: z.enum(['closing', 'remedying']).nullable().default(null),
  }),
  /** Releases every field of the newest draft to the Lao side. */
  z.strictObject({
    release: z.enum(['lao-notice', 'lao-urging']),
    by,
    refused: z.string().optional(),
  }),
  z.strictObject({
    wait: z.union([
      z.strictObject({ lapse: z.string() }),
      z.strictObject({ hours: z.number().positive() }),
      z.strictObject({ days: z.number().positive() }),
    ]),
  }),
  /** Sets an open clock; `only: real` leaves a drill, whose time can be skipped, as it is. */
  z.strictObject({
    rule: z.string(),
    value: data,
    reason: z.string(),
    by,
    only: z.literal('real').optional(),
  }),
  z.strictObject({
    expect: z.strictObject({
      stage: z.string().optional(),
      ending: z.string().optional(),
      handling: z.string().optional(),
      lapsed: z.string().optional(),
      told: z.array(z.string()).optional(),
      unseen: z.array(z.string()).optional(),
    }),
    by: by.optional(),
  }),
]);

const scenarioSchema = z.strictObject({
  title: z.string(),
  people: z.record(z.string(), z.string()),
  steps: z.array(stepSchema).min(1),
});

export type Step = z.infer<typeof stepSchema>;

/** A case to be played: who takes part, and what happens in order. */
export interface Scenario {
  readonly title: string;
  /** A name in the scenario → "capacity@OFFICE" (or "…/2" for a second one), or a login. */
  readonly people: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly line: number; readonly step: Step }[];
}

/** Reads a scenario; throws with file and line of what is wrong. */
export function readScenario(file: string): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) {
    throw new Error(`${file}:${lines.linePos(broken.pos[0]).line}: ${broken.message}`);
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true) as { range?: [number] } | undefined;
      if (node?.range !== undefined) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const parsed = scenarioSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path ?? [];
    throw new Error(`${file}:${lineOf(path)}: ${path.join('.')}: ${issue?.message ?? ''}`);
  }
  const { title, people, steps } = parsed.data;
  for (const [index, step] of steps.entries()) {
    if ('by' in step && step.by !== undefined && people[step.by] === undefined) {
      throw new Error(`${file}:${lineOf(['steps', index])}: ${step.by}?`);
    }
  }
  return {
    title,
    people,
    steps: steps.map((step, index) => ({ line: lineOf(['steps', index]), step })),
  };
}
