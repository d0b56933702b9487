import type { Cli, WordGroup } from '../context.ts';
import { isMessageKey } from '../../../locales/index.ts';
import { date, indented, moment, pairs, table } from '../print.ts';
import type { Proposal, Story } from './seen.ts';

/** What was laid before approvers, what it says, and what they decided. */
export function decisionsText(cli: Cli, view: Story): string {
  return (view.proposals ?? []).map((p) => proposalText(cli, view, p)).join('\n\n');
}

function proposalText(cli: Cli, view: Story, proposal: Proposal): string {
  const { id, content, status, decidedAt, signedAs, reason, checksum } = proposal;
  const stands = cli.word('proposal-status', status);
  const title = `${id}  ${cli.word('proposal', content.kind)}: ${stands}`;
  const { kind: _kind, form, ...fields } = content;
  const decided = decidedAt === null ? null : decisionText(view, proposal);
  const body = pairs([
    ...Object.entries(fields).map(([name, value]): [string, unknown] => [
      fieldName(cli, name),
      fieldText(cli, view, name, value),
    ]),
    [cli.say('head-proposed'), `${moment(proposal.proposedAt)}, ${person(view, proposal.author)}`],
    [cli.say('head-decided'), decided],
    [cli.say('head-signed-as'), signedAs === null ? null : cli.word('signed', signedAs)],
    [cli.say('head-reason'), reason],
    [cli.say('head-checksum'), checksum],
  ]);
  const texts = form === undefined ? '' : `\n${indented(formText(cli, form as Form))}`;
  return `${cli.paint('heading', title)}\n${indented(body)}${texts}`;
}

function decisionText(view: Story, { decidedAt, decidedBy }: Proposal): string {
  const who = decidedBy === null ? '' : `, ${person(view, decidedBy)}`;
  return `${moment(decidedAt)}${who}`;
}

/** What the office and the five clears of each remedy are, and how it stands. */
export function remediesText(cli: Cli, view: Story): string {
  if (view.noRemediesNeeded === true) return cli.tell('story.no-remedies');
  return (view.remedies ?? [])
    .map((r) => {
      const stands = cli.word('remedy-status', r.status);
      const title = `${r.id}  ${cli.word('remedy', r.kind)}: ${stands}`;
      const body = pairs([
        [cli.say('head-job'), r.job],
        [cli.say('head-office'), cli.office(view.names, r.office)],
        [cli.say('head-person'), r.person],
        [cli.say('head-product'), r.product],
        [cli.say('head-due'), date(r.due)],
        [cli.say('head-result'), r.result],
        [cli.say('head-follow-up'), cli.office(view.names, r.followUp)],
      ]);
      return `${cli.paint('heading', title)}\n${indented(body)}`;
    })
    .join('\n');
}

type Form = Readonly<Record<string, { readonly vi: string; readonly lo: string }>>;

/** Vietnamese and Lao side by side. */
function formText(cli: Cli, form: Form): string {
  return table(
    [cli.say('head-field'), 'vi', 'lo'],
    Object.entries(form).map(([field, { vi, lo }]) => [cli.word('notice-field', field), vi, lo]),
  );
}

// Fields of proposals whose values are words of a vocabulary.
const WORDS: Readonly<Record<string, WordGroup>> = {
  result: 'finding',
  causes: 'cause',
  decision: 'lao-decision',
  channel: 'transfer',
};
const OFFICES: readonly string[] = ['to', 'offices', 'followUp'];

function fieldName(cli: Cli, name: string): string {
  const key = `story.field.${name}`;
  return isMessageKey(key) ? cli.tell(key) : name;
}

function fieldText(cli: Cli, view: Story, name: string, value: unknown): string {
  const values = [value].flat().filter((one) => one !== null && one !== undefined);
  const group = WORDS[name];
  return values
    .map((one) => {
      if (OFFICES.includes(name)) return cli.office(view.names, String(one));
      return group === undefined ? String(one) : cli.word(group, String(one));
    })
    .join(', ');
}

/** What a person is called. */
export function person(view: Story, id: string): string {
  return view.names.people[id] ?? id;
}
