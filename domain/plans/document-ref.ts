/** A document, known by its checksum; the bytes lie in the record, never a secret among them. */
export interface DocumentRef {
  /** SHA-256, 64 hex digits in lower case. */
  readonly sha256: string;
  readonly title: string;
}

/** Whether a document is named by a title and a whole SHA-256. */
export function isDocumentRef({ sha256, title }: DocumentRef): boolean {
  return /^[0-9a-f]{64}$/.test(sha256) && title.trim() !== '';
}
