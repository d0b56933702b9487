import { expect, test } from 'vitest';
import { checkFilling } from '../../../domain/reporting/checking.ts';
import type { KnownFigures } from '../../../domain/reporting/filling.ts';
import type { ReportActData, ReportActKind } from '../../../domain/reporting/process/act.ts';
import { OPEN_DRAFT } from '../../../domain/reporting/process/acts/drafting.ts';
import { REPORT_ACT_KINDS } from '../../../domain/reporting/process/decide.ts';
import { evolve } from '../../../domain/reporting/process/evolve.ts';
import type { OpenedReport } from '../../../domain/reporting/process/fact.ts';
import { isOpen } from '../../../domain/reporting/process/outcome.ts';
import type { AgencyReport, Submission } from '../../../domain/reporting/process/report.ts';
import {
  adviceOn,
  isAdvised,
  missingSteps,
  newestSubmission,
} from '../../../domain/reporting/process/report.ts';
import { REPORT_STAGES } from '../../../domain/reporting/process/vocabulary.ts';
import { DAY, HOUR, dateOf, plus } from '../../../domain/time/instant.ts';
import { checksum } from '../../../records/checksum.ts';
import type { Dice } from '../../support/dice.ts';
import { dice } from '../../support/dice.ts';
import { SMALL_FORM } from './forms.ts';
import {
  COMMUNE_REPORT,
  ESTIMATE,
  FIRST_PART,
  PROVINCE_REPORT,
  REPORT_ID,
  ReportPlay,
  SECOND_PART,
} from './report-play.ts';

const OFFICES = ['UBX-02647', 'UBX-03006', 'UBND-15', 'CAT-15', 'STC-15', 'BCA-A03', 'BCA'];
const CAPACITIES = ['staff', 'clerk', 'case-officer', 'deputy-head', 'head'];
const PEOPLE = OFFICES.flatMap((office) =>
  CAPACITIES.flatMap((capacity) => [`${capacity}@${office}`, `${capacity}@${office}/2`]),
);

/** The Ministry's consolidated report, which nobody above collects. */
const MINISTRY_REPORT: OpenedReport = {
  ...PROVINCE_REPORT,
  office: 'BCA',
  drafting: 'BCA-A03',
  collector: null,
  addressees: ['UBND-15'],
};

const REPORTS = [COMMUNE_REPORT, PROVINCE_REPORT, MINISTRY_REPORT, ESTIMATE];

const TEXT = 'Lý do';
const words = (d: Dice): string => (d.chance(0.04) ? ' ' : TEXT);

type Fill = { [K in ReportActKind]: (d: Dice, play: ReportPlay) => ReportActData[K] };

function saving(d: Dice, { report, known }: ReportPlay) {
  const part = d.among([FIRST_PART, SECOND_PART]);
  const version = report.parts.find((saved) => saved.filling.part === part.part)?.version ?? 0;
  const figures = Object.fromEntries(
    Object.entries(part.figures).map(([id, value]) => [id, known.get(id)?.value ?? value]),
  );
  const wrong = d.chance(0.05) ? { planned: -1 } : {};
  const explanations = d.chance(0.5) ? { lost: TEXT } : {};
  const isFirst = part.part === 'first';
  return {
    part: {
      ...part,
      figures: { ...figures, ...(isFirst ? wrong : {}) },
      explanations: isFirst ? {} : explanations,
      narratives: isFirst ? part.narratives : { handling: TEXT },
    },
    basedOn: d.chance(0.08) ? version + 1 : version,
  };
}

/** Something sensible for each act in the report as it stands; now and then something not so. */
const FILL: Fill = {
  'assign-report': (d) => ({ person: d.among(PEOPLE) }),
  'save-part': saving,
  'save-parts': (d, play) => ({ parts: d.chance(0.05) ? [] : [saving(d, play)] }),
  consolidate: () => ({}),
  'give-opinion': (d) => ({ text: words(d) }),
  'submit-report': (d, play) => ({ checksum: d.chance(0.05) ? 'f' : play.draftChecksum() }),
  'submit-nil': (d) => ({ reason: words(d) }),
  'record-council': (d, play) => ({
    step: d.among(['council-opinion', 'council-decision']),
    ...paper(d, play),
    amount: d.chance(0.05) ? null : d.among([10, 10, 10, 9]),
  }),
  'give-advice': (d, play) => ({ text: words(d), ...paper(d, play), amount: null }),
  'return-report': (d) => ({
    reasons: d.chance(0.05) ? [] : [{ part: d.among(['first', null, 'ninth']), reason: TEXT }],
  }),
  'accept-report': (d, { report }) => ({
    checksum: d.chance(0.05) ? 'f' : (newestSubmission(report)?.checksum ?? ''),
  }),
  'ask-late': (d, { report }) => ({ until: later(d, report), reason: words(d) }),
  'answer-late': (d, { report }) => ({
    permit: d.chance(0.6),
    until: d.chance(0.7) ? (report.late?.until ?? later(d, report)) : later(d, report),
    reason: words(d),
  }),
  'begin-supplement': (d) => ({ reason: words(d) }),
  'dispatch-report': (d) => ({
    number: d.chance(0.05) ? '' : '12/BC',
    channel: 'courier',
    to: 'x',
  }),
};

function paper(d: Dice, { now }: ReportPlay) {
  const on = dateOf(plus(now, d.chance(0.04) ? DAY : -DAY));
  return { number: d.chance(0.04) ? ' ' : '12/NQ-HĐND', on };
}

function later(d: Dice, { clocks, openedAt }: AgencyReport) {
  const due = clocks.find((clock) => clock.rule === 'report-due')?.due ?? openedAt;
  return plus(due, d.among([-1, 12, 40, 100, 2_000]) * HOUR);
}

/** What the offices would do next, so that random reports get to their end as well. */
function natural(d: Dice, play: ReportPlay): [who: string, kind: ReportActKind] | null {
  const { report } = play;
  const { office, drafting, collector } = report;
  if (OPEN_DRAFT.includes(report.stage)) {
    if (play.now < report.dates.submitFrom && d.chance(0.5)) return null;
    if (report.late?.answer === 'awaited' && collector !== null && d.chance(0.5)) {
      return [`head@${collector.office}`, 'answer-late'];
    }
    const isWhole = report.parts.length === 2;
    if (!isWhole || d.chance(0.2)) return [`case-officer@${drafting}`, 'save-part'];
    if (drafting !== office && report.opinion === null) return [`head@${drafting}`, 'give-opinion'];
    const isLaid = report.councils?.some(({ amount }) => amount === 10) ?? false;
    if (report.steps !== undefined && !isLaid) return [`clerk@${office}`, 'record-council'];
    return [`${d.among(['head', 'deputy-head'])}@${office}`, 'submit-report'];
  }
  if (report.stage === 'submitted') {
    if (collector === null) return [`clerk@${drafting}`, 'dispatch-report'];
    const kind = d.chance(0.7) ? 'accept-report' : 'return-report';
    if (!isAdvised(report)) return [`case-officer@${collector.drafting}`, kind];
    if (adviceOn(report) === undefined) {
      return [`case-officer@${collector.drafting}`, d.chance(0.8) ? 'give-advice' : kind];
    }
    return [`case-officer@${collector.office}`, kind];
  }
  return d.chance(0.3) ? [`case-officer@${drafting}`, 'begin-supplement'] : null;
}

interface Tally {
  readonly acts: Map<ReportActKind, { done: number; refused: number }>;
  readonly stages: Set<string>;
  readonly endings: Set<string | null>;
  readonly codes: Set<string>;
}

/** Tries acts on one report: mostly one that somebody would do, sometimes any at all by anybody. */
function playReport(seed: number, steps: number, tally: Tally): void {
  const d = dice(seed);
  const play = new ReportPlay(REPORTS[seed % REPORTS.length]);
  for (let step = 0; step < steps; step += 1) {
    if (d.chance(0.15)) play.waitUntil(plus(play.now, d.among([1, 24, 100, 400]) * HOUR));
    if (d.chance(0.03)) play.known = registerOf(d.upTo(3));
    if (d.chance(0.004)) play.cancelled = 'Hủy đợt';
    if (d.chance(0.01)) play.closed = true;
    if (d.chance(0.05)) play.collectorStage = d.among(['drafting', 'submitted', 'sent']);
    const before = play.report;
    const facts = play.facts.length;
    const next = d.chance(0.6) ? natural(d, play) : null;
    const kind = next?.[1] ?? d.among(REPORT_ACT_KINDS);
    const data = FILL[kind](d, play) as never;
    const tries = d.chance(0.85) ? 60 : 1;
    let who = next?.[0] ?? '';
    let code = next === null ? '' : play.try(who, kind, data);
    for (let n = 0; n < tries && (code === '' || next === null); n += 1) {
      who = d.among(PEOPLE);
      code = play.try(who, kind, data);
      if (code !== 'FORBIDDEN') break;
    }
    const row = tally.acts.get(kind) ?? { done: 0, refused: 0 };
    if (code === 'done') row.done += 1;
    else row.refused += 1;
    tally.acts.set(kind, row);
    tally.codes.add(code);
    tally.stages.add(play.report.stage);
    tally.endings.add(play.report.ending);
    hold({ play, before, added: facts, who, kind, code });
  }
  const replayed = play.facts.reduce<AgencyReport | null>(
    (report, { fact }) => evolve(report, REPORT_ID, fact, play.report.openedAt),
    null,
  );
  expect(replayed).toMatchObject({ version: play.report.version, stage: play.report.stage });
}

function registerOf(lost: number): KnownFigures {
  const value = { value: lost, behind: [] };
  return new Map([
    ['cases', value],
    ['lost', value],
    ['leaked', { value: 0, behind: [] }],
  ]);
}

interface Step {
  readonly play: ReportPlay;
  readonly before: AgencyReport;
  readonly added: number;
  readonly who: string;
  readonly kind: ReportActKind;
  readonly code: string;
}

/** What is true of a report after whatever anybody did. */
function hold({ play, before, added, who, kind, code }: Step): void {
  const { report: now, known } = play;
  expect(now.version, kind).toBe(play.facts.length);
  const { submissions, acceptedRevision, collector } = now;
  // Signed in a row, bound to its bytes, never before the figures freeze, never by its author.
  submissions.forEach((one, index) => {
    expect(one.revision).toBe(index + 1);
    expect(one.checksum).toBe(checksum(one.filling));
    expect(one.at >= now.dates.submitFrom).toBe(true);
    expect(one.arrival).toBe(submissions[0]?.arrival);
  });
  const signed = submissions.length > before.submissions.length ? newestSubmission(now) : undefined;
  if (signed !== undefined) {
    expect(checkFilling(SMALL_FORM, signed.filling, known)).toEqual([]);
    if (!signed.filling.nil) expect(before.parts.map(({ by }) => by)).not.toContain(who);
  }
  // Never accepted without a submission, and never by who signed it.
  if (acceptedRevision !== null) {
    const accepted = submissions.find(({ revision }) => revision === acceptedRevision);
    expect(accepted).toBeDefined();
    if (acceptedRevision !== before.acceptedRevision) expect(accepted?.by).not.toBe(who);
  }
  holdSteps(before, now, who);
  if (now.stage === 'accepted') expect(acceptedRevision).toBe(submissions.length);
  if (now.stage === 'submitted') expect(submissions.length).toBeGreaterThan(0);
  expect(now.stage === 'accepted' && collector === null).toBe(false);
  if (now.stage === 'sent') expect([collector, now.dispatches.length > 0]).toEqual([null, true]);
  if (now.late?.answer === 'permitted') expect(now.late.answeredBy).not.toBe(now.late.askedBy);
  // Nothing is lost of what others saved, and nothing that was signed changes.
  expect(submissions.slice(0, before.submissions.length)).toEqual(before.submissions);
  for (const { filling, version } of before.parts) {
    const saved = now.parts.find((part) => part.filling.part === filling.part);
    expect(saved?.version).toBeGreaterThanOrEqual(version);
  }
  // What has ended stays so, and nothing rings any more.
  if (before.stage === 'ended') expect(now).toEqual(before);
  const running = now.clocks.filter((clock) => clock.status === 'running');
  if (!isOpen(now)) expect(running, kind).toEqual([]);
  for (const clock of running) expect(clock.next > play.now, clock.id).toBe(true);
  const facts = play.facts.slice(added);
  if (code === 'done') return;
  // A refused act leaves nothing; what was due by itself is nobody's doing.
  expect(facts.every(({ byItself }) => byItself === true)).toBe(true);
}

/** The steps were there: the council saw what was signed, two people advised and decided. */
function holdSteps(before: AgencyReport, now: AgencyReport, who: string): void {
  const gated = (report: AgencyReport, gate: string) =>
    missingSteps(report).filter(({ before: waits }) => waits === gate);
  if (now.submissions.length > before.submissions.length) {
    const { filling } = newestSubmission(now) as Submission;
    const seen = before.councils?.findLast(({ step }) => step === 'council-opinion');
    if (before.steps !== undefined && !filling.nil) {
      expect(gated(before, 'submission')).toEqual([]);
      expect(filling.parts.find(({ part }) => part === 'first')?.figures.planned).toBe(
        seen?.amount,
      );
    }
  }
  if (now.acceptedRevision !== before.acceptedRevision && before.steps !== undefined) {
    expect(gated(before, 'acceptance')).toEqual([]);
    expect(adviceOn(before)?.by).not.toBe(who);
    expect(who).toMatch(/@UBND-15/);
  }
  for (const { by } of now.advices ?? []) expect(by).toMatch(/@STC-15/);
  const councils = before.councils ?? [];
  expect((now.councils ?? []).slice(0, councils.length)).toEqual(councils);
}

test('random acts by random people on a report leave every promise true', () => {
  const tally: Tally = {
    acts: new Map(),
    stages: new Set(),
    endings: new Set(),
    codes: new Set(),
  };
  for (let seed = 1; seed <= 300; seed += 1) playReport(seed, 60, tally);
  const rows = [...tally.acts].sort(([a], [b]) => a.localeCompare(b));
  const done = rows.reduce((sum, [, row]) => sum + row.done, 0);
  const all = rows.reduce((sum, [, row]) => sum + row.done + row.refused, 0);
  console.table(Object.fromEntries(rows));
  console.log(`${done} of ${all} accepted; codes: ${[...tally.codes].sort().join(' ')}`);
  expect(done / all).toBeGreaterThanOrEqual(0.3);
  expect([...tally.stages].sort()).toEqual([...REPORT_STAGES].sort());
  expect([...tally.endings].sort()).toEqual(['cancelled', 'not-received', null]);
  expect(rows.filter(([, row]) => row.done + row.refused < 100)).toEqual([]);
  expect(rows.filter(([, row]) => row.done === 0)).toEqual([]);
  expect(rows.map(([kind]) => kind)).toEqual(
    [...REPORT_ACT_KINDS].sort((a, b) => a.localeCompare(b)),
  );
}, 120_000);
