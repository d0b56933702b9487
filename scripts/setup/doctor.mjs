import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder } from './cache.mjs';
import { ask } from './command.mjs';
import { ROOT, isInstalled, postgresFolder, runtime } from './packages.mjs';
import { text } from './say.mjs';
import { found, hasMaven } from './temporal.mjs';

/** Says in plain words what is there, what is missing, and what getting it would cost. */
export function doctor() {
  const npm = ask('npm', ['--version']);
  const go = ask('go', ['version']);
  const installed = isInstalled();
  const node24 = runtimeHere();
  const servers = found();
  const rows = [
    ['doctor.node', process.versions.node],
    ['npm', npm, 'doctor.npm-needed'],
    ['doctor.packages', installed ? join(ROOT, 'node_modules') : null, 'doctor.packages-cost'],
    ['doctor.node24', node24, 'doctor.with-packages'],
    ['PostgreSQL', postgresHere(), 'doctor.with-packages'],
    ['doctor.temporal', servers.cli, go ? 'doctor.download-or-go' : 'doctor.download-no-go'],
    [
      'doctor.skipping',
      servers.timeSkipping,
      hasMaven() ? 'doctor.maven-or-download' : 'doctor.download-no-maven',
    ],
    ['doctor.temporal-on-postgres', servers.server, go ? 'doctor.go-build' : 'doctor.go-needed'],
    ['Go', go, 'doctor.only-build'],
    ['Java', ask('java', ['-version']), 'doctor.only-drill'],
    ['Maven', ask('mvn', ['-v']), 'doctor.only-drill'],
    ['doctor.cache', cacheFolder()],
    ...dataRows(node24),
  ];
  for (const [what, is, otherwise] of rows) {
    const name = what.startsWith('doctor.') ? text(what) : what;
    console.log(`${is === null ? '–' : '✓'} ${name}: ${is ?? text(otherwise)}`);
  }
  const complete = npm && installed && node24 && servers.cli;
  console.log(text(complete ? 'doctor.ready' : 'doctor.not-ready'));
}

function runtimeHere() {
  try {
    return runtime();
  } catch {
    return null;
  }
}

function postgresHere() {
  const folder = postgresFolder();
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) return null;
  return `${JSON.parse(readFileSync(manifest, 'utf8')).version} ${folder}`;
}

/** Where the data lies and whether somebody works on it; only Node 24 can read where that is. */
function dataRows(node24) {
  const module = pathToFileURL(join(ROOT, 'config', 'data-folder.ts'));
  const script = `import('${module}').then((m) => console.log(m.dataFolderOf(process.env)))`;
  const folder = node24 === null ? null : ask(node24, ['-e', script]);
  if (folder === null) return [];
  const path = existsSync(folder) ? folder : text('doctor.data-new', { path: folder });
  return [
    ['doctor.data', path],
    ['doctor.running', addressOf(folder) ?? text('doctor.not-running')],
  ];
}

function addressOf(folder) {
  try {
    const { url, pid } = JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8'));
    process.kill(pid, 0);
    return url;
  } catch {
    return null;
  }
}
