import type { Cli } from '../context.ts';
import { readYaml } from '../given-data.ts';
import { UsageError } from '../usage-error.ts';
import type { Filled, PartToSave } from './filling.ts';
import { isEmpty, partWith, strangersIn } from './filling.ts';
import type { FormPartSeen, ReportSeen } from './seen.ts';

/** What somebody fills in on the command line: a file of parts, or fields of one part. */
export interface FillOptions {
  readonly file?: string;
  readonly part?: string;
  readonly set?: readonly string[];
  readonly words?: readonly string[];
  readonly explain?: readonly string[];
  readonly basedOn?: string;
}

interface GivenPart extends Filled {
  readonly part: string;
  /** The version that was seen; null: the newest. */
  readonly basedOn: number | null;
}

/**
 * The parts to be saved, with what is given laid over what is saved. Throws a UsageError for what
 * the form does not have, before anything is sent.
 */
export function partsGiven(cli: Cli, report: ReportSeen, options: FillOptions): PartToSave[] {
  const given =
    options.file === undefined ? [fromFields(cli, options)] : fromFile(cli, options.file);
  return given.map((one) => {
    const part = formPart(cli, report, one.part);
    const [stranger] = strangersIn({ form: { parts: [part] } }, one);
    if (stranger !== undefined) throw wrong(cli.tell('year.unknown-id', { id: stranger }));
    const saving = partWith(report, part, one);
    return { ...saving, basedOn: one.basedOn ?? saving.basedOn };
  });
}

function formPart(cli: Cli, { form }: ReportSeen, id: string): FormPartSeen {
  const found = form.parts.find((part) => part.id === id);
  if (found !== undefined) return found;
  const known = form.parts.map((part) => part.id).join(', ');
  throw wrong(cli.tell('year.unknown-part', { part: id, known }));
}

function fromFields(cli: Cli, options: FillOptions): GivenPart {
  const { part, set = [], words = [], explain = [], basedOn } = options;
  const filled: Filled = {
    figures: Object.fromEntries(set.map((pair) => numberIn(cli, pair))),
    narratives: Object.fromEntries(words.map((pair) => pairIn(cli, pair))),
    explanations: Object.fromEntries(explain.map((pair) => pairIn(cli, pair))),
  };
  if (part === undefined || isEmpty(filled)) throw wrong(cli.tell('year.nothing-given'));
  if (basedOn !== undefined && !/^\d{1,6}$/.test(basedOn)) {
    throw wrong(cli.say('invalid-value', { what: `--based-on ${basedOn}` }));
  }
  return { ...filled, part, basedOn: basedOn === undefined ? null : Number(basedOn) };
}

function pairIn(cli: Cli, pair: string): [string, string] {
  const at = pair.indexOf('=');
  if (at < 1) throw wrong(cli.say('set-wrong', { pair }));
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** A figure: a whole number, yes or no, or nothing (which takes a number back). */
function numberIn(cli: Cli, pair: string): [string, number | null] {
  const [id, text] = pairIn(cli, pair);
  if (text === '') return [id, null];
  if (!/^-?\d{1,15}$/.test(text)) throw wrong(cli.tell('year.not-a-number', { pair }));
  return [id, Number(text)];
}

const FIELDS = new Set(['figures', 'narratives', 'explanations', 'basedOn']);

function fromFile(cli: Cli, file: string): GivenPart[] {
  const whole = readYaml(file, cli);
  if (!isMap(whole) || Object.keys(whole).length === 0) throw fileWrong(cli, file);
  return Object.entries(whole).map(([part, given]) => {
    if (!isMap(given) || Object.keys(given).some((field) => !FIELDS.has(field))) {
      throw fileWrong(cli, file);
    }
    const { figures = {}, narratives = {}, explanations = {}, basedOn = null } = given;
    if (
      !isMapOf(figures, isFigure) ||
      !isMapOf(narratives, isText) ||
      !isMapOf(explanations, isText) ||
      !(basedOn === null || Number.isInteger(basedOn))
    ) {
      throw fileWrong(cli, `${file}: ${part}`);
    }
    const numbers = Object.entries(figures).map(([id, value]) => [id, figureOf(value)] as const);
    return {
      part,
      figures: Object.fromEntries(numbers),
      narratives,
      explanations,
      basedOn: basedOn as number | null,
    };
  });
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMapOf<T>(
  value: unknown,
  is: (one: unknown) => one is T,
): value is Readonly<Record<string, T>> {
  return isMap(value) && Object.values(value).every(is);
}

type FigureGiven = number | boolean | null;

function isFigure(value: unknown): value is FigureGiven {
  return value === null || typeof value === 'boolean' || Number.isSafeInteger(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function figureOf(value: FigureGiven): number | null {
  return value === null ? null : Number(value);
}

function fileWrong(cli: Cli, file: string): UsageError {
  return wrong(cli.tell('year.file-wrong', { file }));
}

function wrong(message: string): UsageError {
  return new UsageError(message);
}
