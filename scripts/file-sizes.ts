import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const COLUMNS = 100;
const LINES = 500;
const SOURCE = /\.(ts|mjs|cjs|js|sql)$/;
const NOT_OURS = ['node_modules', 'dist', 'coverage'];

/** Source files with a line over 100 columns or more than 500 lines, one sentence each. */
export function oversized(root: string): string[] {
  return sources(root, '').flatMap((file) => {
    const lines = readFileSync(join(root, file), 'utf8').split('\n');
    const long = lines.flatMap((line, i) =>
      [...line].length > COLUMNS ? [`${file}:${i + 1}: ${[...line].length} columns`] : [],
    );
    return lines.length - 1 > LINES ? [...long, `${file}: ${lines.length - 1} lines`] : long;
  });
}

function sources(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isFile()) return SOURCE.test(entry.name) ? [path] : [];
    const isOurs = entry.isDirectory() && !entry.name.startsWith('.');
    return isOurs && !NOT_OURS.includes(entry.name) ? sources(root, path) : [];
  });
}
