import {
  AlignmentType,
  Document,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import { strToU8, zipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BrokenZip, TooLargeZip } from '../../../client/papers/zip-parts.ts';
import { UnreadableDocument, textOfDocument } from '../../../client/plans/document-text.ts';
import { tagsOf } from '../../../client/plans/xml-tags.ts';
import { readPlanText } from '../../../client/plans/read-plan.ts';
import { createDirectory } from '../../../domain/offices/directory.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { loadOffices, loadRouting } from '../../../rules/load-offices.ts';

const highlands = readFileSync(new URL('./made-up/ke-hoach-mien-nui.md', import.meta.url), 'utf8');
const { rows, successions } = loadOffices();
const directory = createDirectory(rows, successions, loadRouting());
const read = (text: string) => readPlanText(text, directory, '2027-06-01' as CivilDate);

/** The same words as a Word document: a paragraph for every line, a table for every `|`. */
async function asDocx(text: string): Promise<Uint8Array> {
  const children: (Paragraph | Table)[] = [];
  let cells: string[][] = [];
  const endTable = (): void => {
    if (cells.length === 0) return;
    const row = (texts: string[]) =>
      new TableRow({
        children: texts.map((words) => new TableCell({ children: [new Paragraph(words)] })),
      });
    children.push(new Table({ rows: cells.map(row) }));
    cells = [];
  };
  for (const line of text.split('\n')) {
    if (/^\|[\s|-]+$/.test(line)) continue;
    if (line.startsWith('|')) {
      const inner = line.replace(/^\||\|$/g, '');
      cells.push(inner.split('|').map((cell) => cell.trim()));
      continue;
    }
    endTable();
    if (line.trim() !== '') children.push(new Paragraph(line));
  }
  endTable();
  return new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children }] })));
}

describe('the text of a Word document', () => {
  it('is read into the same plan as the same words in a text file', async () => {
    const fromWord = read(textOfDocument('Ke hoach.DOCX', await asDocx(highlands)));
    const fromText = read(highlands);
    expect(fromWord.tasks.map(({ citation }) => citation)).toEqual(
      fromText.tasks.map(({ citation }) => citation),
    );
    expect(fromWord.tasks.map(({ due, lead }) => [due, lead])).toEqual(
      fromText.tasks.map(({ due, lead }) => [due, lead]),
    );
    expect(fromWord.title).toBe(fromText.title);
  });

  it('has the numbers, letters and dashes that Word counts by itself', async () => {
    const level = (
      at: number,
      format: (typeof LevelFormat)[keyof typeof LevelFormat],
      text: string,
    ) => ({
      ...{ level: at, format, text, alignment: AlignmentType.LEFT },
    });
    const numbered = (text: string, at: number) =>
      new Paragraph({ text, numbering: { reference: 'plan', level: at } });
    const document = new Document({
      numbering: {
        config: [
          {
            reference: 'plan',
            levels: [
              level(0, LevelFormat.UPPER_ROMAN, '%1.'),
              level(1, LevelFormat.DECIMAL, '%2.'),
              level(2, LevelFormat.LOWER_LETTER, '%3)'),
              level(3, LevelFormat.DECIMAL, '%2.%4.'),
            ],
          },
        ],
      },
      sections: [
        {
          children: [
            numbered('NHIỆM VỤ', 0),
            numbered('Việc một', 1),
            numbered('Chữ a', 2),
            numbered('Chữ b', 2),
            numbered('Việc hai', 1),
            numbered('Chữ a lại', 2),
            numbered('Hai một', 3),
            new Paragraph({ text: 'Gạch', bullet: { level: 0 } }),
            numbered('TỔ CHỨC', 0),
            numbered('Lại một', 1),
          ],
        },
      ],
    });
    const text = textOfDocument('a.docx', new Uint8Array(await Packer.toBuffer(document)));
    expect(text.split('\n').filter((line) => line !== '')).toEqual([
      'I. NHIỆM VỤ',
      '1. Việc một',
      'a) Chữ a',
      'b) Chữ b',
      '2. Việc hai',
      'a) Chữ a lại',
      '2.1. Hai một',
      '- Gạch',
      'II. TỔ CHỨC',
      '1. Lại một',
    ]);
  });

  it('joins the runs of a word, and leaves out what was struck out', async () => {
    const runs = new Document({
      sections: [
        {
          children: [
            new Paragraph({
              children: [
                new TextRun('Công '),
                new TextRun({ text: 'an', bold: true }),
                new TextRun(' & tỉnh'),
              ],
            }),
          ],
        },
      ],
    });
    const bytes = new Uint8Array(await Packer.toBuffer(runs));
    expect(textOfDocument('a.docx', bytes).trim()).toBe('Công an & tỉnh');
    const tracked =
      '<w:document><w:p><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>' +
      '<w:ins><w:r><w:t>mới &#7871;</w:t></w:r></w:ins></w:p></w:document>';
    const zip = zipSync({ 'word/document.xml': strToU8(tracked) });
    expect(textOfDocument('a.docx', zip).trim()).toBe('mới ế');
  });
});

describe('a file that no plan can be read from', () => {
  it('is refused by what it is', () => {
    const bytes = strToU8('I. NHIỆM VỤ');
    expect(() => textOfDocument('plan.pdf', bytes)).toThrow(UnreadableDocument);
    expect(() => textOfDocument('plan.docx', bytes)).toThrow(BrokenZip);
    expect(() => textOfDocument('plan.docx', zipSync({ 'a.xml': bytes }))).toThrow(BrokenZip);
    // Windows-1258 and the like: letters that are no UTF-8.
    expect(() => textOfDocument('plan.txt', Uint8Array.of(0x4b, 0xea, 0x20))).toThrow(
      UnreadableDocument,
    );
  });

  it('is refused when it unpacks into more than a document may hold', () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(60_000_000) });
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(() => textOfDocument('plan.docx', bomb)).toThrow(TooLargeZip);
  });

  it('is read in UTF-8 and UTF-16, composed or not', () => {
    const words = 'Kế hoạch';
    expect(textOfDocument('a.txt', strToU8(words.normalize('NFD')))).toBe(words.normalize('NFC'));
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${words}`, 'utf16le'));
    expect(textOfDocument('a.txt', utf16)).toBe(words);
    expect(textOfDocument('a.md', strToU8(`\ufeff${words}`))).toBe(words);
  });

  it('expands no entities of its own', () => {
    const xml = '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;&amp;&#x110000;</x>';
    const text = tagsOf(xml).find((tag) => tag.text?.includes('&a;'));
    expect(text?.text).toContain('&a;&&#x110000;');
  });
});
