import type { TreatyStatus } from '../../lao-side/branch.ts';
import { IN_FORCE } from './deciding.ts';
import type { RunningPlan } from './running-plan.ts';

type Standing = Pick<RunningPlan, 'stage' | 'followsTreaty' | 'standstill'>;

/**
 * What the treaty's status makes of a plan that carries the Agreement out: it stands still while
 * that is suspended, and goes on when it is in force again; null when nothing changes.
 */
export function treatyTurn(
  { stage, followsTreaty, standstill }: Standing,
  treaty: TreatyStatus,
): 'stands-still' | 'goes-on' | null {
  if (!followsTreaty || !IN_FORCE.includes(stage)) return null;
  if (treaty === 'suspended' && standstill === null) return 'stands-still';
  return treaty === 'in-force' && standstill?.by === 'treaty' ? 'goes-on' : null;
}

/** Why a plan stands still, though it may not have looked yet; null when it does not. */
export function standstillNow(run: Standing, treaty: TreatyStatus): string | null {
  const turn = treatyTurn(run, treaty);
  if (turn === null) return run.standstill?.reason ?? null;
  return turn === 'stands-still' ? treaty : null;
}
