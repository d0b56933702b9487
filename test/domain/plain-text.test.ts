import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain } from '../../domain/plain-text.ts';

describe('plain text for searching', () => {
  it.each([
    ['Ủy ban nhân dân xã Đắk Đoa', 'uy ban nhan dan xa dak doa'],
    ['ĐƯỜNG', 'duong'],
    ['  Lào \t Cai\n', 'lao cai'],
    ['Nghĩa Lộ', 'nghia lo'],
  ])('finds «%s» without its marks', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  it('is the same for a text typed composed (NFC) or in parts (NFD)', () => {
    const text = 'Phường Tằng Loỏng, tỉnh Lào Cai';
    expect(plain(text.normalize('NFD'))).toBe(plain(text.normalize('NFC')));
  });

  it('keeps the vowel and tone signs of Lao: they are letters there', () => {
    const lao = 'ກະຊວງປ້ອງກັນຄວາມສະຫງົບ';
    expect(plain(lao)).toBe(lao);
    expect(plain(lao.normalize('NFD'))).toBe(lao);
  });

  it('of plain text is that text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (t) => plain(plain(t)) === plain(t)));
  });
});
