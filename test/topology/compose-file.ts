import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type Condition = 'service_healthy' | 'service_completed_successfully' | 'service_started';

/** A service as docker-compose.yml writes it, as far as the tests read it. */
export interface Service {
  readonly image: string;
  readonly build?: unknown;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly profiles?: readonly string[];
  readonly stop_signal?: NodeJS.Signals;
  readonly deploy?: { readonly replicas?: number };
  readonly depends_on?: Readonly<Record<string, { readonly condition: Condition }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const FILE = new URL('../../docker-compose.yml', import.meta.url);

/** Reads docker-compose.yml with variables filled in as compose would, from `variables`. */
export function readCompose(variables: Readonly<Record<string, string>> = {}): ComposeFile {
  const text = parse(readFileSync(FILE, 'utf8'), { merge: true }) as unknown;
  return filled(text, variables) as ComposeFile;
}

/** The services that start without being named, each after those that it depends on. */
export function inOrder(compose: ComposeFile): string[] {
  const done: string[] = [];
  const visit = (name: string): void => {
    if (done.includes(name)) return;
    for (const before of Object.keys(compose.services[name]?.depends_on ?? {})) visit(before);
    done.push(name);
  };
  for (const [name, service] of Object.entries(compose.services)) {
    if (service.profiles === undefined) visit(name);
  }
  return done;
}

function filled(value: unknown, variables: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') {
    return value
      .replace(/\$\{(\w+):-([^}]*)\}/g, (_, name: string, otherwise: string) => {
        return variables[name] ?? otherwise;
      })
      .replaceAll('$$', '$');
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, variables));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, filled(item, variables)]),
  );
}
