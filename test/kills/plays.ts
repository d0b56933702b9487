import { ScenarioPlay } from '../../client/cli/scenario/play.ts';
import type { Step } from '../../client/cli/scenario/format.ts';
import { readScenario } from '../../client/cli/scenario/format.ts';
import type { ScenarioWorld } from '../../client/cli/scenario/world.ts';
import type { Edge, PointName, Victim } from './points.ts';
import { order } from './victims.ts';

/** At which step of a scenario, at which point, on which side of its commit, who dies. */
export type Death = readonly [step: string, point: PointName, edge: Edge, victim: Victim];

/** Plays a scenario in an office; the deaths are ordered as their steps begin. */
export async function play(
  { data, world }: { readonly data: string; readonly world: ScenarioWorld },
  file: string,
  deaths: readonly Death[] = [],
): Promise<string> {
  const seen = new Map<string, number>();
  const left = new Set(deaths);
  const number = await new ScenarioPlay(readScenario(file), world, {
    patience: 90_000,
    watch({ step }) {
      const name = nameOf(step);
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      for (const death of left) {
        const [at, point, edge, victim] = death;
        if (at !== (count === 1 ? name : `${name} ${count}`)) continue;
        order(data, point, edge, victim);
        left.delete(death);
      }
    },
  }).play();
  if (left.size > 0) throw new Error(`No such step: ${JSON.stringify([...left])}`);
  return number;
}

/** `report`, `acknowledge`, `approve finding`; the second one of a name is `… 2`. */
function nameOf(step: Step): string {
  if ('act' in step) return step.act;
  const [word = '', what] = Object.entries(step)[0] ?? [];
  return ['approve', 'release', 'rule'].includes(word) ? `${word} ${String(what)}` : word;
}
