import stringWidth from 'string-width';

/** A table with columns as wide as their widest cell; Vietnamese and Lao marks take no width. */
export function table(heads: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cells = [heads, ...rows.map((row) => row.map(shown))] as readonly (readonly string[])[];
  const widths = heads.map((_, i) => Math.max(...cells.map((row) => stringWidth(row[i] ?? ''))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - stringWidth(cell)))
      .join('  ')
      .trimEnd();
  const [first, ...rest] = cells.map(line);
  return [first, widths.map((w) => '─'.repeat(w)).join('  '), ...rest].join('\n');
}

/** Names and values under each other. */
export function pairs(rows: readonly (readonly [string, unknown])[]): string {
  const width = Math.max(0, ...rows.map(([name]) => stringWidth(name)));
  return rows
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => `${name}${' '.repeat(width - stringWidth(name))}  ${shown(value)}`)
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
  const [year, month, day] = before.split('-');
  return `24:00 ${day}/${month}/${year}`;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
