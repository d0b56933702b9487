import { refuse } from '../../errors.ts';
import type { ActRules } from '../act-rule.ts';
import { HEADS, OFFICERS } from '../../cases/deciding.ts';
import { end, isLaoSideOpen, openGates } from '../progress.ts';
import { propose } from '../proposing.ts';
import { askMinistryAgain } from './sending.ts';

type Ending =
  'propose-transfer' | 'record-take-over' | 'propose-closure' | 'reopen' | 'mark-duplicate';

/** The ways out of a case, and the way back in. */
export const ENDING: ActRules<Ending> = {
  'propose-transfer': {
    from: ['verifying', 'remedying', 'closing'],
    decide(d, data, actor) {
      if (d.incident.transfer !== null) return refuse('ALREADY_DONE', { act: 'propose-transfer' });
      const proposal = propose(d, actor, { kind: 'transfer', ...data });
      return 'code' in proposal ? proposal : null;
    },
  },
  'record-take-over': {
    from: ['verifying', 'remedying', 'closing'],
    decide(d, data) {
      const { transfer } = d.incident;
      if (transfer === null) return refuse('NOT_SIGNED_YET');
      if (transfer.takenOver !== null) return refuse('ALREADY_DONE', { act: 'record-take-over' });
      // The Lao branch outlives the case, but only once the Ministry has decided that there is one.
      if (isLaoSideOpen(d.incident) && !d.incident.lao.started) {
        return refuse('GATE_OPEN', { gate: 'lao-side' });
      }
      d.record('taken-over', data);
      end(d, 'transferred', null);
      return null;
    },
  },
  'propose-closure': {
    from: ['closing'],
    decide(d, data, actor) {
      const [gate] = openGates(d.incident);
      if (gate !== undefined) return refuse('GATE_OPEN', { gate });
      if (data.lesson.trim() === '') return refuse('FIELDS_MISSING', { fields: 'lesson' });
      const proposal = propose(d, actor, { kind: 'closure', ...data });
      return 'code' in proposal ? proposal : null;
    },
  },
  reopen: {
    from: ['ended'],
    decide(d, data) {
      const owner = d.incident.handling;
      if (owner === null) return refuse('NOT_FOUND');
      if (data.reason.trim() === '') return refuse('REASON_MISSING');
      d.record('reopened', data);
      d.start('verify', { owner });
      askMinistryAgain(d);
      d.tell('case-reopened', owner, [...OFFICERS, ...HEADS]);
      d.tellPerson('case-reopened', d.incident.reporter.person);
      return null;
    },
  },
  'mark-duplicate': {
    from: ['verifying'],
    decide(d, data) {
      if (data.of === d.incident.number) return refuse('UNKNOWN_CASE', { number: data.of });
      if (data.reason.trim() === '') return refuse('REASON_MISSING');
      d.record('duplicate-of', { number: data.of, reason: data.reason });
      end(d, 'duplicate', null);
      return null;
    },
  },
};
