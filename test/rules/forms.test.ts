import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReportForm } from '../../domain/reporting/form.ts';
import { figuresOf, formFor, formOf, outlineOf } from '../../domain/reporting/form.ts';
import { hasCycle } from '../../domain/reporting/regime.ts';
import type { OfficeKind } from '../../domain/offices/office.ts';
import type { FillingScope } from '../../domain/reporting/scope.ts';
import { stepsOf } from '../../domain/reporting/step.ts';
import { loadForms } from '../../rules/load-forms.ts';
import { loadRegimes } from '../../rules/load-regimes.ts';

const FORMS = new URL('../../rules/forms/', import.meta.url);
const yearly = readFileSync(new URL('yearly.yaml', FORMS), 'utf8');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forms-'));
  cpSync(fileURLToPath(FORMS), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const here = () => pathToFileURL(`${folder}/`);

/** The product's forms with one passage of the yearly one replaced, and the line of it. */
function changed(from: string, to: string): number {
  const at = yearly.indexOf(from);
  expect(at, from).toBeGreaterThan(0);
  writeFileSync(
    join(folder, 'yearly.yaml'),
    yearly.slice(0, at) + to + yearly.slice(at + from.length),
  );
  return yearly.slice(0, at).split('\n').length;
}

describe('the forms of the reports', () => {
  const forms = loadForms();
  const [form] = forms.filter(({ regime }) => regime === 'yearly') as [ReportForm];

  it('exist for every regime, in every year in which it has a cycle', () => {
    for (const rule of loadRegimes()) {
      const years = Array.from({ length: 12 }, (_, n) => 2024 + n);
      for (const year of years.filter((one) => hasCycle(rule, one))) {
        expect(formFor(forms, rule.id, year)?.regime, `${rule.id} ${year}`).toBe(rule.id);
      }
    }
  });

  it('have the four parts of Decree 26/2020, with the Agreement nested in the second', () => {
    expect(
      outlineOf(form).map(({ part, nested }) => [part.number, nested.map((n) => n.id)]),
    ).toEqual([
      ['I', []],
      ['II', ['agreement']],
      ['III', []],
      ['IV', []],
    ]);
  });

  it('say for every part where it comes from and how sure that is', () => {
    for (const part of forms.flatMap(({ parts }) => parts)) {
      expect(part.citation).toMatch(/Nghị định|Quyết định|Luật/);
    }
    // No figure is asked by a law that has been read as it is in force: none may claim so.
    expect(forms.map(({ certainty }) => certainty)).not.toContain('law');
  });

  it('ask for nothing that is neither counted by the register, made, nor filled in by hand', () => {
    const kinds = new Set(figuresOf(form).map(({ source }) => source.kind));
    expect(kinds).toEqual(new Set(['by-hand', 'register', 'computed']));
  });

  it('tell cases apart by kind, level, origin and finding, each adding up to all of them', () => {
    const cases = figuresOf(form).find(({ id }) => id === 'cases');
    const sums = cases?.rules.filter(({ kind }) => kind === 'sum-of') ?? [];
    const told = sums.map((sum) =>
      'figures' in sum
        ? sum.figures.map((id) => {
            const source = figuresOf(form).find((one) => one.id === id)?.source;
            return source?.kind === 'register' ? Object.keys(source.expression.where)[0] : id;
          })
        : [],
    );
    expect(told.map((dimensions) => [...new Set(dimensions)])).toEqual([
      ['kind'],
      ['level'],
      ['origin'],
      ['finding'],
    ]);
  });

  it('stay readable when next year has another one', () => {
    changed('validTo: null', 'validTo: 2027');
    const next = yearly
      .replace('version: 1', 'version: 2')
      .replace('validFrom: 2024', 'validFrom: 2027')
      .replace('id: computers', 'id: machines');
    writeFileSync(join(folder, 'yearly-2027.yaml'), next);
    const both = loadForms(here());
    expect(formFor(both, 'yearly', 2026)?.version).toBe(1);
    expect(formFor(both, 'yearly', 2027)?.version).toBe(2);
    const old = formOf(both, { form: 'yearly-secrets', version: 1 }) as ReportForm;
    expect(figuresOf(old).map(({ id }) => id)).toContain('computers');
    expect(formOf(both, { form: 'yearly-secrets', version: 3 })).toBeUndefined();
  });

  it('are refused when two hold for one year, or a version is used again', () => {
    writeFileSync(join(folder, 'z.yaml'), yearly.replace('version: 1', 'version: 2'));
    expect(() => loadForms(here())).toThrow(
      /version 2 is valid in a year of yearly-secrets version 1/,
    );
    writeFileSync(
      join(folder, 'z.yaml'),
      yearly
        .replace('validFrom: 2024', 'validFrom: 2021')
        .replace('validTo: null', 'validTo: 2024'),
    );
    expect(() => loadForms(here())).toThrow(/there are two yearly-secrets version 1/);
  });

  it.each([
    ['a figure of no type', 'type: count', 'type: number', /type/],
    [
      'a dimension that the figure has not',
      'task-state: [overdue]',
      'level: [mat]',
      /no level mat/,
    ],
    ['a value that the dimension has not', '[overdue]', '[late]', /tasks has no task-state late/],
    [
      'a figure named twice',
      'id: issued-toi-mat',
      'id: issued-tuyet-mat',
      /two figures issued-tuyet/,
    ],
    ['a narrative named twice', 'id: strengths', 'id: limits', /two narratives limits/],
    [
      'a narrative named as a figure',
      'id: strengths',
      'id: staff',
      /a figure and a narrative staff/,
    ],
    ['a part named twice', '- id: agreement\n', '- id: results\n', /two parts results/],
    ['a part nested in none', 'within: results', 'within: results-x', /no part results-x above/],
    ['a sum of what is not there', 'issued-toi-mat, issued-mat]', 'none]', /names no figure: none/],
    [
      'a limit of another type',
      'figure: budget-planned',
      'figure: staff',
      /of another type than staff/,
    ],
    [
      'a sum made of itself',
      '[clocks-kept, clocks-lapsed]',
      '[clocks-kept, clocks-ended]',
      /of itself/,
    ],
    [
      'a sum of what may be blank',
      'figures: [clocks-kept,',
      'figures: [disciplined,',
      /not required/,
    ],
    ['words asked for by no figure', 'requiredWhen: cases', 'requiredWhen: none', /no figure none/],
    ['a percentage that is no ratio', 'type: percent', 'type: count', /ratio-of makes a percent/],
    ['a year that ends before it begins', 'validTo: null', 'validTo: 2024', /validTo is not after/],
    ['a key nobody knows', 'loSure: false', 'loSure: false\n  secret: yes', /Unrecognized key/],
  ])('refuse %s, with file and line', (_what, from, to, words) => {
    const line = changed(from, to);
    expect(() => loadForms(here())).toThrow(words);
    try {
      loadForms(here());
    } catch (error) {
      const said = /yearly\.yaml:(\d+):/.exec(String(error));
      expect(said).not.toBeNull();
      // The field itself, or the figure or form that it belongs to.
      expect(Math.abs(Number(said?.[1]) - line)).toBeLessThan(line > 20 ? 20 : line + 5);
    }
  });
});

describe('the forms of the money', () => {
  const forms = loadForms();
  const [estimate, settlement] = ['budget-estimate', 'budget-settlement'].map((id) =>
    forms.find((form) => form.id === id),
  ) as [ReportForm, ReportForm];
  const before = (form: ReportForm, kind: OfficeKind, scope: FillingScope) =>
    stepsOf(form.steps, { kind, scope }).map(({ step, before: gate }) => `${step}: ${gate}`);

  it('ask of a commune its council’s opinion, advice, and the resolution when it comes', () => {
    expect(before(estimate, 'commune-committee', 'office')).toEqual([
      'council-opinion: submission',
      'advice: acceptance',
      'council-decision: nothing',
    ]);
    expect(before(settlement, 'commune-committee', 'office')).toEqual([
      'council-decision: submission',
      'advice: acceptance',
    ]);
  });

  it('ask of a department advice alone, of a province its council, of a ministry nothing', () => {
    expect(before(estimate, 'department', 'office')).toEqual(['advice: acceptance']);
    expect(before(estimate, 'provincial-committee', 'branch')).toEqual([
      'council-opinion: submission',
      'council-decision: nothing',
    ]);
    expect(before(estimate, 'ministry', 'office')).toEqual([]);
  });

  it('ask for money in whole đồng and for nothing that needs a secret', () => {
    for (const figure of [estimate, settlement].flatMap(figuresOf)) {
      if (figure.type === 'percent') continue;
      expect(figure.type, figure.id).toBe('amount');
      expect(figure.unit.vi, figure.id).toBe('đồng');
    }
  });

  it.each([
    ['a step of no amount', 'figure: estimate-total', 'figure: basis', /basis is no amount/],
    [
      'a step asked twice',
      '[department, commune-committee]',
      '[department, department]',
      /two steps/,
    ],
    ['advice that nothing waits for', 'before: acceptance', 'before: nothing', /advice is not rec/],
    [
      'an earlier number of nothing',
      'figure: estimate-total }',
      'figure: x }',
      /estimated is of noth/,
    ],
  ])('refuse %s', (_what, from, to, words) => {
    const text = readFileSync(new URL('budget.yaml', FORMS), 'utf8');
    const at = text.indexOf(from);
    expect(at, from).toBeGreaterThan(0);
    const wrong = text.slice(0, at) + to + text.slice(at + from.length);
    writeFileSync(join(folder, 'budget.yaml'), wrong);
    expect(() => loadForms(here())).toThrow(words);
  });
});
