import { refuse } from '../../errors.ts';
import { MINISTRY_DESK } from '../../offices/directory.ts';
import type { ActRules } from '../act-rule.ts';
import { HEADS, OFFICERS } from '../../cases/deciding.ts';
import { propose } from '../proposing.ts';
import { tellMinistry } from './sending.ts';

type HandOver = 'propose-hand-over' | 'answer-hand-over';

/** Up or down, province and Ministry: approved by the head, in force once the receiver takes it. */
export const HAND_OVER: ActRules<HandOver> = {
  'propose-hand-over': {
    from: ['verifying'],
    decide(d, data, actor) {
      if (d.incident.handOverTo !== null) return refuse('HAND_OVER_PENDING');
      const receives =
        d.directory.office(data.to)?.kind === 'provincial-police' || data.to === MINISTRY_DESK;
      if (!receives || data.to === d.incident.handling) {
        return refuse('UNKNOWN_OFFICE', { office: data.to });
      }
      if (!d.directory.mayHandle(data.to, d.incident.reportingOffice)) return refuse('OWN_CASE');
      const proposal = propose(d, actor, { kind: 'hand-over', ...data });
      return 'code' in proposal ? proposal : null;
    },
  },
  'answer-hand-over': {
    from: ['verifying', 'remedying', 'closing'],
    decide(d, data) {
      const to = d.incident.handOverTo;
      const from = d.incident.handling;
      if (to === null || from === null) return refuse('NOT_SIGNED_YET');
      if (!data.accept && (data.reason ?? '').trim() === '') return refuse('REASON_MISSING');
      d.record('hand-over-answered', { to, accepted: data.accept, reason: data.reason });
      d.meet('acknowledge');
      d.tell('hand-over-answered', from, [...OFFICERS, ...HEADS]);
      if (data.accept) {
        d.tell('case-acknowledged', to, OFFICERS);
        tellMinistry(d);
      }
      return null;
    },
  },
};
