import { Client, Connection } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PostgresServer } from '../../worker/servers/postgres.ts';
import { startPostgres } from '../../worker/servers/postgres.ts';
import { startTemporalOnPostgres } from '../../worker/servers/temporal-on-postgres.ts';
import { temporalBinaries } from './binaries.ts';
import type { Binaries } from './stand-ins.ts';

const folder = mkdtempSync(join(tmpdir(), 'homat-temporal-'));
let postgres: PostgresServer;
let binaries: Binaries;

beforeAll(async () => {
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'keys'));
  binaries = await temporalBinaries();
  postgres = await startPostgres(join(folder, 'postgres'), {
    keysFolder: join(folder, 'keys'),
    logFile: join(folder, 'postgres.log'),
  });
}, 900_000);

afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const start = () =>
  startTemporalOnPostgres({
    binaries,
    postgresUrl: postgres.ownerUrl,
    folder,
    namespace: 'ho-mat',
    retentionHours: 48,
    logFile: join(folder, 'temporal.log'),
  });

describe('the Temporal server on PostgreSQL', () => {
  it('keeps every process that was begun, though it is killed and started again', async () => {
    const first = await start();
    const ids = Array.from({ length: 20 }, () => randomUUID());
    try {
      const connection = await Connection.connect({ address: first.address });
      const client = new Client({ connection, namespace: 'ho-mat' });
      await Promise.all(
        ids.map((workflowId) =>
          client.workflow.start('handleIncident', { workflowId, taskQueue: 'nobody', args: [] }),
        ),
      );
      await connection.close();
    } finally {
      process.kill(first.pid, 'SIGKILL');
      await first.ended;
    }
    const second = await start();
    try {
      const connection = await Connection.connect({ address: second.address });
      const client = new Client({ connection, namespace: 'ho-mat' });
      const found = await Promise.all(ids.map((id) => client.workflow.getHandle(id).describe()));
      expect(found.map((run) => run.status.name)).toEqual(ids.map(() => 'RUNNING'));
      await connection.close();
    } finally {
      await second.stop();
    }
  });

  it('makes the namespace with the retention that was asked for', async () => {
    const server = await start();
    try {
      const connection = await Connection.connect({ address: server.address });
      const { config } = await connection.workflowService.describeNamespace({
        namespace: 'ho-mat',
      });
      expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(48 * 3_600);
      await connection.close();
    } finally {
      await server.stop();
    }
  });

  it('has the newest schema of its version in both stores', async () => {
    for (const [database, expected] of [
      ['temporal', '1.19'],
      ['temporal_visibility', '1.14'],
    ] as const) {
      const client = new pg.Client({
        connectionString: postgres.ownerUrl.replace(/\/homat$/, `/${database}`),
      });
      await client.connect();
      const { rows } = await client.query<{ v: string }>(
        'select curr_version as v from schema_version',
      );
      await client.end();
      expect(rows[0]?.v, database).toBe(expected);
    }
  });
});
