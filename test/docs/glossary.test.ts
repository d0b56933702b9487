import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { NOTICE_FIELDS } from '../../domain/lao-side/notice-form.ts';
import type { MessageKey } from '../../locales/index.ts';
import { translate } from '../../locales/index.ts';
import { loadClockRules } from '../../rules/load-clocks.ts';
import { loadLaoSideRules } from '../../rules/load-lao-side.ts';
import type { Vocabularies } from './vocabularies.ts';
import { exportedLists, typeNames, typedLists } from './vocabularies.ts';

interface Row {
  readonly line: string;
  readonly vi: string;
  readonly en: string;
  readonly lo: string;
  readonly id: string;
  readonly unsure: string;
}

/** Lists that no person reads as words. */
const NOT_FOR_PEOPLE = new Set([
  // Every act and every decision by its row of the authority table: acts and proposals again.
  'ACTIONS',
  // From which stages an act may be done: stages, or "open" and "any".
  'ActRule.from',
  // Names of fields of a report.
  'ActData.correct.field',
  'FactData.corrected.field',
  // Stages in which a draft is open: stages again. Names of processes inside the engine.
  'MATTERS',
  'OPEN_DRAFT',
  'CLOCK_PROCESSES',
  // The clocks of one kind of case: clocks again.
  'INCIDENT_CLOCKS',
  'REPORT_CLOCKS',
  'TASK_CLOCKS',
  'PLAN_CLOCKS',
  'DIFFICULTY_CLOCKS',
  // What is wrong with a deadline that somebody typed; told by the error table.
  'SpecFault',
]);

const sections = readSections(new URL('../../docs/glossary.md', import.meta.url));
let vocabularies: Vocabularies = new Map();

beforeAll(async () => {
  const fields = new Set([...NOTICE_FIELDS[1], ...NOTICE_FIELDS[2]]);
  vocabularies = new Map([
    ...typedLists(),
    ...(await exportedLists()),
    ['NoticeField', fields as ReadonlySet<string>],
  ]);
});

describe('the glossary', () => {
  it('knows the lists of the domain that matter most', () => {
    for (const name of ['KINDS', 'STAGES', 'ACT_KINDS', 'FactData', 'CAPACITIES', 'TimeKind']) {
      expect(vocabularies.get(name)?.size, name).toBeGreaterThan(2);
    }
    expect(vocabularies.get('FactData')).toContain('reported');
  });

  it('has, for every list it names, exactly the words of the domain', () => {
    for (const [name, rows] of sections) {
      if (name === 'Things') continue;
      const words = vocabularies.get(name);
      expect(words, `the domain has no list ${name}`).toBeDefined();
      expect(rows.map((row) => row.id).sort(), name).toEqual([...(words ?? [])].sort());
    }
  });

  it('has the words of the screens for levels, stages, findings, endings and acts', () => {
    // Of two names for a level one is taken for the next; of an at-risk case nothing was lost.
    const held = {
      LEVELS: 'words.level',
      CLEARANCES: 'story.clearance',
      STAGES: 'words.stage',
      FINDINGS: 'words.finding',
      ENDINGS: 'words.ending',
      REPORT_STAGES: 'reports.stage',
      REPORT_ENDINGS: 'reports.ending',
      REPORT_ACT_KINDS: 'reports.act',
      PLAN_STAGES: 'plans.stage',
      PLAN_ENDINGS: 'plans.ending',
      PLAN_ACT_KINDS: 'plans.act',
    };
    for (const [name, group] of Object.entries(held)) {
      for (const { id, vi, en } of sections.get(name) ?? []) {
        const key = `${group}.${id}` as MessageKey;
        const ours = translate('en', key).replace(/^.*\((.*)\)$/, '$1');
        expect(translate('vi', key).toLowerCase(), key).toBe(vi.toLowerCase());
        expect(ours.toLowerCase(), key).toBe(en.toLowerCase());
      }
    }
  });

  it('leaves out no list of the domain', () => {
    const tables = [...sections].map(([, rows]) => new Set(rows.map((row) => row.id)));
    const missing = [...vocabularies]
      .filter(([name]) => !sections.has(name) && !NOT_FOR_PEOPLE.has(name))
      .filter(([, words]) => !tables.some((table) => [...words].every((word) => table.has(word))))
      .map(([name, words]) => `${name}: ${[...words].join(', ')}`);
    expect(missing).toEqual([]);
  });

  it('names things by types that exist', () => {
    const known = typeNames();
    const ids = (sections.get('Things') ?? []).map((row) => row.id);
    expect(ids.length).toBeGreaterThan(20);
    expect(ids.filter((id) => !known.has(id))).toEqual([]);
  });

  it('calls clocks and fields of notices as the rules call them', () => {
    const named = [
      ...loadClockRules().map(({ id, name }) => ({ table: 'CLOCK_RULES', id: id as string, name })),
      ...loadLaoSideRules().fields.map(({ field, name }) => ({
        table: 'NoticeField',
        id: field as string,
        name,
      })),
    ];
    for (const { table, id, name } of named) {
      const row = sections.get(table)?.find((r) => r.id === id);
      expect(row, id).toBeDefined();
      const { vi, en, lo } = row as Row;
      expect({ vi: lower(vi), en: lower(en), lo }, id).toEqual({
        vi: lower(name.vi),
        en: lower(name.en),
        lo: name.lo,
      });
    }
  });

  it('says every term in three languages, once, in composed form', () => {
    for (const [name, rows] of sections) {
      expect(new Set(rows.map((row) => row.id)).size, name).toBe(rows.length);
      for (const row of rows) {
        for (const text of [row.vi, row.en, row.lo]) {
          expect(text, row.line).not.toBe('');
          expect(text, row.line).toBe(text.normalize('NFC'));
        }
        expect(['', '?'], row.line).toContain(row.unsure);
        if (row.lo !== row.vi) expect(row.lo, row.line).toMatch(/\p{Script=Lao}/u);
      }
    }
  });
});

const lower = (text: string) => text.slice(0, 1).toLowerCase() + text.slice(1);

/** The tables of the page by the name in the heading's brackets, or the heading itself. */
function readSections(file: URL): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  let rows: Row[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const heading = /^## (.+?)(?: \(`(.+)`\))?$/.exec(line);
    if (heading !== null) {
      rows = [];
      found.set(heading[2] ?? heading[1] ?? '', rows);
    } else if (/^\| .*`.*\|$/.test(line)) {
      rows.push(readRow(line));
    }
  }
  return found;
}

function readRow(line: string): Row {
  const [, vi = '', en = '', lo = '', id = '', unsure = ''] = line
    .split('|')
    .map((cell) => cell.trim());
  return { line, vi, en, lo, id: id.replaceAll('`', ''), unsure };
}
