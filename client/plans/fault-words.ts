import type { Language } from '../../domain/text.ts';
import type { MessageKey } from '../../locales/index.ts';
import { translate } from '../../locales/index.ts';

/** What is said of a plan's text that is wrong, as the rules say it to whoever writes them. */
const FAULTS: readonly (readonly [RegExp, MessageKey])[] = [
  [/^no body (?<what>.+)$/, 'plans.fault.no-body'],
  [/^no phase (?<what>.+)$/, 'plans.fault.no-phase'],
  [/^(?<what>.+) is used nowhere$/, 'plans.fault.unused'],
  [/^two (?:tasks|phases) (?<what>.+)$/, 'plans.fault.twice'],
  [/^ends before it begins$/, 'plans.fault.ends-before'],
  [/^due with its phase, and has none$/, 'plans.fault.due-without-phase'],
  [/^not an address like (?<what>.+)$/, 'plans.fault.form'],
  [/^not an office like (?<what>.+)$/, 'plans.fault.form'],
  [/^not a key like (?<what>.+)$/, 'plans.fault.form'],
  [/^not an id like (?<what>.+)$/, 'plans.fault.form'],
  [/^not a (?:date|month) (?<what>Y.+)$/, 'plans.fault.form'],
  [/^not a month of our time$/, 'plans.fault.range'],
  [/^too long$|^Too (?:big|small)/, 'plans.fault.range'],
  [/^holds characters that cannot be read$/, 'plans.fault.illegible'],
  [/^Unrecognized keys?/, 'plans.fault.unknown'],
  [/received undefined$/, 'plans.fault.missing'],
  [/^Invalid/, 'plans.fault.value'],
];

const FAULT = /^(?<at>.+?:\d+: )(?:(?<field>[\w.-]+): )?(?<said>.+)$/;

/** Faults of a plan's text in words; as `YamlFault` has them, `name:line: field: what is wrong`. */
export function planFaults(faults: readonly string[], language: Language): readonly string[] {
  return faults.flatMap((fault) => {
    const found = FAULT.exec(fault)?.groups;
    // The YAML reader shows the place in further lines.
    if (found === undefined) return [];
    const { at = '', field, said = '' } = found;
    const words = inWords(said, field !== undefined, language);
    return [field === undefined ? `${at}${words}` : `${at}${field}: ${words}`];
  });
}

function inWords(said: string, isOfField: boolean, language: Language): string {
  for (const [pattern, key] of FAULTS) {
    const found = pattern.exec(said);
    if (found !== null) return translate(language, key, { what: '', ...found.groups });
  }
  return isOfField ? said : translate(language, 'plans.fault.syntax');
}
