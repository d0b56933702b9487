import type { Command } from 'commander';
import { randomUUID } from 'node:crypto';
import type { DirectoryChange } from '../../../domain/offices/change.ts';
import { streamOf } from '../../../domain/offices/change.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { dateOf, instantOf } from '../../../domain/time/instant.ts';
import type { Queryable } from '../../../records/database.ts';
import { openDatabase } from '../../../records/database.ts';
import { officeHistory } from '../../../records/offices-list.ts';
import { recordFact } from '../../../records/one-fact.ts';
import { addHolding } from '../../../records/people-capacities.ts';
import { hashPassword } from '../../../records/people-password.ts';
import { addPerson, setPasswordHash } from '../../../records/people.ts';
import { isTaken } from '../../api/changes.ts';
import type { Cli } from '../context.ts';
import { embeddedDatabaseUrl } from '../embedded-database.ts';
import { dataFolder } from '../places.ts';
import type { SecretOptions } from '../secret.ts';
import { secretOf } from '../secret.ts';
import { UsageError } from '../usage-error.ts';

// Shorter ones are guessed; longer ones cost their owner nothing (NIST SP 800-63B section 5.1.1).
const SHORTEST_PASSWORD = 12;
const LOGIN = /^[a-z0-9][a-z0-9._-]{1,99}$/;

interface CreateOptions extends SecretOptions {
  readonly office: string;
  readonly email?: string;
  readonly database?: string;
}

interface NewAdministrator {
  readonly login: string;
  readonly name: string;
  readonly office: string;
  readonly email: string | null;
  readonly hash: string;
}

/** `homat admin create`: an administrator, straight into the database. */
export function registerAdminCommands(program: Command, cli: Cli): void {
  program
    .command('admin')
    .description(cli.say('admin'))
    .command('create <login> <name>')
    .description(cli.say('admin-create'))
    .requiredOption('--office <office>', cli.say('option-office'))
    .option('--email <address>', cli.say('option-email'))
    .option('--password-file <file>', cli.say('password-file'))
    .option('--password-stdin', cli.say('password-stdin'))
    .option('--database <url>', cli.say('option-database'))
    .action(async (login: string, name: string, options: CreateOptions) => {
      const { office, email = null, database } = options;
      const url = database ?? process.env['DATABASE_URL'] ?? embeddedDatabaseUrl(dataFolder());
      if (url === undefined) throw new UsageError(cli.say('no-database'));
      if (!LOGIN.test(login)) throw new UsageError(cli.say('login-wrong', { login }));
      const password = await secretOf(options, cli);
      if (password.length < SHORTEST_PASSWORD) {
        throw new UsageError(cli.say('password-short', { length: SHORTEST_PASSWORD }));
      }
      const hash = await hashPassword(password);
      const db = openDatabase(url, { connections: 1, applicationName: 'homat admin' });
      try {
        if ((await officeHistory(db, office)).length === 0) {
          throw new UsageError(cli.say('no-office', { office }));
        }
        const now = instantOf(Date.now());
        const id = await db.transaction((tx) =>
          create(tx, { login, name, office, email, hash }, { now, language: cli.language }),
        );
        cli.print({ id, login }, () => cli.say('admin-created', { login }));
      } catch (error) {
        if (isTaken(error, 'people_login')) throw new UsageError(cli.say('login-taken', { login }));
        throw error;
      } finally {
        await db.close();
      }
    });
}

async function create(
  tx: Queryable,
  { hash, office, ...given }: NewAdministrator,
  { now, language }: { readonly now: Instant; readonly language: Cli['language'] },
): Promise<string> {
  const id = randomUUID();
  const today = dateOf(now);
  const capacity = 'administrator';
  const person = {
    id,
    ...given,
    language,
    clearance: 'none',
    activeFrom: today,
    activeTo: null,
  } as const;
  const held = { id: randomUUID(), person: id, office, capacity, validFrom: today, validTo: null };
  await record(tx, await addPerson(tx, person), now);
  await record(tx, await addHolding(tx, { ...held, capacity }), now);
  await record(tx, await setPasswordHash(tx, id, hash, now), now);
  return id;
}

/** Whoever has the database's key needs no capacity; that it was used is a fact all the same. */
async function record(tx: Queryable, change: DirectoryChange, now: Instant): Promise<void> {
  const { kind, ...data } = change;
  const stream = streamOf(change);
  const basis = 'homat admin create';
  await recordFact(tx, { stream, kind, actor: { kind: 'process' }, now, basis, data });
}
