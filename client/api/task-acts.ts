import type { FastifyRequest } from 'fastify';
import type { TaskAct } from '../../domain/tasks/act.ts';
import { mayOnTask } from '../../domain/tasks/authority.ts';
import type { Done, Pending } from './carry-act.ts';
import { carryAct } from './carry-act.ts';
import type { ApiDependencies } from './deps.ts';
import { allow } from './problem.ts';
import { findTask } from './tasks.ts';

/** Carries an act on a task to its process; who may never do it hears so at once. */
export function carryTaskAct(
  deps: ApiDependencies,
  request: FastifyRequest,
  {
    idOrNumber,
    act,
    requestHash,
  }: { readonly idOrNumber: string; readonly act: TaskAct; readonly requestHash: string },
): Promise<Done | Pending> {
  return carryAct(deps, request, {
    act,
    requestHash,
    async carrier(who) {
      const task = await findTask(deps, who, idOrNumber);
      allow(mayOnTask(who.actor, act.kind, task, who.directory));
      return { caseId: task.id, process: 'task' };
    },
  });
}
