import { difficultyChannel } from '../../../domain/difficulties/channel.ts';
import type { Language } from '../../../domain/text.ts';
import type { OpenedDifficulty } from '../difficulties.ts';
import { clocksView } from './clocks-view.ts';
import { possibleDifficultyActs } from './possible-difficulty-acts.ts';

/** A difficulty as whoever may read it sees it: the whole of it, and who is above. */
export function difficultyView({ difficulty, who }: OpenedDifficulty, language: Language) {
  const { id, number, version, drill, stage, ending, about, office, raisedBy } = difficulty;
  const { raisedAt, words, holder, stations, draft, answers, clocks } = difficulty;
  const { directory } = who;
  const channel = difficultyChannel(directory.successorOf(office) ?? office, directory);
  return {
    ...{ id, number, version, drill, stage, ending, about, office, raisedBy, raisedAt, words },
    ...{ holder, stations, draft, answers },
    above: channel.slice(channel.indexOf(holder) + 1),
    clocks: clocksView(clocks, who.rules, language),
    acts: possibleDifficultyActs(difficulty, who.actor, directory),
  };
}
