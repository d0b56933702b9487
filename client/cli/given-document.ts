import type { Command } from 'commander';
import { basename } from 'node:path';
import type { Cli } from './context.ts';
import { readNamed } from './given-data.ts';
import { UsageError } from './usage-error.ts';

/** How somebody names a document on the command line. */
export interface DocumentOptions {
  readonly file?: string;
  readonly sha256?: string;
  readonly title?: string;
}

interface NamedDocument {
  readonly sha256: string;
  readonly title: string;
}

/** A command that names a document: a file to be stored, or a checksum with a title. */
export function takesDocument(command: Command, cli: Cli): Command {
  return command
    .option('--file <path>', cli.tell('tasks.option.file'))
    .option('--sha256 <sha256>', cli.tell('tasks.option.sha256'))
    .option('--title <title>', cli.tell('tasks.option.title'));
}

/**
 * The document that was named; the bytes of a file are stored first with what lies at a path of the
 * server's. Throws a UsageError when none is named, or not wholly.
 */
export async function documentGiven(
  cli: Cli,
  path: string,
  options: DocumentOptions,
): Promise<NamedDocument> {
  const given = await documentIfAny(cli, path, options);
  if (given === null) throw new UsageError(cli.tell('tasks.document-needed'));
  return given;
}

/** The same where a document may be left out. */
export async function documentIfAny(
  cli: Cli,
  path: string,
  { file, sha256, title }: DocumentOptions,
): Promise<NamedDocument | null> {
  if (file !== undefined) {
    if (sha256 !== undefined) throw new UsageError(cli.tell('tasks.document-needed'));
    const bytes = new Uint8Array(readNamed(file));
    const { body } = await cli.server().upload(`${path}/files`, bytes);
    return { sha256: (body as { sha256: string }).sha256, title: title ?? basename(file) };
  }
  if (sha256 === undefined && title === undefined) return null;
  if (sha256 === undefined || title === undefined) {
    throw new UsageError(cli.tell('tasks.document-needed'));
  }
  return { sha256, title };
}
