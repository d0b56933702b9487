import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, cached } from './cache.mjs';
import { ask, run } from './command.mjs';
import { ROOT, runtime } from './packages.mjs';
import { say, text } from './say.mjs';

const CLI = 'temporal-cli-1.8.2';
const SERVER = 'temporal-server-1.31.2';
const SKIPPING = 'temporal-test-server-1.38.0';

// The first server whose updates, with a start and without, are as the product needs them.
const OLDEST_MINOR = 29;

// A closed network may swallow packets instead of refusing them.
const SILENCE_SECONDS = 20;

const exe = (name) => (process.platform === 'win32' ? `${name}.exe` : name);
const SCRIPT = process.platform === 'win32' ? 'test-server.cmd' : 'test-server';

/**
 * The Temporal dev server's binary, by this order: TEMPORAL_CLI_PATH, `temporal` on the PATH, the
 * cache, the SDK's download, a build from its Go module. Throws, in plain words, when none is to be
 * had. A server that runs elsewhere (TEMPORAL_ADDRESS) is the caller's to think of.
 */
export async function temporalCli() {
  const given = process.env.TEMPORAL_CLI_PATH;
  if (given) {
    if (ask(given, ['--version']) !== null) return given;
    throw new Error(text('cli-does-not-run', { path: given }));
  }
  if (onPath({ aloud: true })) return 'temporal';
  const folder = await cached(CLI, async (target) => {
    const binary = join(target, exe('temporal'));
    say('temporal-download', { seconds: SILENCE_SECONDS });
    if (await download('cli', target, binary)) return;
    if (!hasGo()) throw new Error(text('temporal-missing'));
    say('temporal-build');
    await goBuild(binary, 'github.com/temporalio/cli/cmd/temporal');
  });
  return join(folder, exe('temporal'));
}

/** The Temporal server and its schema tool, as an office with servers runs them. */
export async function temporalServer() {
  const folder = await cached(SERVER, async (target) => {
    if (!hasGo()) throw new Error(text('temporal-missing'));
    say('server-build');
    await goBuild(join(target, exe('server')), 'go.temporal.io/server/cmd/server');
    await goBuild(join(target, exe('sql')), 'go.temporal.io/server/cmd/tools/sql');
  });
  return { server: join(folder, exe('server')), sql: join(folder, exe('sql')) };
}

/** Temporal's time-skipping server as one executable that can be killed. */
export async function timeSkipping() {
  const given = process.env.HOMAT_TIME_SKIPPING_PATH;
  if (given) return given;
  const folder = await cached(SKIPPING, async (target) => {
    const words = hasMaven() ? await fromMaven(target) : '';
    if (words === null) return;
    say('skipping-download', { seconds: SILENCE_SECONDS });
    if (await download('time-skipping', target, join(target, SCRIPT))) return;
    throw new Error(text('skipping-missing', { words }));
  });
  return join(folder, SCRIPT);
}

export const hasGo = () => ask('go', ['version']) !== null;
export const hasMaven = () => ask('java', ['-version']) !== null && ask('mvn', ['-v']) !== null;

/** What is there already, without fetching anything; null for each that is not. */
export function found() {
  const there = (name, file) => {
    const path = join(cacheFolder(), name, file);
    return existsSync(path) ? path : null;
  };
  return {
    cli:
      process.env.TEMPORAL_ADDRESS ??
      process.env.TEMPORAL_CLI_PATH ??
      (onPath() ? 'temporal' : there(CLI, exe('temporal'))),
    server: there(SERVER, exe('server')),
    timeSkipping: process.env.HOMAT_TIME_SKIPPING_PATH ?? there(SKIPPING, SCRIPT),
  };
}

function onPath({ aloud = false } = {}) {
  const have = ask('temporal', ['--version']);
  if (have === null) return false;
  const [major, minor] = (/Server (\d+)\.(\d+)/.exec(have) ?? []).slice(1).map(Number);
  if (major > 1 || (major === 1 && minor >= OLDEST_MINOR)) return true;
  if (aloud) say('temporal-old', { have });
  return false;
}

/** Whether the SDK could fetch a server; on a closed network it cannot, and that is no fault. */
async function download(which, target, binary) {
  const folder = join(target, 'download');
  mkdirSync(folder);
  const script = join(ROOT, 'scripts', 'setup', 'download.mjs');
  try {
    const words = await run(runtime(), [script, which, folder], {
      cwd: ROOT,
      seconds: 1_200,
      growing: { folder, seconds: SILENCE_SECONDS },
    });
    renameSync(words.trim().split('\n').at(-1), binary);
    chmodSync(binary, 0o755);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function goBuild(target, pkg) {
  const args = ['build', '-trimpath', '-buildvcs=false', '-ldflags', '-s -w', '-o', target, pkg];
  const cwd = join(ROOT, 'tools', 'temporal');
  try {
    await run('go', args, { cwd, seconds: 3_000, env: { GOFLAGS: '-mod=readonly' } });
  } catch (error) {
    throw new Error(text('temporal-build-failed', { words: error.message }), { cause: error });
  }
}

/** Null when Maven brought the server; otherwise what it said. */
async function fromMaven(target) {
  say('skipping-fetch');
  const lib = join(target, 'lib');
  mkdirSync(lib);
  const pom = join(ROOT, 'tools', 'time-skipping', 'pom.xml');
  try {
    await run(
      'mvn',
      ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${lib}`],
      { cwd: target, seconds: 900 },
    );
  } catch (error) {
    return error.message;
  }
  writeFileSync(join(target, SCRIPT), LAUNCH, { mode: 0o755 });
  return null;
}

// The script becomes the server, so that whoever ends it ends the server.
const MAIN = 'io.temporal.testserver.TestServer';
const LAUNCH =
  process.platform === 'win32'
    ? `@java -XX:TieredStopAtLevel=1 -cp "%~dp0lib\\*" ${MAIN} %*\r\n`
    : `#!/bin/sh
here=$(dirname "$0")
exec java -XX:TieredStopAtLevel=1 -cp "$here/lib/*" ${MAIN} "$@"
`;
