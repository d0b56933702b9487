import { describe, expect, it } from 'vitest';
import { nextOpening, openingOf, yearsToOpen } from '../../../domain/reporting/opening.ts';
import type { RegimeRule } from '../../../domain/reporting/regime.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { parseInstant } from '../../../domain/time/instant.ts';
import { loadRegimes } from '../../../rules/load-regimes.ts';

const at = (text: string): Instant => parseInstant(text) as Instant;
const rule = (id: string) => loadRegimes().find((one) => one.id === id) as RegimeRule;
const YEARLY = rule('yearly');
const REVIEW = rule('five-yearly');

describe('a year of reporting', () => {
  it('opens at the first moment of its day in Viet Nam', () => {
    expect(openingOf(YEARLY, 2026)).toBe(at('2026-11-14T17:00:00Z'));
    expect(nextOpening(YEARLY, at('2026-11-14T16:59:59Z'))).toBe(openingOf(YEARLY, 2026));
    expect(nextOpening(YEARLY, at('2026-11-14T17:00:00Z'))).toBe(openingOf(YEARLY, 2027));
    expect(nextOpening(YEARLY, at('2020-06-01T00:00:00Z'))).toBe(openingOf(YEARLY, 2024));
  });

  it('opens only in the years of its regime', () => {
    expect(nextOpening(REVIEW, at('2026-11-28T00:00:00Z'))).toBe(openingOf(REVIEW, 2029));
    expect(nextOpening(REVIEW, openingOf(REVIEW, 2029))).toBe(openingOf(REVIEW, 2034));
  });

  it('is made up for within the days of catching up, and not after', () => {
    const since = at('2024-01-01T00:00:00Z');
    expect(yearsToOpen(YEARLY, at('2026-11-14T16:59:59Z'), since)).toEqual([2025]);
    expect(yearsToOpen(YEARLY, at('2026-11-14T17:00:00Z'), since)).toEqual([2025, 2026]);
    expect(yearsToOpen(YEARLY, at('2026-11-16T16:59:59Z'), since)).toEqual([2025, 2026]);
    expect(yearsToOpen(YEARLY, at('2026-11-16T17:00:00Z'), since)).toEqual([2026]);
    expect(yearsToOpen(REVIEW, at('2026-11-16T17:00:00Z'), since)).toEqual([]);
  });

  it('is not made up for when the regime was not kept yet on its day', () => {
    const now = at('2026-11-28T00:00:00Z');
    expect(yearsToOpen(YEARLY, now, openingOf(YEARLY, 2026))).toEqual([2026]);
    expect(yearsToOpen(YEARLY, now, at('2026-11-14T17:00:01Z'))).toEqual([]);
  });
});
