import type { LocalActivityOptions } from '@temporalio/workflow';

/**
 * How a process calls for a transaction. It takes milliseconds; what takes longer is a database
 * that is away, and the process waits for it with growing pauses and without end.
 */
export const TRANSACTION = {
  startToCloseTimeout: '5 seconds',
  localRetryThreshold: '3 seconds',
  retry: {
    initialInterval: '200 milliseconds',
    backoffCoefficient: 2,
    maximumInterval: '60 seconds',
  },
} as const satisfies LocalActivityOptions;
