// download.mjs cli|time-skipping FOLDER: lets the SDK fetch a server into a folder (it can only do
// so by starting it once), and prints the path of what it fetched.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [which, downloadDir] = process.argv.slice(2);
const executable = { type: 'cached-download', downloadDir };
const env =
  which === 'cli'
    ? await TestWorkflowEnvironment.createLocal({
        server: { executable: { ...executable, version: 'v1.8.2' } },
      })
    : await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
await env.teardown();
const name = readdirSync(downloadDir).find((file) => file.startsWith('temporal'));
if (name === undefined) process.exit(1);
console.log(join(downloadDir, name));
