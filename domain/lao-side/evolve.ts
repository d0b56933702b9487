import { assertNever } from '../never.ts';
import type { Fact } from '../incident/fact.ts';
import type { Instant } from '../time/instant.ts';
import type { LaoBranch, LaoRound } from './branch.ts';
import { roundOf } from './branch.ts';
import type { Round } from './notice-form.ts';

type BranchFact = Extract<Fact, { kind: `lao-${string}` | 'treaty-changed' }>;

/** The branch as it is after a fact of it. */
export function evolveBranch(branch: LaoBranch, fact: BranchFact, at: Instant): LaoBranch {
  switch (fact.kind) {
    case 'lao-decided':
      return {
        ...branch,
        decision: fact.data.decision,
        started: branch.started || fact.data.decision === 'needed',
      };
    case 'lao-round-opened':
      return round(branch, fact.data.round, { stage: 'drafting' });
    case 'lao-drafted':
      return round(branch, fact.data.round, {
        proposal: fact.data.proposal,
        checks: [],
        checkedBy: null,
      });
    case 'lao-checked':
      return round(branch, fact.data.round, {
        checks: fact.data.fields,
        checkedBy: fact.data.by,
      });
    case 'lao-dispatched':
      return round(branch, fact.data.round, { stage: 'dispatched', dispatch: fact.data.dispatch });
    case 'lao-urged':
      return round(branch, fact.data.round, {
        urgedAt: [...roundOf(branch, fact.data.round).urgedAt, at],
      });
    case 'lao-received':
      return round(branch, fact.data.round, {
        stage: 'received',
        receivedAt: fact.data.receivedAt,
      });
    case 'lao-answered':
      return round(branch, fact.data.round, {
        stage: 'answered',
        answer: { text: fact.data.text, at: fact.data.at },
      });
    case 'lao-settled':
      return round(branch, fact.data.round, { stage: 'settled', settledAs: fact.data.as });
    case 'lao-message':
      return { ...branch, messages: [...branch.messages, fact.data] };
    case 'treaty-changed':
      return { ...branch, treaty: fact.data.treaty };
    default:
      return assertNever(fact);
  }
}

function round(branch: LaoBranch, which: Round, what: Partial<LaoRound>): LaoBranch {
  const [first, second] = branch.rounds;
  const rounds: readonly [LaoRound, LaoRound] =
    which === 1 ? [{ ...first, ...what }, second] : [first, { ...second, ...what }];
  return { ...branch, rounds };
}
