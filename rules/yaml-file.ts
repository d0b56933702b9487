import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LineCounter, isNode, parseDocument } from 'yaml';
import type { z } from 'zod';

/**
 * Reads a YAML file of rules by its schema. Throws with the file, line and field of what is wrong,
 * so that whoever changes a rule sees where.
 */
export function readYaml<T>(file: URL, schema: z.ZodType<T>): T {
  const counter = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: counter });
  const name = fileURLToPath(file);
  const broken = document.errors[0];
  if (broken !== undefined) {
    throw new Error(`${name}:${counter.linePos(broken.pos[0]).line}: ${broken.message}`);
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => {
    const isUnknown = issue.code === 'unrecognized_keys';
    const path = isUnknown ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
    const field = path.map(String).join('.');
    return `${name}:${lineOf(path)}: ${field === '' ? '' : `${field}: `}${issue.message}`;
  });
  throw new Error(faults.join('\n'));

  // A field that is missing has no line of its own: the nearest thing around it has.
  function lineOf(path: readonly PropertyKey[]): number {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    }
    return 1;
  }
}
