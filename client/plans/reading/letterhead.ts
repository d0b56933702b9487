import type { DirectoryAt } from '../../../domain/offices/directory.ts';
import type { OfficeId } from '../../../domain/offices/office.ts';
import type { Passage } from '../../../domain/plans/passages.ts';
import { plain } from '../../../domain/plain-text.ts';
import type { DraftPlan } from './draft.ts';
import { dateOf } from './dues.ts';

/** What stands before the first section and after the last. */
export type Letterhead = Pick<
  DraftPlan,
  'title' | 'number' | 'date' | 'month' | 'issuedBy' | 'legalBasis' | 'upper' | 'recipients'
>;

const NUMBER = /Số\s*:\s*(\d+)\s*\/\s*([\p{Lu}\d]+(?:-[\p{Lu}a-z]+)*)/u;
const PLACE = /^([\p{L}\s.-]+?),\s*ngày\s*(\d{1,2})?\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})/u;
const BASIS = /^(?:Căn cứ\s+|(?:Thực hiện|Triển khai)\s+(?=[^,]*số\s+\d))/u;
const UPPER =
  /(?:Quyết định|Kế hoạch)\s+số\s+(\d+\/[\p{L}\d-]+)(?:\s+ngày\s+(\d{1,2})\/(\d{1,2})\/(\d{4}))?/u;
// Where the sentence goes on to the plan itself.
const BASIS_ENDS = /như sau\s*:?\s*$/u;
const MOTTO = /CỘNG HÒA|CỘNG HOÀ|Độc lập/u;

/** Reads number, day, issuer, title, basis and recipients; each null or empty where not found. */
export function letterheadOf(passages: readonly Passage[], directory: DirectoryAt): Letterhead {
  const first = passages.findIndex(({ section }) => section !== '');
  const head = passages.slice(0, first < 0 ? passages.length : first);
  const texts = head.map(({ text }) => text);
  const number = texts.map((text) => NUMBER.exec(text)).find((found) => found !== null);
  const place = texts.map((text) => PLACE.exec(text)).find((found) => found !== null);
  const [, town = '', day, month = '', year = ''] = place ?? [];
  const basis = texts.filter((text) => BASIS.test(text));
  const upper = basis.map((text) => UPPER.exec(text)).find((found) => found !== null);
  return {
    title: titleOf(texts),
    number: number === undefined ? null : `${number[1]}/${number[2]}`,
    date: day === undefined ? null : dateOf(day, month, year),
    month: place === undefined || day !== undefined ? null : `${year}-${month.padStart(2, '0')}`,
    issuedBy: issuerOf(texts, town, directory),
    legalBasis: basis.flatMap(textsOf),
    upper:
      upper?.[1] === undefined
        ? null
        : { citation: upper[1], date: dateOf(upper[2], upper[3], upper[4]) },
    recipients: recipientsOf(passages),
  };
}

/** The texts that a line names, without what is said of them. */
function textsOf(line: string): readonly string[] {
  return line
    .replace(BASIS, '')
    .split(/;\s*/)
    .map((text) =>
      withoutEnd(text.replace(/(?:,| ban hành) .*$/su, (end) => (BASIS_ENDS.test(end) ? '' : end))),
    )
    .filter((text) => text !== '');
}

function titleOf(texts: readonly string[]): string {
  const at = texts.findLastIndex((text) => /^KẾ HOẠCH(?:\s|$)/u.test(text));
  const own = texts[at]?.replace(/^KẾ HOẠCH\s*/u, '') ?? '';
  const title = own === '' ? (texts[at + 1] ?? '') : own;
  return title === '' ? 'Kế hoạch' : `Kế hoạch ${title.slice(0, 1).toLowerCase()}${title.slice(1)}`;
}

function issuerOf(texts: readonly string[], town: string, directory: DirectoryAt): OfficeId | null {
  const head = plain(texts.filter((text) => text === text.toUpperCase()).join(' '));
  if (head.includes('thu tuong chinh phu')) return 'CP';
  const committees = directory.all().filter(({ kind }) => kind === 'provincial-committee');
  const named = committees.find(({ name }) => head.includes(plain(name.vi)));
  const where = plain(town);
  const from = committees.find(({ name }) => where !== '' && plain(name.vi).endsWith(where));
  return (named ?? from)?.id ?? null;
}

function recipientsOf(passages: readonly Passage[]): readonly string[] {
  const lines = passages.filter(
    ({ section, dash, begins, text }) => section === '' && dash !== null && begins && text !== '',
  );
  return lines.map(({ text }) => withoutEnd(text)).filter((text) => !MOTTO.test(text));
}

function withoutEnd(text: string): string {
  return text.trim().replace(/[;.]$/, '').trim();
}
