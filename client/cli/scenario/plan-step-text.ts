import type { Cli } from '../context.ts';
import type { PlanStep } from './plan-steps.ts';
import { toldOf } from './told-of.ts';

/** The act that each first word stands for. */
const ACTS = {
  'accept-task': 'accept-task',
  'contest-task': 'contest-task',
  'decide-contest': 'decide-contest',
  'submit-product': 'submit-product',
  'accept-product': 'accept-product',
  'return-product': 'return-product',
  'pass-up': 'pass-up',
  'answer-difficulty': 'draft-answer',
  'close-difficulty': 'close-difficulty',
} as const;

/** What a step about a plan, a task or a difficulty is about to do, in a line. */
export function planStepText(cli: Cli, step: PlanStep): string {
  if ('expect' in step) {
    return cli.tell('scenario.expects-of', { report: aboutOf(step), what: toldOf(step.expect) });
  }
  const does = (what: string): string => `${step.by}: ${what}`;
  if ('adopt-plan' in step) {
    return does(cli.tell('scenario.adopts', { plan: step['adopt-plan'] }));
  }
  if ('end-office' in step) {
    const { 'end-office': office, successor } = step;
    return does(cli.tell('scenario.ends-office', { office, successor }));
  }
  if ('raise-difficulty' in step) {
    const { 'raise-difficulty': name, words } = step;
    return does(cli.tell('scenario.raises', { name, words }));
  }
  if ('act' in step) return does(`${cli.word('act', step.act)}: ${aboutOf(step)}`);
  const [word, act] = Object.entries(ACTS).find(([one]) => one in step) ?? ['', ''];
  const on = String((step as Readonly<Record<string, unknown>>)[word]);
  return does(`${cli.word('act', act)}: ${on}`);
}

function aboutOf(step: object): string {
  if ('on-task' in step) return String(step['on-task']);
  return 'on-difficulty' in step ? String(step['on-difficulty']) : 'plan';
}
