import type { Cli } from '../context.ts';
import type { Step } from './format.ts';
import { isPlanStep, isReportStep } from './format.ts';
import type { IncidentStep } from './incident-steps.ts';
import { planStepText } from './plan-step-text.ts';
import { toldOf } from './told-of.ts';
import type { ReportStep } from './report-steps.ts';

/** What a step is about to do, in a line. */
export function stepText(cli: Cli, step: Step): string {
  const text = textOf(cli, step);
  const refused = 'refused' in step ? step.refused : undefined;
  return refused === undefined
    ? text
    : `${text} → ${cli.tell('scenario.refused', { code: refused })}`;
}

function textOf(cli: Cli, step: Step): string {
  if (isPlanStep(step)) return planStepText(cli, step);
  return isReportStep(step) ? reportText(cli, step) : incidentText(cli, step);
}

function incidentText(cli: Cli, step: IncidentStep): string {
  if ('wait' in step) return cli.tell('scenario.waits', { what: toldOf(step.wait) });
  if ('expect' in step) return cli.tell('scenario.expects', { what: toldOf(step.expect) });
  return `${step.by}: ${incidentAct(cli, step)}`;
}

function incidentAct(
  cli: Cli,
  step: Exclude<IncidentStep, { readonly wait: unknown } | { readonly expect: unknown }>,
): string {
  if ('report' in step) return cli.word('act', 'report');
  if ('act' in step) return cli.word('act', step.act);
  if ('approve' in step) return about(cli, 'approve', step.approve);
  if ('return' in step) return about(cli, 'return', step.return);
  if ('release' in step) return about(cli, 'check-releasability', step.release);
  return cli.tell('scenario.sets', { rule: step.rule });
}

function about(cli: Cli, act: string, proposal: string): string {
  return `${cli.word('act', act)}: ${cli.word('proposal', proposal)}`;
}

/** The act on a report that each first word stands for. */
const ACTS = {
  fill: 'save-parts',
  consolidate: 'consolidate',
  opinion: 'give-opinion',
  submit: 'submit-report',
  nil: 'submit-nil',
  accept: 'accept-report',
  return: 'return-report',
  'ask-late': 'ask-late',
  'answer-late': 'answer-late',
  supplement: 'begin-supplement',
  dispatch: 'dispatch-report',
} as const;

function reportText(cli: Cli, step: ReportStep): string {
  if ('expect' in step) {
    const { on, expect } = step;
    return cli.tell('scenario.expects-of', { report: on, what: toldOf(expect) });
  }
  const does = (what: string): string => `${step.by}: ${what}`;
  if ('open-cycle' in step) {
    const { regime } = step['open-cycle'];
    return does(cli.tell('scenario.opens-cycle', { regime: cli.word('regime', regime) }));
  }
  if ('export' in step) {
    return does(cli.tell('scenario.exports', { report: step.export, file: step.file }));
  }
  if ('act' in step) return does(on(cli, step.act, step.on));
  const [word, act] = Object.entries(ACTS).find(([one]) => one in step) ?? ['', ''];
  return does(on(cli, act, (step as Readonly<Record<string, unknown>>)[word]));
}

function on(cli: Cli, act: string, report: unknown): string {
  return `${cli.word('act', act)}: ${String(report)}`;
}
