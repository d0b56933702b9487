// The program: `up` starts everything of one office, `serve --role …` plays roles against servers
// that run elsewhere.
import { Runtime } from '@temporalio/worker';
import { parseArgs } from 'node:util';
import pino from 'pino';
import type { Logger } from 'pino';
import { dataFolderOf } from '../config/data-folder.ts';
import { ConfigError, loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { rebuildEngine } from '../client/rebuild.ts';
import { migrate } from '../records/migrate.ts';
import { translate } from '../locales/index.ts';
import { openDataFolder } from './data-folder.ts';
import { openParts } from './parts.ts';
import { languageSaid, plainly } from './plainly.ts';
import { publicUrlOf, temporalFromEnvironment } from './places.ts';
import { seed } from './seed.ts';
import type { Role } from './serve.ts';
import { ROLES, serve } from './serve.ts';
import { up } from './up.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { role: { type: 'string', default: 'all' } },
});

try {
  await main(positionals[0] ?? 'up');
} catch (error) {
  console.error(plainly(error, languageSaid(process.env)));
  process.exit(1);
}

async function main(command: string): Promise<void> {
  const config = loadConfig(process.env);
  const log = pino({ level: config.logLevel === 'info' ? 'warn' : config.logLevel });
  quietEngine(log);
  if (command === 'up') {
    const running = await up(config, log);
    untilAskedToStop(running.stop);
    console.log(`ready ${running.url}`);
    return;
  }
  if (command === 'serve') return serveRoles(config, log);
  if (command === 'migrate') return migrateAndSeed(config, log);
  if (command === 'rebuild') return rebuild(config, log);
  throw new Error(translate(config.language, 'setup.unknown-command', { command }));
}

async function serveRoles(config: Config, log: Logger): Promise<void> {
  const roles: readonly Role[] =
    values.role === 'all' ? ROLES : ROLES.filter((role) => values.role.split(',').includes(role));
  if (roles.length === 0) {
    throw new Error(translate(config.language, 'setup.unknown-role', { role: values.role }));
  }
  const parts = await openParts(placesOf(config), log);
  const served = await serve(parts, config, roles);
  untilAskedToStop(async () => {
    await served.stop();
    await parts.close();
  });
  console.log(`ready ${served.url ?? roles.join(',')}`);
}

/** For an office with servers: schema and directory, once before the roles are started. */
async function migrateAndSeed(config: Config, log: Logger): Promise<void> {
  const owner = config.databaseOwnerUrl ?? required('DATABASE_URL', config.databaseUrl);
  await migrate(owner, process.env['HOMAT_APP_PASSWORD']);
  const parts = await openParts(placesOf(config), log);
  const folder = dataFolderOf(process.env);
  await seed(parts.db, { demo: config.demo, dataFolder: folder, now: parts.clock.now() });
  await parts.close();
}

async function rebuild(config: Config, log: Logger): Promise<void> {
  const parts = await openParts(placesOf(config), log);
  const count = await rebuildEngine(parts.db, parts.engine);
  await parts.close();
  console.log(String(count));
}

function placesOf(config: Config) {
  const folder = openDataFolder(dataFolderOf(process.env));
  return {
    databaseUrl: required('DATABASE_URL', config.databaseUrl),
    temporal: temporalFromEnvironment(),
    smtpUrl: required('HOMAT_SMTP_URL', config.smtpUrl),
    sinkFolder: null,
    keysFolder: folder.keys,
    drill: false,
    publicUrl: publicUrlOf(config, config.port),
  };
}

function required(name: string, value: string | null): string {
  if (value === null) throw new ConfigError([`${name}`]);
  return value;
}

/**
 * Ctrl-C and SIGTERM stop in order, and so does the end of whoever started us; asked again, we do
 * not wait for it.
 */
function untilAskedToStop(stop: () => Promise<void>): void {
  let asked = 0;
  const onSignal = (): void => {
    // A terminal, npm and its script may each pass the same Ctrl-C on.
    if (asked > 0 && Date.now() - asked > 2_000) process.exit(130);
    if (asked > 0) return;
    asked = Date.now();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.once('disconnect', onSignal);
}

/** The engine's own words go where ours go, and its routine is not news. */
function quietEngine(log: Logger): void {
  const pass = (level: 'warn' | 'error') => (message: string, meta?: object) =>
    log[level]({ engine: meta }, message);
  const quiet = () => undefined;
  Runtime.install({
    shutdownSignals: [],
    logger: {
      log: quiet,
      trace: quiet,
      debug: quiet,
      info: quiet,
      warn: pass('warn'),
      error: pass('error'),
    },
  });
}
