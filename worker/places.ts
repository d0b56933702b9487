import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { ConnectionOptions } from '@temporalio/client';
import type { Config } from '../config/schema.ts';

/** Where everything is that a process connects to. */
export interface Places {
  readonly databaseUrl: string;
  readonly temporal: {
    readonly address: string;
    readonly namespace: string;
    readonly connectionOptions: ConnectionOptions;
  };
  readonly smtpUrl: string;
  /** Where the sink's letters lie; null with a mail server of the office's own. */
  readonly sinkFolder: string | null;
  readonly keysFolder: string;
  readonly drill: boolean;
  /** What a letter's link begins with. */
  readonly publicUrl: string;
}

/** An engine at an address of this machine, without TLS. */
export function localTemporal(address: string, namespace: string): Places['temporal'] {
  return { address, namespace, connectionOptions: { address } };
}

/** The engine that `TEMPORAL_*` names, the way Temporal's own tools read it. */
export function temporalFromEnvironment(): Places['temporal'] {
  const { connectionOptions, namespace } = loadClientConnectConfig();
  const address = connectionOptions.address ?? 'localhost:7233';
  return { address, namespace: namespace ?? 'default', connectionOptions };
}

/** The address that people open, as letters name it. */
export function publicUrlOf(config: Config, port: number): string {
  return config.publicUrl ?? `http://${config.host}:${port}`;
}
