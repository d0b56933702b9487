import { actsFor } from '../../../domain/authority/relations.ts';
import type { AnswerDraft } from '../../../domain/difficulties/difficulty.ts';
import { officesAbove } from '../../../domain/difficulties/holding.ts';
import type { DocumentRef } from '../../../domain/plans/document-ref.ts';
import type { Language } from '../../../domain/text.ts';
import type { OpenedDifficulty } from '../difficulties.ts';
import { clocksView } from './clocks-view.ts';
import { possibleDifficultyActs } from './possible-difficulty-acts.ts';

/**
 * A difficulty as whoever may read it sees it: the whole of it, and who is above. A draft answer is
 * there only for who acts for its office: until it is approved nobody has answered.
 */
export function difficultyView({ difficulty, who }: OpenedDifficulty, language: Language) {
  const { id, number, version, drill, stage, ending, about, office, raisedBy } = difficulty;
  const { raisedAt, words, holder, stations, answers, clocks } = difficulty;
  const { directory } = who;
  return {
    ...{ id, number, version, drill, stage, ending, about, office, raisedBy, raisedAt, words },
    ...{ holder, stations, answers },
    draft: draftSeen({ difficulty, who }),
    above: officesAbove(difficulty, directory),
    clocks: clocksView(clocks, who.rules, language),
    acts: possibleDifficultyActs(difficulty, who.actor, directory),
  };
}

/** The documents of a difficulty that whoever may read it sees. */
export function documentsSeen(opened: OpenedDifficulty): readonly DocumentRef[] {
  const told = [draftSeen(opened), ...opened.difficulty.answers];
  return told.flatMap((one) => one?.document ?? []);
}

function draftSeen({ difficulty, who }: OpenedDifficulty): AnswerDraft | null {
  const { draft, holder } = difficulty;
  return actsFor(who.actor, holder, who.directory) ? draft : null;
}
