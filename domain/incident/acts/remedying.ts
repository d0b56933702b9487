import { actsFor } from '../../authority/relations.ts';
import type { PersonActor } from '../../authority/actor.ts';
import type { Refusal } from '../../errors.ts';
import { refuse } from '../../errors.ts';
import type { OfficeId } from '../../offices/office.ts';
import { dateOf } from '../../time/instant.ts';
import type { ActRules } from '../act-rule.ts';
import type { Deciding } from '../deciding.ts';
import { HEADS, OFFICERS } from '../../cases/deciding.ts';
import type { Remedy } from '../incident.ts';
import type { RemedyPlan } from '../proposal.ts';
import { propose } from '../proposing.ts';
import { enterClosing } from '../progress.ts';

type Remedying =
  | 'plan-remedies'
  | 'propose-no-remedies'
  | 'report-remedy'
  | 'accept-remedy'
  | 'return-remedy'
  | 'propose-remedy-outstanding';

/** Khắc phục hậu quả: tasks with the five clears, each until its product is accepted. */
export const REMEDYING: ActRules<Remedying> = {
  'plan-remedies': {
    from: ['remedying'],
    decide(d, data) {
      if (data.remedies.length === 0) return refuse('FIVE_CLEARS_MISSING', { remedy: 1 });
      for (const [index, plan] of data.remedies.entries()) {
        const wrong = wrongWith(d, plan, index + 1);
        if (wrong !== null) return wrong;
      }
      const known = d.incident.remedies.length;
      const remedies = data.remedies.map((plan, index) => planned(d, plan, known + index + 1));
      d.record('remedies-planned', { remedies });
      for (const remedy of remedies) {
        d.start('remedy', {
          owner: remedy.office,
          subject: remedy.id,
          value: { kind: 'by-date', date: remedy.due, policy: 'plain' },
        });
        d.tell('remedy-assigned', remedy.office, [...OFFICERS, ...HEADS]);
      }
      return null;
    },
  },
  'propose-no-remedies': {
    from: ['remedying'],
    decide(d, data, actor) {
      if (d.incident.remedies.some((r) => r.status === 'open' || r.status === 'reported')) {
        return refuse('GATE_OPEN', { gate: 'remedies' });
      }
      const proposal = propose(d, actor, { kind: 'no-remedies', ...data });
      return 'code' in proposal ? proposal : null;
    },
  },
  'report-remedy': {
    from: ['remedying'],
    decide(d, data, actor) {
      const remedy = theRemedy(d, data.remedy);
      if ('code' in remedy) return remedy;
      if (!actsFor(actor, remedy.office, d.directory)) {
        return refuse('FORBIDDEN', { action: 'report-remedy' });
      }
      if (remedy.status !== 'open') return refuse('REMEDY_NOT_OPEN', { remedy: remedy.id });
      d.record('remedy-reported', data);
      d.tell('remedy-reported', handlingOffice(d), OFFICERS);
      return null;
    },
  },
  'accept-remedy': {
    from: ['remedying'],
    decide(d, data, actor) {
      const remedy = reportedRemedy(d, data.remedy, actor);
      if ('code' in remedy) return remedy;
      d.record('remedy-accepted', data);
      d.meet('remedy', remedy.id);
      d.tell('remedy-accepted', remedy.office, OFFICERS, 'in-digest');
      closeWhenAllSettled(d);
      return null;
    },
  },
  'return-remedy': {
    from: ['remedying'],
    decide(d, data, actor) {
      const remedy = reportedRemedy(d, data.remedy, actor);
      if ('code' in remedy) return remedy;
      if (data.reason.trim() === '') return refuse('REASON_MISSING');
      d.record('remedy-returned', data);
      d.tell('remedy-returned', remedy.office, [...OFFICERS, ...HEADS]);
      return null;
    },
  },
  'propose-remedy-outstanding': {
    from: ['remedying'],
    decide(d, data, actor) {
      const remedy = theRemedy(d, data.remedy);
      if ('code' in remedy) return remedy;
      if (remedy.status !== 'open' && remedy.status !== 'reported') {
        return refuse('REMEDY_NOT_OPEN', { remedy: remedy.id });
      }
      if (d.directory.office(data.followUp) === undefined) {
        return refuse('UNKNOWN_OFFICE', { office: data.followUp });
      }
      const proposal = propose(d, actor, { kind: 'remedy-outstanding', ...data });
      return 'code' in proposal ? proposal : null;
    },
  },
};

/** To closing, once remedies were planned and each is accepted or closed as outstanding. */
export function closeWhenAllSettled(d: Deciding): void {
  const { remedies, stage } = d.incident;
  const settled = remedies.every((r) => r.status === 'accepted' || r.status === 'outstanding');
  if (stage === 'remedying' && remedies.length > 0 && settled) enterClosing(d);
}

function wrongWith(d: Deciding, plan: RemedyPlan, number: number): Refusal | null {
  const clears = [plan.person, plan.job, plan.product];
  if (clears.some((text) => text.trim() === '')) {
    return refuse('FIVE_CLEARS_MISSING', { remedy: number });
  }
  if (d.directory.office(plan.office) === undefined) {
    return refuse('UNKNOWN_OFFICE', { office: plan.office });
  }
  return plan.due < dateOf(d.now) ? refuse('VALUE_OUT_OF_RANGE', { field: 'due' }) : null;
}

function planned(d: Deciding, plan: RemedyPlan, number: number): Remedy {
  return {
    id: `remedy-${number}`,
    ...plan,
    mode: commands(d, plan.office) ? 'order' : 'recommendation',
    status: 'open',
    result: null,
    followUp: null,
  };
}

// A police office orders its own units and offices; to all others a remedy is kiến nghị.
function commands(d: Deciding, office: OfficeId): boolean {
  const handling = handlingOffice(d);
  return office === handling || d.directory.parentsOf(office).includes(handling);
}

function theRemedy(d: Deciding, id: string): Remedy | Refusal {
  return d.incident.remedies.find((r) => r.id === id) ?? refuse('UNKNOWN_REMEDY', { remedy: id });
}

function reportedRemedy(d: Deciding, id: string, actor: PersonActor): Remedy | Refusal {
  const remedy = theRemedy(d, id);
  if ('code' in remedy) return remedy;
  if (remedy.status !== 'reported') return refuse('REMEDY_NOT_REPORTED', { remedy: id });
  // Who is to do it does not accept it, unless the handling office gave the task to itself.
  const own = actsFor(actor, remedy.office, d.directory);
  return own && remedy.office !== d.incident.handling ? refuse('AUTHOR_CANNOT_DECIDE') : remedy;
}

function handlingOffice(d: Deciding): OfficeId {
  return d.incident.handling ?? d.incident.receivingOffice;
}
