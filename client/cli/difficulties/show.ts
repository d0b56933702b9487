import type { Cli } from '../context.ts';
import { titled } from '../listing.ts';
import { moment, pairs } from '../print.ts';
import { personIn } from '../reports/names.ts';
import { dueLine } from '../story/told.ts';
import type { DifficultySeen, DocumentSeen } from './seen.ts';

/** A whole difficulty: what hinders, where it lies, what was answered. */
export function difficultyText(cli: Cli, seen: DifficultySeen, now: string): string {
  const { names, draft, answers, stations, clocks, acts } = seen;
  const running = clocks.filter(({ status }) => status === 'running');
  const parts: readonly (readonly [string, string])[] = [
    [headline(cli, seen), header(cli, seen)],
    [cli.tell('difficulties.part.words'), seen.words],
    [
      cli.tell('difficulties.part.stations'),
      stations.map((one) => stationText(cli, seen, one)).join('\n'),
    ],
    [
      cli.tell('difficulties.part.draft'),
      draft === null
        ? ''
        : [
            draft.words,
            ...documentLines(draft.document),
            `${personIn(names, draft.by)} · ${cli.say('head-checksum')} ${draft.checksum}`,
          ].join('\n'),
    ],
    [
      cli.tell('difficulties.part.answers'),
      answers
        .map(({ office, words, document, approvedBy, signedAs, at }) => {
          const who = `${personIn(names, approvedBy)}, ${cli.word('signed', signedAs)}`;
          const head = `• ${cli.office(names, office)}, ${who}, ${moment(at)}`;
          return [head, ...[words, ...documentLines(document)].map((one) => `  ${one}`)].join('\n');
        })
        .join('\n'),
    ],
    [
      cli.say('part-clocks'),
      running.map((clock) => `• ${clock.name}: ${dueLine(cli, clock, now)}`).join('\n'),
    ],
    [cli.say('part-acts'), acts.map((act) => `• ${act}: ${cli.word('act', act)}`).join('\n')],
  ];
  return titled(cli, parts);
}

function documentLines(document: DocumentSeen | null): readonly string[] {
  return document === null ? [] : [`“${document.title}” (${document.sha256})`];
}

function headline(cli: Cli, { number, drill, stage, ending }: DifficultySeen): string {
  const mark = drill ? ` [${cli.say('drill')}]` : '';
  const end = ending === null ? '' : `: ${cli.word('difficulties.ending', ending)}`;
  return `${number}${mark}  ${cli.word('difficulties.stage', stage)}${end}`;
}

function header(cli: Cli, seen: DifficultySeen): string {
  const { names, about, planNumber, office, raisedBy, raisedAt, holder, above } = seen;
  return pairs([
    [cli.say('head-office'), cli.office(names, office)],
    [cli.tell('difficulties.head.raised-by'), `${personIn(names, raisedBy)}, ${moment(raisedAt)}`],
    [
      cli.tell('difficulties.head.about'),
      about === null ? null : [planNumber ?? about.plan, about.task].filter(Boolean).join(', '),
    ],
    [cli.tell('difficulties.head.holder'), cli.office(names, holder)],
    [cli.tell('difficulties.head.above'), above.map((one) => cli.office(names, one)).join('; ')],
  ]);
}

function stationText(
  cli: Cli,
  { names }: DifficultySeen,
  { office, since, takenUpBy, passedUp }: DifficultySeen['stations'][number],
): string {
  const taken =
    takenUpBy === null
      ? ''
      : cli.tell('difficulties.taken-up', { who: personIn(names, takenUpBy) });
  const passed =
    passedUp === null
      ? ''
      : cli.tell('difficulties.passed-up', { at: moment(passedUp.at), reason: passedUp.reason });
  return [`• ${moment(since)}  ${cli.office(names, office)}`, taken, passed]
    .filter(Boolean)
    .join(' · ');
}
