// `npm run bench`: what the product costs on the real Temporal dev server and real PostgreSQL, as
// counts and ratios. `npm run bench -- national --provinces 3` is a try of a few minutes;
// `npm run bench -- plans --provinces 1` of one.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dateOf } from '../domain/time/instant.ts';
import { endAll } from '../scripts/left-over.ts';
import { MACHINE_CLOCK } from '../worker/clock.ts';
import { datesAround } from './dates.ts';
import { incidents } from './incidents.ts';
import { figure, mebibytes, seconds } from './measures.ts';
import { national } from './national.ts';
import { BenchPeople } from './people.ts';
import { plans } from './plans.ts';
import { otherRegimes } from './regimes.ts';
import { startSystem } from './system.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    provinces: { type: 'string' },
    width: { type: 'string', default: '32' },
    tasks: { type: 'string', default: '1' },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'homat-bench-'));
// PostgreSQL does not run as root and has to get at its own folder in there.
chmodSync(folder, 0o711);

async function cleanUp(): Promise<void> {
  await endAll(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.once(signal, () => void cleanUp().finally(() => process.exit(code)));
}

const began = Date.now();
try {
  const parts =
    positionals.length === 0 ? ['national', 'plans', 'regimes', 'incidents'] : positionals;
  figure('machine', `${cpus().length} processors, ${mebibytes(totalmem())}`);
  const system = await startSystem(join(folder, 'data'), datesAround(dateOf(MACHINE_CLOCK.now())));
  try {
    const people = new BenchPeople();
    const provinces = values.provinces === undefined ? null : Number(values.provinces);
    // First, while nothing else is in the stores.
    if (parts.includes('incidents')) await incidents(system, people);
    const options = { provinces, width: Number(values.width) };
    if (parts.includes('national')) await national(system, people, options);
    const upper = { ...options, tasks: Number(values.tasks) };
    if (parts.includes('plans')) await plans(system, people, upper);
    if (parts.includes('regimes')) await otherRegimes(system, people);
  } finally {
    await system.stop();
  }
  figure('the whole of it took', seconds(Date.now() - began));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
