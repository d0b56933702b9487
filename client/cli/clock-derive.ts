import type { Command } from 'commander';
import type { Language } from '../../domain/text.ts';
import { USUAL_HOURS } from '../../domain/time/calendar.ts';
import { derive } from '../../domain/time/derive.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Derivation } from '../../domain/time/spec.ts';
import { stepText } from '../../locales/derivation.ts';
import { translate } from '../../locales/index.ts';
import { dueText, momentText } from '../../locales/moment.ts';
import { loadCalendars } from '../../rules/load-calendars.ts';
import type { DeriveOptions } from './clock-options.ts';
import { CALENDARS, KINDS, POLICIES, WrongOption, language, readOptions } from './clock-options.ts';
import { languageOf } from './context.ts';
import { EXIT } from './exit-codes.ts';

/**
 * `homat clock derive`: a deadline and the way to it, from the calendars that the product brings.
 * Needs no server, sign-in, database or data folder. What cannot be meant is said on standard error
 * with exit code 2.
 */
export function registerClockCommand(program: Command): void {
  const around = languageOf(process.argv.slice(2));
  const say = (key: keyof typeof TEXTS) => translate(around, TEXTS[key]);
  program
    .command('clock')
    .description(say('clock'))
    .command('derive')
    .description(say('derive'))
    .option('--kind <kind>', `${say('kind')}: ${KINDS.join(', ')}`)
    .option('--amount <number>', say('amount'))
    .option('--from <moment>', say('from'))
    .option('--date <date>', say('date'))
    .option('--month-from <month>', say('monthFrom'))
    .option('--month-to <month>', say('monthTo'))
    .option('--policy <policy>', `${say('policy')}: ${POLICIES.join(', ')}`)
    .option('--calendar <calendar>', `${say('calendar')}: ${CALENDARS.join(', ')}`)
    .option('--json', say('json'))
    .option('--lang <language>', say('lang'))
    .action((_options, command: Command) => {
      const options: DeriveOptions = command.optsWithGlobals();
      try {
        const speaking = language(options.lang, around);
        console.log(answer(options, speaking));
      } catch (error) {
        if (!(error instanceof WrongOption)) throw error;
        command.error(`✗ ${complaint(error, around, options.lang)}`, { exitCode: EXIT.usage });
      }
    });
}

const TEXTS = {
  clock: 'derivation.command.clock',
  derive: 'derivation.command.derive',
  kind: 'derivation.option.kind',
  amount: 'derivation.option.amount',
  from: 'derivation.option.from',
  date: 'derivation.option.date',
  monthFrom: 'derivation.option.month-from',
  monthTo: 'derivation.option.month-to',
  policy: 'derivation.option.policy',
  calendar: 'derivation.option.calendar',
  json: 'derivation.option.json',
  lang: 'derivation.option.lang',
} as const;

function answer(options: DeriveOptions, speaking: Language): string {
  const { spec, from, calendar } = readOptions(options);
  const derivation = derive(spec, from, loadCalendars()[calendar], USUAL_HOURS);
  return options.json === true
    ? JSON.stringify(asJson(derivation, speaking), null, 2)
    : asListing(derivation, speaking);
}

function asJson({ due, aim, from, provisional, steps }: Derivation, speaking: Language): unknown {
  return {
    due: due === null ? null : iso(due),
    ...(aim === undefined ? {} : { aim: iso(aim) }),
    ...(from === undefined ? {} : { from: iso(from) }),
    provisional,
    steps: steps.map((step) => ({
      at: iso(step.at),
      text: stepText(speaking, step),
      rule: step.rule,
      basis: step.basis ?? null,
    })),
  };
}

function asListing(derivation: Derivation, speaking: Language): string {
  const { due, aim, from, provisional, steps } = derivation;
  const label = (name: 'due' | 'aim' | 'from' | 'no-end' | 'provisional' | 'steps') =>
    translate(speaking, `derivation.label.${name}`);
  return [
    `${label('due')}: ${due === null ? label('no-end') : dueText(speaking, due)}`,
    ...(aim === undefined ? [] : [`${label('aim')}: ${dueText(speaking, aim)}`]),
    ...(from === undefined ? [] : [`${label('from')}: ${momentText(speaking, from)}`]),
    ...(provisional ? [label('provisional')] : []),
    ...(steps.length === 0 ? [] : ['', `${label('steps')}:`]),
    ...steps.map((step) => {
      const basis = step.basis === undefined ? '' : ` [${step.basis}]`;
      return `  ${momentText(speaking, step.at)}  ${stepText(speaking, step)}${basis}`;
    }),
  ].join('\n');
}

/** The fraction of a second is printed only where there is one. */
function iso(instant: Instant): string {
  return instant.replace('.000+', '+');
}

function complaint(wrong: WrongOption, around: Language, asked: string | undefined): string {
  const speaking = asked === 'vi' || asked === 'en' || asked === 'lo' ? asked : around;
  const why = wrong.why === null ? {} : { why: translate(speaking, wrong.why) };
  return translate(speaking, wrong.key, { ...wrong.params, ...why });
}
