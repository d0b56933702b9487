import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Installation } from '../support/installation.ts';

const place = new Installation({ HOMAT_TIME: 'skip' });
beforeAll(() => place.up());
afterAll(() => place.remove());

// The year of reports has a test of its own. The year of a plan comes first: behind it no case is
// left that nobody acknowledges, and that would urge all year long.
const MONTHS_LONG = 'small-plan.yaml';
const others = readdirSync(new URL('../../examples/', import.meta.url)).filter(
  (name) => name.endsWith('.yaml') && ![MONTHS_LONG, 'small-year.yaml'].includes(name),
);
const scenarios = [MONTHS_LONG, ...others];

test.each(scenarios)(
  'in a drill %s is played in skipped time',
  { timeout: 300_000 },
  async (name) => {
    const { code, out, err } = await place.homat('scenario', 'run', `examples/${name}`);
    expect(`${err}${out}`).toContain('✓');
    expect(code).toBe(0);
    // A drill has a series of numbers of its own, and is in no figure of the year.
    expect(out).toMatch(/DT-(\d{4}-\d{6}|KH-)/);
  },
);
