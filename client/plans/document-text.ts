import { textOfDocx } from './docx-text.ts';

/** The kinds of file that a plan is read from. */
export const DOCUMENT_KINDS = ['txt', 'md', 'docx'] as const;

/** A file that no text can be read from. */
export class UnreadableDocument extends Error {}

/**
 * The text of a plan's file by the end of its name, in composed form. Throws
 * {@link UnreadableDocument} on another kind, on text that is not Unicode, and BrokenZip or
 * TooLargeZip on a Word document that is none.
 */
export function textOfDocument(name: string, bytes: Uint8Array): string {
  const kind = DOCUMENT_KINDS.find((one) => name.toLowerCase().endsWith(`.${one}`));
  if (kind === undefined) throw new UnreadableDocument(name);
  const text = kind === 'docx' ? textOfDocx(bytes) : unicode(bytes, name);
  return text.normalize('NFC');
}

function unicode(bytes: Uint8Array, name: string): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UnreadableDocument(name, { cause: error });
  }
}
