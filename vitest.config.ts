import { defineConfig } from 'vitest/config';
import { ClosingLine } from './scripts/closing-line.ts';

const tests = (...folders: string[]) => folders.map((folder) => `test/${folder}/**/*.test.ts`);

// What needs nothing but the database, and what starts servers of its own.
const DATABASE = tests('records', 'activities', 'api', 'cli');
const SERVERS = tests('workflows', 'whole', 'topology', 'setup');
// Whoever kills waits most of the time for somebody to come back: two such offices at once.
const KILLS = ['kills', 'kills-elsewhere', 'year-killed'].map((f) => `test/whole/${f}.test.ts`);

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
        // Two files at a time: they wait most of the time, each for servers of its own.
        test: {
          name: 'servers',
          pool: 'forks',
          include: SERVERS,
          exclude: KILLS,
          globalSetup: 'test/global-setup.ts',
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'kills',
          pool: 'forks',
          include: KILLS,
          globalSetup: 'test/global-setup.ts',
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
