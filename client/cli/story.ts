import type { Cli } from './context.ts';
import { dueMoment, moment, pairs, table } from './print.ts';

/** What happened, told by the server in a sentence. */
export interface TimelineLine {
  readonly happenedAt: string;
  readonly by: { readonly name: string | null; readonly office: string | null } | null;
  readonly text: string;
}

/** A clock with the way to its deadline. */
export interface ClockLine {
  readonly id: string;
  readonly name?: string;
  readonly rule: string;
  readonly owner: string;
  readonly status: string;
  readonly due: string;
  readonly lapses: number;
  readonly citation?: string;
  readonly certainty?: string;
  readonly steps?: readonly { readonly at: string; readonly text: string }[];
}

interface Proposal {
  readonly id: string;
  readonly content: { readonly kind: string };
  readonly status: string;
  readonly checksum: string;
  readonly signedAs: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
}

interface Remedy {
  readonly id: string;
  readonly office: string;
  readonly person: string;
  readonly job: string;
  readonly product: string;
  readonly due: string;
  readonly status: string;
}

/** A case as the server shows it to whoever may see it; parts are missing for narrower readers. */
export interface Story {
  readonly number: string;
  readonly stage: string;
  readonly drill: boolean;
  readonly scope: string;
  readonly kind?: string;
  readonly level?: string;
  readonly ending?: string | null;
  readonly discoveredAt?: string;
  readonly reportedAt?: string;
  readonly words?: string;
  readonly bypass?: boolean;
  readonly reportingOffice?: string;
  readonly handling?: string | null;
  readonly lesson?: string | null;
  readonly references?: readonly Record<string, unknown>[];
  readonly proposals?: readonly Proposal[];
  readonly remedies?: readonly Remedy[];
  readonly clocks?: readonly ClockLine[];
  readonly gates?: readonly string[];
  readonly acts?: readonly string[];
  readonly laoSide?: {
    readonly concerned: boolean;
    readonly told: readonly { readonly round: number; readonly at: string }[];
    readonly settled: boolean;
  };
}

/** The whole story of a case, for somebody who was not there. */
export function story(cli: Cli, view: Story, timeline: readonly TimelineLine[]): string {
  const parts = [
    headline(cli, view),
    section(cli.say('part-references'), references(cli, view)),
    section(cli.say('part-clocks'), runningClocks(cli, view)),
    section(cli.say('part-decisions'), decisions(cli, view)),
    section(cli.say('part-remedies'), remedies(cli, view)),
    section(cli.say('part-lao'), laoSide(cli, view)),
    section(
      cli.say('part-gates'),
      (view.gates ?? []).map((g) => `• ${cli.word('gate', g)}`).join('\n'),
    ),
    section(cli.say('part-timeline'), timelineText(timeline)),
    section(cli.say('part-acts'), (view.acts ?? []).join(', ')),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** One line for each thing that happened. */
export function timelineText(items: readonly TimelineLine[]): string {
  return items
    .map(({ happenedAt, by, text }) => {
      const who = by?.name == null ? '' : ` — ${by.name} (${by.office ?? ''})`;
      return `${moment(happenedAt)}  ${text}${who}`;
    })
    .join('\n');
}

/** The clocks with their derivation. */
export function clocksText(cli: Cli, items: readonly ClockLine[]): string {
  return items
    .map((c) =>
      [
        `${c.name ?? c.rule} [${c.id}] ${cli.word('clock-status', c.status)}`,
        `  ${cli.say('head-due')} ${dueMoment(c.due)} · ${c.owner} · ${c.citation ?? ''}`,
        ...(c.steps ?? []).map((s) => `    ${moment(s.at)}  ${s.text}`),
      ].join('\n'),
    )
    .join('\n');
}

function headline(cli: Cli, view: Story): string {
  const ending = view.ending == null ? '' : ` → ${cli.word('ending', view.ending)}`;
  const drill = view.drill ? ` [${cli.say('drill')}]` : '';
  return `${view.number}${drill}  ${cli.word('stage', view.stage)}${ending}\n${pairs([
    [cli.say('head-kind'), view.kind === undefined ? null : cli.word('kind', view.kind)],
    [cli.say('head-level'), view.level === undefined ? null : cli.word('level', view.level)],
    [cli.say('head-discovered'), moment(view.discoveredAt)],
    [cli.say('head-reported'), moment(view.reportedAt)],
    [cli.say('head-reporting-office'), view.reportingOffice],
    [cli.say('head-handling'), view.handling],
    [cli.say('head-bypass'), view.bypass === true ? cli.say('yes') : null],
    [cli.say('head-words'), view.words],
    [cli.say('head-lesson'), view.lesson],
  ])}`;
}

function references(cli: Cli, view: Story): string {
  const rows = (view.references ?? []).map((r) => [
    r['id'],
    r['number'],
    r['issuingBody'],
    cli.word('level', String(r['level'])),
    cli.word('origin', String(r['origin'])),
    cli.word('exchange', String(r['exchange'])),
    r['holder'],
  ]);
  if (rows.length === 0) return '';
  const heads = ['id', 'number', 'issuer', 'level', 'origin', 'exchange', 'holder'] as const;
  return table(
    heads.map((h) => cli.say(`head-${h}`)),
    rows,
  );
}

function runningClocks(cli: Cli, view: Story): string {
  const rows = (view.clocks ?? [])
    .filter((c) => c.status === 'running' || c.status === 'frozen')
    .map((c) => [c.id, c.owner, dueMoment(c.due), cli.word('clock-status', c.status), c.lapses]);
  if (rows.length === 0) return '';
  const heads = ['clock', 'office', 'due', 'state', 'lapses'] as const;
  return table(
    heads.map((h) => cli.say(`head-${h}`)),
    rows,
  );
}

function decisions(cli: Cli, view: Story): string {
  const rows = (view.proposals ?? []).map((p) => [
    p.id,
    cli.word('proposal-status', p.status),
    moment(p.decidedAt),
    p.signedAs ?? '',
    p.checksum.slice(0, 16),
    p.reason ?? '',
  ]);
  if (rows.length === 0) return '';
  const heads = ['proposal', 'state', 'decided', 'signed-as', 'checksum', 'reason'] as const;
  return table(
    heads.map((h) => cli.say(`head-${h}`)),
    rows,
  );
}

function remedies(cli: Cli, view: Story): string {
  const rows = (view.remedies ?? []).map((r) => [
    r.id,
    r.office,
    r.person,
    r.job,
    r.product,
    r.due,
    cli.word('remedy-status', r.status),
  ]);
  if (rows.length === 0) return '';
  const heads = ['id', 'office', 'person', 'job', 'product', 'due', 'state'] as const;
  return table(
    heads.map((h) => cli.say(`head-${h}`)),
    rows,
  );
}

function laoSide(cli: Cli, view: Story): string {
  const lao = view.laoSide;
  if (lao === undefined || !lao.concerned) return '';
  const told = lao.told.map(({ round, at }) => cli.say('lao-told', { round, at: moment(at) }));
  return [...told, lao.settled ? cli.say('lao-settled') : cli.say('lao-open')].join('\n');
}

function section(title: string, body: string): string {
  return body === '' ? '' : `${title}\n${body}`;
}
