import type { Command } from 'commander';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCli } from '../../client/cli/context.ts';
import { createProgram } from '../../client/cli/program.ts';
import { environmentSchema } from '../../config/schema.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DOCS = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => join('docs', path));
const PAGES = ['README.md', 'README.vi.md', 'CHANGELOG.md', ...DOCS];

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const CODE = ['bin', 'client', 'config', 'scripts', 'worker'];

const variablesIn = (text: string): string[] => text.match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? [];

/** `homat …` as the pages write it in their blocks: the words before the first argument. */
function commandsIn(page: string): string[] {
  const blocks = [...read(page).matchAll(/```\n(.*?)```/gs)].map(([, text]) => text ?? '');
  const inline = [...read(page).matchAll(/`(homat [^`]*)`/g)].map(([, text]) => text ?? '');
  return [...blocks.flatMap((text) => text.split('\n')), ...inline]
    .map((line) => /(?:^|npx |^\s*)homat ([a-z-]+)(?: ([a-z-]+))?/.exec(line))
    .filter((found) => found !== null)
    .map(([, first = '', second]) =>
      ['login', 'receipt'].includes(first) ? first : [first, second ?? ''].join(' ').trim(),
    );
}

describe('the pages', () => {
  it('link only to what is there', () => {
    for (const page of PAGES) {
      for (const [, target = ''] of read(page).matchAll(/\]\(([^)#]+)[^)]*\)/g)) {
        if (/^https?:/.test(target)) continue;
        const path = join(ROOT, dirname(page), target);
        expect(existsSync(path), `${page}: ${target}`).toBe(true);
      }
    }
  });

  it('name only commands that the command line has', () => {
    const program = createProgram(createCli({ language: 'en', json: false }));
    const named = new Set(PAGES.flatMap(commandsIn));
    expect(named.size).toBeGreaterThan(10);
    const unknown = [...named].filter((command) => {
      const found = command
        .split(' ')
        .reduce<Command | undefined>(
          (above, word) =>
            above?.commands.find((one) => [one.name(), ...one.aliases()].includes(word)),
          program,
        );
      return found === undefined;
    });
    expect(unknown).toEqual([]);
  });

  it('tell every variable that is read, and no other', () => {
    const rows = read('docs/operating.md')
      .split('\n')
      .filter((line) => /^\| `[A-Z]/.test(line));
    const told = new Set(rows.flatMap((row) => variablesIn(row)));
    const code = CODE.flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.m?[tj]s$/.test(path))
        .flatMap((path) => variablesIn(read(join(folder, path)))),
    );
    expect(code).toEqual(expect.arrayContaining(Object.keys(environmentSchema.shape).slice(0, 3)));
    const ours = (names: Iterable<string>) =>
      [...new Set(names)].filter((name) => /^(HOMAT_|DATABASE_URL)/.test(name)).sort();
    expect(ours(told)).toEqual(ours(code));
  });

  it('list every decision, each with its context, its choice and its price', () => {
    const index = read('docs/decisions/README.md');
    for (const page of DOCS.filter((path) => /decisions.\d{4}-/.test(path))) {
      const name = page.split(/[/\\]/).at(-1) ?? '';
      if (name < '0020') expect(index, name).toContain(`(${name})`);
      expect(read(page), page).toMatch(new RegExp(`^# ${name.slice(0, 4)} `));
      if (name.startsWith('0016')) continue;
      for (const part of ['Context', 'Choice', 'Price']) {
        expect(read(page), `${page}: ${part}`).toMatch(new RegExp(part, 'i'));
      }
    }
  });

  it('name a package that runs for every package that is installed to run', () => {
    const { dependencies } = JSON.parse(read('package.json')) as {
      dependencies: Record<string, string>;
    };
    const page = read('docs/decisions/0016-runtime-packages.md');
    for (const name of Object.keys(dependencies)) {
      const short = name.replace('@temporalio/', '');
      expect(page.includes(`\`${name}\``) || page.includes(`\`${short}\``), name).toBe(true);
    }
  });
});
