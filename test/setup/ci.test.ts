import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Machine, ROOT } from './machine.ts';

/** Runs `.ci/run` with an npm that only says what `check` and `test` would say. */
function ci(check: string, tests: string): { last: string; code: number | null } {
  const machine = new Machine();
  const npm = machine.program('npm', `case "$*" in "run check") ${check};; test) ${tests};; esac`);
  const { stdout, status } = spawnSync('bash', [join(ROOT, '.ci', 'run')], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(npm, '..')}:${process.env['PATH'] ?? ''}` },
  });
  return { last: stdout.trimEnd().split('\n').at(-1) ?? '', code: status };
}

const say = (words: string, code = 0) => `printf '%b\\n' '${words}'; exit ${code}`;
const CHECKED = say('check: 8 passed, 0 failed');

test.each([
  ['all is well', CHECKED, say('40 passed, 0 failed'), '48 passed, 0 failed', 0],
  ['colours', CHECKED, say('\\033[32m40 passed, 0 failed\\033[39m'), '48 passed, 0 failed', 0],
  ['a test', CHECKED, say('39 passed, 1 failed', 1), '47 passed, 1 failed', 1],
  [
    'a check',
    say('check: 6 passed, 2 failed', 1),
    say('4 passed, 0 failed'),
    '10 passed, 2 failed',
    1,
  ],
  ['no packages', say('no', 1), say('no', 1), '0 passed, 2 failed', 1],
  ['an end without a count', CHECKED, say('nothing', 0), '8 passed, 1 failed', 1],
  ['a crash after a good count', CHECKED, say('9 passed, 0 failed', 9), '17 passed, 1 failed', 1],
])('the last line of the run counts: %s', (_, check, tests, last, code) => {
  expect(ci(check, tests)).toEqual({ last, code });
});
