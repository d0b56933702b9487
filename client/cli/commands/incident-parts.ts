import type { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import type { Cli, Names } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { changes, readNamed } from '../given-data.ts';
import { moment, table } from '../print.ts';

interface ListedDocument {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly sha256: string;
  readonly place: string;
  readonly by: string;
  readonly at: string;
}

interface ListedReader {
  readonly person: string | null;
  readonly office: string | null;
  readonly scope: string;
}

interface DocumentOptions {
  readonly title: string;
  readonly place: string;
  readonly kind: string;
  readonly key?: string;
}

/** `homat incident documents|document|download|readers|facts`. */
export function registerIncidentPartCommands(incident: Command, cli: Cli): void {
  incident
    .command('documents <number>')
    .description(cli.say('incident-documents'))
    .action(async (number: string) => {
      const list = (await cli.server().get(`/api/v1/incidents/${number}/documents`)) as {
        items: ListedDocument[];
        names: Names;
      };
      cli.print(list.items, () => {
        const heads = ['id', 'kind', 'title', 'place', 'person', 'when', 'checksum'] as const;
        return table(
          heads.map((h) => cli.say(`head-${h}`)),
          list.items.map((d) => [
            d.id,
            cli.word('document', d.kind),
            d.title,
            d.place,
            list.names.people[d.by] ?? d.by,
            moment(d.at),
            d.sha256,
          ]),
        );
      });
    });
  const document = incident
    .command('document <number> <file>')
    .description(cli.say('incident-document'))
    .requiredOption('--title <title>', cli.say('document-title'))
    .requiredOption('--place <place>', cli.say('document-place'))
    .option('--kind <kind>', cli.say('document-kind'), 'minutes');
  changes(document, cli).action(async (number: string, file: string, options: DocumentOptions) => {
    const { title, place, kind, key } = options;
    const query = new URLSearchParams({ title, place, kind }).toString();
    const path = `/api/v1/incidents/${number}/files?${query}`;
    const { status, body } = await cli.server().upload(path, new Uint8Array(readNamed(file)), key);
    const { sha256, act } = body as { sha256: string; act: { act?: string } };
    if (status === 202) process.exitCode = EXIT.pending;
    cli.print(body, () =>
      status === 202
        ? cli.say('pending', { key: act.act ?? '' })
        : cli.say('document-kept', { file, sha256 }),
    );
  });
  incident
    .command('download <number> <sha256> <file>')
    .description(cli.say('incident-download'))
    .action(async (number: string, sha256: string, file: string) => {
      const path = `/api/v1/documents/${sha256}?case=${encodeURIComponent(number)}`;
      const bytes = await cli.server().download(path);
      // Never over a file that is there, and nobody else's to read.
      writeFileSync(file, bytes, { flag: 'wx', mode: 0o600 });
      cli.print({ file, sha256, size: bytes.length }, () =>
        cli.say('document-written', { file, size: bytes.length }),
      );
    });
  incident
    .command('readers <number>')
    .description(cli.say('incident-readers'))
    .action(async (number: string) => {
      const list = (await cli.server().get(`/api/v1/incidents/${number}/readers`)) as {
        items: ListedReader[];
        names: Names;
      };
      cli.print(list.items, () =>
        table(
          [cli.say('head-who'), cli.say('head-sees')],
          list.items.map((r) => [
            r.person === null
              ? cli.office(list.names, r.office)
              : (list.names.people[r.person] ?? r.person),
            cli.word('scope', r.scope),
          ]),
        ),
      );
    });
  incident
    .command('facts <number>')
    .description(cli.say('incident-facts'))
    .action(async (number: string) => {
      const facts = await cli.server().get(`/api/v1/incidents/${number}/facts`);
      console.log(JSON.stringify(facts, null, 2));
    });
}
