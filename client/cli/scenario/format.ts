import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Language } from '../../../domain/text.ts';
import type { MessageKey, MessageParams } from '../../../locales/index.ts';
import { readNamed } from '../given-data.ts';
import { placeOf, placesIn } from './values.ts';

const data = z.record(z.string(), z.unknown());
const by = z.string();
const refused = z.string().optional();

/** What a step may be, by its first word. */
const STEPS = {
  report: z.strictObject({ report: data, by, refused }),
  act: z.strictObject({ act: z.string(), by, data: data.default({}), refused }),
  /** Approves the newest proposal of a kind, by the checksum that stands on it. */
  approve: z.strictObject({ approve: z.string(), by, refused }),
  return: z.strictObject({
    return: z.string(),
    by,
    reason: z.string(),
    to: z.enum(['closing', 'remedying']).nullable().default(null),
    refused,
  }),
  /** Releases every field of the newest draft to the Lao side. */
  release: z.strictObject({ release: z.enum(['lao-notice', 'lao-urging']), by, refused }),
  wait: z.strictObject({
    wait: z.union([
      z.strictObject({ lapse: z.string() }),
      z.strictObject({ hours: z.number().positive() }),
      z.strictObject({ days: z.number().positive() }),
      z.strictObject({ until: z.string() }),
    ]),
  }),
  /** Sets an open clock; `only: real` leaves a drill, whose time can be skipped, as it is. */
  rule: z.strictObject({
    rule: z.string(),
    value: data,
    reason: z.string(),
    by,
    only: z.literal('real').optional(),
  }),
  expect: z.strictObject({
    expect: z.strictObject({
      stage: z.string().optional(),
      ending: z.string().optional(),
      handling: z.string().optional(),
      lapsed: z.string().optional(),
      clocks: z.record(z.string(), z.string()).optional(),
      told: z.array(z.string()).optional(),
      unseen: z.array(z.string()).optional(),
    }),
    by: by.optional(),
  }),
} as const;

type Steps = { [Word in keyof typeof STEPS]: z.infer<(typeof STEPS)[Word]> };
export type Step = Steps[keyof Steps];
export type StepOf<Word extends keyof Steps> = Steps[Word];

const scenarioSchema = z.strictObject({
  title: z.string(),
  people: z.record(z.string(), z.string()),
  steps: z.array(data).min(1),
});

/** A case to be played: who takes part, and what happens in order. */
export interface Scenario {
  readonly title: string;
  /** A name in the scenario → "capacity@OFFICE" (or "…/2" for a second one), or a login. */
  readonly people: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly line: number; readonly step: Step }[];
}

/** A scenario that cannot be played, and where in its file. */
export class ScenarioFault extends Error {
  readonly file: string;
  readonly line: number;
  readonly key: MessageKey;
  readonly params: MessageParams;

  constructor(at: { file: string; line: number }, key: MessageKey, params: MessageParams) {
    super(`${at.file}:${at.line}: ${key} ${JSON.stringify(params)}`);
    this.name = 'ScenarioFault';
    this.file = at.file;
    this.line = at.line;
    this.key = key;
    this.params = params;
  }
}

type Path = readonly PropertyKey[];
type FaultAt = (path: Path, key: MessageKey, params: MessageParams) => ScenarioFault;

/** Reads a scenario; throws a ScenarioFault with the file and line of what is wrong. */
export function readScenario(file: string, language: Language = 'en'): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(readNamed(file).toString('utf8'), { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const { line } = lines.linePos(broken.pos[0]);
    const what = broken.message.split('\n')[0] ?? '';
    throw new ScenarioFault({ file, line }, 'scenario.wrong-yaml', { what });
  }
  const lineOf = (path: Path): number => {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true) as { range?: [number] } | undefined;
      if (node?.range !== undefined) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const fault: FaultAt = (path, key, params) =>
    new ScenarioFault({ file, line: lineOf(path) }, key, params);
  const { title, people, steps } = parsed(scenarioSchema, document.toJS(), [], { fault, language });
  return {
    title,
    people,
    steps: steps.map((raw, index) => {
      const path = ['steps', index];
      const step = stepOf(raw, path, { fault, language });
      if ('by' in step && step.by !== undefined && people[step.by] === undefined) {
        throw fault([...path, 'by'], 'scenario.unknown-person', { person: step.by });
      }
      const place = placesIn(raw).find((text) => placeOf(text) === null);
      if (place !== undefined) throw fault(path, 'scenario.unknown-place', { place });
      return { line: lineOf(path), step };
    }),
  };
}

interface Reading {
  readonly fault: FaultAt;
  readonly language: Language;
}

function stepOf(raw: Record<string, unknown>, path: Path, reading: Reading): Step {
  const words = Object.keys(STEPS).filter((word) => word in raw) as (keyof typeof STEPS)[];
  const [word] = words;
  if (word === undefined || words.length > 1) {
    const known = Object.keys(STEPS).join(', ');
    throw reading.fault(path, 'scenario.unknown-step', { known });
  }
  return parsed(STEPS[word] as z.ZodType<Step>, raw, path, reading);
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, at: Path, reading: Reading): T {
  // Zod speaks Vietnamese and English; its English stands in for Lao.
  const locale = reading.language === 'vi' ? z.locales.vi() : z.locales.en();
  const result = schema.safeParse(value, { error: locale.localeError });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = [...at, ...(issue?.path ?? [])];
  // What is too much stands in its own line; what is missing, in the line of what lacks it.
  const extra = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const field = [...path, ...extra].join('.');
  throw reading.fault([...path, ...extra], 'scenario.wrong-field', {
    field,
    what: issue?.message ?? '',
  });
}
