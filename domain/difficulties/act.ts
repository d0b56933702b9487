import type { DocumentRef } from '../plans/document-ref.ts';

/** Each act that a person can do on a difficulty, with what it says. */
export interface DifficultyActData {
  'take-up-difficulty': Record<never, never>;
  'draft-answer': { readonly words: string; readonly document: DocumentRef | null };
  /** The checksum of the draft that the head has read. */
  'approve-answer': { readonly checksum: string };
  'return-answer': { readonly reason: string };
  'pass-up': { readonly reason: string };
  /** Whoever raised it is not content: one office higher. */
  'raise-again': { readonly reason: string };
  'close-difficulty': Record<never, never>;
  'withdraw-difficulty': { readonly reason: string };
}

export type DifficultyActKind = keyof DifficultyActData;

/** An act on a difficulty as the API hands it over. */
export type DifficultyAct = {
  [K in DifficultyActKind]: { readonly kind: K; readonly data: DifficultyActData[K] };
}[DifficultyActKind];
