import { ILLEGIBLE, isLegible } from '../../domain/legible.ts';
import { problem } from './problem.ts';

const DEEPEST = 16;
const LONGEST_NAME = 100;

/**
 * Reads a JSON body: broken UTF-8 and wrong JSON are refused, and so are values that are no text,
 * no number or no reasonable form of one. Every text comes out in NFC. An empty body is `{}`.
 */
export function parseJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw problem('MALFORMED_REQUEST');
  }
  return checked(parsed, '', 0);
}

/** A text in NFC; refused when it holds what is no text. `field` names it in the refusal. */
export function checkedText(text: string, field: string): string {
  if (!isLegible(text)) throw problem('INVALID_FIELD', { field });
  return text.normalize('NFC');
}

function checked(value: unknown, field: string, depth: number): unknown {
  if (depth > DEEPEST) throw problem('MALFORMED_REQUEST');
  switch (typeof value) {
    case 'string':
      return checkedText(value, nameOf(field));
    case 'number':
      if (!Number.isFinite(value)) throw problem('INVALID_FIELD', { field: nameOf(field) });
      return value;
    case 'object':
      if (value === null) return null;
      return Array.isArray(value)
        ? value.map((item, index) => checked(item, `${field}.${index}`, depth + 1))
        : checkedObject(value, field, depth);
    default:
      return value;
  }
}

function checkedObject(value: object, field: string, depth: number): Record<string, unknown> {
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => {
    const path = `${field}.${name}`;
    // It would become the object's prototype and be seen by no check after this one.
    if (name === '__proto__') throw problem('UNKNOWN_FIELD', { field: nameOf(path) });
    return [checkedText(name, nameOf(field)), checked(inner, path, depth + 1)];
  });
  return Object.fromEntries(entries);
}

function nameOf(field: string): string {
  const name = field.startsWith('.') ? field.slice(1) : field;
  return name === '' ? 'body' : shortName(name);
}

/** A field's name as it may stand in an answer: short, and nothing that is no text. */
export function shortName(name: string): string {
  return name.slice(0, LONGEST_NAME).toWellFormed().replace(new RegExp(ILLEGIBLE, 'g'), '?');
}
