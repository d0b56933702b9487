import type { Figure, FormPart, Narrative, ReportForm } from '../../../domain/reporting/form.ts';
import type { Language } from '../../../domain/text.ts';

/** A figure as it is asked for, in the reader's language. */
export type FigureView = Pick<Figure, 'id' | 'type' | 'rules'> & {
  readonly name: string;
  readonly unit: string;
  /** Where it comes from: a person, the register, other figures. */
  readonly source: Figure['source']['kind'];
  readonly hint: string | null;
};

export type NarrativeView = Pick<Narrative, 'id' | 'required' | 'requiredWhen'> & {
  readonly name: string;
  readonly hint: string;
};

export type PartView = Pick<FormPart, 'id' | 'number' | 'within' | 'citation' | 'certainty'> & {
  readonly name: string;
  readonly figures: readonly FigureView[];
  readonly narratives: readonly NarrativeView[];
};

/** A form as people read it: part by part, what is asked and how. */
export type FormView = Pick<ReportForm, 'id' | 'version' | 'citation' | 'certainty'> & {
  readonly name: string;
  readonly parts: readonly PartView[];
};

/** A form in one language. */
export function formView(form: ReportForm, language: Language): FormView {
  const { id, version, citation, certainty } = form;
  const parts = form.parts.map((part) => partView(part, language));
  return { id, version, citation, certainty, name: form.name[language], parts };
}

function partView(part: FormPart, language: Language): PartView {
  const { id, number, within, citation, certainty } = part;
  return {
    id,
    number,
    within,
    citation,
    certainty,
    name: part.name[language],
    figures: part.figures.map((figure) => ({
      id: figure.id,
      type: figure.type,
      rules: figure.rules,
      name: figure.name[language],
      unit: figure.unit[language],
      source: figure.source.kind,
      hint: figure.hint?.[language] ?? null,
    })),
    narratives: part.narratives.map((words) => ({
      id: words.id,
      required: words.required,
      requiredWhen: words.requiredWhen,
      name: words.name[language],
      hint: words.hint[language],
    })),
  };
}
