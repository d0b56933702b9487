import { HEADS, OFFICERS } from '../../cases/deciding.ts';
import { refuse } from '../../errors.ts';
import type { TaskActRules } from '../deciding.ts';
import { WORKING } from '../deciding.ts';
import { rehome } from '../moving.ts';
import { endTask } from '../ending.ts';

type TakingUp =
  | 'see-task'
  | 'accept-task'
  | 'contest-task'
  | 'decide-contest'
  | 'answer-invitation'
  | 'name-person';

/** What an office does with a task that comes to it: see, take up with a name, contest, answer. */
export const TAKING_UP: TaskActRules<TakingUp> = {
  'see-task': {
    from: ['assigned'],
    decide(d, _, actor) {
      d.record('task-seen', { by: actor.person });
      return null;
    },
  },
  'accept-task': {
    from: ['assigned', 'seen'],
    decide(d, { person }, actor) {
      if (!d.knowledge.staff.has(person)) return refuse('UNKNOWN_PERSON', { person });
      d.record('task-accepted', { by: actor.person, person });
      d.meet('task-take-up');
      d.tellPerson('task-named', person);
      return null;
    },
  },
  'contest-task': {
    from: ['assigned', 'seen'],
    decide(d, { reason }, actor) {
      const { office, own, contests } = d.task;
      // What an office gave itself, or was told to do all the same, it cannot push away.
      if (own !== null) return refuse('NOT_OF_THIS_TASK', { act: 'contest-task' });
      if (contests.some((one) => one.office === office)) {
        return refuse('ALREADY_DONE', { act: 'contest-task' });
      }
      if (reason.trim() === '') return refuse('REASON_MISSING');
      d.record('task-contested', { by: actor.person, reason });
      d.meet('task-take-up');
      d.start('task-contest', { owner: d.owner });
      d.tell('task-contested', d.owner, HEADS);
      if (d.reviewer.desk !== d.owner) {
        d.tell('task-contested', d.reviewer.desk, OFFICERS, 'in-digest');
      }
      return null;
    },
  },
  'decide-contest': {
    from: ['contested'],
    decide(d, { decision, words, to }, actor) {
      const { office, contests } = d.task;
      if (words.trim() === '') return refuse('REASON_MISSING');
      // An office that owns the plan contests before somebody else of it.
      if (contests.at(-1)?.by === actor.person) return refuse('AUTHOR_CANNOT_DECIDE');
      if (decision === 're-assigned') {
        if (to === null) return refuse('FIELDS_MISSING', { fields: 'to' });
        if (d.directory.office(to) === undefined) return refuse('UNKNOWN_OFFICE', { office: to });
        if (to === office || d.knowledge.twins.some((twin) => twin.office === to)) {
          return refuse('OFFICE_HOLDS_TASK', { office: to });
        }
        if (!d.knowledge.reach.has(to)) return refuse('OFFICE_OUT_OF_REACH', { office: to });
      } else if (to !== null) {
        return refuse('FIELDS_NOT_ALLOWED', { fields: 'to' });
      }
      d.record('contest-decided', { by: actor.person, decision, words });
      d.meet('task-contest');
      d.tell('contest-decided', office, HEADS);
      if (decision === 'withdrawn') endTask(d, 'withdrawn', words);
      if (decision === 're-assigned' && to !== null) rehome(d, to, 're-assigned');
      if (decision === 'upheld') d.start('task-take-up', { owner: office });
      return null;
    },
  },
  'answer-invitation': {
    from: ['invited'],
    decide(d, { takesPart, words }, actor) {
      if (!takesPart && words.trim() === '') return refuse('REASON_MISSING');
      d.record('invitation-answered', { by: actor.person, takesPart, words });
      d.tell('invitation-answered', d.reviewer.desk, OFFICERS, 'in-digest');
      return null;
    },
  },
  'name-person': {
    from: WORKING,
    decide(d, { person, reason }, actor) {
      if (!d.knowledge.staff.has(person)) return refuse('UNKNOWN_PERSON', { person });
      if (person === d.task.named) return refuse('ALREADY_DONE', { act: 'name-person' });
      if (reason.trim() === '') return refuse('REASON_MISSING');
      d.record('person-named', { by: actor.person, person, reason });
      d.tellPerson('task-named', person);
      return null;
    },
  },
};
