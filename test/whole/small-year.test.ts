import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partOf } from '../client/papers/sheets.ts';
import { Installation } from '../support/installation.ts';

const place = new Installation({ HOMAT_TIME: 'skip' });
const folder = join(place.folder, 'papers');
let cycle = '';
beforeAll(() => place.up());
afterAll(() => place.remove());

const bytesOf = (file: string) => new Uint8Array(readFileSync(join(folder, file)));

/** The words of a document, without what surrounds them. */
const wordsOf = (file: string): string =>
  partOf(bytesOf(file), 'word/document.xml').replace(/<[^>]+>/g, ' ');

describe('a small year of reports in skipped time', () => {
  test('is played from its opening to a supplement in January', { timeout: 400_000 }, async () => {
    const run = ['scenario', 'run', 'examples/small-year.yaml', '--out', folder];
    const { code, out, err } = await place.homat(...run);
    expect(`${err}${out}`).toContain('✓');
    expect(code).toBe(0);
    [cycle = ''] = /DT-BCN-\d{4}-1/.exec(out) ?? [];
    expect(cycle).not.toBe('');
  });

  test('leaves what was written to the Prime Minister, and the supplement', async () => {
    expect(readdirSync(folder).sort()).toEqual([
      'supplement.docx',
      'supplement.xlsx',
      'to-the-prime-minister.docx',
      'to-the-prime-minister.xlsx',
    ]);
    const paper = wordsOf('to-the-prime-minister.docx');
    expect(paper).toContain('1450/BC-BCA');
    expect(paper).toContain('Thủ tướng Chính phủ');
    expect(paper).toContain('xã Bắc Hà');
    const { sheets } = await readXlsx(bytesOf('to-the-prime-minister.xlsx'));
    const cells = sheets.flatMap(({ rows }) => rows.flat());
    expect(cells).toContain(645);
    const later = await readXlsx(bytesOf('supplement.xlsx'));
    expect(later.sheets.flatMap(({ rows }) => rows.flat())).toContain(650);
  });

  test('can be read by branch afterwards: who was late, what differed', async () => {
    await place.homat('login', 'bca-a03.case-officer', '--demo');
    const { out } = await place.homat('report', 'cycle', cycle, '--json');
    expect(JSON.parse(out)).toMatchObject({
      stage: 'ended',
      ending: 'reported',
      whole: {
        counts: {
          reports: 15,
          arrivals: { 'on-time': 13, 'late-permitted': 1, late: 1, 'not-received': 0 },
          nil: 1,
          differences: 5,
        },
        late: [`${cycle}.UBX-02839`],
        missing: [],
      },
    });
  });
});
