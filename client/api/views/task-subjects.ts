import type { TaskTerms } from '../../../domain/plans/process/terms.ts';
import type { Language } from '../../../domain/text.ts';

/** What a subject of registered decisions is called; its id where the plan does not name it. */
export function subjectName({ nature }: TaskTerms, id: string, language: Language): string {
  const subjects = nature.kind === 'registered-decisions' ? nature.subjects : [];
  return subjects.find((subject) => subject.id === id)?.name[language] ?? id;
}
