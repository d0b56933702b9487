import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Machine, ROOT } from './machine.ts';

const HAND = new URL('../../scripts/setup/hand.mjs', import.meta.url).href;

/** Starts a script under Node 24 as `npm run up` would; gives the first process. */
function handed(script: string, options = '{}') {
  const launcher = `import { hand } from '${HAND}';
    hand(['-e', ${JSON.stringify(script)}], ${options});`;
  return spawn(process.execPath, ['--input-type=module', '-e', launcher], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function lineOf(child: ReturnType<typeof handed>): Promise<string> {
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return chunk.toString().trim();
}

const WAIT = `console.log(process.version); setTimeout(() => {}, 60_000);`;

test('a program that was handed over to ends for us with its own exit code', async () => {
  const [code] = (await once(handed('process.exit(7)'), 'exit')) as [number];
  expect(code).toBe(7);
});

test('it runs under Node 24', async () => {
  const child = handed(WAIT);
  expect(await lineOf(child)).toMatch(/^v24\./);
  child.kill();
  await once(child, 'exit');
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s reaches it, and is told to whoever started us', async (signal, expected) => {
  const child = handed(WAIT);
  await lineOf(child);
  child.kill(signal);
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(expected);
});

test('a lasting program hears that the one who started it was killed', async () => {
  const child = handed(
    `console.log('here');
     process.on('disconnect', () => { console.log('alone'); process.exit(); });`,
    '{ lasting: true }',
  );
  expect(await lineOf(child)).toBe('here');
  child.kill('SIGKILL');
  expect(await lineOf(child)).toBe('alone');
});

test('npx homat passes words and exit codes on', async () => {
  const homat = join(ROOT, 'bin', 'homat.mjs');
  const { code, out } = await new Machine().node(
    [homat, 'clock', 'derive', '--kind', 'hours', '--amount', '2', '--json'].concat([
      '--from',
      '2026-03-02T09:00:00+07:00',
    ]),
  );
  expect(code).toBe(0);
  expect((JSON.parse(out) as { due: string }).due).toBe('2026-03-02T11:00:00+07:00');
  const wrong = await new Machine().node([homat, 'no-such-word']);
  expect(wrong.code).not.toBe(0);
});
