const MARKS = /[\u0300-\u036f]/g;

/**
 * The form in which texts are searched: Vietnamese marks taken off, `đ` as `d`, lower case, runs of
 * white space as one blank. Lao vowel and tone signs are letters there and are kept.
 */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(MARKS, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/\s+/g, ' ')
    .trim();
}
