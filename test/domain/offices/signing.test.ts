import { describe, expect, it } from 'vitest';
import { OFFICE_KINDS } from '../../../domain/offices/office.ts';
import type { Signer } from '../../../domain/offices/signing.ts';
import { signingForm, signingFormOf } from '../../../domain/offices/signing.ts';
import { loadSigning } from '../../../rules/load-offices.ts';

const rules = loadSigning();
const signed = (signer: Signer) => {
  const signature = signingForm(rules, signer);
  return signature && [signature.form, ...signature.lines.map((line) => line.vi)];
};

describe('signing', () => {
  it.each<[string, Signer, readonly string[]]>([
    [
      'a chairman signs on behalf of the collective body',
      { office: 'provincial-committee', capacity: 'head' },
      ['TM.', 'TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
    ],
    [
      'a vice chairman signs for the chairman, on behalf of the body',
      { office: 'commune-committee', capacity: 'deputy-head' },
      ['KT.', 'TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
    ],
    [
      'a minister signs without TM.',
      { office: 'ministry', capacity: 'head' },
      ['none', 'BỘ TRƯỞNG'],
    ],
    [
      'a deputy minister signs for the minister',
      { office: 'public-security-ministry', capacity: 'deputy-head' },
      ['KT.', 'KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG'],
    ],
    [
      'a police director signs without TM.',
      { office: 'provincial-police', capacity: 'head' },
      ['none', 'GIÁM ĐỐC'],
    ],
    [
      'the head of a unit signs by order of the minister',
      { office: 'ministry-unit', capacity: 'head', byOrderOf: 'public-security-ministry' },
      ['TL.', 'TL. BỘ TRƯỞNG', 'CỤC TRƯỞNG'],
    ],
    [
      'the deputy of a unit signs for its head, by order of the director',
      {
        office: 'provincial-police-unit',
        capacity: 'deputy-head',
        byOrderOf: 'provincial-police',
      },
      ['TL.', 'TL. GIÁM ĐỐC', 'KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG'],
    ],
    [
      'somebody with a written authority signs by authority of the head',
      { office: 'provincial-police', capacity: 'case-officer', delegated: true },
      ['TUQ.', 'TUQ. GIÁM ĐỐC'],
    ],
    [
      'somebody put in charge signs as acting head',
      { office: 'ministry', capacity: 'head', acting: true },
      ['Q.', 'Q. BỘ TRƯỞNG'],
    ],
    [
      'an acting chairman still signs on behalf of the body',
      { office: 'provincial-committee', capacity: 'head', acting: true },
      ['Q.', 'TM. ỦY BAN NHÂN DÂN', 'Q. CHỦ TỊCH'],
    ],
  ])('%s', (_, signer, expected) => {
    expect(signed(signer)).toEqual(expected);
  });

  it('is not for officers, clerks and staff without a written authority', () => {
    for (const capacity of ['staff', 'clerk', 'case-officer', 'duty-officer'] as const) {
      expect(signed({ office: 'ministry', capacity })).toBeUndefined();
    }
  });

  it('is laid down for every kind of office but the Lao side, in three languages', () => {
    for (const office of OFFICE_KINDS.filter((kind) => kind !== 'lao-side')) {
      const lines = signingForm(rules, { office, capacity: 'head' })?.lines ?? [];
      expect(lines.length, office).toBeGreaterThan(0);
      expect(lines.every((line) => line.vi && line.en && line.lo)).toBe(true);
    }
    expect(signed({ office: 'lao-side', capacity: 'head' })).toBeUndefined();
  });

  it('on behalf of a body is the form of exactly those kinds whose titles name the body', () => {
    for (const { kinds, body } of rules.titles) {
      for (const kind of kinds) {
        const form = signingFormOf({ kind }, { capacity: 'head', delegation: null });
        expect(form === 'TM.', kind).toBe(body !== null);
      }
    }
  });
});
