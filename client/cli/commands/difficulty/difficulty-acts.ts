import type { Command } from 'commander';
import type { Cli } from '../../context.ts';
import { actOnDifficulty, difficultyPath, difficultySeen } from '../../difficulties/server.ts';
import { changes, dataOf, takesData } from '../../given-data.ts';
import type { DataOptions } from '../../given-data.ts';
import type { DocumentOptions } from '../../given-document.ts';
import { documentIfAny, takesDocument } from '../../given-document.ts';
import { tellSigning } from '../../signing.ts';
import { UsageError } from '../../usage-error.ts';

interface Keyed {
  readonly key?: string;
}

interface Reasoned extends Keyed {
  readonly reason: string;
}

interface Raising extends Keyed {
  readonly plan?: string;
  readonly task?: string;
  readonly office?: string;
}

/**
 * `homat difficulty raise|take-up|answer|approve|return|pass-up|raise-again|close|withdraw|act`.
 */
export function registerDifficultyActs(difficulty: Command, cli: Cli): void {
  const raise = difficulty
    .command('raise <words>')
    .description(cli.tell('difficulties.cmd.raise'))
    .option('--plan <plan>', cli.tell('difficulties.option.plan'))
    .option('--task <task>', cli.tell('difficulties.option.task'))
    .option('--office <office>', cli.tell('difficulties.option.office'));
  changes(raise, cli).action(async (words: string, { plan, task, office, key }: Raising) => {
    if (plan === undefined && task !== undefined) {
      throw new UsageError(cli.tell('difficulties.plan-needed'));
    }
    const about = plan === undefined ? null : { plan, task: task ?? null };
    const asked = { office: office ?? null, about, words };
    const { body } = await cli.server().send('POST', '/api/v1/difficulties', asked, key);
    const { number } = body as { number: string };
    cli.print(body, () => cli.paint('good', cli.tell('difficulties.raised', { number })));
  });
  const answer = difficulty
    .command('answer <difficulty> <words>')
    .description(cli.tell('difficulties.cmd.answer'));
  changes(takesDocument(answer, cli), cli).action(
    async (number: string, words: string, { key, ...named }: Keyed & DocumentOptions) => {
      const document = await documentIfAny(cli, difficultyPath(number), named);
      const data = { words, document };
      return actOnDifficulty(cli, number, { kind: 'draft-answer', data }, key);
    },
  );
  const approve = difficulty
    .command('approve <difficulty>')
    .description(cli.tell('difficulties.cmd.approve'))
    .option('--checksum <sha256>', cli.tell('difficulties.option.checksum'));
  changes(approve, cli).action(
    async (number: string, { checksum, key }: Keyed & { checksum?: string }) => {
      const { number: named, draft } = await difficultySeen(cli, number);
      const read = checksum ?? draft?.checksum ?? NOTHING;
      if (draft?.checksum === read) {
        const words = [named, `“${draft.words}”`, draft.document?.title ?? null];
        tellSigning(cli, { words, checksum: read });
      }
      return actOnDifficulty(
        cli,
        number,
        { kind: 'approve-answer', data: { checksum: read } },
        key,
      );
    },
  );
  for (const [name, kind] of WITHOUT_WORDS) {
    const command = difficulty
      .command(`${name} <difficulty>`)
      .description(cli.tell(`difficulties.cmd.${name}`));
    changes(command, cli).action(async (number: string, { key }: Keyed) =>
      actOnDifficulty(cli, number, { kind, data: {} }, key),
    );
  }
  for (const [name, kind] of WITH_REASON) {
    const command = difficulty
      .command(`${name} <difficulty>`)
      .description(cli.tell(`difficulties.cmd.${name}`))
      .requiredOption('--reason <reason>', cli.say('option-reason'));
    changes(command, cli).action(async (number: string, { reason, key }: Reasoned) =>
      actOnDifficulty(cli, number, { kind, data: { reason } }, key),
    );
  }
  const act = difficulty
    .command('act <difficulty> <kind>')
    .description(cli.tell('difficulties.cmd.act'));
  changes(takesData(act, cli), cli).action(
    async (number: string, kind: string, options: DataOptions & Keyed) =>
      actOnDifficulty(cli, number, { kind, data: dataOf(options, cli) }, options.key),
  );
}

// No draft is there: the server says so.
const NOTHING = '0'.repeat(64);

const WITHOUT_WORDS = [
  ['take-up', 'take-up-difficulty'],
  ['close', 'close-difficulty'],
] as const;

const WITH_REASON = [
  ['return', 'return-answer'],
  ['pass-up', 'pass-up'],
  ['raise-again', 'raise-again'],
  ['withdraw', 'withdraw-difficulty'],
] as const;
