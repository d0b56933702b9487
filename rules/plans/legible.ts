import { z } from 'zod';
import { isLegible } from '../../domain/legible.ts';

// A passage of a document is far below it.
const LONGEST_TEXT = 4_000;

/**
 * Anything, as long as every text in it, and every name of a field, is one and no longer than a
 * passage: YAML writes characters by their numbers that a request's body may not hold.
 */
export const legible = z.unknown().superRefine((whole, context) => {
  const seen = new Set<object>();
  look(whole, []);

  function look(value: unknown, path: readonly PropertyKey[]): void {
    if (typeof value === 'string') {
      check(value, path);
    } else if (typeof value === 'object' && value !== null && !seen.has(value)) {
      // What an alias stands for is looked at once.
      seen.add(value);
      for (const [name, inner] of Object.entries(value)) {
        const inside = [...path, Array.isArray(value) ? Number(name) : name];
        // A name that is no text is told by what it stands in.
        if (check(name, path)) look(inner, inside);
      }
    }
  }

  function check(text: string, path: readonly PropertyKey[]): boolean {
    const isText = isLegible(text);
    const message = isText ? 'too long' : 'holds characters that cannot be read';
    const isGood = isText && text.length <= LONGEST_TEXT;
    if (!isGood) context.addIssue({ code: 'custom', message, path: [...path] });
    return isGood;
  }
});
