import type { Cli } from '../context.ts';
import { indented, moment, pairs } from '../print.ts';
import { person } from './decisions.ts';
import type { LaoRound, Story } from './seen.ts';

/** What the Lao side was told: for the Ministry every step, for others that it was told. */
export function laoSideText(cli: Cli, view: Story): string {
  const { lao, laoSide } = view;
  if (laoSide?.concerned !== true) return '';
  const treaty = cli.tell('story.treaty', { status: cli.word('treaty', laoSide.treaty) });
  const settled = cli.say(laoSide.settled ? 'lao-settled' : 'lao-open');
  if (lao === null || lao === undefined) {
    const told = laoSide.told.map(({ round, at }) =>
      cli.say('lao-told', { round, at: moment(at) }),
    );
    return [...told, treaty, settled].join('\n');
  }
  const decision = cli.tell('story.lao-decision', {
    decision: cli.word('lao-decision', lao.decision),
  });
  const messages = lao.messages.map(
    ({ direction, number, summary, at }) =>
      `${moment(at)}  ${cli.word('direction', direction)} ${number}: ${summary}`,
  );
  const rounds = lao.rounds.map((round) => roundText(cli, view, round));
  return [decision, treaty, ...rounds, ...messages, settled].join('\n');
}

function roundText(cli: Cli, view: Story, round: LaoRound): string {
  const { dispatch, answer, checks, checkedBy } = round;
  const stage = cli.word('lao-stage', round.stage);
  const title = cli.tell('story.lao-round', { round: round.round, stage });
  const held = checks.filter((check) => !check.released).map(({ field }) => field);
  const released = checks.filter((check) => check.released).length;
  const count = cli.tell('story.released', { released, of: checks.length });
  const check = `${count} — ${person(view, checkedBy ?? '')}`;
  const body = pairs([
    [cli.tell('story.checked'), checkedBy === null ? null : check],
    [cli.tell('story.held'), held.map((field) => cli.word('notice-field', field)).join(', ')],
    [
      cli.tell('story.dispatched'),
      dispatch === null
        ? null
        : [
            moment(dispatch.at),
            dispatch.number,
            cli.word('channel', dispatch.channel),
            dispatch.courier,
            cli.tell('story.seal', { seal: dispatch.seal }),
          ].join(', '),
    ],
    [cli.say('head-checksum'), dispatch?.sha256],
    [cli.tell('story.lao-received'), moment(round.receivedAt)],
    [
      cli.tell('story.lao-answered'),
      answer === null ? null : `${moment(answer.at)}: ${answer.text}`,
    ],
    [cli.tell('story.lao-urged'), round.urgedAt.map(moment).join(', ')],
    [cli.tell('story.lao-settled'), cli.word('settled', round.settledAs)],
  ]);
  return `${cli.paint('heading', title)}${body === '' ? '' : `\n${indented(body)}`}`;
}
