import { BrokenZip, unzipWithin } from '../papers/zip-parts.ts';
import { numberingOf } from './docx-numbering.ts';
import { attribute, tagsOf } from './xml-tags.ts';

const MOST = { files: 2_000, bytes: 50_000_000 };

/**
 * The text of a Word document, a paragraph a line, with the numbers, letters and dashes that Word
 * counts by itself written out, and tables as rows between `|`. Text that was struck out under
 * tracked changes is left out. Throws {@link BrokenZip} and TooLargeZip.
 */
export function textOfDocx(bytes: Uint8Array): string {
  const parts = unzipWithin(bytes, MOST);
  const document = parts.get('word/document.xml');
  if (document === undefined) throw new BrokenZip('No word/document.xml');
  const numbering = parts.get('word/numbering.xml');
  const label = numberingOf(numbering === undefined ? '' : utf8(numbering));
  const reading = new Reading(label);
  for (const tag of tagsOf(utf8(document))) reading.take(tag);
  return reading.lines.join('\n');
}

/** What has been read of a document's body so far. */
class Reading {
  readonly lines: string[] = [];
  #label: ReturnType<typeof numberingOf>;
  #text = '';
  #list: { id: string | null; level: number } = { id: null, level: 0 };
  #isText = false;
  #row: string[] | null = null;
  #cell: string[] = [];
  // Tables stand within tables: only the outermost makes rows.
  #depth = 0;

  constructor(label: ReturnType<typeof numberingOf>) {
    this.#label = label;
  }

  take({ name, ends, text, attributes }: ReturnType<typeof tagsOf>[number]): void {
    if (text !== null) {
      if (this.#isText) this.#text += text;
      return;
    }
    switch (name) {
      case 'w:t':
        this.#isText = !ends;
        return;
      case 'w:tab':
      case 'w:br':
        this.#text += ' ';
        return;
      case 'w:numId':
        this.#list = { ...this.#list, id: attribute(attributes, 'w:val') };
        return;
      case 'w:ilvl':
        this.#list = { ...this.#list, level: Number(attribute(attributes, 'w:val') ?? 0) };
        return;
      case 'w:p':
        if (ends) this.endParagraph();
        return;
      case 'w:tbl':
        this.#depth += ends ? -1 : 1;
        if (this.#depth === 0) this.lines.push('');
        return;
      case 'w:tr':
        if (this.#depth === 1) this.rowTag(ends);
        return;
      case 'w:tc':
        if (this.#depth === 1 && ends) this.endCell();
    }
  }

  private endParagraph(): void {
    const { id, level } = this.#list;
    const label = id === null ? '' : this.#label(id, level);
    const text = `${label}${this.#text}`.replace(/\s+/g, ' ').trim();
    if (this.#row !== null) this.#cell.push(text);
    // Every paragraph stands for itself: a blank line between keeps them apart.
    else this.lines.push(text, '');
    this.#text = '';
    this.#list = { id: null, level: 0 };
  }

  private rowTag(ends: boolean): void {
    if (ends && this.#row !== null) this.lines.push(`| ${this.#row.join(' | ')} |`);
    this.#row = ends ? null : [];
    this.#cell = [];
  }

  private endCell(): void {
    this.#row?.push(this.#cell.join(' ').replaceAll('|', '/').trim());
    this.#cell = [];
  }
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}
