import { actsFor } from '../../authority/relations.ts';
import { refuse } from '../../errors.ts';
import { HEADS, OFFICERS } from '../../cases/deciding.ts';
import type { ActRules } from '../act-rule.ts';
import { isLater } from '../moments.ts';

type FirstMeasures = 'contain' | 'tell-originator' | 'assess-damage' | 'report-preliminary';

/** The duties at once of whoever manages the secret (2018 secrets law art. 25(3), 26(2)(c)). */
export const FIRST_MEASURES: ActRules<FirstMeasures> = {
  contain: {
    from: 'open',
    decide(d, data, actor) {
      if (isLater(data.doneAt, d.now)) return refuse('MOMENT_IN_FUTURE', { field: 'doneAt' });
      if (data.doneAt < d.incident.discoveredAt) {
        return refuse('MOMENT_BEFORE_DISCOVERY', { field: 'doneAt' });
      }
      d.record('contained', { ...data, office: actor.office }, data.doneAt);
      d.meet('contain');
      return null;
    },
  },
  'tell-originator': {
    from: 'open',
    decide(d, data) {
      if (d.directory.office(data.office) === undefined) {
        return refuse('UNKNOWN_OFFICE', { office: data.office });
      }
      const known = new Set(d.incident.references.map((r) => r.id));
      const unknown = data.references.find((r) => !known.has(r));
      if (unknown !== undefined) return refuse('UNKNOWN_REFERENCE', { reference: unknown });
      if (data.references.length === 0) return refuse('REFERENCE_MISSING');
      if (d.incident.originators.some((o) => o.office === data.office)) {
        return refuse('ALREADY_DONE', { act: 'tell-originator' });
      }
      d.record('originator-told', data);
      d.meet('originator-tell');
      d.start('originator-answer', { owner: data.office, subject: data.office });
      d.tell('assess-damage', data.office, [...OFFICERS, ...HEADS]);
      return null;
    },
  },
  'assess-damage': {
    from: 'open',
    decide(d, data, actor) {
      const mine = d.incident.originators.filter((o) => actsFor(actor, o.office, d.directory));
      const open = mine.find((o) => o.assessedAt === null);
      if (open === undefined) return refuse('ALREADY_DONE', { act: 'assess-damage' });
      d.record('damage-assessed', { office: open.office, ...data });
      d.meet('originator-answer', open.office);
      d.tell('damage-assessed', d.incident.handling ?? d.incident.receivingOffice, OFFICERS);
      return null;
    },
  },
  'report-preliminary': {
    from: ['verifying'],
    decide(d, data) {
      if (d.running('preliminary') === undefined) {
        return refuse('ALREADY_DONE', { act: 'report-preliminary' });
      }
      d.record('preliminary-reported', data);
      d.meet('preliminary');
      const superior = d.directory.channelOf(d.incident.handling ?? d.incident.receivingOffice);
      if (superior !== null) d.tell('preliminary-reported', superior, HEADS, 'in-digest');
      return null;
    },
  },
};
