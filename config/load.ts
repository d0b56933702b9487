import type { Config } from './schema.ts';
import { environmentSchema } from './schema.ts';

/** What is wrong with the environment, one line a variable. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/**
 * Reads the configuration from the environment. A variable that is empty counts as not set. Throws
 * `ConfigError` with every fault at once.
 */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`),
    );
  }
  const read = parsed.data;
  return {
    dataFolder: read.HOMAT_DATA ?? null,
    host: read.HOMAT_HOST,
    port: read.HOMAT_PORT,
    publicUrl: read.HOMAT_PUBLIC_URL ?? null,
    trustedProxies: read.HOMAT_TRUSTED_PROXIES,
    smtpUrl: read.HOMAT_SMTP_URL ?? null,
    databaseUrl: read.DATABASE_URL ?? null,
    databaseOwnerUrl: read.HOMAT_DATABASE_OWNER_URL ?? null,
    time: read.HOMAT_TIME,
    demo: read.HOMAT_DEMO,
    language: read.HOMAT_LANG,
    logLevel: read.HOMAT_LOG,
  };
}
