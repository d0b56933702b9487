// Whatever a program with a fault may put into the place of a value.
const ODD: readonly unknown[] = [
  null,
  '',
  'x'.repeat(9_000),
  "'; drop table cases; --\\%\u202e",
  '9999-12-31',
  -1.5,
  2 ** 53,
  true,
  [[]],
  { kind: 'lost' },
];

/** The same body with each of its values, one at a time, in turn replaced by odd ones. */
export function* mutants(body: unknown): Generator<unknown> {
  yield* ODD;
  if (typeof body !== 'object' || body === null) return;
  for (const [name, value] of Object.entries(body)) {
    for (const odd of mutants(value)) {
      yield Array.isArray(body)
        ? body.map((item, i) => (String(i) === name ? odd : item))
        : { ...body, [name]: odd };
    }
    if (!Array.isArray(body)) {
      yield Object.fromEntries(Object.entries(body).filter(([other]) => other !== name));
    }
  }
}
