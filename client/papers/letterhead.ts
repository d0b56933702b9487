import type { DirectoryAt } from '../../domain/offices/directory.ts';
import type { OfficeId, OfficeKind, OfficeRow } from '../../domain/offices/office.ts';

// Ministries, central bodies and People's Committees of every level write under their own name
// alone (Decree 30/2020, appendix I, 2: "nếu có").
const UNDER_ANOTHER: ReadonlySet<OfficeKind> = new Set([
  'ministry-unit',
  'provincial-police',
  'provincial-police-unit',
  'commune-police',
  'department',
  'mission-abroad',
]);
const COMMITTEES: ReadonlySet<OfficeKind> = new Set(['provincial-committee', 'commune-committee']);
const COMMITTEE = 'Ủy ban nhân dân';
const TERRITORY = /(?:tỉnh|thành phố) \p{Lu}.*$/u;
const CAPITAL = 'Hà Nội';
/** Named after a person or with a number: the kind belongs to the name (Decree 30/2020, I.4). */
const WITH_KIND = /^(?:Hồ Chí Minh|\d.*)$/;

/** Who issues a paper, as it stands at its head: in Vietnamese, the language of the form. */
export function issuerOf(
  directory: DirectoryAt,
  office: OfficeRow,
): { readonly parent: string | null; readonly name: string } {
  const above = aboveOf(directory, office);
  const name = withoutAbove(office.name.vi, above?.name.vi ?? '');
  if (above === undefined || !UNDER_ANOTHER.has(office.kind)) return { parent: null, name };
  return { parent: issuerOf(directory, above).name, name };
}

/**
 * `BC-UBND`: the type of the paper and the issuer's letters (Decree 30/2020, appendix I, 3). A
 * committee is UBND wherever it is, the police of a province or commune go by their level; others
 * have the letters of their code, with the Đ of their name.
 */
export function symbolOf(office: OfficeRow): string {
  return `BC-${lettersOf(office)}`;
}

/** The letters of a unit in the archive line: `A03` of `BCA-A03`. */
export function unitLetters(unit: OfficeId, office: OfficeId): string {
  return unit.startsWith(`${office}-`) ? unit.slice(office.length + 1) : unit;
}

/**
 * The place before the date: the commune of a commune's body, the province of a province's, the
 * city of a mission, else the capital (Decree 30/2020, appendix I, 4).
 */
export function placeOf(directory: DirectoryAt, office: OfficeRow): string {
  const { kind, name, province } = office;
  if (kind === 'commune-committee' || kind === 'commune-police') {
    const [, unit = '', called = ''] = /(xã|phường|đặc khu) ([^,]+)/.exec(name.vi) ?? [];
    return placeName(unit, called);
  }
  if (kind === 'mission-abroad') {
    return /\(([^)]+)\)/.exec(name.vi)?.[1] ?? /tại (.+)$/.exec(name.vi)?.[1] ?? '';
  }
  const seat = directory
    .all()
    .find((other) => other.kind === 'provincial-committee' && other.province === province);
  const [, unit = '', called = ''] = /(tỉnh|thành phố) (.+)$/.exec(seat?.name.vi ?? '') ?? [];
  return province === null || called === '' ? CAPITAL : placeName(unit, called);
}

function placeName(unit: string, name: string): string {
  if (!WITH_KIND.test(name)) return name;
  return `${unit.charAt(0).toUpperCase()}${unit.slice(1)} ${name}`;
}

function aboveOf(directory: DirectoryAt, office: OfficeRow): OfficeRow | undefined {
  return office.parent === null ? undefined : directory.office(office.parent);
}

/** What the line above, or the province of the body above, says already is not said twice. */
function withoutAbove(name: string, above: string): string {
  const said = [above, TERRITORY.exec(above)?.[0] ?? ''].find(
    (words) => words !== '' && name !== words && name.endsWith(words),
  );
  return said === undefined ? name : name.slice(0, -said.length).replace(/[\s,]+$/, '');
}

function lettersOf({ id, kind, name }: OfficeRow): string {
  if (COMMITTEES.has(kind)) return initialsOf(COMMITTEE);
  if (kind === 'provincial-police') return name.vi.includes('thành phố') ? 'CATP' : 'CAT';
  if (kind === 'commune-police') {
    return initialsOf(/^Công an (?:xã|phường|đặc khu)/.exec(name.vi)?.[0] ?? name.vi);
  }
  if (kind === 'ministry-unit' || kind === 'provincial-police-unit') {
    return id.slice(id.lastIndexOf('-') + 1);
  }
  return inName(id.replace(/-.*$/, ''), name.vi);
}

/** The letters of a code as the name has them: BGDDT is BGDĐT. */
function inName(code: string, name: string): string {
  let letters = '';
  for (const initial of initialsOf(name)) {
    if (initial.replace('Đ', 'D') === code[letters.length]) letters += initial;
  }
  return letters.length === code.length ? letters : code;
}

/** The first letters of the words, without tones and hooks; Đ is a letter of its own. */
function initialsOf(words: string): string {
  return words
    .split(/[^\p{L}\d]+/u)
    .map((word) => word.charAt(0).toUpperCase().normalize('NFD').charAt(0))
    .join('');
}
