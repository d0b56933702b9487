import { describe, expect, it } from 'vitest';
import type { Telling } from '../../client/api/views/sentences.ts';
import { SENTENCES } from '../../client/api/views/sentences.ts';
import type { FactKind } from '../../domain/incident/fact.ts';
import type { Language } from '../../domain/text.ts';
import { LANGUAGES, isMessageKey, translate } from '../../locales/index.ts';
import { FACT_SAMPLES } from '../support/fact-samples.ts';
import { OfficePlay } from '../support/office-play.ts';

const play = new OfficePlay().report('staff@UBX-02647');

function telling(language: Language): Telling {
  const office = { vi: 'Công an tỉnh', en: 'Provincial police', lo: 'ຕຳຫຼວດແຂວງ' };
  return {
    language,
    incident: play.case,
    rules: play.rules,
    names: { offices: { 'CAT-15': office }, people: {} },
  };
}

function told(language: Language, kind: FactKind, data: unknown = FACT_SAMPLES[kind]): string {
  const sentence = SENTENCES[kind] as (data: unknown, telling: Telling) => never;
  return translate(language, `timeline.${kind}`, sentence(data, telling(language)));
}

describe('the story of a case', () => {
  it.each(Object.keys(SENTENCES) as FactKind[])('tells of %s in every language', (kind) => {
    for (const language of LANGUAGES) {
      const text = told(language, kind);
      expect(text, language).toMatch(/\S.*[.?!…\p{L}]/u);
      expect(text, language).not.toMatch(/[{}]|undefined|null/);
    }
  });

  it('has a sentence for what is told to other offices of a letter to the Lao side', () => {
    expect(translate('en', 'timeline.lao-told', { round: 1 })).toBe(
      'The Ministry told the Lao side (notice 1).',
    );
  });

  it('says by which clock, in words, and its end as people write it', () => {
    expect(told('vi', 'clock-started')).toContain('24:00 ngày 03/03/2026');
    expect(told('vi', 'clock-started')).toContain('Công an tỉnh');
  });

  it('says who declined, and why', () => {
    expect(told('en', 'participation-answered')).toContain('does not take part');
    expect(told('en', 'hand-over-answered')).toContain('took the case over');
  });

  it.each(['extended', 'calendar', 'frozen', 'resumed'] as const)('tells a clock %s', (why) => {
    const data = { ...FACT_SAMPLES['clock-changed'], why };
    const texts = new Set(LANGUAGES.map((language) => told(language, 'clock-changed', data)));
    expect(texts.size).toBe(3);
  });

  it('uses no word that has no text', () => {
    for (const kind of Object.keys(SENTENCES) as FactKind[]) {
      expect(isMessageKey(`timeline.${kind}`), kind).toBe(true);
    }
  });
});
