/** How a command ended, for programs; docs/cli.md has the same table. */
export const EXIT = {
  ok: 0,
  refused: 1,
  usage: 2,
  notSignedIn: 3,
  unreachable: 4,
  pending: 5,
} as const;
