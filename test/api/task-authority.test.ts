import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonActor } from '../../domain/authority/actor.ts';
import type { Capacity } from '../../domain/offices/person.ts';
import type { TaskActKind } from '../../domain/tasks/act.ts';
import type { TaskRelation } from '../../domain/tasks/authority.ts';
import { taskRelationsOf } from '../../domain/tasks/authority.ts';
import { TASK_ACT_KINDS } from '../../domain/tasks/decide.ts';
import { dateOf } from '../../domain/time/instant.ts';
import { actorOf } from '../../records/people-capacities.ts';
import { Judging } from '../support/judging.ts';
import { TASK_ACT_SAMPLES } from '../support/task-act-samples.ts';
import { TaskOffice, smallPlan } from '../support/task-office.ts';

let tasks: TaskOffice;

const AT_WORK = [
  ['case-officer head deputy-head', 'office'],
  ['staff clerk case-officer duty-officer head deputy-head', 'named'],
] as const;
const FOLLOWING = [['case-officer head deputy-head', 'follow-up']] as const;
const HEADS = [['head deputy-head', 'office']] as const;
const WRITERS = 'clerk case-officer head deputy-head';

/** Who may do each act, written down once more by hand: `capacities: relations`. */
const ALLOWED: { readonly [K in TaskActKind]: readonly (readonly [string, string])[] } = {
  'see-task': [['staff clerk case-officer duty-officer head deputy-head', 'office']],
  'accept-task': HEADS,
  'contest-task': HEADS,
  'decide-contest': [['head deputy-head', 'owner']],
  'answer-invitation': HEADS,
  'name-person': HEADS,
  'report-progress': AT_WORK,
  'make-contribution': AT_WORK,
  'submit-product': AT_WORK,
  'accept-product': FOLLOWING,
  'return-product': FOLLOWING,
  'urge-task': FOLLOWING,
  'extend-task': [['head deputy-head', 'follow-up']],
  'register-decision': [[WRITERS, 'office']],
  'review-decision': HEADS,
  'record-draft': AT_WORK,
  'record-opinion': [['clerk', 'office'], ...AT_WORK],
  'issue-regulation': [['clerk head deputy-head', 'office']],
  'forward-list': [[WRITERS, 'follow-up']],
  'record-appraisal': [[WRITERS, 'appraiser follow-up']],
  'record-inspection': [...FOLLOWING, ...AT_WORK],
  'propose-commendation': [['case-officer head deputy-head', 'office follow-up']],
  'hand-over-proposals': [['case-officer head deputy-head', 'office']],
};

/** Who is asked: their relations to the ward's list, and whether it is there for them at all. */
const PEOPLE: readonly (readonly [string, string, boolean])[] = [
  ['head@UBX-02647', 'office', true],
  ['deputy-head@UBX-02647', 'office', true],
  ['case-officer@UBX-02647', 'office', true],
  ['clerk@UBX-02647', 'office', true],
  ['staff@UBX-02647', 'office named', true],
  ['staff@UBX-02647/2', 'office', true],
  ['case-officer@CAT-15-PA03', 'follow-up', true],
  ['head@CAT-15-PA03', 'follow-up', true],
  ['case-officer@CAT-15', 'follow-up', true],
  ['head@CAT-15', 'follow-up', true],
  ['clerk@CAT-15', 'follow-up', true],
  ['inspector@CAT-15', 'follow-up', true],
  ['duty-officer@CAT-15', 'follow-up', false],
  ['head@UBND-15', 'owner', true],
  ['case-officer@UBND-15', 'owner', true],
  ['staff@UBND-15', 'owner', false],
  ['case-officer@BCA-A03', 'appraiser', true],
  ['head@BCA-A03', '', true],
  ['administrator@BCA-A03', 'appraiser', false],
  ['head@BCA', 'appraiser', true],
  ['case-officer@BKHCN', '', true],
  ['head@UBX-03006', '', false],
  ['case-officer@CAT-40', '', false],
  ['head@BTP', '', false],
];

let number = '';

beforeAll(async () => {
  tasks = await TaskOffice.open();
  await tasks.adopt(smallPlan({ 'II.5': { lead: ['UBX-02647'], helpers: ['BKHCN'] } }));
  number = tasks.number('II.5', 'UBX-02647');
  const person = await tasks.person('staff@UBX-02647');
  await tasks.does(number, 'head@UBX-02647', 'accept-task', { person });
  tasks.office.engine.state = 'judging';
});

afterAll(() => tasks.close());

async function actor(who: string): Promise<PersonActor> {
  const [capacity = '', place = ''] = who.split('@');
  const [office = ''] = place.split('/');
  const { db } = tasks.office.database;
  const chosen = { office, capacity: capacity as Capacity };
  const found = await actorOf(db, await tasks.person(who), chosen, dateOf(tasks.office.now));
  if (found === undefined) throw new Error(who);
  return { kind: 'person', ...found };
}

const judging = new Judging();

describe('who may do what with a task, asked through the API', () => {
  it.each(PEOPLE)('%s', async (who, relations, reads) => {
    const { db } = tasks.office.database;
    const { directory } = await tasks.office.deps.standing(db, tasks.office.now);
    const acting = await actor(who);
    const has = taskRelationsOf(await tasks.state(number), acting, directory);
    const wanted = relations.split(' ').filter((one) => one !== '');
    expect([...has].sort()).toEqual(wanted.sort());
    for (const kind of TASK_ACT_KINDS) {
      const isAllowed = ALLOWED[kind].some(
        ([as, when]) =>
          as.split(' ').includes(acting.capacity) &&
          when.split(' ').some((one) => has.has(one as TaskRelation)),
      );
      await judging.judge(tasks.office, { who, kind, reads, isAllowed }, () =>
        tasks.try(number, who, kind, TASK_ACT_SAMPLES[kind]),
      );
    }
  });

  it('in many cells of each kind, and every act open to somebody', () => {
    judging.expectMany(TASK_ACT_KINDS, { open: 80, forbidden: 200, hidden: 100 });
  });

  it('is what a screen offers, as far as the stage and the kind of task allow it', async () => {
    const offered = async (who: string) => (await tasks.view(number, who)).acts;
    expect(await offered('head@UBX-02647')).toEqual([
      'name-person',
      'report-progress',
      'submit-product',
      'propose-commendation',
    ]);
    expect(await offered('staff@UBX-02647')).toEqual(['report-progress', 'submit-product']);
    expect(await offered('staff@UBX-02647/2')).toEqual([]);
    expect(await offered('head@CAT-15')).toEqual([
      'urge-task',
      'extend-task',
      'record-inspection',
      'propose-commendation',
    ]);
    expect(await offered('head@UBND-15')).toEqual([]);
  });
});
