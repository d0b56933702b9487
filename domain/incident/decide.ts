import type { PersonActor } from '../authority/actor.ts';
import { may } from '../authority/may.ts';
import type { Action } from '../authority/table.ts';
import type { Refusal } from '../errors.ts';
import { refuse } from '../errors.ts';
import { LAO_ACTS } from '../lao-side/acts.ts';
import type { NoticeRequest } from '../notices/notice.ts';
import type { Act, ActKind, Command } from './act.ts';
import type { ActRule, ActRules } from './act-rule.ts';
import { DECIDING } from './acts/deciding-acts.ts';
import { ENDING } from './acts/ending.ts';
import { FIRST_MEASURES } from './acts/first-measures.ts';
import { HAND_OVER } from './acts/hand-over.ts';
import { KEEPING } from './acts/keeping.ts';
import { REMEDYING } from './acts/remedying.ts';
import { SENDING } from './acts/sending.ts';
import { VERIFYING } from './acts/verifying.ts';
import type { DecidedFact, DecisionContext } from '../cases/deciding.ts';
import { lettersOf } from '../cases/deciding.ts';
import { Deciding } from './deciding.ts';
import type { Fact } from './fact.ts';
import type { Incident } from './incident.ts';
import { takeIn } from './intake.ts';
import { followTreaty, look } from './look.ts';

/** Every act, from which stages, and what it does. */
export const ACTS: ActRules<ActKind> = {
  ...SENDING,
  ...FIRST_MEASURES,
  ...VERIFYING,
  ...DECIDING,
  ...REMEDYING,
  ...ENDING,
  ...HAND_OVER,
  ...KEEPING,
  ...LAO_ACTS,
};

export const ACT_KINDS = Object.keys(ACTS) as readonly ActKind[];

/** What a decision comes to. What lapsed before the act stands even when the act is refused. */
export interface Decision {
  readonly incident: Incident;
  readonly facts: readonly DecidedFact<Fact>[];
  readonly notices: readonly NoticeRequest[];
  readonly refusal: Refusal | null;
}

/**
 * Decides on a command: first whatever lapsed before now, then the act. Pure; the same case,
 * command and context give the same decision.
 */
export function decide(
  caseId: string,
  before: Incident | null,
  command: Command,
  context: DecisionContext,
): Decision {
  const first = new Deciding(caseId, before, context);
  if (command.kind === 'look') {
    if (before === null && command.report !== undefined) takeIn(first, command.report);
    look(first);
    return settled(first, null);
  }
  look(first);
  const { actor } = context;
  if (actor.kind !== 'person') throw new Error(`${command.kind} is an act of a person`);
  const second = new Deciding(caseId, first.incident, context);
  const refusal = act(second, command, actor);
  if (refusal !== null) return settled(first, refusal);
  followTreaty(second);
  return merged(first, second);
}

/** The act alone: stage, authority, content. */
function act(d: Deciding, command: Act, actor: PersonActor): Refusal | null {
  const rule = ACTS[command.kind] as ActRule<ActKind> | undefined;
  if (rule === undefined) return refuse('UNKNOWN_ACT', { act: command.kind });
  const action = actionOf(command, d.incident);
  if (typeof action !== 'string') return action;
  const forbidden = may(actor, action, d.incident, d.directory);
  if (forbidden !== null) return forbidden;
  const { stage } = d.incident;
  if (rule.from === 'open' && stage === 'ended') return refuse('CASE_ENDED');
  if (Array.isArray(rule.from) && !rule.from.includes(stage)) {
    return refuse(stage === 'ended' ? 'CASE_ENDED' : 'WRONG_STAGE', { stage });
  }
  return rule.decide(d, command.data as never, actor);
}

/** By which row of the authority table an act is judged. */
export function actionOf(command: Act, incident: Incident): Action | Refusal {
  if (command.kind !== 'approve' && command.kind !== 'return') return command.kind;
  const proposal = incident.proposals.find((p) => p.id === command.data.proposal);
  if (proposal === undefined) {
    return refuse('UNKNOWN_PROPOSAL', { proposal: command.data.proposal });
  }
  return `decide:${proposal.content.kind}`;
}

function settled(d: Deciding, refusal: Refusal | null): Decision {
  return {
    incident: d.incident,
    facts: d.facts,
    notices: lettersOf(d.notices, d.incident),
    refusal,
  };
}

function merged(first: Deciding, second: Deciding): Decision {
  const notices = [...first.notices, ...second.notices];
  return {
    incident: second.incident,
    facts: [...first.facts, ...second.facts],
    notices: lettersOf(notices, second.incident),
    refusal: null,
  };
}
