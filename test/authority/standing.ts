import type { PersonActor } from '../../domain/authority/actor.ts';
import type { Relation } from '../../domain/authority/relations.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Capacity } from '../../domain/offices/person.ts';
import { OfficePlay, somebody } from '../support/office-play.ts';

/** An office that has nothing to do with the case unless a test says so. */
export const BYSTANDER = 'BKHCN';

/** A case of a commune that nobody but the commune has anything to do with yet. */
export const BARE: Incident = new OfficePlay().report('staff@UBX-02647').case;

const at = BARE.reportedAt;
const office = BYSTANDER;

/** A case in which an office stands in exactly one relation, and that office. */
export const STANDINGS: Readonly<Record<Relation, { office: string; incident: Incident }>> = {
  anyone: { office, incident: BARE },
  reporter: { office, incident: BARE },
  'reporting-office': { office, incident: { ...BARE, reportingOffice: office } },
  'receiving-office': { office, incident: { ...BARE, receivingOffice: office } },
  addressee: {
    office,
    incident: {
      ...BARE,
      addressees: [{ office, since: at, how: 'sent', acknowledgedAt: null }],
    },
  },
  'handling-office': { office, incident: { ...BARE, handling: office } },
  'hand-over-receiver': { office, incident: { ...BARE, handOverTo: office } },
  originator: {
    office,
    incident: {
      ...BARE,
      originators: [
        {
          office,
          references: ['reference-1'],
          toldAt: at,
          assessment: null,
          assessedAt: null,
          lapsed: false,
        },
      ],
    },
  },
  participant: {
    office,
    incident: { ...BARE, participants: [{ office, answer: 'awaited', reason: null }] },
  },
  'remedy-owner': {
    office,
    incident: {
      ...BARE,
      remedies: [
        {
          id: 'remedy-1',
          kind: 'training',
          office,
          person: 'Người phụ trách',
          job: 'Tập huấn',
          product: 'Danh sách',
          due: '2026-04-01' as never,
          mode: 'recommendation',
          status: 'open',
          result: null,
          followUp: null,
        },
      ],
    },
  },
  'raised-to': { office, incident: { ...BARE, raisedTo: [office] } },
  above: { office: 'CAT-15', incident: BARE },
  ministry: { office: 'BCA-A03', incident: BARE },
  'ministry-leadership': { office: 'BCA', incident: BARE },
  'closing-office': { office, incident: { ...BARE, endedBy: office } },
};

/** Somebody in that capacity who stands to the case in that relation. */
export function standing(capacity: Capacity, relation: Relation): PersonActor {
  const actor = somebody(`${capacity}@${STANDINGS[relation].office}`);
  return relation === 'reporter' ? { ...actor, person: BARE.reporter.person } : actor;
}
