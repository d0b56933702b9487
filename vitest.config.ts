import { defineConfig } from 'vitest/config';
import { ClosingLine } from './scripts/closing-line.ts';

const tests = (...folders: string[]) => folders.map((folder) => `test/${folder}/**/*.test.ts`);

// What needs nothing but the database, and what starts servers of its own.
const DATABASE = tests('records', 'activities', 'api', 'cli');
const SERVERS = tests('workflows', 'whole', 'topology', 'setup');

export default defineConfig({
  test: {
    reporters: ['default', new ClosingLine()],
    projects: [
      {
        test: {
          name: 'rules',
          pool: 'forks',
          include: tests('*'),
          exclude: [...DATABASE, ...SERVERS],
          maxWorkers: 2,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'database',
          pool: 'forks',
          include: DATABASE,
          globalSetup: 'test/global-setup.ts',
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // One file at a time: two cores are enough, and nobody's clock is disturbed.
        test: {
          name: 'servers',
          pool: 'forks',
          include: SERVERS,
          globalSetup: 'test/global-setup.ts',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
