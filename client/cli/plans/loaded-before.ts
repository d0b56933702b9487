import type { Plan } from '../../../domain/plans/plan.ts';
import { checksum } from '../../../records/checksum.ts';
import type { Cli } from '../context.ts';
import type { Conversation } from '../http.ts';
import { Refused } from '../http.ts';
import { shortSum } from '../signing.ts';
import { UsageError } from '../usage-error.ts';
import type { PlanSeen, PlanTextSeen } from './seen.ts';
import { partOfPlan, planIfThere } from './server.ts';

/** A plan as a file of somebody's has it. */
export interface PlanInFile {
  readonly file: string;
  readonly plan: Plan;
}

/** The plan that stands under the id of a file; not one whose id only begins like that. */
export async function planOfFile(
  cli: Cli,
  server: Conversation,
  { plan: { id } }: PlanInFile,
): Promise<PlanSeen | null> {
  try {
    const seen = await planIfThere(cli, server, id);
    return seen?.plan === id ? seen : null;
  } catch (error) {
    // Two others begin like that: so none is named in full.
    if (error instanceof Refused && error.code === 'INVALID_FIELD') return null;
    throw error;
  }
}

/**
 * Holds a file against the plan that stands under its id: what is laid before the owner and
 * approved is what the file says. Throws a UsageError that tells what differs and what can be done.
 */
export async function checkSame(
  cli: Cli,
  server: Conversation,
  seen: PlanSeen,
  given: PlanInFile | null,
): Promise<void> {
  const { number, edition, stage, adoptedAt } = seen;
  // Of a plan that has ended the server says so, whatever the file holds.
  if (given === null || stage === 'ended') return;
  const { file, plan } = given;
  const sum = seen.loaded.find((one) => one.edition === edition)?.checksum ?? '';
  if (sum === checksum(plan)) return;
  const differs = cli.tell('plans.file-differs', {
    ...{ number, edition, file, sum: shortSum(sum) },
    ...{ version: plan.version, given: shortSum(checksum(plan)) },
  });
  const way = adoptedAt === null ? 'draft-otherwise' : 'adopted-otherwise';
  const what = await differences(cli, server, seen, plan);
  const told = [differs, ...what, cli.tell(`plans.${way}`, { number, edition, file })];
  throw new UsageError(told.join('\n'));
}

/** What of a file differs from the plan that was loaded, as far as a person sees it at once. */
async function differences(
  cli: Cli,
  server: Conversation,
  seen: PlanSeen,
  plan: Plan,
): Promise<readonly string[]> {
  const { tasks } = await partOfPlan<PlanTextSeen>(cli, seen.number, 'text', server);
  const loaded = new Map(tasks.map(({ task, job }) => [task, job]));
  const given = new Map(plan.tasks.map(({ id, job }) => [id, job[cli.language]]));
  const both = [...given].filter(([id]) => loaded.has(id));
  const parts = [
    ['title', plan.title[cli.language] === seen.title ? [] : [plan.title[cli.language]]],
    ['added', [...given.keys()].filter((id) => !loaded.has(id))],
    ['left-out', [...loaded.keys()].filter((id) => !given.has(id))],
    ['reworded', both.filter(([id, job]) => loaded.get(id) !== job).map(([id]) => id)],
  ] as const;
  const lines = parts
    .filter(([, what]) => what.length > 0)
    .map(([part, what]) => `  ${cli.tell(`plans.differs-${part}`, { what: what.join(', ') })}`);
  return lines.length > 0 ? lines : [`  ${cli.tell('plans.differs-inside')}`];
}
