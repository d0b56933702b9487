import type { Command } from 'commander';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { openDatabase } from '../../../records/database.ts';
import { addPerson, setPasswordHash } from '../../../records/people.ts';
import { addHolding } from '../../../records/people-capacities.ts';
import { hashPassword } from '../../../records/people-password.ts';
import { dateOf, instantOf } from '../../../domain/time/instant.ts';
import type { Cli } from '../context.ts';

// Shorter ones are guessed; longer ones cost their owner nothing (NIST SP 800-63B section 5.1.1).
const SHORTEST_PASSWORD = 12;

/** `homat admin create`: the first administrator, straight into the database. */
export function registerAdminCommands(program: Command, cli: Cli): void {
  const admin = program.command('admin').description(cli.say('admin'));
  admin
    .command('create <login> <name>')
    .description(cli.say('admin-create'))
    .requiredOption('--office <office>')
    .requiredOption('--password-file <file>', cli.say('password-file'))
    .option('--database <url>')
    .action(async (login: string, name: string, options: Record<string, string>) => {
      const { office = '', passwordFile = '', database } = options;
      const url = database ?? process.env['DATABASE_URL'];
      if (url === undefined) throw new Error(cli.say('no-database'));
      const password = readFileSync(passwordFile, 'utf8').split(/\r?\n/)[0] ?? '';
      if (password.length < SHORTEST_PASSWORD) {
        throw new Error(cli.say('password-short', { length: SHORTEST_PASSWORD }));
      }
      const db = openDatabase(url, { connections: 1, applicationName: 'homat admin' });
      try {
        const now = instantOf(Date.now());
        const date = dateOf(now);
        const id = randomUUID();
        const hash = await hashPassword(password);
        await db.transaction(async (tx) => {
          await addPerson(tx, {
            id,
            login,
            name,
            email: null,
            language: cli.language,
            clearance: 'none',
            activeFrom: date,
            activeTo: null,
          });
          await addHolding(tx, {
            id: randomUUID(),
            person: id,
            office,
            capacity: 'administrator',
            validFrom: date,
            validTo: null,
          });
          await setPasswordHash(tx, id, hash, now);
        });
        cli.print({ id, login }, () => cli.say('admin-created', { login }));
      } finally {
        await db.close();
      }
    });
}
