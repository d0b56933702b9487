import stringWidth from 'string-width';

/** A table with columns as wide as their widest cell; Vietnamese and Lao marks take no width. */
export function table(heads: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cells = [heads, ...rows.map((row) => row.map(shown))] as readonly (readonly string[])[];
  const widths = heads.map((_, i) => Math.max(...cells.map((row) => stringWidth(row[i] ?? ''))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => padded(cell, widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  const [first, ...rest] = cells.map(line);
  return [first, widths.map((w) => '─'.repeat(w)).join('  '), ...rest].join('\n');
}

/** Names and values under each other; what has no value is left out. */
export function pairs(rows: readonly (readonly [string, unknown])[]): string {
  const told = rows
    .map(([name, value]) => [name, shown(value)] as const)
    .filter(([, value]) => value !== '');
  const width = Math.max(0, ...told.map(([name]) => stringWidth(name)));
  return told.map(([name, value]) => `${padded(name, width)}  ${value}`).join('\n');
}

/** The same text, so far to the right. */
export function indented(text: string, by = 2): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(by) + line))
    .join('\n');
}

/** An instant as people of the office read it: 09:30 02/03/2026. */
export function moment(instant: unknown): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})/.exec(String(instant ?? ''));
  if (found === null) return '';
  const [, year, month, day, time] = found;
  return `${time} ${day}/${month}/${year}`;
}

/** A due instant: the first late one, shown as 24:00 of the day before where it is midnight. */
export function dueMoment(instant: unknown): string {
  const text = String(instant ?? '');
  if (!text.includes('T00:00')) return moment(text);
  const before = new Date(Date.parse(text) + 7 * 3_600_000 - 1).toISOString().slice(0, 10);
  return `24:00 ${date(before)}`;
}

/** A date as people of the office read it: 02/03/2026. */
export function date(civil: unknown): string {
  return String(civil ?? '')
    .split('-')
    .reverse()
    .join('/');
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
