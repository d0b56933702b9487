import type { Command } from 'commander';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { MessageParams } from '../../locales/index.ts';
import { isMessageKey, translate } from '../../locales/index.ts';
import { openDatabase } from '../../records/database.ts';
import type { Database } from '../../records/database.ts';
import { CHECKPOINT_FILE, exportLog } from '../../records/log/export.ts';
import { NoteError, readVerifiers } from '../../records/log/note.ts';
import { proofJson, proofText, proveFact } from '../../records/log/proof.ts';
import { latestCheckpoint } from '../../records/log/sequence.ts';
import type { KeptNote } from '../../records/log/source.ts';
import type { DatabaseVerdict } from '../../records/log/verify-database.ts';
import { verifyDatabase, verifyExport } from '../../records/log/verify-database.ts';
import type { Verdict } from '../../records/log/verify.ts';
import { languageOf } from './context.ts';
import { embeddedDatabaseUrl } from './embedded-database.ts';
import { EXIT } from './exit-codes.ts';
import { dataFolder } from './places.ts';

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
  readonly keyFile: () => string;
}

/**
 * `homat log verify|prove|export|checkpoint`: no server, no login; from the record, or an export.
 */
export function registerLogCommands(program: Command, places: LogPlaces): void {
  const log = program.command('log').description(say('about'));
  log
    .command('verify')
    .description(say('verify'))
    .option('--database <url>', say('option-database'))
    .option('--export <folder>', say('option-export'))
    .option('--key <file>', say('option-key'))
    .option('--checkpoint <file...>', say('option-checkpoint'))
    .option('--json')
    .action(async (_: LogOptions, command: Command) => {
      const options = command.optsWithGlobals<LogOptions>();
      const verdict = await verify(options, places);
      if (options.json === true) console.log(JSON.stringify(withTexts(verdict), null, 2));
      else console.log(verdictText(verdict));
      if (verdict.faults.length > 0) process.exitCode = EXIT.refused;
    });
  log
    .command('prove <fact>')
    .description(say('prove'))
    .option('--database <url>', say('option-database'))
    .option('--json')
    .action(async (fact: string, _: LogOptions, command: Command) => {
      const options = command.optsWithGlobals<LogOptions>();
      const proof = await withDatabase(options, places, (db) => proveFact(db, fact));
      if (proof === 'unknown' || proof === 'waiting') {
        console.error(say(`${proof}-fact`, { fact }));
        process.exitCode = EXIT.refused;
        return;
      }
      if (options.json === true) console.log(JSON.stringify(proofJson(proof), null, 2));
      else process.stdout.write(proofText(proof));
    });
  log
    .command('export <folder>')
    .description(say('export'))
    .option('--database <url>', say('option-database'))
    .option('--facts', say('option-facts'))
    .option('--json')
    .action(async (folder: string, _: LogOptions, command: Command) => {
      const options = command.optsWithGlobals<LogOptions>();
      const facts = options.facts === true;
      const entries = await withDatabase(options, places, (db) => exportLog(db, folder, { facts }));
      if (entries === null) throw new Error(say('no-checkpoint'));
      if (options.json === true) console.log(JSON.stringify({ entries, folder, facts }));
      else console.log(say('exported', { entries, folder }));
    });
  log
    .command('checkpoint')
    .description(say('checkpoint'))
    .option('--database <url>', say('option-database'))
    .action(async (_: LogOptions, command: Command) => {
      const options = command.optsWithGlobals<LogOptions>();
      const note = await withDatabase(options, places, latestCheckpoint);
      if (note === null) throw new Error(say('no-checkpoint'));
      process.stdout.write(note);
    });
}

async function verify(
  options: LogOptions,
  places: LogPlaces,
): Promise<Verdict & Partial<DatabaseVerdict>> {
  const verifiers = keysFrom(options.key ?? places.keyFile());
  const kept: KeptNote[] = (options.checkpoint ?? []).map((file) => ({
    note: textOf(file),
    from: basename(file),
  }));
  const folder = options.export;
  if (folder === undefined) {
    return withDatabase(options, places, (db) => verifyDatabase(db, kept, verifiers));
  }
  if (!existsSync(join(folder, CHECKPOINT_FILE))) throw new Error(say('no-export', { folder }));
  return verifyExport(folder, kept, verifiers);
}

/** The same as JSON, each fault with its sentence. */
function withTexts(verdict: Verdict): object {
  const faults = verdict.faults.map((fault) => ({
    ...fault,
    text: say(fault.fault, params(fault)),
  }));
  return { ok: faults.length === 0, ...verdict, faults };
}

function verdictText(verdict: Verdict & Partial<DatabaseVerdict>): string {
  const { size, facts, checkpoints, root, waiting = 0, faults, more } = verdict;
  return [
    say('counted', { size, facts, checkpoints, root }),
    ...(waiting > 0 ? [say('waiting', { waiting })] : []),
    ...faults.map((fault) => `  ${say(fault.fault, params(fault))}`),
    ...(more > 0 ? [`  ${say('more', { more })}`] : []),
    say(faults.length === 0 ? 'right' : 'wrong'),
  ].join('\n');
}

function params(fault: Verdict['faults'][number]): MessageParams {
  const { fault: _, ...rest } = fault;
  return rest;
}

function keysFrom(file: string): string {
  const text = textOf(file);
  try {
    readVerifiers(text);
  } catch (error) {
    if (error instanceof NoteError) throw new Error(say('key-unusable', { file }));
    throw error;
  }
  return text;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Error(say('no-file', { file }));
  }
}

async function withDatabase<T>(
  options: LogOptions,
  places: LogPlaces,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const url = options.database ?? places.databaseUrl() ?? embeddedDatabaseUrl(dataFolder());
  if (url === undefined) throw new Error(say('no-database'));
  const db = openDatabase(url, { connections: 2, applicationName: 'homat log' });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** A text of this command, in the language asked for on the command line. */
function say(name: string, values: MessageParams = {}): string {
  const key = `log.${name}`;
  if (!isMessageKey(key)) throw new Error(`No text ${key}`);
  return translate(languageOf(process.argv.slice(2)), key, values);
}
