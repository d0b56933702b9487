import { dateOf } from '../domain/time/instant.ts';
import type { Regime } from '../domain/reporting/form.ts';
import { MACHINE_CLOCK } from '../worker/clock.ts';
import { yearOf } from './dates.ts';
import { figure, overAll, seconds } from './measures.ts';
import type { BenchPeople } from './people.ts';
import { Player, stagesOf } from './play.ts';
import type { BenchSystem } from './system.ts';
import { openYear, planYear, untilReported } from './year.ts';

/**
 * The two other regimes on the same code, by their data alone: the Ministry's report on its
 * treaties, which nobody reports to, and the review of five years with two provinces.
 */
export async function otherRegimes(system: BenchSystem, people: BenchPeople): Promise<void> {
  await carried(system, people, 'treaties', null);
  await carried(system, people, 'five-yearly', 2);
}

async function carried(
  system: BenchSystem,
  people: BenchPeople,
  regime: Regime,
  provinces: number | null,
): Promise<void> {
  const began = Date.now();
  const year = yearOf(dateOf(MACHINE_CLOCK.now()));
  const planned = await planYear(system, regime, year, provinces);
  await people.makeFor(system.db, planned.placed);
  const opened = await openYear(system, planned);
  const player = new Player(system, people, opened.places);
  const { own, provinces: collectors, top } = stagesOf(opened.places);
  for (const stage of [own, collectors, top]) {
    await overAll(regime, stage, 16, (one) => player.carry(one));
  }
  await untilReported(system, opened);
  const { acts } = player.played;
  const { name, collector } = planned.rule;
  const counts = `${opened.places.length} reports, ${acts} acts, to ${collector.sendsTo}`;
  figure(`${name.en} ${year}`, `${counts}, ${seconds(Date.now() - began)}`);
}
