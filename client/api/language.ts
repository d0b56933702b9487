import type { Language } from '../../domain/text.ts';
import { LANGUAGES } from '../../locales/index.ts';

/**
 * The first of our languages that `Accept-Language` names, by its weights; null when it has none.
 */
export function acceptedLanguage(header: string | undefined): Language | null {
  if (header === undefined) return null;
  const wanted = header
    .slice(0, 500)
    .split(',')
    .map((part, place) => {
      const [tag = '', ...options] = part.trim().toLowerCase().split(';');
      const weight = options.map((o) => /^\s*q=([\d.]+)\s*$/.exec(o)?.[1]).find((q) => q);
      return {
        language: tag.split('-')[0],
        weight: weight === undefined ? 1 : Number(weight),
        place,
      };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place);
  for (const { language } of wanted) {
    const known = LANGUAGES.find((l) => l === language);
    if (known !== undefined) return known;
  }
  return null;
}
