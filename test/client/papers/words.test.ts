import { describe, expect, it } from 'vitest';
import {
  fillingFaultText,
  numberText,
  registerText,
  valueText,
} from '../../../client/papers/words.ts';
import type { FillingFault } from '../../../domain/reporting/checking.ts';
import { FILLING_FAULTS } from '../../../domain/reporting/checking.ts';
import { DIMENSIONS, REGISTER_FIGURES } from '../../../domain/reporting/register-figures.ts';
import { LANGUAGES } from '../../../locales/index.ts';
import { SMALL_FORM } from '../../domain/reporting/forms.ts';

describe('numbers as people write them', () => {
  it('have dots in Vietnamese and Lao, commas in English', () => {
    expect(numberText(1_234_567, 'vi')).toBe('1.234.567');
    expect(numberText(1_234_567, 'lo')).toBe('1.234.567');
    expect(numberText(1_234_567, 'en')).toBe('1,234,567');
    expect([0, 12, 123, -1_000].map((n) => numberText(n, 'vi'))).toEqual([
      ...['0', '12', '123', '-1.000'],
    ]);
  });

  it('are percentages to the hundredth, yes and no in words, and a blank says so', () => {
    const percent = { type: 'percent' } as const;
    expect([7_550, 5, 0, 123_456_789].map((n) => valueText(percent, n, 'vi'))).toEqual([
      ...['75,50%', '0,05%', '0,00%', '1.234.567,89%'],
    ]);
    expect(valueText(percent, 7_550, 'en')).toBe('75.50%');
    const yesNo = { type: 'yes-no' } as const;
    expect(valueText(yesNo, 1, 'vi')).toBe('có');
    expect(valueText(yesNo, 12, 'vi', 'branch')).toBe('12');
    expect(valueText({ type: 'count' }, null, 'vi')).toBe('chưa có');
  });
});

describe('what is wrong with a report', () => {
  it('is said in every language, with names and numbers as people know them', () => {
    for (const language of LANGUAGES) {
      for (const code of FILLING_FAULTS) {
        const fault = { code, part: 'first', field: 'spent', others: ['planned'] };
        const words = fillingFaultText(
          SMALL_FORM,
          { ...fault, value: 2_000_000, expected: 1_000_000 },
          language,
        );
        expect(words.length).toBeGreaterThan(5);
        expect(words).not.toContain('{');
      }
    }
    const sum: FillingFault = {
      code: 'sum-differs',
      part: 'second',
      field: 'cases',
      others: ['lost', 'leaked'],
      value: 1_500,
      expected: 1_499,
    };
    expect(fillingFaultText(SMALL_FORM, sum, 'vi')).toBe(
      '“cases”: 1.500, nhưng tổng của lost; leaked là 1.499.',
    );
  });
});

describe('what the register counts', () => {
  // English words are often the very ids: the other two languages show that a text is there.
  it.each(LANGUAGES.filter((language) => language !== 'en'))(
    'has a name in %s, with its dimensions and their values',
    (language) => {
      for (const figure of REGISTER_FIGURES) {
        expect(registerText({ figure }, language)).not.toBe(figure);
        for (const [dimension, values] of Object.entries(DIMENSIONS[figure])) {
          expect(registerText({ figure, dimension }, language), dimension).not.toBe(dimension);
          // A month is written as it is; a clock has the name of its rule.
          if (values === 'month' || dimension === 'clock') continue;
          for (const value of values) {
            const words = registerText({ figure, dimension, value }, language);
            expect(words, `${dimension} ${value}`).not.toBe(value);
          }
        }
      }
    },
  );

  it('has months written as they are', () => {
    const month = { figure: 'cases', dimension: 'month', value: '2026-03' } as const;
    expect(registerText(month, 'vi')).toBe('2026-03');
  });
});
