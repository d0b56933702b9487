import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Machine } from './machine.ts';

// Makes the folder `thing-1`, slowly, and counts how often that was done.
const MAKE = `
  const { appendFileSync, writeFileSync } = await import('node:fs');
  const made = await m.cached('thing-1', async (folder) => {
    appendFileSync(process.env.HOMAT_CACHE + '/count', 'x');
    await new Promise((r) => setTimeout(r, 400));
    writeFileSync(folder + '/file', 'whole');
  });
  console.log(made);`;

test('two set-ups at once make a server once, and the second one says that it waits', async () => {
  const machine = new Machine();
  const both = await Promise.all([1, 2].map(() => machine.setup('cache.mjs', MAKE)));
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(both.map(({ out }) => out)).toEqual(Array(2).fill(join(machine.cache, 'thing-1')));
  expect(readFileSync(join(machine.cache, 'count'), 'utf8')).toBe('x');
  expect(both.map(({ err }) => err).join()).toContain('Another process is preparing thing-1');
  expect(readdirSync(machine.cache).sort()).toEqual(['count', 'thing-1']);
});

test('what could not be made is not there, and can be made at the next try', async () => {
  const machine = new Machine();
  const failed = await machine.setup(
    'cache.mjs',
    `await m.cached('thing-1', async () => { throw new Error('no disk'); });`,
  );
  expect(failed.err).toContain('no disk');
  expect(readdirSync(machine.cache)).toEqual([]);
  expect((await machine.setup('cache.mjs', MAKE)).code).toBe(0);
});

test('a set-up that was asked to stop leaves neither a lock nor half a server', async () => {
  const machine = new Machine();
  await machine.setup('cache.mjs', `await m.cached('thing-1', async () => process.exit(130));`);
  expect(readdirSync(machine.cache)).toEqual([]);
});

test('the lock and the remains of a set-up that was killed do not stop the next one', async () => {
  const machine = new Machine();
  const killed = await machine.setup(
    'cache.mjs',
    `await m.cached('thing-1', async () => process.kill(process.pid, 'SIGKILL'));`,
  );
  expect(killed.code).toBeNull();
  expect(existsSync(join(machine.cache, 'thing-1.lock'))).toBe(true);
  expect(readdirSync(machine.cache)).toHaveLength(2);
  expect((await machine.setup('cache.mjs', MAKE)).code).toBe(0);
  expect(readdirSync(machine.cache).sort()).toEqual(['count', 'thing-1']);
});

test('a lock that nobody has touched for a minute is nobody’s', async () => {
  const machine = new Machine();
  mkdirSync(machine.cache);
  const lock = join(machine.cache, 'thing-1.lock');
  // Its holder is alive, or on another machine; only its silence tells.
  writeFileSync(lock, `${process.pid} ${hostname()}`);
  const longAgo = new Date(Date.now() - 61_000);
  utimesSync(lock, longAgo, longAgo);
  expect((await machine.setup('cache.mjs', MAKE)).err).toBe('');
});
