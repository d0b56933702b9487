import { z } from 'zod';
import { maySet } from '../../../domain/authority/settings.ts';
import type { ClockRule, ClockRuleId } from '../../../domain/clocks/rule.ts';
import { CLOCK_PROCESSES, CLOCK_RULES } from '../../../domain/clocks/rule.ts';
import { dateOf } from '../../../domain/time/instant.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { TimeSpec } from '../../../domain/time/spec.ts';
import { lockRules, setClockValue, valuesOf } from '../../../records/rule-changes.ts';
import { clockRuleAt, loadRules } from '../../../records/rulebook.ts';
import type { ApiDependencies } from '../deps.ts';
import { actingIn } from '../identify.ts';
import { once, send } from '../once.ts';
import { allow, problem } from '../problem.ts';
import type { Api } from '../routing.ts';
import { CHANGES, READS } from '../routing.ts';
import { dateOut, instantOut, text, textsOut } from '../schemas/basics.ts';

const spec = z.looseObject({ kind: z.string() });

const ruleOut = z
  .object({
    id: z.enum(CLOCK_RULES),
    name: textsOut,
    /** The legal word without a number: "ngay", "kịp thời". */
    word: textsOut.nullable(),
    citation: z.string(),
    certainty: z.enum(['plan', 'law', 'old-law', 'set-by-officer']),
    process: z.enum(CLOCK_PROCESSES),
    calendar: z.enum(['VN', 'LA']),
    /** What counts now. */
    spec,
    /** What the product brings. */
    brought: spec,
    /** Whether an officer may set it: the law has no number. */
    settable: z.boolean(),
    urgent: z.boolean(),
    validFrom: dateOut,
    validTo: dateOut.nullable(),
  })
  .meta({ id: 'ClockRule' });

const pastValue = z.object({
  spec,
  reason: z.string(),
  person: z.string(),
  office: z.string(),
  setAt: instantOut,
});

/** An amount is what the law leaves open; dates and windows are its own. */
const valueIn = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['hours', 'at-once', 'working-hours']),
    amount: z.number().positive().max(100_000),
  }),
  z.strictObject({
    kind: z.enum(['days', 'working-days', 'months', 'years']),
    amount: z.number().int().positive().max(10_000),
  }),
]) satisfies z.ZodType<TimeSpec>;

const params = z.strictObject({ id: text(50) });

/** The clocks as data: what the law says, how sure that is, and what an officer has set. */
export function ruleRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/rules',
    config: READS,
    schema: {
      operationId: 'listRules',
      tags: ['rules'],
      summary: 'Every clock rule of today',
      response: { 200: z.object({ items: z.array(ruleOut) }) },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      return { items: CLOCK_RULES.map((id) => view(deps, who.rules.clock(id), who.now)) };
    },
  });
  app.route({
    method: 'GET',
    url: '/rules/:id',
    config: READS,
    schema: {
      operationId: 'getRule',
      tags: ['rules'],
      summary: 'A clock rule with the values that were set over it',
      params,
      response: { 200: ruleOut.extend({ values: z.array(pastValue) }) },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      const id = known(request.params.id);
      const values = await valuesOf(deps.db, id);
      return { ...view(deps, who.rules.clock(id), who.now), values };
    },
  });
  app.route({
    method: 'POST',
    url: '/rules/:id/value',
    config: CHANGES,
    schema: {
      operationId: 'setRuleValue',
      tags: ['rules'],
      summary: 'Set a value where the law gives no number; clocks that run keep theirs',
      params,
      body: z.strictObject({ value: valueIn, reason: z.string().max(2_000) }),
      response: { 200: ruleOut },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      allow(maySet(who.actor, 'set-clock-value', null, who.directory));
      const id = known(request.params.id);
      const { value, reason } = request.body;
      if (reason.trim() === '') throw problem('REASON_MISSING');
      if (broughtOf(deps, id, who.now).certainty !== 'set-by-officer') {
        throw problem('VALUE_FIXED_BY_LAW', { rule: id });
      }
      const answer = await once(deps, request, async (tx) => {
        await lockRules(tx);
        const date = dateOf(who.now);
        const before = clockRuleAt(await loadRules(tx, deps.brought), id, date);
        await setClockValue(tx, who, { rule: id, before: before.spec, spec: value, reason });
        return { status: 200, body: view(deps, { ...before, spec: value }, who.now) };
      });
      return send(reply, answer);
    },
  });
}

function known(id: string): ClockRuleId {
  const rule = CLOCK_RULES.find((one) => one === id);
  if (rule === undefined) throw problem('NOT_FOUND');
  return rule;
}

/** The rule as the product brings it, without what officers set. */
function broughtOf({ brought }: ApiDependencies, id: ClockRuleId, now: Instant): ClockRule {
  const version = 0;
  const rules = { version, brought, calendars: brought.calendars, values: new Map() };
  return clockRuleAt(rules, id, dateOf(now));
}

function view(deps: ApiDependencies, rule: ClockRule, now: Instant) {
  const brought = broughtOf(deps, rule.id, now);
  const { id, name, word, citation, certainty, process, calendar, urgent } = rule;
  const { validFrom, validTo } = rule;
  return {
    id,
    name,
    word,
    citation,
    certainty,
    process,
    calendar,
    spec: { ...rule.spec },
    brought: { ...brought.spec },
    settable: brought.certainty === 'set-by-officer',
    urgent,
    validFrom,
    validTo,
  };
}
