import { chmodSync, copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, run } from './command.mjs';
import { cached, cacheFolder } from './cache.mjs';
import { ROOT, runtime } from './packages.mjs';
import { say, text } from './say.mjs';

const CLI = 'temporal-cli-1.8.2';
const SERVER = 'temporal-server-1.31.2';
const SKIPPING = 'temporal-test-server-1.38.0';
const DOWNLOAD_SECONDS = 20;

const exe = (name) => (process.platform === 'win32' ? `${name}.exe` : name);

/**
 * The Temporal dev server's binary, by this order: TEMPORAL_CLI_PATH, `temporal` on the PATH, the
 * cache, the SDK's download, a build from its Go module. Null with TEMPORAL_ADDRESS: a server runs.
 */
export async function temporalCli() {
  if (process.env.TEMPORAL_ADDRESS) return null;
  if (process.env.TEMPORAL_CLI_PATH) return process.env.TEMPORAL_CLI_PATH;
  if (ask('temporal', ['--version']) !== null) return 'temporal';
  const folder = await cached(CLI, async (target) => {
    if (await download(join(target, exe('temporal')))) return;
    await goBuild(join(target, exe('temporal')), 'github.com/temporalio/cli/cmd/temporal');
  });
  return join(folder, exe('temporal'));
}

/** The Temporal server and its schema tool, as an office with servers runs them. */
export async function temporalServer() {
  const folder = await cached(SERVER, async (target) => {
    await goBuild(join(target, exe('server')), 'go.temporal.io/server/cmd/server');
    await goBuild(join(target, exe('sql')), 'go.temporal.io/server/cmd/tools/sql');
  });
  return { server: join(folder, exe('server')), sql: join(folder, exe('sql')) };
}

/** Temporal's time-skipping server as one executable that can be killed. */
export async function timeSkipping() {
  if (process.env.HOMAT_TIME_SKIPPING_PATH) return process.env.HOMAT_TIME_SKIPPING_PATH;
  const folder = await cached(SKIPPING, async (target) => {
    if (ask('java', ['-version']) === null || ask('mvn', ['-v']) === null) {
      throw new Error(text('skipping-missing'));
    }
    say('skipping-fetch');
    const lib = join(target, 'lib');
    mkdirSync(lib);
    await run(
      'mvn',
      [
        '-q',
        '-B',
        '-f',
        join(ROOT, 'tools', 'time-skipping', 'pom.xml'),
        'dependency:copy-dependencies',
        `-DoutputDirectory=${lib}`,
      ],
      { cwd: target, seconds: 600 },
    );
    writeFileSync(
      join(target, 'test-server'),
      [
        '#!/bin/sh',
        'here=$(dirname "$0")',
        `exec java -XX:TieredStopAtLevel=1 -cp "$here/lib/*" io.temporal.testserver.TestServer "$@"`,
        '',
      ].join('\n'),
    );
    chmodSync(join(target, 'test-server'), 0o755);
  });
  return join(folder, 'test-server');
}

/** What is there already, without fetching anything. */
export function found() {
  const there = (name, file) => {
    const path = join(cacheFolder(), name, file);
    return existsSync(path) ? path : null;
  };
  return {
    cli:
      process.env.TEMPORAL_ADDRESS ??
      process.env.TEMPORAL_CLI_PATH ??
      (ask('temporal', ['--version']) === null ? there(CLI, exe('temporal')) : 'temporal'),
    server: there(SERVER, exe('server')),
    timeSkipping: process.env.HOMAT_TIME_SKIPPING_PATH ?? there(SKIPPING, 'test-server'),
  };
}

async function download(target) {
  say('temporal-download', { seconds: DOWNLOAD_SECONDS });
  const script = join(ROOT, 'scripts', 'setup', 'download-cli.mjs');
  try {
    const words = await run(runtime(), [script], { cwd: ROOT, seconds: DOWNLOAD_SECONDS });
    const path = words.trim().split('\n').at(-1) ?? '';
    if (!existsSync(path)) return false;
    copyFileSync(path, target);
    chmodSync(target, 0o755);
    return true;
  } catch {
    return false;
  }
}

async function goBuild(target, pkg) {
  if (ask('go', ['version']) === null) throw new Error(text('temporal-missing'));
  say('temporal-build');
  await run(
    'go',
    ['build', '-trimpath', '-buildvcs=false', '-ldflags', '-s -w', '-o', target, pkg],
    { cwd: join(ROOT, 'tools', 'temporal'), seconds: 3_000, env: { GOFLAGS: '-mod=readonly' } },
  );
}
