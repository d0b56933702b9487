import { expect, test } from 'vitest';
import type { ActData, ActKind } from '../../../domain/incident/act.ts';
import { ACTS, ACT_KINDS } from '../../../domain/incident/decide.ts';
import { evolve } from '../../../domain/incident/evolve.ts';
import type { Incident } from '../../../domain/incident/incident.ts';
import { openGates } from '../../../domain/incident/progress.ts';
import { LEVELS, STAGES } from '../../../domain/incident/vocabulary.ts';
import { NOTICE_FIELDS } from '../../../domain/lao-side/notice-form.ts';
import type { NoticeForm } from '../../../domain/lao-side/notice-form.ts';
import { plus } from '../../../domain/time/instant.ts';
import { checksum } from '../../../records/checksum.ts';
import type { Dice } from '../../support/dice.ts';
import { dice } from '../../support/dice.ts';
import { CASE_ID, OfficePlay, REFERENCE } from '../../support/office-play.ts';

const OFFICES = ['UBX-02647', 'CAT-15', 'BCA-A03', 'BCA', 'UBND-15', 'UBND-40', 'CAT-40'];
const CAPACITIES = [
  'staff',
  'clerk',
  'case-officer',
  'duty-officer',
  'deputy-head',
  'head',
  'inspector',
];
const PEOPLE = OFFICES.flatMap((office) =>
  CAPACITIES.flatMap((capacity) => [`${capacity}@${office}`, `${capacity}@${office}/2`]),
);

type Fill = { [K in ActKind]: (d: Dice, c: Incident, now: Incident['reportedAt']) => ActData[K] };

const TEXT = 'Lý do';
const form = (round: 1 | 2): NoticeForm =>
  Object.fromEntries(NOTICE_FIELDS[round].map((f) => [f, { vi: 'a', lo: 'ກ' }]));
const remedyOf = (d: Dice, c: Incident, status: string): string =>
  idOf(
    d,
    c.remedies.filter((r) => r.status === status),
  );
const idOf = (d: Dice, list: readonly { readonly id: string }[]): string =>
  list.length === 0 || d.chance(0.03) ? 'none-1' : d.among(list).id;
const roundOf = (d: Dice, c: Incident): 1 | 2 => {
  const at = c.lao.rounds.find((r) => r.stage !== 'waiting' && r.stage !== 'settled');
  return d.chance(0.05) ? d.among([1, 2] as const) : (at?.round ?? 1);
};
const openOf = (d: Dice, c: Incident) => {
  const open = c.proposals.filter((p) => p.status === 'open');
  const found = open.length === 0 || d.chance(0.05) ? c.proposals.at(-1) : d.among(open);
  const sum = d.chance(0.03) ? 'f'.repeat(64) : (found?.checksum ?? 'none');
  return { proposal: found?.id ?? 'none-1', checksum: sum };
};

/** Something sensible for each act in the case as it stands, and now and then something not so. */
const FILL: Fill = {
  'propose-dispatch': () => ({ to: null, override: null }),
  'give-oral-notice': (d) => ({ to: d.chance(0.1) ? 'CAT-40' : null, override: TEXT }),
  dispatch: () => ({ number: '01', channel: 'courier' }),
  acknowledge: () => ({}),
  'take-case': () => ({ reason: TEXT }),
  contain: (d, _c, now) => ({ what: 'x', doneAt: d.chance(0.1) ? plus(now, 9e6) : now }),
  'tell-originator': (d, c) => ({
    office: d.among(['UBND-15', 'UBND-40', 'KHÔNG']),
    references: d.chance(0.1) ? [] : [idOf(d, c.references)],
  }),
  'assess-damage': (d) => ({ damage: d.chance(0.5), text: 'x' }),
  'report-preliminary': () => ({ summary: 'x' }),
  'propose-joint-verification': (d) => ({ offices: [d.among(OFFICES)] }),
  'answer-participation': (d) => ({ accept: d.chance(0.5), reason: d.chance(0.9) ? TEXT : null }),
  'add-document': (d) => ({
    kind: 'minutes',
    title: 'x',
    sha256: String(d.upTo(20)).padStart(64, '0'),
    place: 'Tủ',
  }),
  'propose-finding': (d) => ({
    result: d.among(['not-confirmed', 'confirmed-no-damage', 'confirmed-damage'] as const),
    causes: d.chance(0.05) ? [] : ['carelessness'],
    circumstances: 'x',
    responsible: null,
  }),
  'plan-remedies': (d, _c, now) => ({
    remedies: d.chance(0.05)
      ? []
      : [
          {
            kind: 'training',
            office: d.among(OFFICES),
            person: 'Người đứng đầu',
            job: d.chance(0.05) ? ' ' : 'x',
            product: 'x',
            due: plus(now, (d.upTo(40) - 1) * 86_400_000).slice(0, 10) as never,
          },
        ],
  }),
  'propose-no-remedies': () => ({ reason: TEXT }),
  'report-remedy': (d, c) => ({ remedy: remedyOf(d, c, 'open'), result: 'x' }),
  'accept-remedy': (d, c) => ({ remedy: remedyOf(d, c, 'reported') }),
  'return-remedy': (d, c) => ({ remedy: remedyOf(d, c, 'reported'), reason: TEXT }),
  'propose-remedy-outstanding': (d, c) => ({
    remedy: idOf(d, c.remedies),
    reason: TEXT,
    followUp: 'UBND-15',
  }),
  'propose-transfer': () => ({ channel: 'criminal', body: 'x', reason: TEXT }),
  'record-take-over': () => ({ letter: '02' }),
  'propose-hand-over': (d) => ({ to: d.among(['BCA-A03', 'CAT-40', 'UBND-15']), reason: TEXT }),
  'answer-hand-over': (d) => ({ accept: d.chance(0.6), reason: TEXT }),
  'propose-closure': () => ({ lesson: 'x', summary: 'x' }),
  approve: openOf,
  return: (d, c) => ({
    proposal: openOf(d, c).proposal,
    reason: d.chance(0.05) ? ' ' : TEXT,
    to: d.among(['closing', 'remedying', null] as const),
  }),
  withdraw: (d, c) => ({ proposal: openOf(d, c).proposal, reason: TEXT }),
  reopen: () => ({ reason: TEXT }),
  'extend-clock': (d, c) => {
    const running = c.clocks.filter((k) => k.status === 'running');
    const clock = running.length === 0 ? undefined : d.among(running);
    const until = plus(clock?.due ?? c.reportedAt, (d.upTo(9) - 1) * 43_200_000);
    return { clock: clock?.id ?? 'none', until, reason: TEXT };
  },
  correct: (d) => ({ field: 'kind', value: d.among(['lost', 'leaked', 'no']), reason: TEXT }),
  'add-reference': (d) => ({
    reference: { ...REFERENCE, level: d.among(LEVELS), origin: d.among(['vietnamese', 'lao']) },
  }),
  'change-level': (d, c) => ({
    reference: idOf(d, c.references),
    level: d.among(LEVELS),
    reason: TEXT,
  }),
  'add-reader': (d) => ({ person: null, office: d.among(OFFICES), reason: TEXT }),
  'link-case': (d) => ({ number: `SC-2026-00000${d.upTo(9)}` }),
  'mark-duplicate': () => ({ of: 'SC-2026-000009', reason: TEXT }),
  'propose-lao-decision': (d) => ({
    decision: d.among(['needed', 'needed', 'not-needed', 'not-yet'] as const),
    reason: TEXT,
  }),
  'draft-lao-notice': (d, c) => {
    const round = roundOf(d, c);
    return { round, form: d.chance(0.05) ? {} : form(round) };
  },
  'draft-lao-urging': (d, c) => {
    const round = roundOf(d, c);
    return { round, form: form(round) };
  },
  'check-releasability': (d, c) => {
    const found = c.proposals.filter((p) => 'form' in p.content && p.status === 'open').at(-1);
    const values = found !== undefined && 'form' in found.content ? found.content.form : {};
    const fields = Object.entries(values).map(([field, value]) => ({
      field: field as never,
      released: d.chance(0.98),
      sha256: checksum(value),
    }));
    return { proposal: found?.id ?? 'none', checksum: found?.checksum ?? '', fields };
  },
  'dispatch-to-lao-side': (_d, c) => ({
    proposal: c.proposals.filter((p) => 'form' in p.content).at(-1)?.id ?? 'none',
    number: '03',
    channel: 'diplomatic-channel',
    courier: 'x',
    seal: 'x',
    sha256: 'a'.repeat(64),
  }),
  'record-lao-receipt': (d, c, now) => ({ round: roundOf(d, c), receivedAt: now }),
  'record-lao-answer': (d, c, now) => ({ round: roundOf(d, c), text: 'x', at: now }),
  'record-lao-message': (_d, _c, now) => ({
    direction: 'from-lao-side',
    number: '1',
    summary: 'x',
    at: now,
  }),
  'propose-lao-not-needed': (d, c) => ({ round: roundOf(d, c), reason: TEXT }),
};

/** What the office would do next, so that random cases get to their end as well. */
function natural(d: Dice, c: Incident): [who: string, kind: ActKind] | null {
  const handling = c.handling ?? c.receivingOffice;
  const open = c.proposals.find((p) => p.status === 'open');
  if (open !== undefined) {
    const { kind } = open.content;
    if (kind === 'lao-notice' || kind === 'lao-urging') {
      const round = c.lao.rounds[open.content.round - 1];
      if (round?.proposal === open.id && round.checkedBy === null) {
        return ['case-officer@BCA-A03/2', 'check-releasability'];
      }
    }
    const office = kind.startsWith('lao-')
      ? 'BCA'
      : kind === 'dispatch'
        ? c.receivingOffice
        : handling;
    return [`${d.among(['head', 'deputy-head'])}@${office}`, 'approve'];
  }
  if (c.stage === 'reported') {
    const last = c.addressees.at(-1)?.office;
    if (last !== undefined) return [`duty-officer@${last}`, 'acknowledge'];
    return [`case-officer@${c.receivingOffice}`, 'give-oral-notice'];
  }
  if (c.handOverTo !== null) return [`duty-officer@${c.handOverTo}`, 'answer-hand-over'];
  if (c.ministryToldAt !== null && c.ministryAcknowledgedAt === null) {
    return ['duty-officer@BCA-A03', 'acknowledge'];
  }
  const lao = laoNext(c);
  if (lao !== null && d.chance(0.7)) return lao;
  if (c.dispatch === null && c.oralNoticeAt !== null) {
    const signed = c.proposals.some(
      (p) => p.content.kind === 'dispatch' && p.status === 'approved',
    );
    return signed
      ? [`clerk@${c.receivingOffice}`, 'dispatch']
      : [`case-officer@${c.receivingOffice}`, 'propose-dispatch'];
  }
  if (c.stage === 'verifying') return [`case-officer@${handling}`, 'propose-finding'];
  if (c.stage === 'remedying') {
    const todo = c.remedies.find((r) => r.status === 'open');
    if (todo !== undefined) return [`case-officer@${todo.office}`, 'report-remedy'];
    const reported = c.remedies.some((r) => r.status === 'reported');
    return [`case-officer@${handling}`, reported ? 'accept-remedy' : 'plan-remedies'];
  }
  return c.stage === 'closing' ? [`case-officer@${handling}`, 'propose-closure'] : null;
}

function laoNext(c: Incident): [string, ActKind] | null {
  if (c.clocks.some((k) => k.rule === 'lao-decide' && k.status === 'running')) {
    return ['case-officer@BCA-A03', 'propose-lao-decision'];
  }
  const round = c.lao.rounds.find((r) => r.stage !== 'waiting' && r.stage !== 'settled');
  if (round === undefined) return null;
  if (round.stage === 'drafting') {
    const draft = c.proposals.find((p) => p.id === round.proposal);
    return draft?.status === 'approved'
      ? ['clerk@BCA-A03', 'dispatch-to-lao-side']
      : ['case-officer@BCA-A03', 'draft-lao-notice'];
  }
  return [
    'clerk@BCA-A03',
    round.stage === 'dispatched' ? 'record-lao-receipt' : 'record-lao-answer',
  ];
}

interface Tally {
  readonly acts: Map<ActKind, { done: number; refused: number }>;
  readonly stages: Set<string>;
  readonly endings: Set<string>;
  readonly codes: Set<string>;
}

/** Tries acts on one case: mostly one that stage and authority allow, sometimes any at all. */
function playCase(seed: number, steps: number, tally: Tally): void {
  const d = dice(seed);
  const play = new OfficePlay();
  play.report(d.among(['staff@UBX-02647', 'staff@UBND-40']), {
    bypass: d.chance(0.1),
    references: [{ ...REFERENCE, origin: d.among(['vietnamese', 'lao', 'joint'] as const) }],
  });
  for (let step = 0; step < steps; step += 1) {
    if (d.chance(0.08)) play.waitHours(d.among([1, 5, 30, 100, 400]));
    if (d.chance(0.02)) play.treaty = d.among(['in-force', 'in-force', 'suspended'] as const);
    const before = play.case;
    const facts = play.facts.length;
    const fitting = ACT_KINDS.filter((kind) => {
      const { from } = ACTS[kind];
      return (
        from === 'any' || (from === 'open' ? before.stage !== 'ended' : from.includes(before.stage))
      );
    });
    const next = d.chance(0.55) ? natural(d, before) : null;
    const some = d.chance(0.85) ? d.among(fitting) : d.among(ACT_KINDS);
    const kind = next?.[1] ?? some;
    const data = FILL[kind](d, before, play.now) as never;
    // Most of the time somebody who may; the rules themselves say who, by trying.
    const tries = d.chance(0.85) ? 60 : 1;
    let code = next === null ? '' : play.try(next[0], kind, data);
    for (let n = 0; n < tries && (code === '' || next === null); n += 1) {
      code = play.try(d.among(PEOPLE), kind, data);
      if (code !== 'FORBIDDEN' && code !== 'OWN_CASE') break;
    }
    const row = tally.acts.get(kind) ?? { done: 0, refused: 0 };
    if (code === 'done') row.done += 1;
    else row.refused += 1;
    tally.acts.set(kind, row);
    tally.codes.add(code);
    tally.stages.add(play.case.stage);
    if (play.case.ending !== null) tally.endings.add(play.case.ending);
    hold(play, before, facts, code, kind);
  }
  const replayed = play.facts.reduce<Incident | null>(
    (incident, { fact }) => evolve(incident, CASE_ID, fact, incident?.reportedAt ?? play.now),
    null,
  );
  expect(replayed?.version).toBe(play.case.version);
  expect(replayed?.stage).toBe(play.case.stage);
}

/** What is true of a case after whatever anybody did. */
function hold(play: OfficePlay, before: Incident, facts: number, code: string, kind: string): void {
  const { case: now } = play;
  expect(now.version, kind).toBe(play.facts.length);
  expect(STAGES).toContain(now.stage);
  expect(now.ending === null, kind).toBe(now.stage !== 'ended');
  for (const proposal of now.proposals) {
    if (proposal.status === 'approved') expect(proposal.decidedBy).not.toBe(proposal.author);
  }
  if (now.stage === 'ended') {
    const running = now.clocks.filter((c) => c.status === 'running' && c.process === 'incident');
    expect(running, kind).toEqual([]);
  }
  for (const clock of now.clocks) {
    if (clock.status === 'running') expect(clock.next > play.now, clock.id).toBe(true);
  }
  if (before.stage !== 'ended' && now.stage === 'ended' && now.ending === 'closed') {
    expect(openGates(now)).toEqual([]);
  }
  if (code !== 'done') {
    const added = play.facts.slice(facts).map(({ fact }) => fact.kind);
    expect(added.filter((k) => ['approved', 'proposed', 'ended'].includes(k))).toEqual([]);
  }
  for (const reference of now.references) {
    if (reference.level === 'tuyet-mat') expect(reference.abstract).toBeNull();
  }
  if (now.bypass) {
    const told = play.notices.map((n) => ('office' in n.to ? n.to.office : ''));
    expect(told).not.toContain(now.reportingOffice);
  }
}

test('random acts by random people in any order leave every promise true', () => {
  const tally: Tally = {
    acts: new Map(),
    stages: new Set(),
    endings: new Set(),
    codes: new Set(),
  };
  for (let seed = 1; seed <= 420; seed += 1) playCase(seed, 80, tally);
  const rows = [...tally.acts].sort(([a], [b]) => a.localeCompare(b));
  const done = rows.reduce((sum, [, row]) => sum + row.done, 0);
  const all = rows.reduce((sum, [, row]) => sum + row.done + row.refused, 0);
  console.table(Object.fromEntries(rows));
  console.log(`${done} of ${all} accepted; codes: ${[...tally.codes].sort().join(' ')}`);
  expect(done / all).toBeGreaterThanOrEqual(0.3);
  expect([...tally.stages].sort()).toEqual([...STAGES].sort());
  expect([...tally.endings].sort()).toEqual([
    'closed',
    'duplicate',
    'not-confirmed',
    'transferred',
  ]);
  expect(rows.filter(([, row]) => row.done + row.refused < 100)).toEqual([]);
  expect(rows.filter(([, row]) => row.done === 0)).toEqual([]);
  expect(rows.map(([kind]) => kind)).toEqual([...ACT_KINDS].sort((a, b) => a.localeCompare(b)));
}, 120_000);
