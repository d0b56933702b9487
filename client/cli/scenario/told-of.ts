/** What a step says, in a line. */
export function toldOf(value: unknown): string {
  return JSON.stringify(value).replaceAll('"', '').slice(1, -1);
}
