import type { OfficeRow, Succession } from '../../domain/offices/office.ts';
import type { CivilDate } from '../../domain/time/instant.ts';

/** A province or commune of `administrative-units.csv`. */
export interface Unit {
  readonly code: string;
  readonly province_code: string;
  readonly kind: string;
  readonly name_vi: string;
  readonly full_name_en: string;
}

/** One of the 34. */
export interface Province extends Unit {
  /** Made on 1/7/2025 out of several; the others go on unchanged. */
  readonly isMerged: boolean;
  readonly formerName: FormerName | null;
}

/** What a province was called before it changed its kind, and until when. */
export interface FormerName {
  readonly kind: string;
  readonly name_vi: string;
  readonly full_name_en: string;
  readonly until: CivilDate;
  readonly source: string;
}

/** One of the provinces that ended on 30/6/2025. */
export interface FormerProvince {
  readonly old_code: string;
  readonly kind: string;
  readonly name_vi: string;
  readonly name_en: string;
  readonly successor: string;
  readonly source: string;
}

/** The first year of Decision 801's plan: the directory knows nothing earlier. */
const BEGINNING = '2024-01-01' as CivilDate;
/** Resolution 202/2025/QH15: 34 provinces; two tiers of local government. */
const TWO_TIERS = '2025-07-01' as CivilDate;

const CODES = 'QĐ 19/2025/QĐ-TTg';
const POLICE = 'TT 104/2021/TT-BCA Đ16–17; KH Lào Cai 2026 IV';

/** People's Committee, police and Phòng An ninh chính trị nội bộ of one of the 34 provinces. */
export function provinceOffices(province: Province): readonly OfficeRow[] {
  const begins = province.isMerged ? TWO_TIERS : BEGINNING;
  const { formerName } = province;
  const now = {
    name: `${province.kind} ${province.name_vi}`,
    english: province.full_name_en,
    validTo: null,
  };
  if (formerName === null) {
    return threeOffices(province.code, { ...now, validFrom: begins, source: CODES });
  }
  const before = {
    name: `${formerName.kind} ${formerName.name_vi}`,
    english: formerName.full_name_en,
    validFrom: begins,
    validTo: formerName.until,
    source: CODES,
  };
  const after = { ...now, validFrom: formerName.until, source: formerName.source };
  return [...threeOffices(province.code, before), ...threeOffices(province.code, after)];
}

/** The People's Committee and the police post of every commune. */
export function communeOffices(
  communes: readonly Unit[],
  provinces: readonly Unit[],
): readonly OfficeRow[] {
  const byCode = new Map(provinces.map((province) => [province.code, province]));
  return communes.flatMap((commune): readonly OfficeRow[] => {
    const code = commune.province_code;
    const province = byCode.get(code);
    if (province === undefined) throw new Error(`Commune ${commune.code}: no province ${code}`);
    const name = `${commune.kind} ${commune.name_vi}, ${province.kind} ${province.name_vi}`;
    const english = `${commune.full_name_en}, ${province.full_name_en}`;
    const dated = { province: code, validFrom: TWO_TIERS, validTo: null };
    return [
      office({
        ...dated,
        id: `UBX-${commune.code}`,
        kind: 'commune-committee',
        name: `Ủy ban nhân dân ${name}`,
        english: `People's Committee of ${english}`,
        parent: `UBND-${code}`,
        channel: `CAT-${code}`,
        source: CODES,
      }),
      office({
        ...dated,
        id: `CAX-${commune.code}`,
        kind: 'commune-police',
        name: `Công an ${name}`,
        english: `Police of ${english}`,
        parent: `CAT-${code}`,
        channel: `CAT-${code}`,
        source: CODES,
      }),
    ];
  });
}

/** The bodies of the provinces that ended on 30/6/2025, and who took them over. */
export function formerOffices(provinces: readonly FormerProvince[]): {
  readonly rows: readonly OfficeRow[];
  readonly successions: readonly Succession[];
} {
  const rows = provinces.flatMap((province) =>
    threeOffices(`63-${province.old_code}`, {
      name: `${province.kind} ${province.name_vi}`,
      english: `${province.name_en} ${province.kind === 'tỉnh' ? 'Province' : 'City'}`,
      validFrom: BEGINNING,
      validTo: TWO_TIERS,
      source: province.source,
    }),
  );
  const successions = provinces.flatMap((province) =>
    idsOf(`63-${province.old_code}`).map((from, index): Succession => ({
      from,
      to: idsOf(province.successor)[index] ?? from,
      on: TWO_TIERS,
      scope: 'all',
      source: province.source,
    })),
  );
  return { rows, successions };
}

function idsOf(code: string): readonly [string, string, string] {
  return [`UBND-${code}`, `CAT-${code}`, `CAT-${code}-PA03`];
}

interface Dated {
  readonly name: string;
  readonly english: string;
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate | null;
  readonly source: string;
}

function threeOffices(code: string, at: Dated): readonly OfficeRow[] {
  const [committee, police, unit] = idsOf(code);
  const shared = { province: code, validFrom: at.validFrom, validTo: at.validTo };
  return [
    office({
      ...shared,
      id: committee,
      kind: 'provincial-committee',
      name: `Ủy ban nhân dân ${at.name}`,
      english: `People's Committee of ${at.english}`,
      parent: 'CP',
      channel: 'BCA-A03',
      // Decree 26/2020 art. 7(1) names the provincial People's Committees.
      fullTimeSecurityStaff: true,
      source: at.source,
    }),
    office({
      ...shared,
      id: police,
      kind: 'provincial-police',
      name: `Công an ${at.name}`,
      english: `Public Security of ${at.english}`,
      parent: 'BCA',
      channel: 'BCA-A03',
      fullTimeSecurityStaff: true,
      source: at.source,
    }),
    office({
      ...shared,
      id: unit,
      kind: 'provincial-police-unit',
      name: `Phòng An ninh chính trị nội bộ, Công an ${at.name}`,
      english: `Internal Political Security Division, Public Security of ${at.english}`,
      parent: police,
      channel: police,
      source: `${POLICE}; ${at.source}`,
    }),
  ];
}

type Generated = Omit<OfficeRow, 'name' | 'fullTimeSecurityStaff' | 'ownChannel' | 'email'> & {
  readonly name: string;
  readonly english: string;
  readonly fullTimeSecurityStaff?: boolean;
};

// Names of places in Viet Nam are not transliterated: the English stands in for Lao.
function office({ name, english, ...row }: Generated): OfficeRow {
  return {
    fullTimeSecurityStaff: false,
    ...row,
    name: { vi: name, en: english, lo: english },
    ownChannel: false,
    email: null,
  };
}
