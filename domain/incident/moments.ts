import type { Instant } from '../time/instant.ts';
import { MINUTE, plus } from '../time/instant.ts';

// Clocks of desks differ; a moment that far ahead is still "now".
const TOLERANCE = 2 * MINUTE;

/** Whether a moment that a person entered lies in the future of the office's clock. */
export function isLater(moment: Instant, now: Instant): boolean {
  return moment > plus(now, TOLERANCE);
}
