import { expect, test } from 'vitest';
import type { PlanActData, PlanActKind } from '../../../domain/plans/process/act.ts';
import { PLAN_ACTS, PLAN_ACT_KINDS } from '../../../domain/plans/process/acts.ts';
import { PLAN_AUTHORITY } from '../../../domain/plans/process/authority.ts';
import { evolvePlan } from '../../../domain/plans/process/evolve.ts';
import type { RunningPlan } from '../../../domain/plans/process/running-plan.ts';
import { unclearTasks } from '../../../domain/plans/process/clears.ts';
import { PLAN_ENDINGS, PLAN_STAGES } from '../../../domain/plans/process/vocabulary.ts';
import { plus } from '../../../domain/time/instant.ts';
import { checksum } from '../../../records/checksum.ts';
import type { Dice } from '../../support/case-play.ts';
import { Tally, dice } from '../../support/case-play.ts';
import { PLAN_ID, PlanPlay, QD_801, proposedIn } from './plan-play.ts';

// A plan small enough to be tried a thousand times: phases, a few tasks, no list of recipients.
const SMALL = { ...QD_801, recipients: [], noTask: [], tasks: QD_801.tasks.slice(0, 5) };
const NUMBERLESS = { ...SMALL, number: null, date: null };
const SUMS = new Map<unknown, string>();

/** The same data is looked at again and again. */
function sumOf(plan: unknown): string {
  const sum = SUMS.get(plan) ?? checksum(plan);
  SUMS.set(plan, sum);
  return sum;
}

type Fill = { [K in PlanActKind]: (d: Dice, play: PlanPlay) => PlanActData[K] };

const reason = (d: Dice) => (d.chance(0.05) ? ' ' : 'Lý do');
const newest = ({ editions, after }: PlanPlay) =>
  editions.find(({ version }) => version === after.edition + 1);
const openOne = ({ after }: PlanPlay) => after.proposals.find(({ status }) => status === 'open');

const FILL: Fill = {
  'confirm-clears': (d, play) => {
    const read = newest(play) ?? play.data;
    const { confirmed } = proposedIn(read);
    const plan = sumOf(read);
    if (d.chance(0.05)) return { plan, confirmed: [{ task: 'none', clears: [] }] };
    return { plan, confirmed: d.chance(0.2) ? confirmed.slice(0, 2) : confirmed };
  },
  'propose-adoption': (d, play) => ({ plan: d.chance(0.05) ? 'x' : sumOf(play.data) }),
  'propose-amendment': (d, play) => {
    const plan = newest(play) ?? play.data;
    return { edition: plan.version, plan: sumOf(plan), reason: reason(d) };
  },
  'propose-end': (d) => ({ reason: reason(d) }),
  'approve-plan': (d, play) => {
    const proposal = openOne(play);
    const sum = d.chance(0.05) ? 'x' : (proposal?.checksum ?? '');
    return { proposal: proposal?.id ?? 'none', checksum: sum };
  },
  'return-plan': (d, play) => ({ proposal: openOne(play)?.id ?? 'none', reason: reason(d) }),
  'number-plan': (d, { now }) => ({
    number: d.chance(0.05) ? '' : '1/KH',
    date: (d.chance(0.05) ? '2099-01-01' : now.slice(0, 10)) as never,
  }),
  'set-phase-end': (d, { now }) => ({
    phase: d.among(['III', 'III', 'III', 'II', 'IX']),
    to: plus(now, (d.chance(0.1) ? -1 : 1) * 900 * 86_400_000).slice(0, 10) as never,
    reason: reason(d),
  }),
  'suspend-plan': (d) => ({ reason: reason(d) }),
  'resume-plan': (d) => ({ reason: reason(d) }),
  'withdraw-plan': (d) => ({ reason: reason(d) }),
};

function isSensible(kind: PlanActKind, play: PlanPlay): boolean {
  const pending = openOne(play) !== undefined;
  switch (kind) {
    case 'approve-plan':
    case 'return-plan':
      return pending;
    case 'propose-adoption':
    case 'propose-end':
      return !pending;
    case 'propose-amendment':
      return !pending && newest(play) !== undefined;
    case 'number-plan':
      return play.after.document === null;
    default:
      return true;
  }
}

function actor(d: Dice, kind: PlanActKind, { owner, followUp }: RunningPlan): string {
  const grant = d.among(PLAN_AUTHORITY[kind]);
  const where = d.among(grant.when) === 'owner' ? owner : followUp.desk;
  const office = d.chance(0.1) ? d.among(['UBND-15', 'BNG', 'BCA-A03', 'CAT-15']) : where;
  const capacity = d.chance(0.05) ? 'staff' : d.among(grant.as);
  return `${capacity}@${office}${d.chance(0.4) ? '/2' : ''}`;
}

function worldMoves(d: Dice, play: PlanPlay): void {
  if (d.chance(0.3)) {
    play.waitUntil(plus(play.now, d.among([3, 60, 400, 3000, 9000]) * 3_600_000));
  }
  if (d.chance(0.03)) play.world.treaty = d.among(['in-force', 'in-force', 'suspended'] as const);
  if (d.chance(0.15) && newest(play) === undefined) {
    const phases = play.data.phases.map((phase) =>
      phase.id === 'II' ? { ...phase, to: d.among(['2026-12-31', '2027-06-30']) as never } : phase,
    );
    const edition = { ...play.data, version: play.after.edition + 1, phases };
    play.editions = [...play.editions, edition];
  }
}

function hold(play: PlanPlay, facts: number, code: string): void {
  const { after } = play;
  expect(after.version).toBe(play.facts.length);
  expect(after.ending === null).toBe(after.stage !== 'ended');
  for (const { author, decidedBy, status } of after.proposals) {
    if (status !== 'open') expect(decidedBy).not.toBe(author);
  }
  expect(after.proposals.filter(({ status }) => status === 'open').length).toBeLessThanOrEqual(1);
  if (after.stage !== 'draft' && after.adoptedAt !== null) {
    expect(unclearTasks(play.data, after.confirmed, checksum)).toEqual([]);
    expect(after.editions.at(-1)?.plan).toBe(sumOf(play.data));
  }
  if (after.stage === 'ended') {
    expect(play.running()).toEqual([]);
    expect(after.phases.filter(({ state }) => state === 'open')).toEqual([]);
  }
  expect((after.standstill !== null) === (after.stage === 'suspended')).toBe(true);
  for (const clock of after.clocks) {
    if (clock.status === 'running' && clock.rule !== 'phase-closes') {
      expect(clock.next > play.now, clock.id).toBe(true);
    }
  }
  if (code !== 'done') {
    expect(play.facts.slice(facts).every(({ byItself }) => byItself === true)).toBe(true);
  }
}

test('random acts by random people in any order leave every promise true', () => {
  const tally = new Tally();
  for (let seed = 1; seed <= 320; seed += 1) {
    const d = dice(seed);
    const play = new PlanPlay(d.chance(0.5) ? SMALL : NUMBERLESS, '2024-08-06T08:00:00.000+07:00');
    for (let step = 0; step < 26; step += 1) {
      worldMoves(d, play);
      const { stage } = play.after;
      if (stage === 'ended' && d.chance(0.5)) break;
      const fitting = PLAN_ACT_KINDS.filter(
        (kind) => PLAN_ACTS[kind].from.includes(stage) && (isSensible(kind, play) || d.chance(0.1)),
      ).filter(
        (kind) =>
          !ENDING.includes(kind) || d.chance(0.35) || (stage === 'running' && d.chance(0.5)),
      );
      const kind =
        d.chance(0.92) && fitting.length > 0 ? d.among(fitting) : d.among(PLAN_ACT_KINDS);
      const facts = play.facts.length;
      const code = play.try(actor(d, kind, play.after), kind, FILL[kind](d, play) as never);
      tally.note(kind, code, play.after);
      hold(play, facts, code);
    }
    const again = play.facts.reduce<RunningPlan | null>(
      (before, { fact }) => evolvePlan(before, PLAN_ID, fact, play.now),
      null,
    );
    expect(again?.version).toBe(play.after.version);
    expect(again?.stage).toBe(play.after.stage);
  }
  expect(tally.print()).toBeGreaterThanOrEqual(0.3);
  expect(tally.rare(PLAN_ACT_KINDS)).toEqual([]);
  expect([...tally.stages].sort()).toEqual([...PLAN_STAGES].sort());
  expect([...tally.endings].sort()).toEqual([...PLAN_ENDINGS].sort());
  for (const code of REFUSED) expect(tally.codes, code).toContain(code);
}, 120_000);

const ENDING: readonly PlanActKind[] = ['withdraw-plan', 'propose-end'];
const REFUSED = [
  ...['FORBIDDEN', 'WRONG_STAGE', 'CASE_ENDED', 'AUTHOR_CANNOT_DECIDE', 'PLAN_NOT_CLEAR'],
  ...['PROPOSAL_CHANGED', 'PROPOSAL_PENDING', 'UNKNOWN_PROPOSAL', 'UNKNOWN_TASK'],
  ...['UNKNOWN_PHASE', 'VALUE_OUT_OF_RANGE', 'ALREADY_DONE', 'REASON_MISSING'],
  ...['TREATY_SUSPENDED', 'MOMENT_IN_FUTURE', 'FIELDS_MISSING'],
];
