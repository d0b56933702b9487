import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { openDataFolder } from '../../worker/data-folder.ts';
import type { RunningServer } from '../../worker/servers/child.ts';
import { EndedAtOnce } from '../../worker/servers/child.ts';
import { keepRunning } from '../../worker/servers/keep-running.ts';
import type { PostgresServer } from '../../worker/servers/postgres.ts';
import { startPostgres } from '../../worker/servers/postgres.ts';
import { isRunning, markOf } from '../../worker/servers/processes.ts';
import type { TemporalServer } from '../../worker/servers/temporal-dev.ts';
import { startTemporalDev } from '../../worker/servers/temporal-dev.ts';
import { startTimeSkipping } from '../../worker/servers/time-skipping.ts';

const folder = openDataFolder(join(mkdtempSync(join(tmpdir(), 'homat-servers-')), 'data'));
const started: RunningServer[] = [];
afterAll(async () => {
  for (const server of started) await server.stop();
  rmSync(folder.root, { recursive: true, force: true });
});

function given(variable: string): string {
  const path = process.env[variable];
  if (path === undefined) throw new Error(`${variable} is not set: run npm test`);
  return path;
}

function kill(server: RunningServer): Promise<void> {
  process.kill(server.pid, 'SIGKILL');
  return server.ended;
}

describe('PostgreSQL', () => {
  async function start(): Promise<PostgresServer> {
    const server = await startPostgres(folder.postgres, {
      keysFolder: folder.keys,
      logFile: join(folder.logs, 'postgres.log'),
    });
    started.push(server);
    return server;
  }

  async function ask(server: PostgresServer, sql: string): Promise<unknown[][]> {
    const client = new pg.Client({ connectionString: server.ownerUrl });
    await client.connect();
    try {
      return (await client.query({ text: sql, rowMode: 'array' })).rows as unknown[][];
    } finally {
      await client.end();
    }
  }

  test('sorts as Vietnamese does, and answers nobody without the password', async () => {
    const server = await start();
    const words = "('đá'), ('da'), ('ăn'), ('an'), ('ân'), ('dê')";
    const sorted = await ask(server, `select w from (values ${words}) as words (w) order by w`);
    expect(sorted.flat()).toEqual(['an', 'ăn', 'ân', 'da', 'dê', 'đá']);
    const url = server.ownerUrl.replace(/homat:[^@]*@/, 'homat:guess@');
    const stranger = new pg.Client({ connectionString: url });
    await expect(stranger.connect()).rejects.toThrow(/password/);
    await stranger.end();
    expect(statSync(join(folder.keys, 'database.json')).mode & 0o777).toBe(0o600);
    await server.stop();
    expect(isRunning(markOf(server.pid))).toBe(false);
  });

  test('keeps what was committed when it is killed', async () => {
    const first = await start();
    await ask(first, 'create table kept as select 42 as n');
    await kill(first);
    const second = await start();
    expect(await ask(second, 'select n from kept')).toEqual([[42]]);
    await second.stop();
  });

  test('whose parent was killed is ended by the next start, which keeps its data', async () => {
    const left = await start();
    const next = await start();
    await left.ended;
    expect(await ask(next, 'select n from kept')).toEqual([[42]]);
    await next.stop();
  });

  test('of somebody else, whose number stands in our file, is left alone', async () => {
    const another = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1_000)', 'postgres']);
    writeFileSync(join(folder.postgres, 'data', 'postmaster.pid'), `${another.pid}\n`);
    const server = await start();
    expect(await ask(server, 'select n from kept')).toEqual([[42]]);
    expect(another.exitCode ?? another.signalCode).toBeNull();
    another.kill();
    await server.stop();
  });

  test('that dies while it is needed is there again, at the same address', async () => {
    const kept = await keepRunning(
      'PostgreSQL',
      (port) =>
        startPostgres(folder.postgres, {
          keysFolder: folder.keys,
          logFile: join(folder.logs, 'postgres.log'),
          ...(port === undefined ? {} : { port }),
        }),
      pino({ level: 'silent' }),
    );
    await kill(kept.first);
    await expect
      .poll(() => ask(kept.first, 'select n from kept').catch(() => null), { timeout: 30_000 })
      .toEqual([[42]]);
    await kept.stop();
    await expect(ask(kept.first, 'select 1')).rejects.toThrow();
  });
});

describe('the Temporal server', () => {
  const start = async (): Promise<TemporalServer> => {
    const server = await startTemporalDev({
      binary: given('TEMPORAL_CLI_PATH'),
      folder: folder.temporal,
      namespace: 'ho-mat',
      logFile: join(folder.logs, 'temporal.log'),
    });
    started.push(server);
    return server;
  };
  const store = () => join(folder.temporal, `temporal-${VERSION}.db`);
  const VERSION = '1.31.2';

  test('begins from the record until its store has once been filled from it', async () => {
    const first = await start();
    expect(first.fresh).toBe(true);
    await kill(first);
    const second = await start();
    expect(second.fresh).toBe(true);
    second.noteFilled();
    await second.stop();
    const third = await start();
    expect(third.fresh).toBe(false);
    await third.stop();
  });

  test('begins from the record when its store has gone', async () => {
    expect(existsSync(store())).toBe(true);
    for (const part of ['', '-wal', '-shm']) rmSync(`${store()}${part}`, { force: true });
    const server = await start();
    expect(server.fresh).toBe(true);
    server.noteFilled();
    await server.stop();
  });

  test('puts a store aside with which it does not start', async () => {
    writeFileSync(store(), 'this is no database');
    const server = await start();
    expect(server.fresh).toBe(true);
    expect(readFileSync(`${store()}.unusable`, 'utf8')).toBe('this is no database');
    await server.stop();
  });

  test('whose parent was killed is ended by the next start', async () => {
    const left = await start();
    const next = await start();
    await left.ended;
    expect(isRunning(markOf(next.pid))).toBe(true);
    await next.stop();
  });

  test('that is no program at all is told at once', async () => {
    const other = mkdtempSync(join(tmpdir(), 'homat-none-'));
    mkdirSync(join(other, 'store'));
    const refused = await startTemporalDev({
      binary: join(other, 'nothing'),
      folder: join(other, 'store'),
      namespace: 'ho-mat',
      logFile: join(other, 'log'),
    }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(EndedAtOnce);
  });
});

test('the time-skipping server of a drill that was killed is ended by the next one', async () => {
  const start = async () => {
    const server = await startTimeSkipping({
      binary: given('HOMAT_TIME_SKIPPING_PATH'),
      logFile: join(folder.logs, 'time-skipping.log'),
      folder: folder.temporal,
    });
    started.push(server);
    return server;
  };
  const left = await start();
  const next = await start();
  await left.ended;
  expect(next.address).not.toBe(left.address);
  await next.stop();
  expect(isRunning(markOf(next.pid))).toBe(false);
});
