// Loaded before a worker (`node --import`), for these tests kill often. The engine gives the cases
// that a killed worker had in its memory to the next one after a second instead of ten, and the
// code of the processes is bundled once an office, not at each start. Nothing else is another one.
import { Worker } from '@temporalio/worker';
import { WorkflowCodeBundler } from '@temporalio/worker/lib/workflow/bundler.js';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Bundle = Awaited<ReturnType<WorkflowCodeBundler['createBundle']>>;

const create = Worker.create.bind(Worker);
Worker.create = (options) => create({ ...options, stickyQueueScheduleToStartTimeout: '1s' });

const file = join(process.env['HOMAT_DATA'] ?? '', 'workflow-bundle.json');
const bundler = WorkflowCodeBundler.prototype as unknown as { createBundle(): Promise<Bundle> };
const original = bundler.createBundle;
bundler.createBundle = async function createBundle(this: object): Promise<Bundle> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Bundle;
  const bundle = await original.call(this as WorkflowCodeBundler);
  writeFileSync(`${file}.part`, JSON.stringify(bundle));
  renameSync(`${file}.part`, file);
  return bundle;
};
