import { readFileSync, readdirSync } from 'node:fs';
import type { z } from 'zod';
import type { Holders, Plan, PlanTask } from '../domain/plans/plan.ts';
import type { PlanFile, TaskInFile } from './plans/schemas.ts';
import { legible } from './plans/legible.ts';
import { planFile } from './plans/schemas.ts';
import { parseYaml, readYaml } from './yaml-file.ts';

const FOLDER = new URL('./plans/', import.meta.url);
const SOURCES = new URL('./sources/', import.meta.url);

const PARTS = ['lead', 'coordinating', 'asked', 'unassigned'] as const;

const planSchema = legible.pipe(
  planFile
    .superRefine((file, context) => {
      for (const { message, path } of faultsOf(file)) {
        context.addIssue({ code: 'custom', message, path: [...path] });
      }
    })
    .transform(planOf),
);

/**
 * The plans as the product brings them, in the order of their ids. Throws with the file, line and
 * field of what is wrong in one. One that lacks a clear is loaded: it is adopting it that is
 * refused.
 */
export function loadPlans(folder: URL = FOLDER): Plan[] {
  const plans = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readPlan(new URL(name, folder)));
  const ids = plans.map(({ id, version }) => `${id} version ${version}`);
  const twice = ids.find((one, index) => ids.indexOf(one) < index);
  if (twice !== undefined) throw new Error(`there are two plans ${twice}`);
  return plans;
}

/** One plan from its file. Throws with the file, line and field of what is wrong. */
export function readPlan(file: URL): Plan {
  return readYaml(file, planSchema as z.ZodType<Plan>);
}

/** One plan from a text in that form. Throws a YamlFault with the line and field that is wrong. */
export function parsePlan(text: string): Plan {
  return parseYaml(text, 'yaml', planSchema as z.ZodType<Plan>);
}

/**
 * The document that a plan was read from, where the product brings it as plain text; null: it lies
 * elsewhere.
 */
export function sourceOf({ source }: Pick<Plan, 'source'>): string | null {
  const isThere = /\.(md|txt)$/i.test(source) && readdirSync(SOURCES).includes(source);
  return isThere ? readFileSync(new URL(encodeURIComponent(source), SOURCES), 'utf8') : null;
}

interface Fault {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/** What no single field shows: ids used twice, bodies and phases that are named but not there. */
function faultsOf(file: PlanFile): Fault[] {
  const faults: Fault[] = [];
  const phases = file.phases.map(({ id }) => id);
  const used = new Set<string>();
  const refer = (keys: readonly string[], path: Fault['path']): void => {
    for (const key of keys) {
      used.add(key);
      if (!Object.hasOwn(file.bodies, key)) faults.push({ message: `no body ${key}`, path });
    }
  };
  faults.push(...twiceIn(file.tasks, 'tasks'), ...twiceIn(file.phases, 'phases'));
  file.phases.forEach(({ from, to }, index) => {
    if (to === null || from <= to) return;
    faults.push({ message: 'ends before it begins', path: ['phases', index, 'to'] });
  });
  file.recipients.forEach(({ to }, index) => refer(to, ['recipients', index, 'to']));
  file.tasks.forEach((task, index) => {
    for (const part of PARTS) refer(task[part], ['tasks', index, part]);
    const { phase, due } = task;
    if (phase !== null && !phases.includes(phase)) {
      faults.push({ message: `no phase ${phase}`, path: ['tasks', index, 'phase'] });
    }
    if (due?.kind === 'phase' && phase === null) {
      faults.push({ message: 'due with its phase, and has none', path: ['tasks', index, 'due'] });
    }
  });
  for (const key of Object.keys(file.bodies).filter((one) => !used.has(one))) {
    faults.push({ message: `${key} is used nowhere`, path: ['bodies', key] });
  }
  return faults;
}

function twiceIn(rows: readonly { readonly id: string }[], list: string): Fault[] {
  const ids = rows.map(({ id }) => id);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index ? [{ message: `two ${list} ${id}`, path: [list, index, 'id'] }] : [],
  );
}

function planOf({ bodies, recipients, tasks, noTask, ...rest }: PlanFile): Plan {
  const holders = (keys: readonly string[]) => keys.flatMap((key): Holders[] => bodies[key] ?? []);
  return {
    ...rest,
    recipients: recipients.map(({ quote, to }) => ({ quote, holders: holders(to) })),
    tasks: tasks.map((task) => taskOf(task, holders)),
    noTask: noTask.map(({ at, quote, reason, why }) => ({
      citation: { ...at, quote },
      reason,
      why,
    })),
  };
}

type Resolve = (keys: readonly string[]) => readonly Holders[];

function taskOf({ at, quote, ...task }: TaskInFile, holders: Resolve): PlanTask {
  return {
    ...task,
    citation: { ...at, quote },
    lead: holders(task.lead),
    coordinating: holders(task.coordinating),
    asked: holders(task.asked),
    unassigned: holders(task.unassigned),
  };
}
