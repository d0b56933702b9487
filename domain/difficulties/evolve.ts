import { withClockFact } from '../cases/clock-facts.ts';
import type { Instant } from '../time/instant.ts';
import type { Difficulty, RaisedDifficulty, Station } from './difficulty.ts';
import type { DifficultyFact, DifficultyFactData } from './fact.ts';

/** The difficulty as it is after a fact; the first fact is always `difficulty-raised`. */
export function evolveDifficulty(
  before: Difficulty | null,
  id: string,
  fact: DifficultyFact,
  at: Instant,
): Difficulty {
  if (fact.kind === 'difficulty-raised') return raised(id, fact.data, at);
  if (before === null) throw new Error(`Difficulty ${id} begins with ${fact.kind}`);
  return { ...before, ...changed(before, fact, at), version: before.version + 1 };
}

function raised(id: string, data: RaisedDifficulty, at: Instant): Difficulty {
  return {
    ...data,
    id,
    version: 1,
    stage: 'raised',
    ending: null,
    raisedAt: at,
    holder: data.office,
    stations: [],
    draft: null,
    answers: [],
    clocks: [],
  };
}

function changed(before: Difficulty, fact: DifficultyFact, at: Instant): Partial<Difficulty> {
  switch (fact.kind) {
    case 'difficulty-raised':
      throw new Error('A difficulty is raised once');
    case 'difficulty-arrived': {
      const station = { ...fact.data, since: at, takenUpBy: null, passedUp: null };
      const { office } = station;
      return { stage: 'raised', holder: office, stations: [...before.stations, station] };
    }
    case 'difficulty-taken-up':
      return { stage: 'in-hand', stations: here(before, { takenUpBy: fact.data.by }) };
    case 'answer-drafted':
      return { stage: 'drafted', draft: fact.data };
    case 'answer-returned':
      return { stage: 'in-hand', draft: null };
    case 'difficulty-answered':
      return { stage: 'answered', draft: null, answers: [...before.answers, fact.data] };
    case 'difficulty-passed-up':
      return { draft: null, stations: here(before, { passedUp: { ...fact.data, at } }) };
    case 'difficulty-raised-again':
      return {};
    case 'difficulty-rehomed':
      return rehomed(before, fact.data);
    case 'difficulty-closed':
      return { stage: 'ended', ending: 'answered' };
    case 'difficulty-withdrawn':
      return { stage: 'ended', ending: 'withdrawn', draft: null };
    default:
      return { clocks: withClockFact(before.clocks, fact) };
  }
}

function rehomed(
  { stations }: Difficulty,
  { to, insteadOf, alsoFor }: DifficultyFactData['difficulty-rehomed'],
): Partial<Difficulty> {
  const moved = ({ insteadOf: _, alsoFor: __, ...station }: Station): Station => {
    const stead = insteadOf === undefined ? {} : { insteadOf };
    return { ...station, office: to, ...stead, ...(alsoFor === undefined ? {} : { alsoFor }) };
  };
  const last = stations.length - 1;
  return {
    holder: to,
    stations: stations.map((one, index) => (index === last ? moved(one) : one)),
  };
}

/** What happened at the station where it lies. */
function here({ stations }: Difficulty, change: Partial<Station>): readonly Station[] {
  return stations.map((one, index) =>
    index === stations.length - 1 ? { ...one, ...change } : one,
  );
}
