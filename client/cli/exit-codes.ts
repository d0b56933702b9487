/** How a command ended, for programs; docs/cli.md has the same table. */
export const EXIT = {
  ok: 0,
  /** The product said no, with a code of docs/errors.md; or the log is not whole. */
  refused: 1,
  /** The command line, a file or an option was wrong; nothing was asked of the product. */
  usage: 2,
  /** Nobody is signed in, or in no capacity. */
  notSignedIn: 3,
  /** Nobody answers, or a part of the product is away: the same may be tried again. */
  unreachable: 4,
  /** What was asked for may still happen: the same key tells. */
  pending: 5,
  /** A scenario went otherwise than it says. */
  surprise: 6,
  /** A fault of the product. */
  fault: 7,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
