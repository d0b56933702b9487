// By the letters before a number; `DT-` stands before those of a drill.
const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^(DT-)?KH-/, 'plans'],
  [/^(DT-)?NV-/, 'tasks'],
  [/^(DT-)?VM-/, 'difficulties'],
  [/^[A-Z]+-\d{4}-\d{6,9}$/, 'incidents'],
  [/\./, 'reports'],
];

/**
 * Where a case is, by its number: `SC-2026-000001` is an incident, `BCN-2026` a year of reports,
 * `BCN-2026.UBX-02647` one of them, `KH-LAO-CAI-2026` a plan, `NV-LAO-CAI-2026.II.5.UBX-02647` a
 * task of it, `VM-2026-000001` a difficulty.
 */
export function placeOf(number: string): string {
  const known = PLACES.find(([form]) => form.test(number));
  return `${known?.[1] ?? 'report-cycles'}/${number}`;
}
