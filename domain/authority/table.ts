import type { ActKind } from '../incident/act.ts';
import type { ProposalKind } from '../incident/proposal.ts';
import type { Capacity } from '../offices/person.ts';
import type { Relation } from './relations.ts';

/** Every act on a case; approving and returning are told apart by what is decided. */
export type Action = Exclude<ActKind, 'approve' | 'return'> | 'report' | `decide:${ProposalKind}`;

/** Any of these capacities, standing in any of these relations to the case, may. */
export interface Grant {
  readonly as: readonly Capacity[];
  readonly when: readonly Relation[];
}

const HEADS: readonly Capacity[] = ['head', 'deputy-head'];
const OFFICERS: readonly Capacity[] = ['case-officer'];
const OFFICERS_AND_HEADS: readonly Capacity[] = ['case-officer', 'head', 'deputy-head'];
const CLERKS: readonly Capacity[] = ['clerk'];
const DUTY: readonly Capacity[] = ['duty-officer'];
const STAFF: readonly Capacity[] = [
  'staff',
  'clerk',
  'case-officer',
  'duty-officer',
  'deputy-head',
  'head',
  'inspector',
];
const AT_WORK: readonly Capacity[] = STAFF.filter((c) => c !== 'staff' && c !== 'inspector');

const grant = (as: readonly Capacity[], ...when: Relation[]): Grant => ({ as, when });

const HANDLING_OFFICERS = [grant(OFFICERS_AND_HEADS, 'handling-office')];
const HANDLING_HEADS = [grant(HEADS, 'handling-office', 'raised-to')];
const MINISTRY_OFFICERS = [grant(OFFICERS, 'ministry')];
const MINISTRY_HEADS = [grant(HEADS, 'ministry-leadership')];
const MINISTRY_CLERKS = [grant(CLERKS, 'ministry')];

/**
 * Who may do what. Sources: Decision 801 II.1 (only the Ministry talks to the Lao side), Decree
 * 26/2020 art. 8, 2018 secrets law art. 25–26 (head, direct handler), Decree 30/2020 art. 13
 * (who signs), and the practice set out in docs/rules.md.
 */
export const AUTHORITY: Readonly<Record<Action, readonly Grant[]>> = {
  report: [grant(STAFF, 'anyone')],
  'propose-dispatch': [grant(OFFICERS_AND_HEADS, 'receiving-office', 'raised-to')],
  'give-oral-notice': [grant([...OFFICERS_AND_HEADS, 'duty-officer'], 'receiving-office')],
  dispatch: [grant(CLERKS, 'receiving-office', 'raised-to')],
  acknowledge: [grant(DUTY, 'addressee', 'ministry')],
  'take-case': [grant(HEADS, 'raised-to')],
  contain: [grant(OFFICERS_AND_HEADS, 'receiving-office', 'addressee', 'handling-office')],
  'tell-originator': [grant(OFFICERS_AND_HEADS, 'receiving-office', 'handling-office')],
  'assess-damage': [grant(OFFICERS_AND_HEADS, 'originator')],
  'report-preliminary': HANDLING_OFFICERS,
  'propose-joint-verification': HANDLING_OFFICERS,
  'answer-participation': [grant(OFFICERS_AND_HEADS, 'participant')],
  'add-document': [grant(AT_WORK, 'receiving-office', 'handling-office', 'participant')],
  'propose-finding': [grant(OFFICERS, 'handling-office')],
  'plan-remedies': HANDLING_OFFICERS,
  'propose-no-remedies': [grant(OFFICERS, 'handling-office')],
  'report-remedy': [grant(OFFICERS_AND_HEADS, 'remedy-owner')],
  'accept-remedy': HANDLING_OFFICERS,
  'return-remedy': HANDLING_OFFICERS,
  'propose-remedy-outstanding': [grant(OFFICERS, 'handling-office')],
  'propose-transfer': [grant(OFFICERS, 'handling-office')],
  'record-take-over': [grant([...OFFICERS, ...CLERKS], 'handling-office')],
  'propose-hand-over': [grant(OFFICERS_AND_HEADS, 'handling-office')],
  'answer-hand-over': [grant(DUTY, 'hand-over-receiver'), grant(HEADS, 'hand-over-receiver')],
  'propose-closure': [grant(OFFICERS, 'handling-office')],
  withdraw: [grant(STAFF, 'anyone')],
  reopen: [grant(['head'], 'closing-office')],
  'extend-clock': [
    grant(HEADS, 'receiving-office', 'handling-office', 'above', 'raised-to'),
    // The clocks of the Lao side are the Ministry's own, whoever handles the case.
    grant(HEADS, 'ministry-leadership'),
  ],
  correct: [grant(OFFICERS_AND_HEADS, 'receiving-office', 'handling-office')],
  'add-reference': [grant(OFFICERS_AND_HEADS, 'receiving-office', 'handling-office')],
  'change-level': [grant(HEADS, 'receiving-office', 'handling-office')],
  'add-reader': [grant(['head'], 'receiving-office', 'handling-office')],
  'link-case': HANDLING_OFFICERS,
  'mark-duplicate': [grant(HEADS, 'handling-office')],
  'propose-lao-decision': MINISTRY_OFFICERS,
  'draft-lao-notice': MINISTRY_OFFICERS,
  'draft-lao-urging': MINISTRY_OFFICERS,
  'check-releasability': [grant(OFFICERS_AND_HEADS, 'ministry')],
  'dispatch-to-lao-side': MINISTRY_CLERKS,
  'record-lao-receipt': MINISTRY_CLERKS,
  'record-lao-answer': MINISTRY_CLERKS,
  'record-lao-message': MINISTRY_CLERKS,
  'propose-lao-not-needed': MINISTRY_OFFICERS,
  'decide:dispatch': [grant(HEADS, 'receiving-office', 'raised-to')],
  'decide:joint-verification': HANDLING_HEADS,
  'decide:finding': HANDLING_HEADS,
  'decide:no-remedies': HANDLING_HEADS,
  'decide:remedy-outstanding': HANDLING_HEADS,
  'decide:transfer': HANDLING_HEADS,
  'decide:hand-over': HANDLING_HEADS,
  'decide:closure': HANDLING_HEADS,
  'decide:lao-decision': MINISTRY_HEADS,
  'decide:lao-notice': MINISTRY_HEADS,
  'decide:lao-urging': MINISTRY_HEADS,
  'decide:lao-not-needed': MINISTRY_HEADS,
};

export const ACTIONS = Object.keys(AUTHORITY) as readonly Action[];
