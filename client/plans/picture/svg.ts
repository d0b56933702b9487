/** Attributes of an element; numbers are rounded to tenths. */
export type Attributes = Readonly<Record<string, string | number>>;

/** An element with what is inside it, as it stands. */
export function element(name: string, attributes: Attributes, inside = ''): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(shown(value))}"`)
    .join('');
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}

/** Words at a place; whatever is in them stays plain text. */
export function words(text: string, attributes: Attributes): string {
  return element('text', attributes, escaped(text));
}

/** What is read out for an element, and shown when the pointer rests on it. */
export function titled(text: string): string {
  return `<title>${escaped(text)}</title>`;
}

function shown(value: string | number): string {
  return typeof value === 'number' ? String(Math.round(value * 10) / 10) : value;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

// XML allows no control characters, not even escaped.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text as XML takes it (XML 1.0, 2.2 and 2.4). */
export function escaped(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one);
}
