import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder in which an installation of this machine keeps everything: HOMAT_DATA, else where the
 * platform keeps application data (for root, where services keep theirs).
 */
export function dataFolderOf(environment: Readonly<Record<string, string | undefined>>): string {
  const given = environment['HOMAT_DATA'];
  if (given !== undefined && given !== '') return given;
  const home = homedir();
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'ho-mat');
  if (process.platform === 'win32') {
    return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'ho-mat');
  }
  const xdg = environment['XDG_DATA_HOME'];
  if (xdg !== undefined && xdg !== '') return join(xdg, 'ho-mat');
  return process.getuid?.() === 0 ? '/var/lib/ho-mat' : join(home, '.local', 'share', 'ho-mat');
}
