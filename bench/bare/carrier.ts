// The worker of bare Temporal, in a process of its own like ours, with the same settings.
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { fileURLToPath } from 'node:url';

const quiet = () => undefined;
Runtime.install({
  shutdownSignals: [],
  logger: { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet },
});

process.once('message', (start: { address: string; namespace: string }) => void carry(start));

async function carry({ address, namespace }: { address: string; namespace: string }) {
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: 'bare',
    workflowsPath: fileURLToPath(new URL('./workflow.ts', import.meta.url)),
    activities: { nothing: async () => ({ version: 1 }) },
    maxConcurrentLocalActivityExecutions: 14,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxCachedWorkflows: 1_000,
  });
  const running = worker.run();
  process.once('disconnect', () => {
    worker.shutdown();
    void running.then(() => connection.close()).finally(() => process.exit(0));
  });
  process.send?.('ready');
}
