import { CommanderError } from 'commander';
import type { Cli } from './context.ts';
import { EXIT } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { Refused, Unreachable } from './http.ts';
import { NowhereRunning, WrongAddress } from './places.ts';
import { StillPending } from './outcome.ts';
import { ScenarioFault } from './scenario/format.ts';
import { usageComplaint } from './usage.ts';
import { UsageError } from './usage-error.ts';

interface Explained {
  readonly exit: ExitCode;
  /** For programs; a refusal's is the product's own (docs/errors.md). */
  readonly code: string;
  readonly title: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Says what went wrong, to people on standard error or as JSON, and how the command ends. */
export function explain(error: unknown, cli: Cli): ExitCode {
  const told = explained(error, cli);
  if (told === null) return EXIT.ok;
  const { exit, code, title, more } = told;
  if (title === '') return exit;
  if (cli.json) console.log(JSON.stringify({ code, title, ...more }, null, 2));
  else console.error(`✗ ${title}`);
  return exit;
}

function explained(error: unknown, cli: Cli): Explained | null {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return null;
    return { exit: EXIT.usage, code: 'USAGE', title: usageComplaint(error, cli) };
  }
  if (error instanceof Refused) return refusal(error, cli);
  if (error instanceof Unreachable) return unreachable(error, cli);
  if (error instanceof StillPending) {
    const { key } = error;
    const title = cli.say('still-pending', { key });
    return { exit: EXIT.pending, code: 'STILL_PENDING', title, more: { key } };
  }
  if (error instanceof NowhereRunning) {
    const title = cli.say('nowhere', { folder: error.message });
    return { exit: EXIT.unreachable, code: 'NOWHERE_RUNNING', title };
  }
  if (error instanceof WrongAddress) {
    const title = cli.say('address-wrong', { given: error.message });
    return { exit: EXIT.usage, code: 'USAGE', title };
  }
  if (error instanceof ScenarioFault) {
    const { file, line, key, params } = error;
    const title = `${file}:${line}: ${cli.tell(key, params)}`;
    return { exit: EXIT.usage, code: 'SCENARIO_WRONG', title, more: { file, line } };
  }
  if (error instanceof UsageError) return { exit: EXIT.usage, code: 'USAGE', title: error.message };
  return otherFault(error, cli);
}

function refusal(error: Refused, cli: Cli): Explained {
  const { status, code, params, message, detail, faults } = error;
  const lines = [`${message} (${code})`, ...(detail === null ? [] : [`  ${detail}`])];
  if (status === 401 && code === 'NOT_SIGNED_IN') lines.push(`  ${cli.say('how-to-sign-in')}`);
  if (code === 'CAPACITY_NOT_CHOSEN') lines.push(`  ${cli.say('choose-capacity')}`);
  for (const { text } of faults) lines.push(`  • ${text}`);
  const more = {
    params,
    status,
    ...(detail === null ? {} : { detail }),
    ...(faults.length === 0 ? {} : { faults }),
  };
  const title = cli.json ? message : lines.join('\n');
  return { exit: exitOf(status, code), code, title, more };
}

function exitOf(status: number, code: string): ExitCode {
  if (status === 401 || code === 'CAPACITY_NOT_CHOSEN') return EXIT.notSignedIn;
  if (status === 503) return EXIT.unreachable;
  return status >= 500 ? EXIT.fault : EXIT.refused;
}

function unreachable({ message: url, key }: Unreachable, cli: Cli): Explained {
  const title = cli.say('unreachable', { url });
  const hint = key === null ? '' : `\n  ${cli.say('same-key', { key })}`;
  const more = key === null ? { url } : { url, key };
  return {
    exit: EXIT.unreachable,
    code: 'UNREACHABLE',
    title: cli.json ? title : title + hint,
    more,
  };
}

/** A file that is not there, a database that does not answer, a fault of ours. */
function otherFault(error: unknown, cli: Cli): Explained {
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (typeof path === 'string') {
    const title = cli.say('file-unreadable', {
      file: path,
      code: cli.word('file-fault', code ?? ''),
    });
    return { exit: EXIT.usage, code: 'FILE', title };
  }
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'ENOTFOUND') {
    const title = cli.say('database-unreachable', { what: String(message) });
    return { exit: EXIT.unreachable, code: 'DATABASE_UNREACHABLE', title };
  }
  // Commands that work on the record itself say what is wrong in a plain error.
  const isPlain = error instanceof Error && error.constructor === Error && code === undefined;
  const exit = isPlain ? EXIT.usage : EXIT.fault;
  return { exit, code: isPlain ? 'USAGE' : 'FAULT', title: String(message ?? error) };
}
