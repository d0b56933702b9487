// The entry of every npm script. It runs on any Node from 20 with nothing installed, gets what is
// missing, and hands over to the pinned Node 24.
import { join } from 'node:path';
import { endCommands } from './command.mjs';
import { doctor } from './doctor.mjs';
import { hand } from './hand.mjs';
import { ROOT, packages } from './packages.mjs';
import { say, text } from './say.mjs';
import { hasGo, temporalCli, temporalServer, timeSkipping } from './temporal.mjs';

const [command = 'up', ...rest] = process.argv.slice(2);
const file = (...path) => join(ROOT, ...path);

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.once(signal, () => {
    endCommands();
    process.exit(code);
  });
}

try {
  await main();
} catch (error) {
  say('failed', { what: error.message });
  process.exit(1);
}

async function main() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(text('node-too-old', { have: process.versions.node }));
  }
  if (command === 'doctor') return doctor();
  await packages();
  if (command === 'packages') return;
  if (command === 'servers') return void (await allServers());
  if (command === 'check') return hand([file('scripts', 'check.ts'), ...rest]);
  if (command === 'homat') return hand([file('client', 'cli', 'main.ts'), ...rest]);
  if (command === 'test') {
    return hand([file('scripts', 'test.ts'), ...rest], { env: ownServers(await allServers()) });
  }
  if (command === 'bench') {
    const env = ownServers({ TEMPORAL_CLI_PATH: await temporalCli() });
    return hand([file('bench', 'main.ts'), ...rest], { env });
  }
  const env = { ...process.env, ...(command === 'up' ? await serversOfUp() : {}) };
  hand([file('worker', 'main.ts'), command, ...rest], { env, lasting: true });
}

async function serversOfUp() {
  if (process.env.HOMAT_TIME === 'skip') {
    return { HOMAT_TIME_SKIPPING_PATH: await timeSkipping() };
  }
  return process.env.TEMPORAL_ADDRESS ? {} : { TEMPORAL_CLI_PATH: await temporalCli() };
}

async function allServers() {
  const [cli, skipping] = await Promise.all([temporalCli(), timeSkipping()]);
  // Without Go the tests of the servers' own topology say what they miss.
  if (hasGo()) await temporalServer();
  return { TEMPORAL_CLI_PATH: cli, HOMAT_TIME_SKIPPING_PATH: skipping };
}

/** Tests start servers of their own and must not meet those that the environment names. */
function ownServers(servers) {
  const ours = /^(HOMAT_(?!CACHE$)|TEMPORAL_|DATABASE_URL$)/;
  const others = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return { ...Object.fromEntries(others), ...servers };
}
