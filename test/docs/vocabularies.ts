import { readFileSync, readdirSync } from 'node:fs';
import ts from 'typescript';

const DOMAIN = new URL('../../domain/', import.meta.url);

/** Every closed list of words that the domain exports, by its name there. */
export type Vocabularies = Map<string, ReadonlySet<string>>;

interface DomainFile {
  readonly path: string;
  readonly source: ts.SourceFile;
}

/** Lists that are exported as values: arrays of strings. */
export async function exportedLists(): Promise<Vocabularies> {
  const lists: Vocabularies = new Map();
  for (const { path } of domainFiles()) {
    const module = (await import(new URL(path, DOMAIN).href)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(module)) {
      if (isWords(value)) lists.set(name, new Set(value));
    }
  }
  return lists;
}

/**
 * Lists that only the compiler knows: exported unions of string literals, the same inside exported
 * interfaces (`Proposal.status`), and the kinds of facts, proposals and deadlines.
 */
export function typedLists(): Vocabularies {
  const lists: Vocabularies = new Map();
  for (const { source } of domainFiles()) {
    for (const statement of source.statements) {
      if (!isExportedType(statement)) continue;
      const name = statement.name.text;
      if (FACTS.has(name)) lists.set(name, new Set(memberNames(statement)));
      const kinds = KINDS_OF[name];
      if (kinds !== undefined) lists.set(kinds, kindsIn(statement));
      collect(statement, name, lists);
    }
  }
  return lists;
}

/** The names of all exported interfaces and types. */
export function typeNames(): Set<string> {
  return new Set(
    domainFiles().flatMap(({ source }) =>
      source.statements.filter(isExportedType).map((statement) => statement.name.text),
    ),
  );
}

/** What has happened, by the kinds of case. */
const FACTS: ReadonlySet<string> = new Set([
  'ClockFacts',
  'FactData',
  'ReportFactData',
  'CycleFactData',
  'TaskFactData',
  'PlanFactData',
  'DifficultyFactData',
]);

/** Unions of objects whose kinds are words of their own, and the name of that list. */
const KINDS_OF: Readonly<Record<string, string>> = {
  FigureSource: 'FigureSourceKind',
  Nature: 'NatureKind',
  PlanDue: 'PlanDueKind',
  TimeSpec: 'TimeKind',
  ProposalContent: 'ProposalKind',
};

type NamedType = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

function domainFiles(): DomainFile[] {
  return readdirSync(DOMAIN, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => path.replaceAll('\\', '/'))
    .map((path) => {
      const text = readFileSync(new URL(path, DOMAIN), 'utf8');
      return { path, source: ts.createSourceFile(path, text, ts.ScriptTarget.Latest) };
    });
}

function isExportedType(node: ts.Node): node is NamedType {
  if (!ts.isInterfaceDeclaration(node) && !ts.isTypeAliasDeclaration(node)) return false;
  return node.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function collect(node: ts.Node, path: string, into: Vocabularies): void {
  if (ts.isUnionTypeNode(node)) {
    const words = literalsOf(node);
    if (words !== null && words.length > 1) into.set(path, new Set(words));
  }
  ts.forEachChild(node, (child) => {
    const named = ts.isPropertySignature(child) ? `${path}.${nameOf(child)}` : path;
    // `Extract<…, 'a' | 'b'>` picks from a list, it makes none.
    if (!ts.isTypeReferenceNode(child)) collect(child, named, into);
  });
}

function literalsOf(union: ts.UnionTypeNode): string[] | null {
  const words: string[] = [];
  for (const type of union.types) {
    if (!ts.isLiteralTypeNode(type)) return null;
    if (type.literal.kind === ts.SyntaxKind.NullKeyword) continue;
    if (!ts.isStringLiteral(type.literal)) return null;
    words.push(type.literal.text);
  }
  return words;
}

function kindsIn(node: ts.Node): Set<string> {
  const kinds = new Set<string>();
  const walk = (child: ts.Node): void => {
    if (ts.isPropertySignature(child) && nameOf(child) === 'kind') {
      const type = child.type;
      const types = type !== undefined && ts.isUnionTypeNode(type) ? type.types : [type];
      for (const t of types) {
        if (t !== undefined && ts.isLiteralTypeNode(t) && ts.isStringLiteral(t.literal)) {
          kinds.add(t.literal.text);
        }
      }
    }
    ts.forEachChild(child, walk);
  };
  walk(node);
  return kinds;
}

function memberNames(node: NamedType): string[] {
  return ts.isInterfaceDeclaration(node) ? node.members.map(nameOf) : [];
}

function nameOf(member: ts.TypeElement): string {
  const { name } = member;
  if (name === undefined) return '';
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : '';
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 1 && value.every((v) => typeof v === 'string');
}
