import { actsFor } from '../../authority/relations.ts';
import { refuse } from '../../errors.ts';
import type { ActRules } from '../act-rule.ts';
import { OFFICERS } from '../../cases/deciding.ts';
import { propose } from '../proposing.ts';

type Verifying =
  'propose-joint-verification' | 'answer-participation' | 'add-document' | 'propose-finding';

/** Phối hợp thẩm tra, xác minh: together, to find the cause (Decision 801 II.1, 2nd dash). */
export const VERIFYING: ActRules<Verifying> = {
  'propose-joint-verification': {
    from: ['verifying'],
    decide(d, data, actor) {
      const taken = new Set(d.incident.participants.map((p) => p.office));
      for (const office of data.offices) {
        if (d.directory.office(office) === undefined) return refuse('UNKNOWN_OFFICE', { office });
        if (taken.has(office) || office === d.incident.handling) {
          return refuse('ALREADY_DONE', { act: 'propose-joint-verification' });
        }
        taken.add(office);
      }
      if (data.offices.length === 0) return refuse('FIELDS_MISSING', { fields: 'offices' });
      const proposal = propose(d, actor, { kind: 'joint-verification', ...data });
      return 'code' in proposal ? proposal : null;
    },
  },
  'answer-participation': {
    from: 'open',
    decide(d, data, actor) {
      const asked = d.incident.participants.find((p) => actsFor(actor, p.office, d.directory));
      if (asked === undefined) return refuse('FORBIDDEN', { action: 'answer-participation' });
      if (asked.answer !== 'awaited') return refuse('PARTICIPATION_ANSWERED');
      if (!data.accept && (data.reason ?? '').trim() === '') return refuse('REASON_MISSING');
      d.record('participation-answered', {
        office: asked.office,
        answer: data.accept ? 'accepted' : 'declined',
        reason: data.reason,
      });
      const handling = d.incident.handling ?? d.incident.receivingOffice;
      d.tell('participation-answered', handling, OFFICERS, 'in-digest');
      return null;
    },
  },
  'add-document': {
    from: 'any',
    decide(d, data, actor) {
      if (d.incident.documents.some((doc) => doc.sha256 === data.sha256)) {
        return refuse('ALREADY_DONE', { act: 'add-document' });
      }
      const id = `document-${d.incident.documents.length + 1}`;
      d.record('document-added', { id, ...data, by: actor.person, at: d.now });
      return null;
    },
  },
  'propose-finding': {
    from: ['verifying'],
    decide(d, data, actor) {
      if (data.causes.length === 0) return refuse('FIELDS_MISSING', { fields: 'causes' });
      const proposal = propose(d, actor, { kind: 'finding', ...data });
      if ('code' in proposal) return proposal;
      const handling = d.incident.handling ?? actor.office;
      d.meet('verify');
      d.start('approve-finding', { owner: handling });
      return null;
    },
  },
};
