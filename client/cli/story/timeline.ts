import type { Cli, Names } from '../context.ts';
import type { TimelineLine } from './seen.ts';
import { timelineText } from './told.ts';

/** Asks a path of the API for what happened to something, and prints it line by line. */
export async function tellTimeline(cli: Cli, path: string): Promise<void> {
  const { items, names } = (await cli.server().get(path, { lang: cli.language })) as {
    items: TimelineLine[];
    names: Names;
  };
  cli.print(items, () => timelineText(cli, items, names));
}
