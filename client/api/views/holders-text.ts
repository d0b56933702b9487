import type { DirectoryAt } from '../../../domain/offices/directory.ts';
import type { OfficeId } from '../../../domain/offices/office.ts';
import { resolve } from '../../../domain/plans/holders.ts';
import type { Holders } from '../../../domain/plans/plan.ts';
import type { Language } from '../../../domain/text.ts';
import { translate } from '../../../locales/index.ts';

/** What the words for holders may look up. */
export interface HoldersTelling {
  readonly directory: DirectoryAt;
  readonly language: Language;
  /** What a body is called, also one that has ended. */
  nameOf(office: OfficeId): string;
}

/** Who is meant, in words: bodies by name, with whoever took their place; kinds are counted. */
export function holdersText(holders: readonly Holders[], telling: HoldersTelling): string {
  return holders.map((one) => wordsFor(one, telling)).join('; ');
}

function wordsFor(one: Holders, { directory, language, nameOf }: HoldersTelling): string {
  if (one.kind === 'named') return one.name[language];
  const offices = resolve([one], directory);
  if (one.kind === 'office') {
    const [office] = offices;
    const before = nameOf(one.office);
    if (office === undefined) return translate(language, 'plans.holder-gone', { office: before });
    if (office === one.office) return before;
    return translate(language, 'plans.holder-heir', { office: nameOf(office), before });
  }
  const kinds = one.kinds.map((kind) => translate(language, `story.office-kind.${kind}`));
  return translate(language, 'plans.holder-kinds', {
    kinds: kinds.join(', '),
    count: offices.length,
  });
}
