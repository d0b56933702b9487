import { HEADS, OFFICERS } from '../cases/deciding.ts';
import { refuse } from '../errors.ts';
import { signingFormOf } from '../offices/signing.ts';
import { isDocumentRef } from '../plans/document-ref.ts';
import type { DifficultyActKind } from './act.ts';
import type { DifficultyActRule } from './deciding.ts';
import { higher } from './deciding.ts';
import { hasRaised } from './difficulty.ts';

/** Every act on a difficulty, from which stages, and what it does. */
export const DIFFICULTY_ACTS: {
  readonly [K in DifficultyActKind]: DifficultyActRule<K>;
} = {
  'take-up-difficulty': {
    from: ['raised'],
    decide(d, _, actor) {
      d.record('difficulty-taken-up', { by: actor.person });
      d.tell('difficulty-in-hand', d.raiser, OFFICERS, 'in-digest');
      return null;
    },
  },
  'draft-answer': {
    from: ['raised', 'in-hand'],
    decide(d, { words, document }, actor) {
      if (words.trim() === '') return refuse('FIELDS_MISSING', { fields: 'words' });
      if (document !== null && !isDocumentRef(document)) return refuse('DOCUMENT_MISSING');
      const { number, holder } = d.case;
      const checksum = d.context.checksum({ difficulty: number, words, document });
      d.record('answer-drafted', { words, document, by: actor.person, checksum });
      d.start('difficulty-approve', { owner: holder });
      d.tell('answer-to-approve', holder, HEADS);
      return null;
    },
  },
  'approve-answer': {
    from: ['drafted'],
    decide(d, { checksum }, actor) {
      const { draft, holder } = d.case;
      if (draft?.checksum !== checksum) return refuse('PROPOSAL_CHANGED');
      // Nobody decides on what they wrote themselves, nor on what they asked.
      if (draft.by === actor.person || hasRaised(d.case, actor.person)) {
        return refuse('AUTHOR_CANNOT_DECIDE');
      }
      d.record('difficulty-answered', {
        office: holder,
        words: draft.words,
        document: draft.document,
        draftedBy: draft.by,
        approvedBy: actor.person,
        signedAs: signingFormOf(d.directory.office(actor.office), actor),
        at: d.now,
      });
      d.meet('difficulty-approve');
      d.meet('difficulty-answer');
      d.tell('difficulty-answered', d.raiser, [...OFFICERS, ...HEADS]);
      return null;
    },
  },
  'return-answer': {
    from: ['drafted'],
    decide(d, { reason }, actor) {
      if (reason.trim() === '') return refuse('REASON_MISSING');
      d.record('answer-returned', { by: actor.person, reason });
      d.stop('difficulty-approve');
      d.tell('answer-returned', d.case.holder, OFFICERS);
      return null;
    },
  },
  'pass-up': {
    from: ['raised', 'in-hand'],
    decide(d, { reason }, actor) {
      if (reason.trim() === '') return refuse('REASON_MISSING');
      d.record('difficulty-passed-up', { by: actor.person, reason });
      const refusal = higher(d);
      if (refusal !== null) return refusal;
      d.tell('difficulty-passed-up', d.raiser, OFFICERS, 'in-digest');
      return null;
    },
  },
  'raise-again': {
    from: ['answered'],
    decide(d, { reason }, actor) {
      if (reason.trim() === '') return refuse('REASON_MISSING');
      d.record('difficulty-raised-again', { by: actor.person, reason });
      return higher(d, actor.person);
    },
  },
  'close-difficulty': {
    from: ['answered'],
    decide(d, _, actor) {
      const answer = d.case.answers.at(-1);
      // To close it is to accept the answer.
      if (answer?.draftedBy === actor.person || answer?.approvedBy === actor.person) {
        return refuse('AUTHOR_CANNOT_DECIDE');
      }
      d.record('difficulty-closed', { by: actor.person });
      d.tell('difficulty-closed', d.holder, OFFICERS, 'in-digest');
      return null;
    },
  },
  'withdraw-difficulty': {
    from: ['raised', 'in-hand', 'drafted'],
    decide(d, { reason }, actor) {
      if (reason.trim() === '') return refuse('REASON_MISSING');
      d.stop('difficulty-answer', 'difficulty-approve');
      d.record('difficulty-withdrawn', { by: actor.person, reason });
      d.tell('difficulty-closed', d.holder, OFFICERS, 'in-digest');
      return null;
    },
  },
};

export const DIFFICULTY_ACT_KINDS = Object.keys(DIFFICULTY_ACTS) as readonly DifficultyActKind[];
