import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from './command.mjs';
import { cacheFolder } from './cache.mjs';
import { ROOT } from './packages.mjs';
import { found } from './temporal.mjs';

const VI = process.env.HOMAT_LANG !== 'en';

/** Says in plain words what is there, what is missing, and what getting it would cost. */
export function doctor() {
  const there = found();
  const line = (what, is, otherwise) => ({ what, is, otherwise });
  const go = ask('go', ['version']);
  const java = ask('java', ['-version']);
  const maven = ask('mvn', ['-v']);
  const rows = [
    line('Node', process.versions.node, ''),
    line('npm', ask('npm', ['--version']), VI ? 'cần có npm' : 'npm is needed'),
    line(
      VI ? 'Gói npm' : 'npm packages',
      existsSync(join(ROOT, 'node_modules', '.ho-mat')) ? 'node_modules' : null,
      VI
        ? 'sẽ cài khi chạy lần đầu: khoảng 1 phút, 700 MB'
        : 'installed at the first run: about 1 minute, 700 MB',
    ),
    line(
      VI ? 'Máy chủ Temporal' : 'Temporal server',
      there.cli,
      go === null
        ? VI
          ? 'sẽ thử tải; nếu mạng đóng thì cần Go 1.26'
          : 'a download is tried; on a closed network Go 1.26 is needed'
        : VI
          ? 'sẽ thử tải, không được thì dựng bằng Go: khoảng 8 phút, một lần'
          : 'a download is tried, else built with Go: about 8 minutes, once',
    ),
    line(
      VI ? 'Máy chủ tua thời gian (diễn tập, kiểm thử)' : 'Time-skipping server (drills, tests)',
      there.timeSkipping,
      java === null || maven === null
        ? VI
          ? 'cần Java và Maven'
          : 'Java and Maven are needed'
        : VI
          ? 'sẽ lấy bằng Maven: khoảng 20 giây, 40 MB'
          : 'fetched with Maven: about 20 seconds, 40 MB',
    ),
    line(
      'Go',
      go,
      VI ? 'chỉ cần khi không tải được Temporal' : 'only where Temporal cannot be downloaded',
    ),
    line('Java', java, VI ? 'chỉ cần cho diễn tập và kiểm thử' : 'only for drills and tests'),
    line('Maven', maven, VI ? 'chỉ cần cho diễn tập và kiểm thử' : 'only for drills and tests'),
    line('Cache', cacheFolder(), ''),
  ];
  for (const { what, is, otherwise } of rows) {
    console.log(`${is === null ? '–' : '✓'} ${what}: ${is ?? otherwise}`);
  }
  return 0;
}
