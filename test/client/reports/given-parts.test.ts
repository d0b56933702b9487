import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createCli } from '../../../client/cli/context.ts';
import { lacking } from '../../../client/cli/reports/filling.ts';
import { partsGiven } from '../../../client/cli/reports/given-parts.ts';
import type { FillOptions } from '../../../client/cli/reports/given-parts.ts';
import type { FigureSeen, ReportSeen } from '../../../client/cli/reports/seen.ts';
import { UsageError } from '../../../client/cli/usage-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'homat-parts-'));
afterAll(() => rmSync(folder, { recursive: true }));
const cli = createCli({ language: 'en', json: false });

const figure = (id: string, source: string): FigureSeen => ({
  ...{ id, source, name: id, type: 'count', unit: '', hint: null },
});
const narrative = { name: 'Words', hint: '', required: true };
const REPORT = {
  scope: 'office',
  known: { cases: 1 },
  form: {
    parts: [
      {
        ...{ id: 'situation', number: 'I', name: 'Situation' },
        figures: [figure('issued', 'by-hand'), figure('received', 'by-hand')],
        narratives: [{ ...narrative, id: 'situation' }],
      },
      {
        ...{ id: 'incidents', number: 'III', name: 'Incidents' },
        figures: [
          figure('cases', 'register'),
          figure('tasks', 'register'),
          figure('all', 'computed'),
        ],
        narratives: [{ ...narrative, id: 'handling' }],
      },
    ],
  },
  parts: [
    {
      ...{ part: 'incidents', version: 3, by: 'p', at: '2026-12-15T08:00:00.000+07:00' },
      figures: { cases: 1, all: 1 },
      narratives: { handling: 'As before' },
      explanations: {},
    },
  ],
} as unknown as ReportSeen;

const given = (options: FillOptions) => partsGiven(cli, REPORT, options);

/** What is wrong with a file of parts. */
function complaint(yaml: string): string {
  const file = join(folder, 'parts.yaml');
  writeFileSync(file, yaml);
  return complaintOf({ file });
}

function complaintOf(options: FillOptions): string {
  try {
    given(options);
  } catch (error) {
    if (error instanceof UsageError) return error.message.replace(folder, '');
    throw error;
  }
  return 'none';
}

describe('what is filled in on the command line', () => {
  test('is laid over what is saved, and based on it; the form makes its own sums', () => {
    const [part] = given({ part: 'incidents', set: ['cases=2'], explain: ['cases=On paper'] });
    expect(part).toEqual({
      basedOn: 3,
      part: {
        part: 'incidents',
        figures: { cases: 2 },
        narratives: { handling: 'As before' },
        explanations: { cases: 'On paper' },
      },
    });
  });

  test('may be based on the version that somebody saw before', () => {
    expect(given({ part: 'incidents', set: ['cases='], basedOn: '2' })).toMatchObject([
      { basedOn: 2, part: { figures: { cases: null } } },
    ]);
  });

  test('comes from a file part by part, with yes and no as numbers', () => {
    const file = join(folder, 'good.yaml');
    writeFileSync(
      file,
      `situation: { figures: { issued: 3, received: true } }
incidents: { basedOn: 1, narratives: { handling: New } }
`,
    );
    expect(given({ file })).toMatchObject([
      { basedOn: 0, part: { part: 'situation', figures: { issued: 3, received: 1 } } },
      { basedOn: 1, part: { part: 'incidents', narratives: { handling: 'New' } } },
    ]);
  });

  test.each([
    ['outlook: { narratives: { forecast: Calm } }', /no part outlook; it has situation, incidents/],
    ['situation: { figures: { cases: 1 } }', /no cases/],
    ['situation: { narratives: { handling: x } }', /no handling/],
    ['situation: { figures: { issued: many } }', /situation: a map of parts/],
    ['situation: { figures: { issued: 1.5 } }', /situation: a map of parts/],
    ['situation: { words: { situation: x } }', /a map of parts/],
    ['situation: { basedOn: new }', /situation: a map of parts/],
    ['- situation', /a map of parts/],
    ['{}', /a map of parts/],
  ])('is refused before anything is sent: %s', (yaml, words) => {
    expect(complaint(yaml)).toMatch(words);
  });

  test.each([
    [{}, /--file is needed/],
    [{ part: 'situation' }, /--file is needed/],
    [{ part: 'situation', set: ['issued=many'] }, /issued=many is not id=number/],
    [{ part: 'situation', set: ['issued'] }, /issued is not key=value/],
    [{ part: 'situation', set: ['issued=1'], basedOn: 'x' }, /--based-on x/],
  ])('field by field needs a part and something to fill in: %j', (options, words) => {
    expect(complaintOf(options)).toMatch(words);
  });
});

describe('what lacks in a part', () => {
  test('is nought where nobody knows or has filled in, and words where there are none', () => {
    const [situation, incidents] = REPORT.form.parts;
    if (situation === undefined || incidents === undefined) throw new Error('The form has two');
    expect(lacking(REPORT, situation, 'Done')).toEqual({
      ...{ figures: { issued: 0, received: 0 }, explanations: {} },
      narratives: { situation: 'Done' },
    });
    expect(lacking(REPORT, incidents, 'Done')).toMatchObject({
      ...{ figures: { tasks: 0 }, narratives: {} },
    });
    expect(lacking({ ...REPORT, scope: 'branch' }, situation, undefined)).toMatchObject({
      ...{ figures: {}, narratives: {} },
    });
  });
});
