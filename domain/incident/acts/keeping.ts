import type { PersonActor } from '../../authority/actor.ts';
import { actsFor } from '../../authority/relations.ts';
import type { Refusal } from '../../errors.ts';
import { refuse } from '../../errors.ts';
import { extendClock, latestExtension } from '../../clocks/extension.ts';
import type { Level } from '../vocabulary.ts';
import { KINDS, levelRank } from '../vocabulary.ts';
import { parseInstant } from '../../time/instant.ts';
import type { ActData } from '../act.ts';
import type { ActRules } from '../act-rule.ts';
import type { Deciding } from '../deciding.ts';
import { HEADS, OFFICERS } from '../../cases/deciding.ts';
import { isLater } from '../moments.ts';
import { voidWhatRestedOn } from '../proposing.ts';
import { tellMinistry } from './sending.ts';

type Keeping =
  'extend-clock' | 'correct' | 'add-reference' | 'change-level' | 'add-reader' | 'link-case';

/** What keeps the case right: more time, corrections, references, readers, links. */
export const KEEPING: ActRules<Keeping> = {
  'extend-clock': { from: 'open', decide: extend },
  correct: { from: 'any', decide: correct },
  'add-reference': {
    from: 'open',
    decide(d, data) {
      if (data.reference.level === 'tuyet-mat' && data.reference.abstract !== null) {
        return refuse('ABSTRACT_FORBIDDEN');
      }
      const { issuingOffice } = data.reference;
      if (issuingOffice !== null && d.directory.office(issuingOffice) === undefined) {
        return refuse('UNKNOWN_OFFICE', { office: issuingOffice });
      }
      const before = d.incident.level;
      const id = `reference-${d.incident.references.length + 1}`;
      d.record('reference-added', { reference: { id, ...data.reference } });
      afterReferencesChanged(d, before);
      return null;
    },
  },
  'change-level': {
    from: 'open',
    decide(d, data) {
      const reference = d.incident.references.find((r) => r.id === data.reference);
      if (reference === undefined) {
        return refuse('UNKNOWN_REFERENCE', { reference: data.reference });
      }
      if (reference.level === data.level) return refuse('ALREADY_DONE', { act: 'change-level' });
      if (data.reason.trim() === '') return refuse('REASON_MISSING');
      const before = d.incident.level;
      d.record('level-changed', {
        reference: reference.id,
        from: reference.level,
        to: data.level,
        reason: data.reason,
      });
      afterReferencesChanged(d, before);
      return null;
    },
  },
  'add-reader': {
    from: 'any',
    decide(d, data) {
      if ((data.person === null) === (data.office === null)) {
        return refuse('FIELDS_MISSING', { fields: 'person|office' });
      }
      if (data.office !== null && d.directory.office(data.office) === undefined) {
        return refuse('UNKNOWN_OFFICE', { office: data.office });
      }
      if (data.reason.trim() === '') return refuse('REASON_MISSING');
      d.record('reader-added', { person: data.person, office: data.office, why: data.reason });
      return null;
    },
  },
  'link-case': {
    from: 'any',
    decide(d, data) {
      if (data.number === d.incident.number || d.incident.links.includes(data.number)) {
        return refuse('ALREADY_DONE', { act: 'link-case' });
      }
      d.record('linked', data);
      return null;
    },
  },
};

function extend(d: Deciding, data: ActData['extend-clock'], actor: PersonActor): Refusal | null {
  const clock = d.incident.clocks.find((c) => c.id === data.clock);
  if (clock === undefined) return refuse('UNKNOWN_CLOCK', { clock: data.clock });
  if (clock.status !== 'running') return refuse('CLOCK_NOT_RUNNING', { clock: clock.id });
  if (clock.due <= d.now) return refuse('CLOCK_ALREADY_LATE', { clock: clock.id });
  if (data.reason.trim() === '') return refuse('REASON_MISSING');
  const rule = d.rules.clock(clock.rule);
  if (rule.extend === null) return refuse('CLOCK_NOT_EXTENDABLE', { clock: clock.id });
  const above = [d.directory.channelOf(clock.owner), d.directory.parentOf(clock.owner)];
  // The date of a remedy was set by the handling office, so it is the one that gives more time.
  const head = clock.rule === 'remedy' ? d.incident.handling : clock.owner;
  const offices = rule.extend.by === 'head' ? [head, ...above] : above;
  if (!offices.some((o) => o !== null && actsFor(actor, o, d.directory))) {
    return refuse('FORBIDDEN', { action: 'extend-clock' });
  }
  const latest = latestExtension(clock, rule, d.rules.calendar(clock.calendar), d.rules.hours);
  if (data.until <= clock.due) return refuse('VALUE_OUT_OF_RANGE', { field: 'until' });
  if (latest !== null && data.until > latest) return refuse('EXTENSION_TOO_LONG', { latest });
  const extended = extendClock(clock, data.until);
  d.record('clock-changed', {
    why: 'extended',
    reason: data.reason,
    before: { due: clock.due },
    clock: extended,
  });
  d.warn(extended, rule);
  d.tell('clock-extended', clock.owner, [...OFFICERS, ...HEADS], 'in-digest');
  return null;
}

// As of a report's own fields: what is before it is a slip of the keyboard.
const EARLIEST = '1900';

function correct(d: Deciding, data: ActData['correct']): Refusal | null {
  if (data.reason.trim() === '') return refuse('REASON_MISSING');
  const from = d.incident[data.field];
  if (from === data.value) return refuse('ALREADY_DONE', { act: 'correct' });
  let { value } = data;
  if (data.field === 'kind' && !(KINDS as readonly string[]).includes(value)) {
    return refuse('INVALID_FIELD', { field: 'value' });
  }
  if (data.field === 'discoveredAt') {
    const moment = parseInstant(value);
    if (moment === undefined || moment < EARLIEST) {
      return refuse('INVALID_FIELD', { field: 'value' });
    }
    if (isLater(moment, d.now)) return refuse('MOMENT_IN_FUTURE', { field: 'value' });
    value = moment;
  }
  d.record('corrected', { field: data.field, from, to: value, reason: data.reason });
  if (data.field !== 'words') voidWhatRestedOn(d, `corrected: ${data.field}`);
  return null;
}

function afterReferencesChanged(d: Deciding, before: Level): void {
  if (levelRank(d.incident.level) > levelRank(before)) {
    d.tell('access-lost', d.incident.handling ?? d.incident.receivingOffice, HEADS);
  }
  voidWhatRestedOn(d, 'references changed');
  if (d.incident.handling !== null) tellMinistry(d);
}
