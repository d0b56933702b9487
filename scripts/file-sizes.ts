import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const COLUMNS = 100;
const LINES = 500;

/** Source files with a line over 100 columns or more than 500 lines, one sentence each. */
export function oversized(root: string): string[] {
  const listed = spawnSync(
    'git',
    ['ls-files', '-co', '--exclude-standard', '*.ts', '*.mjs', '*.cjs', '*.js', '*.sql'],
    { cwd: root, encoding: 'utf8' },
  );
  const files = listed.stdout.split('\n').filter((f) => f !== '' && existsSync(join(root, f)));
  return files.flatMap((file) => {
    const lines = readFileSync(join(root, file), 'utf8').split('\n');
    const long = lines.flatMap((line, i) =>
      [...line].length > COLUMNS ? [`${file}:${i + 1}: ${[...line].length} columns`] : [],
    );
    return lines.length - 1 > LINES ? [...long, `${file}: ${lines.length - 1} lines`] : long;
  });
}
