import { dirname } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Language } from '../../../domain/text.ts';
import type { MessageKey, MessageParams } from '../../../locales/index.ts';
import { readNamed } from '../given-data.ts';
import { INCIDENT_STEPS } from './incident-steps.ts';
import type { IncidentStep } from './incident-steps.ts';
import { isMoment } from './moments.ts';
import { PLAN_STEPS, isAboutPlans } from './plan-steps.ts';
import type { PlanStep } from './plan-steps.ts';
import { REPORT_STEPS } from './report-steps.ts';
import type { ReportStep } from './report-steps.ts';
import { placeOf, placesIn } from './values.ts';

export type Step = IncidentStep | ReportStep | PlanStep;

const WORDS = [INCIDENT_STEPS, REPORT_STEPS, PLAN_STEPS].flatMap((steps) => Object.keys(steps));

/** Whether a step is about a plan, its tasks or a difficulty. */
export function isPlanStep(step: Step): step is PlanStep {
  return isAboutPlans(step);
}

/** Whether a step is about a year of reports: some words are used of both, to different things. */
export function isReportStep(step: Step): step is ReportStep {
  return isAboutReports(step);
}

function isAboutReports(raw: object): boolean {
  if (isAboutPlans(raw)) return false;
  const isOfBoth = 'on' in raw || 'reasons' in raw;
  return isOfBoth || !Object.keys(INCIDENT_STEPS).some((word) => word in raw);
}

const scenarioSchema = z.strictObject({
  title: z.string(),
  people: z.record(z.string(), z.string()),
  steps: z.array(z.record(z.string(), z.unknown())).min(1),
});

/** What is to be played: who takes part, and what happens in order. */
export interface Scenario {
  readonly title: string;
  /** A name in the scenario → "capacity@OFFICE" (or "…/2" for a second one), or a login. */
  readonly people: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly line: number; readonly step: Step }[];
  /** Where its file lies, with whatever it names beside it. */
  readonly folder: string;
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
    folder: dirname(file),
    steps: steps.map((raw, index) => {
      const path = ['steps', index];
      const step = stepOf(raw, path, { fault, language });
      if ('by' in step && step.by !== undefined && people[step.by] === undefined) {
        throw fault([...path, 'by'], 'scenario.unknown-person', { person: step.by });
      }
      const place = placesIn(raw).find((text) => placeOf(text) === null);
      if (place !== undefined) throw fault(path, 'scenario.unknown-place', { place });
      const moment = momentsIn(step).find((text) => !isMoment(text));
      if (moment !== undefined) throw fault(path, 'scenario.wrong-moment', { moment });
      if (isReportStep(step) && !opensBefore(steps, index)) {
        throw fault(path, 'scenario.no-cycle', {});
      }
      return { line: lineOf(path), step };
    }),
  };
}

interface Reading {
  readonly fault: FaultAt;
  readonly language: Language;
}

function stepOf(raw: Record<string, unknown>, path: Path, reading: Reading): Step {
  const [word, ...others] = [...new Set(WORDS)].filter((one) => one in raw);
  const schema = stepsOf(raw)[word ?? ''];
  if (schema === undefined || others.length > 0) {
    const known = [...new Set(WORDS)].join(', ');
    throw reading.fault(path, 'scenario.unknown-step', { known });
  }
  return parsed(schema as z.ZodType<Step>, raw, path, reading);
}

function stepsOf(raw: object): Readonly<Record<string, z.ZodType>> {
  if (isAboutPlans(raw)) return PLAN_STEPS;
  return isAboutReports(raw) ? REPORT_STEPS : INCIDENT_STEPS;
}

/** The moments that a step names. */
function momentsIn(step: Step): readonly string[] {
  if ('wait' in step) return 'to' in step.wait ? [step.wait.to] : [];
  return 'until' in step ? [step.until] : [];
}

function opensBefore(steps: readonly object[], index: number): boolean {
  return steps.slice(0, index + 1).some((step) => 'open-cycle' in step);
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
