import { describe, expect, test } from 'vitest';
import { isMoment, momentFrom } from '../../../client/cli/scenario/moments.ts';
import type { Instant } from '../../../domain/time/instant.ts';

const NOW = '2026-12-16T09:00:00.000+07:00' as Instant;

describe('a moment of a scenario', () => {
  test.each([
    ['12-16T09:01', '2026-12-16T09:01:00.000+07:00'],
    ['12-16T09:00', '2026-12-16T09:00:00.000+07:00'],
    ['12-16T08:59', '2027-12-16T08:59:00.000+07:00'],
    ['01-05T08:00', '2027-01-05T08:00:00.000+07:00'],
    ['02-29T08:00', '2028-02-29T08:00:00.000+07:00'],
    ['2026-12-16T09:00+07:00', '2026-12-16T09:00:00.000+07:00'],
    ['2026-12-15T00:00:00Z', '2026-12-15T07:00:00.000+07:00'],
  ])('%s is the next one, or the one that its year says', (text, instant) => {
    expect(momentFrom(text, NOW)).toBe(instant);
  });

  test.each(['', 'tomorrow', '12-16', '13-01T08:00', '02-30T08:00', '2026-12-16T09:00', '08:00'])(
    '“%s” is none',
    (text) => {
      expect(momentFrom(text, NOW)).toBeUndefined();
      expect(isMoment(text)).toBe(false);
    },
  );
});
