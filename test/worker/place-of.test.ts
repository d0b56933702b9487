import { expect, it } from 'vitest';
import { placeOf } from '../../worker/place-of.ts';

it.each([
  ['SC-2026-000001', 'incidents'],
  ['DT-2026-000001', 'incidents'],
  ['BCN-2026', 'report-cycles'],
  ['DT-BCN-2027-1', 'report-cycles'],
  ['BCN-2026.UBX-02647', 'reports'],
  ['DT-BCN-2027-1.UBND-15.TH', 'reports'],
  ['KH-801-QD-TTG-2024', 'plans'],
  ['DT-KH-LAO-CAI-2026', 'plans'],
  ['DT-KH-LAO-CAI-2026-2', 'plans'],
  ['NV-LAO-CAI-2026.II.5.UBX-02647', 'tasks'],
  ['DT-NV-801-QD-TTG-2024.II.2.a-1.BCA', 'tasks'],
  ['VM-2026-000001', 'difficulties'],
  ['DT-VM-2026-000001', 'difficulties'],
])('a letter about %s leads to its place among the %s', (number, place) => {
  expect(placeOf(number)).toBe(`${place}/${number}`);
});
