import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LineCounter, isNode, parseDocument } from 'yaml';
import type { z } from 'zod';

/** A text that is not what its schema wants; the message tells name, line and field. */
export class YamlFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'YamlFault';
  }
}

/**
 * Reads a YAML file of rules by its schema. Throws with the file, line and field of what is wrong,
 * so that whoever changes a rule sees where.
 */
export function readYaml<T>(file: URL, schema: z.ZodType<T>): T {
  return parseYaml(readFileSync(file, 'utf8'), fileURLToPath(file), schema);
}

/** The same with a text that came from elsewhere; `name` is what it is called when it is wrong. */
export function parseYaml<T>(text: string, name: string, schema: z.ZodType<T>): T {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const broken = document.errors[0];
  if (broken !== undefined) {
    throw new YamlFault(`${name}:${counter.linePos(broken.pos[0]).line}: ${broken.message}`);
  }
  const parsed = schema.safeParse(valueOf());
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => {
    const isUnknown = issue.code === 'unrecognized_keys';
    const path = isUnknown ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
    const field = path.map(String).join('.');
    return `${name}:${lineOf(path)}: ${field === '' ? '' : `${field}: `}${issue.message}`;
  });
  throw new YamlFault(faults.join('\n'));

  // More aliases than any rule needs are a text made to fill the memory.
  function valueOf(): unknown {
    try {
      return document.toJS();
    } catch (error) {
      throw new YamlFault(`${name}:1: ${(error as Error).message}`);
    }
  }

  // A field that is missing has no line of its own: the nearest thing around it has.
  function lineOf(path: readonly PropertyKey[]): number {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    }
    return 1;
  }
}
