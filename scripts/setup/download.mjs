// Lets the SDK fetch its dev server into a folder, and prints the path of what it fetched.
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';

const downloadDir = mkdtempSync(join(tmpdir(), 'ho-mat-download-'));
const env = await TestWorkflowEnvironment.createLocal({
  server: { executable: { type: 'cached-download', downloadDir, version: 'v1.8.2' } },
});
await env.teardown();
const name = readdirSync(downloadDir).find((file) => file.startsWith('temporal'));
if (name === undefined) process.exit(1);
console.log(join(downloadDir, name));
