import type { PersonActor } from '../../../domain/authority/actor.ts';
import { may } from '../../../domain/authority/may.ts';
import type { ActKind } from '../../../domain/incident/act.ts';
import { ACT_KINDS, ACTS } from '../../../domain/incident/decide.ts';
import type { Incident } from '../../../domain/incident/incident.ts';
import type { DirectoryAt } from '../../../domain/offices/directory.ts';

/**
 * The acts that are open to somebody in a case now, by stage and authority: what a screen offers.
 * Whether one is accepted, what it says decides.
 */
export function possibleActs(
  incident: Incident,
  actor: PersonActor,
  directory: DirectoryAt,
): ActKind[] {
  return ACT_KINDS.filter((kind) => isInStage(kind, incident)).filter((kind) => {
    const open = incident.proposals.filter((p) => p.status === 'open');
    if (kind === 'withdraw') return open.some((p) => p.author === actor.person);
    if (kind !== 'approve' && kind !== 'return') {
      return may(actor, kind, incident, directory) === null;
    }
    return open.some(
      (p) =>
        p.author !== actor.person &&
        may(actor, `decide:${p.content.kind}`, incident, directory) === null,
    );
  });
}

function isInStage(kind: ActKind, { stage }: Incident): boolean {
  const { from } = ACTS[kind];
  if (from === 'any') return true;
  return from === 'open' ? stage !== 'ended' : from.includes(stage);
}
