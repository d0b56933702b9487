import type { Command } from 'commander';
import type { Text } from '../../../domain/text.ts';
import { parse } from 'yaml';
import type { Cli } from '../context.ts';
import { changes, dataOf } from '../given-data.ts';
import { date, moment, pairs, table } from '../print.ts';

type Spec = Readonly<Record<string, unknown>> & { readonly kind: string };

interface Rule {
  readonly id: string;
  readonly name: Text;
  readonly word: Text | null;
  readonly spec: Spec;
  readonly brought: Spec;
  readonly certainty: string;
  readonly citation: string;
  readonly calendar: string;
  readonly settable: boolean;
  readonly validFrom: string;
  readonly validTo: string | null;
}

interface WholeRule extends Rule {
  readonly values: readonly {
    readonly spec: Spec;
    readonly reason: string;
    readonly office: string;
    readonly setAt: string;
  }[];
}

/** `homat rules list|show|set`. */
export function registerRuleCommands(program: Command, cli: Cli): void {
  const rules = program.command('rules').description(cli.say('rules'));
  rules
    .command('list')
    .description(cli.say('rules-list'))
    .action(async () => {
      const list = (await cli.server().get('/api/v1/rules')) as { items: Rule[] };
      cli.print(list, () => {
        const heads = ['id', 'name', 'value', 'certainty', 'citation'] as const;
        return table(
          heads.map((h) => cli.say(`head-${h}`)),
          list.items.map((r) => [
            r.id,
            r.name[cli.language],
            specText(r.spec),
            cli.word('certainty', r.certainty),
            r.citation,
          ]),
        );
      });
    });
  rules
    .command('show <id>')
    .description(cli.say('rules-show'))
    .action(async (id: string) => {
      const rule = (await cli.server().get(`/api/v1/rules/${id}`)) as WholeRule;
      cli.print(rule, () => ruleText(cli, rule));
    });
  const set = rules
    .command('set <id> <value>')
    .description(cli.say('rules-set'))
    .requiredOption('--reason <reason>', cli.say('option-reason'));
  changes(set, cli).action(
    async (id: string, value: string, { reason, key }: { reason: string; key?: string }) => {
      // A bare number keeps the kind of what counts now; else the whole value is said.
      const amount: unknown = parse(value);
      const isAmount = typeof amount === 'number';
      const spec = isAmount
        ? { ...(await present(cli, id)), amount }
        : dataOf({ data: value }, cli);
      const path = `/api/v1/rules/${id}/value`;
      const { body } = await cli.server().send('POST', path, { value: spec, reason }, key);
      cli.print(body, () => ruleText(cli, { ...(body as Rule), values: [] }));
    },
  );
}

async function present(cli: Cli, id: string): Promise<{ readonly kind: string }> {
  const { spec } = (await cli.server().get(`/api/v1/rules/${id}`)) as Rule;
  return { kind: spec.kind };
}

function ruleText(cli: Cli, rule: WholeRule): string {
  const head = pairs([
    [cli.say('head-value'), specText(rule.spec)],
    [cli.say('head-brought'), specText(rule.brought)],
    [cli.say('head-word'), rule.word?.[cli.language]],
    [cli.say('head-citation'), rule.citation],
    [cli.say('head-certainty'), cli.word('certainty', rule.certainty)],
    [cli.say('head-settable'), cli.say(rule.settable ? 'yes' : 'no')],
    [cli.say('head-calendar'), rule.calendar],
    [cli.say('head-from'), date(rule.validFrom)],
    [cli.say('head-until'), date(rule.validTo)],
  ]);
  const title = cli.paint('heading', `${rule.id}  ${rule.name[cli.language]}`);
  if (rule.values.length === 0) return `${title}\n${head}`;
  const heads = ['when', 'value', 'office', 'reason'] as const;
  const past = table(
    heads.map((h) => cli.say(`head-${h}`)),
    rule.values.map((v) => [moment(v.setAt), specText(v.spec), v.office, v.reason]),
  );
  return `${title}\n${head}\n\n${past}`;
}

/** A value as it is typed: `working-days 15`. */
function specText({ kind, ...rest }: Spec): string {
  const values = Object.entries(rest).map(([name, value]) =>
    name === 'amount' ? String(value) : `${name} ${String(value)}`,
  );
  return [kind, ...values].join(' ');
}
