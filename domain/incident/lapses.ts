import type { RunningClock } from '../clocks/clock.ts';
import type { IncidentClockId } from '../clocks/rule.ts';
import { lapseDue } from '../cases/clocks-of-case.ts';
import { MINISTRY, MINISTRY_DESK } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import { address, tellMinistry } from './acts/sending.ts';
import type { Deciding } from './deciding.ts';
import { DUTY, HEADS, OFFICERS } from '../cases/deciding.ts';

/** Lets lapse what is due, each with what it does. */
export function lapseIncidentClocks(d: Deciding): void {
  lapseDue(d, (clock) => EFFECTS[clock.rule as IncidentClockId](d, clock));
}

/** What the lapse of each clock does. */
const EFFECTS: Readonly<Record<IncidentClockId, (d: Deciding, clock: RunningClock) => void>> = {
  // Reported late: recorded with how late at the report itself; nobody to urge.
  'tell-head': (d, clock) => d.meet(clock.rule),
  'report-to-police': (d, clock) => {
    const { receivingOffice } = d.incident;
    const parent = nth(d.directory.parentsOf(receivingOffice), clock.lapses);
    if (parent !== null) d.tell('clock-lapsed', parent, HEADS);
    d.tell('clock-lapsed', receivingOffice, HEADS);
    raise(d, clock, nth(d.directory.channelsOf(receivingOffice), clock.lapses));
    tellMinistry(d);
  },
  'written-report': (d, clock) => headsThenHigher(d, clock, d.incident.receivingOffice),
  acknowledge: (d, clock) => {
    const next = d.directory.channelOf(lastAddressee(d, clock));
    if (next === null || d.incident.handling !== null) {
      // At the top, or a hand-over nobody takes: the leadership is told, again and again.
      d.tell('clock-lapsed', d.incident.handling ?? MINISTRY, HEADS);
      d.tell('clock-lapsed', clock.owner, [...DUTY, ...HEADS]);
      return;
    }
    address(d, next, 'lapsed');
    d.tell('clock-lapsed', next, HEADS);
    d.tell('clock-lapsed', clock.owner, HEADS);
  },
  'tell-ministry': (d) => {
    d.tell('clock-lapsed', MINISTRY_DESK, [...DUTY, ...HEADS]);
    d.tell('clock-lapsed', MINISTRY, HEADS);
  },
  contain: (d, clock) => headsThenHigher(d, clock, holder(d)),
  preliminary: (d, clock) => headsThenHigher(d, clock, holder(d)),
  'originator-tell': (d, clock) => headsThenHigher(d, clock, holder(d)),
  'originator-answer': (d, clock) => {
    d.record('originator-silent', { office: clock.owner });
    d.tell('clock-lapsed', clock.owner, HEADS);
    d.tell('clock-lapsed', holder(d), HEADS);
    // A missing answer is noted and no longer bars the closing; a late one is still taken.
    d.record('clock-stopped', { clock: clock.id });
  },
  verify: (d, clock) => {
    d.tell('clock-lapsed', holder(d), [...OFFICERS, ...HEADS]);
    raise(d, clock, nth(d.directory.channelsOf(holder(d)), clock.lapses));
  },
  'approve-finding': (d, clock) => approversThenSuperior(d, clock),
  close: (d, clock) => approversThenSuperior(d, clock),
  remedy: (d, clock) => {
    d.tell('clock-lapsed', clock.owner, HEADS);
    if (clock.lapses > 1) higher(d, holder(d), clock.lapses - 1);
    d.tell('clock-lapsed', holder(d), OFFICERS);
  },
  'lao-decide': (d) => leadership(d),
  'lao-first': (d) => leadership(d),
  'lao-second': (d) => leadership(d),
  // A foreign side is not escalated: urging is proposed as a draft.
  'lao-answer': (d) => d.tell('lao-urging-due', MINISTRY_DESK, OFFICERS),
  // Letters have clocks of their own outside the case.
  'notice-seen': (d, clock) => d.meet(clock.rule),
  'notice-seen-urgent': (d, clock) => d.meet(clock.rule),
};

function holder(d: Deciding): OfficeId {
  return d.incident.handling ?? d.incident.receivingOffice;
}

function lastAddressee(d: Deciding, clock: RunningClock): OfficeId {
  return d.incident.addressees.at(-1)?.office ?? clock.owner;
}

/** First the head of the office, then one office higher each time. */
function headsThenHigher(d: Deciding, clock: RunningClock, office: OfficeId): void {
  d.tell('clock-lapsed', office, HEADS);
  if (clock.lapses > 1) higher(d, office, clock.lapses - 1);
}

/** The office that many steps up the security channel, or its top. */
function higher(d: Deciding, office: OfficeId, steps: number): void {
  const above = nth(d.directory.channelsOf(office), steps);
  if (above !== null) d.tell('clock-lapsed', above, HEADS);
}

/** The other approvers of the office; after as long again the superior office may decide. */
function approversThenSuperior(d: Deciding, clock: RunningClock): void {
  d.tell('clock-lapsed', holder(d), HEADS);
  if (clock.lapses > 1) {
    raise(d, clock, nth(d.directory.channelsOf(holder(d)), clock.lapses - 1));
  }
}

/** An office higher is told, and may act in the place of the one that did not. */
function raise(d: Deciding, clock: RunningClock, office: OfficeId | null): void {
  if (office === null) return;
  if (!d.incident.raisedTo.includes(office)) d.record('raised', { office, clock: clock.id });
  d.tell('clock-lapsed', office, HEADS);
}

function leadership(d: Deciding): void {
  d.tell('clock-lapsed', MINISTRY, HEADS);
  d.tell('clock-lapsed', MINISTRY_DESK, OFFICERS);
}

/** The n-th office of a chain, counted from 1; its last one beyond that; null for an empty one. */
function nth(chain: readonly OfficeId[], n: number): OfficeId | null {
  return chain[Math.min(n, chain.length) - 1] ?? null;
}
