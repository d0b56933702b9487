import { z } from 'zod';

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** The kinds of acts whose schema takes more than the domain knows; none when all are the same. */
export type Differing<Data, Schemas extends { readonly [K in keyof Data]: z.ZodType }> = {
  [K in keyof Data]: Data[K] extends DeepReadonly<z.output<Schemas[K]>> ? never : K;
}[keyof Data];

/** Any of some acts as it is sent: its kind, and what that kind says. */
export function anyOf(schemas: Readonly<Record<string, z.ZodType>>) {
  const [first, ...others] = Object.entries(schemas).map(([kind, data]) =>
    z.strictObject({ kind: z.literal(kind), data }),
  );
  if (first === undefined) throw new Error('There are no acts');
  return z.discriminatedUnion('kind', [first, ...others]);
}
