import type { FillingFault } from '../../domain/reporting/checking.ts';
import type { Figure, ReportForm } from '../../domain/reporting/form.ts';
import { figuresOf } from '../../domain/reporting/form.ts';
import type { RegisterFigureId } from '../../domain/reporting/register-figures.ts';
import type { Language } from '../../domain/text.ts';
import type { MessageKey } from '../../locales/index.ts';
import { isMessageKey, translate } from '../../locales/index.ts';

/** A whole number as people write it: `1.234.567`, in English `1,234,567`. */
export function numberText(value: number, language: Language): string {
  const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, language === 'en' ? ',' : '.');
  return value < 0 ? `-${digits}` : digits;
}

/** A figure's value as people write it: a count, an amount, a percentage, yes or no. */
export function valueText(
  figure: Pick<Figure, 'type'>,
  value: number | null,
  language: Language,
  scope: 'office' | 'branch' = 'office',
): string {
  if (value === null) return translate(language, 'reports.value.blank');
  if (figure.type === 'percent') return percentText(value, language);
  if (figure.type === 'yes-no' && scope === 'office') {
    return translate(language, value === 1 ? 'reports.value.yes' : 'reports.value.no');
  }
  return numberText(value, language);
}

/** What is wrong with a report, in words that name the figure and the numbers. */
export function fillingFaultText(
  form: ReportForm,
  fault: FillingFault,
  language: Language,
): string {
  const { code, part, field, others, value, expected } = fault;
  const figure = figuresOf(form).find(({ id }) => id === field);
  const shown = (number: number | null): string =>
    figure === undefined || number === null || !Number.isInteger(number)
      ? String(number ?? '')
      : valueText({ type: figure.type === 'yes-no' ? 'count' : figure.type }, number, language);
  return translate(language, `reports.fault.${code}`, {
    part: nameOfPart(form, part, language),
    field: nameOfField(form, field, language),
    others: others.map((id) => nameOfField(form, id, language)).join('; '),
    value: shown(value),
    expected: shown(expected),
  });
}

/** What a figure or narrative is called; an unknown one by its id. */
export function nameOfField(form: ReportForm, id: string | null, language: Language): string {
  const fields = form.parts.flatMap((part) => [...part.figures, ...part.narratives]);
  return fields.find((one) => one.id === id)?.name[language] ?? id ?? '';
}

function nameOfPart(form: ReportForm, id: string | null, language: Language): string {
  const part = form.parts.find((one) => one.id === id);
  return part === undefined ? (id ?? '') : `${part.number}. ${part.name[language]}`;
}

/** What a figure of the register, one of its dimensions, or a value of that is called. */
export function registerText(
  what: { readonly figure: RegisterFigureId; readonly dimension?: string; readonly value?: string },
  language: Language,
): string {
  const { figure, dimension, value } = what;
  if (dimension === undefined) return translate(language, `reports.register.${figure}`);
  if (value === undefined) return text(`reports.dimension.${dimension}`, dimension, language);
  return text(`reports.dimension-value.${dimension}.${value}`, value, language);
}

// A month is written as it is, and a clock has the name of its rule: neither has a text here.
function text(key: string, otherwise: string, language: Language): string {
  return isMessageKey(key) ? translate(language, key as MessageKey) : otherwise;
}

function percentText(hundredths: number, language: Language): string {
  const digits = String(Math.abs(hundredths)).padStart(3, '0');
  const whole = numberText(Number(digits.slice(0, -2)), language);
  const sign = hundredths < 0 ? '-' : '';
  return `${sign}${whole}${language === 'en' ? '.' : ','}${digits.slice(-2)}%`;
}
