import type { Plan } from '../../../domain/plans/plan.ts';
import { loadPlans, parsePlan } from '../../../rules/load-plans.ts';
import { YamlFault } from '../../../rules/yaml-file.ts';
import { planFaults } from '../../plans/fault-words.ts';
import type { Cli } from '../context.ts';
import { readNamed } from '../given-data.ts';
import { UsageError } from '../usage-error.ts';
import type { PlanInFile } from './loaded-before.ts';

/** A plan as somebody names it on the command line. */
export interface GivenPlan {
  /** How the server calls it, once it is loaded. */
  readonly reference: string;
  /** How it is loaded: by its id, or with its text. */
  readonly given: { readonly plan: string } | { readonly text: string };
  /** What a file holds; null for a plan that was named. */
  readonly inFile: PlanInFile | null;
}

/**
 * A plan by the YAML file that holds it; else by its id, or how that begins. Throws a UsageError
 * with the lines and fields of what is wrong in a file.
 */
export function givenPlan(cli: Cli, name: string): GivenPlan {
  if (!isFile(name)) {
    const isNumber = /^(DT-)?KH-/.test(name);
    const reference = isNumber ? name : name.toLowerCase();
    return { reference, given: { plan: reference.toLowerCase() }, inFile: null };
  }
  const text = readNamed(name).toString('utf8');
  const plan = readText(cli, text, name);
  return { reference: plan.id, given: { text }, inFile: { file: name, plan } };
}

/** The plan itself: from a file, or as the product brings it. Throws a UsageError. */
export function planFrom(cli: Cli, name: string): Plan {
  if (isFile(name)) return readText(cli, readNamed(name).toString('utf8'), name);
  const plans = loadPlans();
  const fitting = plans.filter(({ id }) => id.startsWith(name.toLowerCase()));
  const found = plans.find(({ id }) => id === name) ?? fitting[0];
  if (found !== undefined && (found.id === name || fitting.length === 1)) return found;
  const brought = plans.map(({ id }) => id).join(', ');
  throw new UsageError(cli.tell('plans.not-brought', { plan: name, plans: brought }));
}

function isFile(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}

function readText(cli: Cli, text: string, name: string): Plan {
  try {
    return parsePlan(text);
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error;
    const faults = error.message.replaceAll(/^yaml:/gm, `${name}:`).split('\n');
    throw new UsageError(planFaults(faults, cli.language).join('\n'));
  }
}
