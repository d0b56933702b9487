import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { openDatabase } from '../../records/database.ts';
import type { Database } from '../../records/database.ts';
import {
  entriesOf,
  exportLog,
  exportedCheckpoint,
  exportedEntries,
  factsWithoutLeaf,
  proveFact,
} from '../../records/log/reading.ts';
import { latestCheckpoint } from '../../records/log/sequence.ts';
import { verifyLog } from '../../records/log/verify.ts';

interface LogOptions {
  readonly database?: string;
  readonly export?: string;
  readonly key?: string;
  readonly checkpoint?: string[];
  readonly facts?: boolean;
  readonly json?: boolean;
}

/** Where the log's public key and the database are when no option says so. */
export interface LogPlaces {
  readonly databaseUrl: () => string | undefined;
  readonly keyFile: () => string | undefined;
}

/** `homat log verify|prove|export`: from the database, or from an export alone. */
export function registerLogCommands(program: Command, places: LogPlaces): void {
  const log = program.command('log');
  log
    .command('verify')
    .option('--database <url>')
    .option('--export <folder>')
    .option('--key <file>')
    .option('--checkpoint <file...>')
    .option('--json')
    .action(async (options: LogOptions) => {
      const verifier = readFileSync(required(options.key ?? places.keyFile(), '--key'), 'utf8');
      const old = (options.checkpoint ?? []).map((file) => ({
        note: readFileSync(file, 'utf8'),
        from: file,
      }));
      const verdict =
        options.export === undefined
          ? await withDatabase(options, places, async (db) => {
              const note = await latestCheckpoint(db);
              const newest = note === null ? [] : [{ note, from: 'database' }];
              const found = await verifyLog(entriesOf(db), [...newest, ...old], verifier);
              const without = await factsWithoutLeaf(db);
              const more = without.map((id) => `fact ${id} has no leaf`);
              return { ...found, faults: [...found.faults, ...more] };
            })
          : await verifyLog(
              exportedEntries(options.export),
              [{ note: exportedCheckpoint(options.export), from: 'export' }, ...old],
              verifier,
            );
      if (options.json === true) console.log(JSON.stringify(verdict));
      else {
        console.log(`${verdict.size} entries, ${verdict.facts} facts, root ${verdict.root}`);
        for (const fault of verdict.faults) console.log(`✗ ${fault}`);
        if (verdict.faults.length === 0) console.log('✓');
      }
      if (verdict.faults.length > 0) process.exitCode = 1;
    });
  log
    .command('prove <fact>')
    .option('--database <url>')
    .action(async (fact: string, options: LogOptions) => {
      const proof = await withDatabase(options, places, (db) => proveFact(db, fact));
      if (proof === null) process.exitCode = 1;
      console.log(JSON.stringify(proof, null, 2));
    });
  log
    .command('export <folder>')
    .option('--database <url>')
    .option('--facts')
    .action(async (folder: string, options: LogOptions) => {
      const facts = options.facts === true;
      const count = await withDatabase(options, places, (db) => exportLog(db, folder, { facts }));
      console.log(`${count} → ${folder}`);
    });
}

async function withDatabase<T>(
  options: LogOptions,
  places: LogPlaces,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const url = required(options.database ?? places.databaseUrl(), '--database');
  const db = openDatabase(url, { connections: 2, applicationName: 'homat log' });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

function required(value: string | undefined, option: string): string {
  if (value === undefined) throw new Error(`${option} is missing`);
  return value;
}
