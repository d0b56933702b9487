/** A tag of an XML file, or the text between two. */
export interface XmlTag {
  readonly name: string;
  readonly ends: boolean;
  readonly attributes: string;
  /** Null for a tag. */
  readonly text: string | null;
}

const TOKEN = /<(\/?)([\w:.-]+)([^>]*?)(\/?)>|<[!?][^>]*>|([^<]+)/g;
const ENTITY = /&(#x[0-9a-fA-F]+|#\d+|amp|lt|gt|quot|apos);/g;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/**
 * The tags and texts of an XML file in order; an empty element is a tag that begins and one that
 * ends. Enough for what office programs write: no entities of its own are ever expanded.
 */
export function tagsOf(xml: string): readonly XmlTag[] {
  return [...xml.matchAll(TOKEN)].flatMap(
    ([, slash, name, attributes = '', empty, text]): XmlTag[] => {
      if (text !== undefined) {
        return [{ name: '', ends: false, attributes: '', text: decoded(text) }];
      }
      if (name === undefined) return [];
      const tag = { name, ends: slash === '/', attributes, text: null };
      return empty === '/' ? [tag, { ...tag, ends: true }] : [tag];
    },
  );
}

/** The value of an attribute, or null. */
export function attribute(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes);
  return found?.[1] === undefined ? null : decoded(found[1]);
}

function decoded(text: string): string {
  return text.replace(ENTITY, (whole, entity: string) => {
    const named = NAMED[entity];
    if (named !== undefined) return named;
    const code = entity.startsWith('#x') ? parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
