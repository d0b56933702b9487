import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, chmodSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ComposeFile, Service } from './compose-file.ts';
import { inOrder } from './compose-file.ts';
import type { Binaries } from './stand-ins.ts';
import { postgresPrograms, standIns } from './stand-ins.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NOBODY = 65_534;

export interface RunningService {
  readonly name: string;
  readonly process: ChildProcess;
  readonly environment: Readonly<Record<string, string>>;
}

/** The services of the compose file as processes of this machine. */
export interface ComposeRun {
  readonly order: readonly string[];
  readonly services: readonly RunningService[];
  /** Where the API of the file listens here. */
  readonly apiUrl: string;
  isHealthy(name: string): Promise<boolean>;
  /** Kills one process of a service at once, as a power cut would. */
  kill(service: RunningService): Promise<void>;
  /** Starts one more process of a service, as the restart policy would. */
  startAgain(name: string): RunningService;
  /** Runs a job once more and gives its exit code. */
  runAgain(name: string): Promise<number | null>;
  /** What a service has said so far. */
  logOf(name: string): string;
  stop(): Promise<void>;
}

/**
 * Starts what the file says, in its order, waiting for the health and the ends that it asks for.
 * Containers become processes: names of services become the loopback with ports of its own, secrets
 * and volumes become files of `folder`, everything else is as the file has it.
 */
export async function startCompose(
  compose: ComposeFile,
  options: {
    readonly folder: string;
    readonly binaries: Binaries;
    /** Contents of secrets that an operator would write. */
    readonly secrets: Readonly<Record<string, string>>;
    readonly without: readonly string[];
    readonly onStep?: (words: string) => void;
  },
): Promise<ComposeRun> {
  const { folder } = options;
  chmodSync(folder, 0o755);
  const ports = await freePorts(11);
  const [postgres, temporal, api, ...rings] = ports as [number, number, number, ...number[]];
  writeSecrets(folder, postgres, options.secrets);
  const bin = standIns(folder, options.binaries);
  const here = (text: string): string =>
    text
      .replaceAll('/run/secrets/', `${join(folder, 'secrets')}/`)
      .replaceAll('/deploy/temporal', join(ROOT, 'deploy/temporal'))
      .replaceAll('/var/lib/ho-mat', join(folder, 'homat'))
      .replaceAll('postgres:5432', `127.0.0.1:${postgres}`)
      .replaceAll('temporal:7233', `127.0.0.1:${temporal}`)
      .replace(/\b7233\b/, String(temporal))
      .replaceAll('127.0.0.1:8010', `127.0.0.1:${api}`);
  const base: Record<string, string> = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    PGPORT: String(postgres),
    PGDATA: join(folder, 'postgres'),
    PG_PROGRAMS: postgresPrograms(),
    SQL_HOST: '127.0.0.1',
    SQL_PORT: String(postgres),
    HOMAT_HOST: '127.0.0.1',
    HOMAT_PORT: String(api),
    FRONTEND_GRPC_PORT: String(temporal),
  };
  RING_VARIABLES.forEach((name, i) => (base[name] = String(rings[i])));
  const environmentOf = (service: Service): Record<string, string> => {
    const given = Object.entries(service.environment ?? {}).map(([k, v]) => [k, here(v)] as const);
    // Addresses and ports are this machine's; all else is as the file says.
    return { ...Object.fromEntries(given), ...base };
  };
  const running: RunningService[] = [];
  const run: ComposeRun = {
    order: inOrder(compose).filter((name) => !options.without.includes(name)),
    services: running,
    apiUrl: `http://127.0.0.1:${api}`,
    logOf: (name) => readFileSync(join(folder, `${name}.log`), 'utf8'),
    async isHealthy(name) {
      const service = compose.services[name];
      const [kind, ...words] = service?.healthcheck?.test ?? [];
      if (service === undefined || kind === undefined) throw new Error(`${name} has no check`);
      const [command = '', ...args] = kind === 'CMD-SHELL' ? ['sh', '-c', ...words] : words;
      const check = spawn(command, args.map(here), {
        cwd: ROOT,
        env: environmentOf(service),
        stdio: 'ignore',
      });
      const [code] = (await once(check, 'exit')) as [number | null];
      return code === 0;
    },
    async kill({ process: child }) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    startAgain: (name) => launch(name),
    async runAgain(name) {
      const { process: child } = launch(name);
      if (child.exitCode === null) await once(child, 'exit');
      return child.exitCode;
    },
    async stop() {
      for (const { name, process: child } of [...running].reverse()) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        const ended = once(child, 'exit');
        child.kill(compose.services[name]?.stop_signal ?? 'SIGTERM');
        const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
        await ended;
        clearTimeout(late);
      }
    },
  };
  try {
    for (const name of run.order) await startService(name);
    for (const name of run.order) {
      const lasting = running.some((r) => r.name === name && r.process.exitCode === null);
      if (lasting) await untilHealthy(name);
    }
  } catch (error) {
    await run.stop();
    throw error;
  }
  return run;

  async function startService(name: string): Promise<void> {
    const service = compose.services[name];
    if (service === undefined) throw new Error(`No service ${name}`);
    for (const [before, { condition }] of Object.entries(service.depends_on ?? {})) {
      if (condition === 'service_healthy') await untilHealthy(before);
      if (condition === 'service_completed_successfully') await untilDone(before);
    }
    options.onStep?.(name);
    for (let i = 0; i < (service.deploy?.replicas ?? 1); i += 1) launch(name);
  }

  function launch(name: string): RunningService {
    const service = compose.services[name];
    if (service === undefined) throw new Error(`No service ${name}`);
    const [command = '', ...args] = service.command;
    const log = openSync(join(folder, `${name}.log`), 'a');
    const environment = environmentOf(service);
    // PostgreSQL refuses to run as root.
    const asRoot = process.getuid?.() === 0 && service.user === 'postgres';
    const child = spawn(command, args.map(here), {
      cwd: ROOT,
      env: environment,
      stdio: ['ignore', log, log],
      ...(asRoot ? { uid: NOBODY, gid: NOBODY } : {}),
    });
    const started = { name, process: child, environment };
    running.push(started);
    return started;
  }

  async function untilHealthy(name: string): Promise<void> {
    for (let waited = 0; waited < 90_000; waited += 200) {
      if (await run.isHealthy(name)) return;
      const all = running.filter((r) => r.name === name);
      const dead = all.length > 0 && all.every((r) => r.process.exitCode !== null);
      if (dead) throw new Error(`${name} has ended:\n${run.logOf(name)}`);
      await pause(200);
    }
    throw new Error(`${name} is not well after 90 s:\n${run.logOf(name).slice(-4_000)}`);
  }

  async function untilDone(name: string): Promise<void> {
    const child = running.find((r) => r.name === name)?.process;
    if (child === undefined) throw new Error(`${name} was not started`);
    if (child.exitCode === null) await once(child, 'exit', { signal: AbortSignal.timeout(90_000) });
    if (child.exitCode !== 0) {
      throw new Error(`${name} ended with ${child.exitCode}:\n${run.logOf(name).slice(-4_000)}`);
    }
  }
}

const RING_VARIABLES = [
  'FRONTEND_MEMBERSHIP_PORT',
  'HISTORY_GRPC_PORT',
  'HISTORY_MEMBERSHIP_PORT',
  'MATCHING_GRPC_PORT',
  'MATCHING_MEMBERSHIP_PORT',
  'WORKER_GRPC_PORT',
  'WORKER_MEMBERSHIP_PORT',
];

/** What deploy/make-secrets.sh makes, with the port of this machine in the URLs. */
function writeSecrets(folder: string, port: number, given: Readonly<Record<string, string>>): void {
  const password = () => randomBytes(24).toString('hex');
  const [owner, app] = [password(), password()];
  const secrets = {
    'postgres-password': owner,
    'temporal-password': password(),
    'database-owner-url': `postgresql://homat:${owner}@127.0.0.1:${port}/homat`,
    'database-url': `postgresql://homat_app:${app}@127.0.0.1:${port}/homat`,
    ...given,
  };
  const place = join(folder, 'secrets');
  mkdirSync(place);
  for (const [name, content] of Object.entries(secrets)) {
    writeFileSync(join(place, name), content, { mode: 0o444 });
  }
  mkdirSync(join(folder, 'homat'));
  mkdirSync(join(folder, 'postgres'), { mode: 0o700 });
  if (process.getuid?.() === 0) chownSync(join(folder, 'postgres'), NOBODY, NOBODY);
}

/** Ports below 32768, as the Temporal server's stores need them. */
async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const probe = createServer().listen(port, '127.0.0.1');
    const isFree = await once(probe, 'listening').then(
      () => true,
      () => false,
    );
    probe.close();
    if (isFree) found.add(port);
  }
  return [...found];
}
