// Loaded before a worker: the engine gives the cases that a killed worker had in its memory to the
// next one after a second instead of ten. Nothing else is another one; these tests kill often.
import { Worker } from '@temporalio/worker';

const create = Worker.create.bind(Worker);

Worker.create = (options) => create({ ...options, stickyQueueScheduleToStartTimeout: '1s' });
