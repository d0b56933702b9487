import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { DataFolderInUse, lockDataFolder, openDataFolder } from '../../worker/data-folder.ts';
import { markOf } from '../../worker/servers/processes.ts';

const MODULE = new URL('../../worker/data-folder.ts', import.meta.url).href;
const newFolder = () => mkdtempSync(join(tmpdir(), 'homat-data-'));

/** Another process that takes the folder; it says `taken`, and goes on as told. */
async function holder(root: string, then: string) {
  const script = `import { lockDataFolder } from '${MODULE}';
    const lock = await lockDataFolder(${JSON.stringify(root)});
    console.log('taken'); setInterval(() => {}, 1_000); ${then}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

test('what is secret in the data folder is nobody else’s', () => {
  const folder = openDataFolder(join(newFolder(), 'data'));
  for (const own of [folder.keys, folder.temporal, folder.mail, folder.logs]) {
    expect(statSync(own).mode & 0o777, own).toBe(0o700);
  }
  expect(statSync(folder.root).mode & 0o066).toBe(0);
});

test('a second start on the same folder is refused, with the number of the first', async () => {
  const root = newFolder();
  const first = await holder(root, '');
  const refused = await lockDataFolder(root).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DataFolderInUse);
  expect((refused as DataFolderInUse).pid).toBe(first.pid);
  first.kill('SIGKILL');
  await once(first, 'exit');
  // The first one died with the lock in its hand.
  (await lockDataFolder(root)).release();
});

test('one that is just stopping is waited for', async () => {
  const root = newFolder();
  const done = join(root, 'done');
  const first = await holder(
    root,
    `const { writeFileSync } = await import('node:fs'); lock.leaving();
     setTimeout(() => { writeFileSync('${done}', ''); lock.release(); process.exit(); }, 600);`,
  );
  const ended = once(first, 'exit');
  await expect.poll(() => readFileSync(join(root, 'up.pid'), 'utf8')).toContain('leaving');
  const lock = await lockDataFolder(root);
  expect(existsSync(done)).toBe(true);
  lock.release();
  await ended;
});

test('the number of a dead holder, given to another process, holds nothing', async () => {
  const root = newFolder();
  const [pid] = markOf(process.pid).split('\n');
  writeFileSync(join(root, 'up.pid'), `${pid}\n1`);
  const lock = await lockDataFolder(root);
  expect(readFileSync(join(root, 'up.pid'), 'utf8')).toBe(markOf(process.pid));
  lock.release();
});

test('of many starts at once, also over the lock of a dead one, one gets the folder', async () => {
  const root = newFolder();
  writeFileSync(join(root, 'up.pid'), '999999999\n1');
  const script = `import { lockDataFolder } from '${MODULE}';
    lockDataFolder(${JSON.stringify(root)}).then(
      () => { console.log('taken'); setInterval(() => {}, 1_000); },
      () => { console.log('refused'); process.exit(); });`;
  const starts = Array.from({ length: 6 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  const said = await Promise.all(
    starts.map(async ({ stdout }) => String((await once(stdout, 'data'))[0]).trim()),
  );
  await pause(100);
  for (const start of starts) start.kill();
  expect(said.sort()).toEqual([...Array<string>(5).fill('refused'), 'taken']);
  rmSync(root, { recursive: true });
});
