import type { DirectoryAt } from '../../../domain/offices/directory.ts';
import type { OfficeId, OfficeKind } from '../../../domain/offices/office.ts';
import type { Holders } from '../../../domain/plans/plan.ts';
import type { DraftBody } from './draft.ts';

/** What stands at the beginning of a text: bodies, and the rest of it. */
export interface ReadBodies {
  readonly bodies: readonly DraftBody[];
  readonly rest: string;
}

/** Reads the bodies that a text begins with. */
export type BodyReader = (text: string) => ReadBodies;

const HEADS = [
  'Thủ trưởng', 'Chủ tịch', 'Giám đốc', 'Bộ trưởng', 'người đứng đầu', 'Chánh Văn phòng', 'Trưởng',
].join('|'); // prettier-ignore
// "Chủ tịch Ủy ban …" is the committee; the second "các" is a slip that documents have.
const PEOPLE = new RegExp(`^(?:(?:các )?(?:đồng chí )?(?:${HEADS})\\s+)(?:các (?=các ))?`, 'iu');
const BETWEEN = /^\s*(?:[;,]\s*(?:và\s+)?|và\s+|cùng\s+)/u;

// What departments of a province are commonly called, longest first where one begins another.
const DEPARTMENTS = [
  'Nội vụ', 'Tư pháp', 'Tài chính', 'Công Thương', 'Nông nghiệp và Môi trường', 'Xây dựng',
  'Văn hóa, Thể thao và Du lịch', 'Văn hóa và Thể thao', 'Khoa học và Công nghệ',
  'Giáo dục và Đào tạo', 'Y tế', 'Dân tộc và Tôn giáo', 'Ngoại vụ', 'Du lịch',
].join('|'); // prettier-ignore
const COMMITTEE = '(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)';
const UNITS = '(?:các\\s+)?(?:xã, phường(?:, đặc khu|, thị trấn)?|phường, xã|xã|phường)';
// A name of a place: the words with a capital, whatever the case of the rest may be.
const PLACE = '(?-i:\\s\\p{Lu}\\p{L}*)';
const OF_PROVINCE = `(?:\\s+(?:tỉnh|thành phố)${PLACE}*)?`;

const WITH_PLACE: readonly OfficeKind[] = [
  'provincial-committee',
  'provincial-police',
  'commune-committee',
  'commune-police',
];

interface Name {
  readonly pattern: RegExp;
  readonly holders: (words: string) => Holders | null;
}

/**
 * A reader of bodies for plans of one province (its two digits), or of the whole country (null):
 * "sở, ban, ngành" are those of the province; a name that the directory has is that office, one
 * that only looks like a body is kept in its words.
 */
export function bodyReader(directory: DirectoryAt, province: string | null): BodyReader {
  const names = [...namesOf(directory, province), ...patterns(directory, province)];
  return (text) => {
    const bodies: DraftBody[] = [];
    let rest = text.trimStart();
    for (;;) {
      const body = rest.replace(PEOPLE, '');
      const next = first(names, body);
      if (next === null) break;
      bodies.push(next);
      rest = body.slice(next.words.length);
      const between = BETWEEN.exec(rest)?.[0];
      if (between === undefined) break;
      const after = rest.slice(between.length);
      // A comma may end the list of bodies as well.
      if (first(names, after.replace(PEOPLE, '')) === null) break;
      rest = after;
    }
    return { bodies, rest: rest.trim() };
  };
}

/**
 * The bodies of a list that is nothing else, as a field or "Đề nghị …" has it; words that are no
 * known body are kept, as one body each.
 */
export function bodiesInList(list: string, read: BodyReader): readonly DraftBody[] {
  const found: DraftBody[] = [];
  for (const part of list.replace(/[.]$/, '').split(';')) {
    for (let left = part.trim(); left !== '';) {
      const { bodies, rest } = read(left);
      found.push(...bodies);
      const after = rest.replace(BETWEEN, '').trim();
      if (bodies.length > 0 && (rest === '' || after !== rest)) left = after;
      else {
        // A name that nobody knows, or words that narrow the body before them down.
        const end = /,\s|\s+và\s+(?=các\s)/u.exec(rest)?.index ?? rest.length;
        const words = rest.slice(0, end).trim();
        if (bodies.length === 0) found.push({ words, holders: null });
        left = rest.slice(end).replace(BETWEEN, '').trim();
      }
    }
  }
  return found;
}

function first(names: readonly Name[], text: string): DraftBody | null {
  for (const { pattern, holders } of names) {
    const words = pattern.exec(text)?.[0];
    // Not in the middle of a longer word.
    if (words === undefined || IN_WORD.test(text.charAt(words.length))) continue;
    return { words, holders: holders(words) };
  }
  return null;
}

/** The directory's own names, the longest first; of a province without the province's name. */
function namesOf(directory: DirectoryAt, province: string | null): readonly Name[] {
  return directory
    .all()
    .filter((row) => row.province === province || row.province === null)
    .filter((row) => row.kind !== 'lao-side')
    .flatMap(({ id, name: { vi }, kind }) => {
      const inProvince = / (?:tỉnh|thành phố) \p{Lu}[\p{L}\s-]*$/u;
      // "Ủy ban nhân dân" and "Công an" alone would be anybody's.
      const short = WITH_PLACE.includes(kind) ? vi : vi.replace(inProvince, '');
      return [...new Set([vi, short])].map((words) => ({ id, words }));
    })
    .filter(({ words }) => words.length > 6)
    .sort((a, b) => b.words.length - a.words.length)
    .map(({ id, words }) => ({
      pattern: begins(`${flexible(words)}(?:\\s+tỉnh)?`),
      holders: () => office(id),
    }));
}

function patterns(directory: DirectoryAt, province: string | null): readonly Name[] {
  const name = (source: string, holders: Name['holders']): Name => ({
    pattern: begins(source),
    holders,
  });
  const known = (id: OfficeId) => () => (directory.office(id) === undefined ? null : office(id));
  const unknown = () => null;
  const national = [
    name('(?:Các\\s+)?cơ quan, tổ chức, địa phương', () =>
      kinds(
        ['public-security-ministry', 'ministry', 'central-body', 'provincial-committee'],
        'any',
        'CP',
      ),
    ),
    name('Bộ trưởng(?=,)', () => kinds(['public-security-ministry', 'ministry'], 'any', 'CP')),
    name('cơ quan (?:ngang bộ|thuộc Chính phủ)', () => kinds(['central-body'], 'any', 'CP')),
    name('(?:Các\\s+)?bộ, (?:cơ quan ngang bộ|ngành)(?:, cơ quan thuộc Chính phủ)?', () =>
      kinds(['public-security-ministry', 'ministry', 'central-body'], 'any', 'CP'),
    ),
    name(
      `${COMMITTEE}\\s+(?:các\\s+)?tỉnh, thành phố(?: trực thuộc (?:trung ương|Trung ương))?`,
      () => kinds(['provincial-committee'], 'any', 'CP'),
    ),
    name('cơ quan đại diện(?: ngoại giao)?[^,;.]*', () => kinds(['mission-abroad'], 'any', null)),
  ];
  const here = province ?? '';
  const provincial = [
    name('(?:Các\\s+)?sở, (?:ban, )?ngành(?:, đoàn thể)?(?:\\s+(?:cấp tỉnh|tỉnh))?', () =>
      kinds(['department'], here, `UBND-${here}`),
    ),
    name(`${COMMITTEE}\\s+(?:cấp xã|${UNITS})(?![\\s]+biên giới)`, () =>
      kinds(['commune-committee'], here, null),
    ),
    // Some of the communes: which ones is for a person to say.
    name(`${COMMITTEE}\\s+(?:các\\s+)?xã(?:, phường)?\\s+biên giới`, unknown),
    name(
      '(?:Các\\s+)?(?:xã, phường|địa phương)(?=\\s*[.;,]|$|\\s+(?:chủ trì|có|xây dựng|ban hành))',
      () => kinds(['commune-committee'], here, null),
    ),
    name(
      '(?:Các\\s+)?cơ quan, (?:tổ chức|đơn vị)(?:, (?:đơn vị|tổ chức))?(?:, địa phương)?' +
        '(?:\\s+(?:có\\s+)?liên quan)?',
      () => kinds(['department', 'commune-committee'], here, null),
    ),
    name(`Công an (?:tỉnh|thành phố)${PLACE}*`, known(`CAT-${here}`)),
    name(`Văn phòng ${COMMITTEE} (?:tỉnh|thành phố)`, known(`VPUBND-${here}`)),
    name(`${COMMITTEE} (?:tỉnh|thành phố)${OF_PROVINCE}`, known(`UBND-${here}`)),
    name('Tỉnh ủy|Tỉnh uỷ|Thành ủy', known(`TU-${here}`)),
    name('(?:HĐND|Hội đồng nhân dân) (?:tỉnh|thành phố)', known(`HDND-${here}`)),
    name('Đoàn đại biểu Quốc hội(?: tỉnh)?', known(`DBQH-${here}`)),
    name('(?:Ủy ban )?(?:MTTQ|Mặt trận Tổ quốc) Việt Nam tỉnh', known(`MTTQ-${here}`)),
    name('Viện [Kk]iểm sát nhân dân tỉnh', known(`VKSND-${here}`)),
    name('Tòa án nhân dân tỉnh', known(`TAND-${here}`)),
    name(`Sở (?:${DEPARTMENTS})`, unknown),
    name(`Báo (?:và|,) phát thanh, truyền hình(?: tỉnh|${PLACE}+)?`, known(`BPTTH-${here}`)),
    name(
      'Thanh tra tỉnh|Bộ Chỉ huy [Qq]uân sự tỉnh|(?:Bộ Chỉ huy )?Bộ đội [Bb]iên phòng(?: tỉnh)?',
      unknown,
    ),
    name('Các cơ quan được phân công chủ trì(?: thực hiện)?(?: nhiệm vụ)?', unknown),
  ];
  const anywhere = [
    name(
      'Sở (?-i:\\p{Lu})[^;,.:]*?(?=\\s*(?:[;,.:]|$)|\\s+(?:chủ trì|phối hợp|căn cứ|tham mưu|có))',
      unknown,
    ),
    name(
      '(?:các )?(?:tổ chức chính trị - xã hội|hội quần chúng|cơ quan tham mưu[^;,.]*|đoàn thể)' +
        '[^;,.]*?(?=[;,.]|$| trong | phối hợp )',
      unknown,
    ),
  ];
  return province === null ? [...national, ...anywhere] : [...provincial, ...anywhere];
}

const IN_WORD = /[\p{L}\p{N}]/u;

const begins = (source: string): RegExp => new RegExp(`^(?:${source})`, 'iu');

const office = (id: OfficeId): Holders => ({ kind: 'office', office: id, scope: null });

function kinds(of: readonly OfficeKind[], province: string, under: OfficeId | null): Holders {
  return { kind: 'kinds', kinds: of, province, under, except: [] };
}

/** A name as a pattern: white space as it comes, UBND for Ủy ban nhân dân. */
function flexible(words: string): string {
  return words
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/Ủy ban nhân dân/g, COMMITTEE)
    .replace(/\s+/g, '\\s+');
}
