// Records the histories that every later version has to replay: run it when a version is released,
//   TEMPORAL_CLI_PATH=… node test/replay/record.ts 0.3.0
import { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { incidentWorkflowId, laoSideWorkflowId } from '../../workflows/wire.ts';
import { CaseSystem } from '../support/case-system.ts';
import { recordedOpening, recordedPlan } from './recorded-plan.ts';
import { recordedYear } from './recorded-year.ts';
import { exchangedCase, simplestCase } from '../support/whole-cases.ts';
import { REPLAY_KEYS } from './test-key.ts';

const version = process.argv[2];
if (version === undefined) throw new Error('Which version?');
const folder = new URL(`./histories/${version}/`, import.meta.url);
mkdirSync(folder, { recursive: true });

const system = await CaseSystem.start('real', { keys: REPLAY_KEYS });
try {
  const { connection, namespace } = system;
  const client = new Client({ connection, namespace });
  const save = async (name: string, workflowId: string): Promise<void> => {
    const history = await client.workflow.getHandle(workflowId).fetchHistory();
    writeFileSync(new URL(`${name}.json.gz`, folder), gzipSync(historyToJSON(history)));
    console.log(`${name}: ${history.events?.length ?? 0} events`);
  };
  const simple = await simplestCase(system);
  await save('handle-incident.closed', incidentWorkflowId(simple));
  const exchanged = await exchangedCase(system);
  await save('handle-incident.exchanged', incidentWorkflowId(exchanged));
  await save('notify-lao-side.two-rounds', laoSideWorkflowId(exchanged));
  const open = await system.report('staff@UBX-02647');
  await system.does(open.id, 'case-officer@UBX-02647', 'give-oral-notice', {
    to: null,
    override: null,
  });
  await save('handle-incident.waiting', incidentWorkflowId(open.id));
  for (const record of [recordedYear, recordedPlan, recordedOpening]) {
    for (const [name, workflowId] of await record(system)) await save(name, workflowId);
  }
} finally {
  await system.stop();
}
