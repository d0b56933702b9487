import type { Cli, Names } from '../context.ts';
import { titled } from '../listing.ts';
import { date, moment, pairs, table } from '../print.ts';
import { decisionsText, person, remediesText } from './decisions.ts';
import { laoSideText } from './lao-side.ts';
import type { Letter } from './letters.ts';
import { lettersText } from './letters.ts';
import type { ClockTold, Story, TimelineLine } from './seen.ts';
import { basisOf, dueLine, leftText, timelineText } from './told.ts';

interface Listed<T> {
  readonly items: readonly T[];
  readonly names: Names;
}

/** Everything that the story of a case is told from. */
export interface Sources {
  readonly view: Story;
  readonly timeline: Listed<TimelineLine>;
  readonly clocks: Listed<ClockTold>;
  readonly letters: Listed<Letter>;
  /** What time it is where the case is. */
  readonly now: string;
}

/** The whole story of a case, for somebody who was not there. */
export function story(cli: Cli, sources: Sources): string {
  const { view, timeline, clocks, letters, now } = sources;
  const { number } = view;
  const parts: readonly (readonly [string, string])[] = [
    [headline(cli, view), header(cli, sources)],
    [cli.say('part-references'), references(cli, view)],
    [cli.say('part-people'), people(cli, sources)],
    [cli.say('part-clocks'), runningClocks(cli, clocks.items, now)],
    [cli.say('part-timeline'), timelineText(cli, timeline.items, timeline.names)],
    [cli.say('part-documents'), documents(cli, view)],
    [cli.say('part-decisions'), decisionsText(cli, view)],
    [cli.say('part-remedies'), remediesText(cli, view)],
    [cli.say('part-lao'), laoSideText(cli, view)],
    [cli.say('part-letters'), lettersText(cli, letters.items, { number, names: letters.names })],
    [cli.say('part-gates'), listed((view.gates ?? []).map((gate) => cli.word('gate', gate)))],
    [
      cli.say('part-acts'),
      listed((view.acts ?? []).map((act) => `${act}: ${cli.word('act', act)}`)),
    ],
  ];
  return titled(cli, parts);
}

function headline(cli: Cli, view: Story): string {
  const drill = view.drill ? ` [${cli.say('drill')}]` : '';
  const ending = view.ending == null ? '' : `: ${cli.word('ending', view.ending)}`;
  return `${view.number}${drill}  ${cli.word('stage', view.stage)}${ending}`;
}

function header(cli: Cli, { view, clocks, now }: Sources): string {
  const { names, dispatch, finding, transfer } = view;
  return pairs([
    [cli.say('head-kind'), cli.word('kind', view.kind)],
    [cli.say('head-level'), cli.word('level', view.level)],
    [cli.say('head-discovered'), moment(view.discoveredAt)],
    [cli.say('head-reported'), moment(view.reportedAt ?? view.receivedAt)],
    [cli.say('head-reporting-office'), cli.office(names, view.reportingOffice)],
    [cli.say('head-bypass'), bypass(cli, view)],
    [cli.say('head-oral'), moment(view.oralNoticeAt)],
    [
      cli.say('head-dispatched'),
      dispatch == null
        ? null
        : `${dispatch.number}, ${cli.word('channel', dispatch.channel)}, ${moment(dispatch.at)}`,
    ],
    [cli.say('head-addressees'), addressees(cli, view)],
    [cli.say('head-handling'), handling(cli, view)],
    [cli.say('head-next'), next(cli, clocks.items, now)],
    [cli.say('head-finding'), finding == null ? null : cli.word('finding', finding.result)],
    [
      cli.say('head-transfer'),
      transfer == null ? null : `${cli.word('transfer', transfer.channel)}, ${transfer.body}`,
    ],
    [cli.say('head-duplicate-of'), view.duplicateOf],
    [cli.say('head-links'), (view.links ?? []).join(', ')],
    [cli.say('head-ended'), moment(view.endedAt)],
    [cli.say('head-reopened'), view.reopened === 0 ? null : view.reopened],
    [cli.say('head-words'), view.words],
    [cli.say('head-lesson'), view.lesson],
  ]);
}

function bypass(cli: Cli, { bypass: isBypass, names, receivingOffice }: Story): string | null {
  if (isBypass !== true) return null;
  return cli.tell('story.bypass', { office: cli.office(names, receivingOffice) });
}

function addressees(cli: Cli, { addressees: all = [], names }: Story): string {
  return all
    .map(({ office, how, since }) => {
      return `${cli.office(names, office)}, ${cli.word('addressed', how)} ${moment(since)}`;
    })
    .join('; ');
}

/** Who handles the case, and since when. */
function handling(
  cli: Cli,
  { handling: office, addressees: all = [], names }: Story,
): string | null {
  if (office == null) return null;
  const since = all.find((a) => a.office === office)?.acknowledgedAt ?? null;
  const who = cli.office(names, office);
  return since === null ? who : cli.tell('story.since', { who, at: moment(since) });
}

/** How long is left, and by which rule. */
function next(cli: Cli, clocks: readonly ClockTold[], now: string): string | null {
  const running = clocks.filter((clock) => clock.status === 'running');
  const [first] = running.toSorted((a, b) => Date.parse(a.due) - Date.parse(b.due));
  if (first === undefined) return null;
  return `${first.name} — ${leftText(cli, first.due, now)} (${basisOf(cli, first)})`;
}

function references(cli: Cli, view: Story): string {
  const rows = (view.references ?? []).map((r) => [
    r.id,
    r.number,
    date(r.date),
    r.issuingBody,
    cli.word('level', r.level),
    cli.word('form', r.form),
    cli.word('origin', r.origin),
    cli.word('exchange', r.exchange),
    r.holder,
  ]);
  if (rows.length === 0) return '';
  const heads = ['id', 'number', 'date', 'issuer', 'level', 'form'] as const;
  const more = ['origin', 'exchange', 'holder'] as const;
  return table(
    [...heads, ...more].map((h) => cli.say(`head-${h}`)),
    rows,
  );
}

/** Whoever did something, with in what; the offices that were asked; and the readers added. */
function people(cli: Cli, { view, timeline }: Sources): string {
  const acting = new Map<string, Set<string>>();
  for (const { by } of timeline.items) {
    if (by?.name == null) continue;
    const office = timeline.names.offices[by.office ?? '']?.[cli.language] ?? by.office ?? '';
    const as = acting.get(by.name) ?? new Set();
    acting.set(by.name, as.add(`${cli.word('capacity', by.capacity)}, ${office}`));
  }
  const { names, reporter, reportedFor } = view;
  const rows: [string, string][] = [
    ...(reporter === undefined
      ? []
      : [[person(view, reporter.person), cli.tell('story.reporter')] as [string, string]]),
    ...(reportedFor == null ? [] : [[reportedFor, cli.tell('story.on-paper')] as [string, string]]),
    ...[...acting].map(([name, as]): [string, string] => [name, [...as].join('; ')]),
    ...(view.originators ?? []).map((o): [string, string] => [
      cli.office(names, o.office),
      originator(cli, o),
    ]),
    ...(view.participants ?? []).map((p): [string, string] => [
      cli.office(names, p.office),
      [cli.tell('story.participant'), cli.word('participation', p.answer), p.reason ?? '']
        .filter(Boolean)
        .join(', '),
    ]),
    ...(view.readers ?? []).map((r): [string, string] => [
      r.person === null ? cli.office(names, r.office) : person(view, r.person),
      cli.tell('story.reader', { why: r.why }),
    ]),
  ];
  return pairs(rows);
}

function originator(cli: Cli, asked: NonNullable<Story['originators']>[number]): string {
  const told = cli.tell('story.originator', { at: moment(asked.toldAt) });
  if (asked.assessment === null) {
    const silent = asked.lapsed ? 'story.originator-silent' : 'story.originator-asked';
    return `${told}, ${cli.tell(silent)}`;
  }
  const { damage, text } = asked.assessment;
  const found = cli.tell(damage ? 'story.damage' : 'story.no-damage');
  return `${told}, ${found} (${moment(asked.assessedAt)}): ${text}`;
}

function runningClocks(cli: Cli, clocks: readonly ClockTold[], now: string): string {
  return clocks
    .filter(({ status }) => status === 'running' || status === 'frozen')
    .map((clock) => `• ${clock.name} [${clock.id}], ${clock.owner}: ${dueLine(cli, clock, now)}`)
    .join('\n');
}

function documents(cli: Cli, view: Story): string {
  return (view.documents ?? [])
    .map((d) => `• ${cli.word('document', d.kind)}: ${d.title} (${d.place}) ${d.sha256}`)
    .join('\n');
}

function listed(lines: readonly string[]): string {
  return lines.map((line) => `• ${line}`).join('\n');
}
