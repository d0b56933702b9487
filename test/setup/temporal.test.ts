import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Machine } from './machine.ts';

const FIND = 'console.log(await m.temporalCli());';
const CLI = 'temporal-cli-1.8.2/temporal';

/** A Go that builds a file, and notes what it was asked to build. */
function withGo(machine: Machine): void {
  machine.program(
    'go',
    `[ "$1" = version ] && { echo go version go1.26; exit; }
     for last; do :; done
     while [ "$1" != -o ]; do shift; done
     echo "$last" >> ${machine.folder}/built
     echo '#!/bin/sh' > "$2"`,
  );
}

const built = (machine: Machine) =>
  readFileSync(join(machine.folder, 'built'), 'utf8').trim().split('\n');

describe('the Temporal server is looked for', () => {
  test('first where TEMPORAL_CLI_PATH says', async () => {
    const machine = new Machine();
    const given = machine.program('elsewhere', 'echo 1');
    const { out } = await machine.setup('temporal.mjs', FIND, { TEMPORAL_CLI_PATH: given });
    expect(out).toBe(given);
  });

  test('and what does not run there is told, not replaced', async () => {
    const { code, err } = await new Machine().setup('temporal.mjs', FIND, {
      TEMPORAL_CLI_PATH: '/nowhere/temporal',
    });
    expect(code).toBe(1);
    expect(err).toContain('TEMPORAL_CLI_PATH=/nowhere/temporal does not run');
  });

  test('then on the PATH', async () => {
    const machine = new Machine();
    machine.program('temporal', 'echo "temporal version 1.8.2 (Server 1.31.2, UI 2.50.1)"');
    expect((await machine.setup('temporal.mjs', FIND)).out).toBe('temporal');
    expect(existsSync(machine.cache)).toBe(false);
  });

  test('but one that is too old there is passed over, and that is said', async () => {
    const machine = new Machine();
    machine.program('temporal', 'echo "temporal version 1.1.0 (Server 1.25.0, UI 2.30.0)"');
    mkdirSync(join(machine.cache, 'temporal-cli-1.8.2'), { recursive: true });
    writeFileSync(join(machine.cache, CLI), '');
    const { out, err } = await machine.setup('temporal.mjs', FIND);
    expect(out).toBe(join(machine.cache, CLI));
    expect(err).toContain('too old');
  });

  test('and built with Go where no download comes, once a machine', async () => {
    const machine = new Machine();
    withGo(machine);
    const first = await machine.setup('temporal.mjs', FIND);
    expect(first.out).toBe(join(machine.cache, CLI));
    expect(first.err).toContain('about 8 minutes');
    expect(await machine.setup('temporal.mjs', FIND)).toMatchObject({ err: '', out: first.out });
    expect(built(machine)).toEqual(['github.com/temporalio/cli/cmd/temporal']);
  });

  test('and where there is no Go either, it is said what to do, in two languages', async () => {
    const machine = new Machine();
    const en = await machine.setup('temporal.mjs', FIND);
    expect(en.code).toBe(1);
    expect(en.err).toContain('Set TEMPORAL_ADDRESS or TEMPORAL_CLI_PATH, or install Go 1.26');
    const vi = await machine.setup('temporal.mjs', FIND, { HOMAT_LANG: 'vi' });
    expect(vi.err).toContain('Không có máy chủ Temporal');
    expect(readdirSync(machine.cache)).toEqual([]);
  });

  test('and a build that fails shows the words of Go', async () => {
    const machine = new Machine();
    machine.program('go', '[ "$1" = version ] && exit; echo "dial tcp: refused" >&2; exit 1');
    expect((await machine.setup('temporal.mjs', FIND)).err).toContain('dial tcp: refused');
  });
});

test('the server for PostgreSQL and its schema tool are built beside each other', async () => {
  const machine = new Machine();
  withGo(machine);
  await machine.setup('temporal.mjs', 'await m.temporalServer();');
  expect(readdirSync(join(machine.cache, 'temporal-server-1.31.2')).sort()).toEqual([
    'server',
    'sql',
  ]);
  expect(built(machine)).toEqual([
    'go.temporal.io/server/cmd/server',
    'go.temporal.io/server/cmd/tools/sql',
  ]);
});

describe('the time-skipping server', () => {
  const FETCH = 'console.log(await m.timeSkipping());';

  test('is fetched by Maven as one program that becomes the server', async () => {
    const machine = new Machine();
    machine.program('java', 'echo "java: $*"');
    machine.program('dirname', `echo ${machine.cache}/temporal-test-server-1.38.0`);
    machine.program(
      'mvn',
      `[ "$1" = -v ] && exit; for a; do case $a in -DoutputDirectory=*)
      : > "\${a#*=}/server.jar";; esac; done`,
    );
    const { out } = await machine.setup('temporal.mjs', FETCH);
    const folder = join(machine.cache, 'temporal-test-server-1.38.0');
    expect(out).toBe(join(folder, 'test-server'));
    expect(readdirSync(join(folder, 'lib'))).toEqual(['server.jar']);
    const server = await machine.run(out, ['7777']);
    expect(server.out).toBe(
      `java: -XX:TieredStopAtLevel=1 -cp ${folder}/lib/* io.temporal.testserver.TestServer 7777`,
    );
  });

  test('that is nowhere to be had is told with the words of Maven', async () => {
    const machine = new Machine();
    machine.program('java', 'exit 0');
    machine.program('mvn', '[ "$1" = -v ] && exit; echo "Could not transfer artifact"; exit 1');
    const { code, err } = await machine.setup('temporal.mjs', FETCH);
    expect(code).toBe(1);
    expect(err).toContain('Only drills (HOMAT_TIME=skip) and npm test need it');
    expect(err).toContain('Could not transfer artifact');
  });
});
