import { defineConfig } from 'vitest/config';
import { ClosingLine } from './scripts/closing-line.ts';

// Tests of pure rules need no server and run side by side; whatever starts servers of its own runs
// one file at a time, so that two cores are enough.
const SERVERS = [
  'test/records/**',
  'test/activities/**',
  'test/api/**',
  'test/cli/**',
  'test/workflows/**',
  'test/whole/**',
  'test/topology/**',
  'test/setup/**',
];

export default defineConfig({
  test: {
    reporters: ['default', new ClosingLine()],
    projects: [
      {
        test: {
          name: 'rules',
          pool: 'forks',
          include: ['test/**/*.test.ts'],
          exclude: SERVERS,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'servers',
          pool: 'forks',
          include: SERVERS.map((folder) => `${folder}/*.test.ts`),
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
