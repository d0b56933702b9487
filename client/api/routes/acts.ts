import { z } from 'zod';
import type { ActResult } from '../../../domain/cases/outcome.ts';
import type { Language } from '../../../domain/text.ts';
import { findAct } from '../../../records/acts.ts';
import { isPending } from '../../../records/answers.ts';
import { pending, withName } from '../carry-act.ts';
import type { ApiDependencies } from '../deps.ts';
import { sessionIn } from '../identify.ts';
import { carryIncidentAct } from '../incident-acts.ts';
import { requestHashOf } from '../once.ts';
import { problemOut } from '../openapi.ts';
import { problem, problemDocument } from '../problem.ts';
import type { Api } from '../routing.ts';
import { CHANGES } from '../routing.ts';
import { actIn } from '../schemas/acts.ts';
import { caseRef } from '../schemas/basics.ts';
import { doneOut, pendingOut } from '../schemas/incident.ts';

const outcomeOut = z.discriminatedUnion('status', [
  pendingOut,
  z.object({ status: z.literal('done'), act: z.string(), result: doneOut }),
  z.object({ status: z.literal('refused'), act: z.string(), problem: problemOut }),
]);

/** Acts on a case, and what came of them. */
export function actRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'POST',
    url: '/incidents/:case/acts',
    config: CHANGES,
    schema: {
      operationId: 'act',
      tags: ['incidents'],
      summary: 'Do an act; 202 when its outcome is not known yet, the same key tells later',
      params: z.strictObject({ case: caseRef }),
      body: actIn,
      response: { 200: doneOut, 202: pendingOut },
    },
    async handler(request, reply) {
      const { params, body: act } = request;
      const requestHash = requestHashOf(request);
      const asked = { idOrNumber: params.case, act, requestHash };
      const came = await carryIncidentAct(deps, request, asked);
      if ('see' in came) void reply.code(202).header('location', came.see);
      return came;
    },
  });
  app.route({
    method: 'GET',
    url: '/acts/:key',
    config: { needs: 'session' },
    schema: {
      operationId: 'getAct',
      tags: ['incidents'],
      summary: 'What came of my act under a key',
      params: z.strictObject({ key: z.string().regex(/^[\x21-\x7e]{1,200}$/) }),
      response: { 200: outcomeOut },
    },
    async handler(request) {
      const { key } = request.params;
      const { person } = sessionIn(request);
      const known = await findAct(deps.db, person, key);
      if (known !== null && known.caseId !== null) {
        const { outcome } = known;
        const result = outcome.kind === 'done' ? outcome : await withName(deps.db, outcome);
        return told(key, result, request.asked.language);
      }
      if (known !== null || !(await isPending(deps.db, person, key))) throw problem('NOT_FOUND');
      return pending(key);
    },
  });
}

function told(key: string, result: ActResult, language: Language) {
  return result.kind === 'done'
    ? ({ status: 'done', act: key, result } as const)
    : ({ status: 'refused', act: key, problem: problemDocument(result, language) } as const);
}
