import type { FastifyInstance } from 'fastify';

/** Remembers which methods each address takes, to tell a wrong method from a wrong address. */
export function rememberMethods(app: FastifyInstance): (url: string) => readonly string[] {
  const routes: { readonly method: string; readonly pattern: RegExp }[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    const escaped = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z0-9]+/g, '[^/]+');
    const pattern = new RegExp(`^${escaped}$`);
    for (const one of [method].flat()) routes.push({ method: one, pattern });
  });
  return (url) => {
    const path = url.split('?')[0] ?? '';
    return [...new Set(routes.filter((r) => r.pattern.test(path)).map((r) => r.method))].sort();
  };
}
