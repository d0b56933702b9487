import type { OfficeId, Succession } from './office.ts';

/** A body's work as a whole (no scope), or a part of it (for example `press`). */
export interface Work {
  readonly office: OfficeId;
  /** Null: as a whole. */
  readonly scope: string | null;
}

/** A part of the work of a body that has ended, and who does it: not who does the rest. */
export interface DividedWork {
  readonly office: OfficeId;
  readonly scope: string;
  readonly to: OfficeId | null;
}

/** The work as one word, which tells it from every other: `BTTTT/press`; as a whole, `BTTTT/`. */
export function workKey({ office, scope }: Work): string {
  return `${office}/${scope ?? ''}`;
}

/** Every part of a body's work that may go another way than the rest, also by way of an heir. */
export function dividable(successions: readonly Succession[]): readonly (Work & {
  readonly scope: string;
})[] {
  const found = new Map<string, Work & { readonly scope: string }>();
  const add = (office: OfficeId, scope: string): void => {
    const key = workKey({ office, scope });
    if (found.has(key)) return;
    found.set(key, { office, scope });
    for (const { from, to } of successions) if (to === office) add(from, scope);
  };
  for (const { from, scope } of successions) if (scope !== 'all') add(from, scope);
  return [...found.values()];
}
