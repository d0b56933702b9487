import type { FactData, FactKind } from '../../../domain/incident/fact.ts';
import type { Incident } from '../../../domain/incident/incident.ts';
import type { MessageKey, MessageParams } from '../../../locales/index.ts';
import { translate } from '../../../locales/index.ts';
import { momentText } from '../../../locales/moment.ts';
import type { CommonTelling } from './clock-sentences.ts';
import { CLOCK_SENTENCES, clockName, officeName, personName } from './clock-sentences.ts';

/** What the sentences of a timeline may look up. */
export interface Telling extends CommonTelling {
  readonly incident: Incident;
}

type Sentence<K extends FactKind> = (data: FactData[K], telling: Telling) => MessageParams;

/** What fills the places of each fact's sentence in `locales/<language>/timeline.json`. */
export const SENTENCES: { readonly [K in FactKind]: Sentence<K> } = {
  reported: (d, t) => ({
    number: d.number,
    what: word(t, `words.kind.${d.kind}`),
    office: officeName(t, d.reportingOffice),
  }),
  'oral-notice-given': (d, t) => ({ office: officeName(t, d.to) }),
  dispatched: (d, t) => ({
    number: d.number,
    office: officeName(t, d.to),
    channel: word(t, `words.channel.${d.channel}`),
  }),
  addressed: (d, t) => ({
    office: officeName(t, d.office),
    how: word(t, `words.addressed.${d.how}`),
  }),
  raised: (d, t) => ({ office: officeName(t, d.office), clock: clockName(t, d.clock) }),
  acknowledged: (d, t) => ({ office: officeName(t, d.office) }),
  'ministry-told': () => ({}),
  'ministry-acknowledged': () => ({}),
  'case-taken': (d, t) => ({ office: officeName(t, d.office), reason: d.reason }),
  contained: (d, t) => ({ office: officeName(t, d.office), what: d.what }),
  'originator-told': (d, t) => ({ office: officeName(t, d.office) }),
  'damage-assessed': (d, t) => ({
    office: officeName(t, d.office),
    damage: d.damage ? 'yes' : 'no',
    text: d.text,
  }),
  'originator-silent': (d, t) => ({ office: officeName(t, d.office) }),
  'preliminary-reported': (d) => ({ summary: d.summary }),
  'verification-opened': (d, t) => ({
    offices: listed(d.participants.map((o) => officeName(t, o))),
  }),
  'participation-answered': (d, t) => ({
    office: officeName(t, d.office),
    answer: d.answer,
    reason: d.reason ?? '',
  }),
  'document-added': (d, t) => ({ document: word(t, `words.document.${d.kind}`), title: d.title }),
  proposed: (d, t) => ({ proposal: word(t, `words.proposal.${d.content.kind}`) }),
  approved: (d, t) => ({ proposal: proposalName(t, d.proposal), signed: d.signedAs }),
  returned: (d, t) => ({ proposal: proposalName(t, d.proposal), reason: d.reason }),
  withdrawn: (d, t) => ({ proposal: proposalName(t, d.proposal), reason: d.reason }),
  voided: (d, t) => ({ proposal: proposalName(t, d.proposal) }),
  'finding-approved': (d, t) => ({
    result: word(t, `words.finding.${d.result}`),
    circumstances: d.circumstances,
  }),
  'finding-voided': () => ({}),
  'remedies-planned': (d, t) => ({
    count: d.remedies.length,
    list: listed(d.remedies.map((r) => `${r.job} (${officeName(t, r.office)})`)),
  }),
  'no-remedies-needed': (d) => ({ reason: d.reason }),
  'remedy-reported': (d, t) => ({ remedy: remedyName(t, d.remedy), result: d.result }),
  'remedy-accepted': (d, t) => ({ remedy: remedyName(t, d.remedy) }),
  'remedy-returned': (d, t) => ({ remedy: remedyName(t, d.remedy), reason: d.reason }),
  'remedy-outstanding': (d, t) => ({
    remedy: remedyName(t, d.remedy),
    office: officeName(t, d.followUp),
    reason: d.reason,
  }),
  transferred: (d, t) => ({ channel: word(t, `words.transfer.${d.channel}`), body: d.body }),
  'taken-over': (d) => ({ letter: d.letter }),
  'hand-over-asked': (d, t) => ({ office: officeName(t, d.to) }),
  'hand-over-answered': (d, t) => ({
    office: officeName(t, d.to),
    accepted: d.accepted ? 'yes' : 'no',
    reason: d.reason ?? '',
  }),
  'stage-entered': (d, t) => ({ stage: word(t, `words.stage.${d.stage}`) }),
  ended: (d, t) => ({ ending: word(t, `words.ending.${d.ending}`), lesson: d.lesson ?? 'none' }),
  reopened: (d) => ({ reason: d.reason }),
  corrected: (d, t) => ({
    field: word(t, `words.field.${d.field}`),
    from: d.from,
    to: d.to,
    reason: d.reason,
  }),
  'reference-added': (d, t) => ({
    number: d.reference.number,
    level: word(t, `words.level.${d.reference.level}`),
  }),
  'level-changed': (d, t) => ({
    reference: t.incident.references.find((r) => r.id === d.reference)?.number ?? d.reference,
    from: word(t, `words.level.${d.from}`),
    to: word(t, `words.level.${d.to}`),
    reason: d.reason,
  }),
  'reader-added': (d, t) => ({
    who: d.office === null ? personName(t, d.person ?? '') : officeName(t, d.office),
    reason: d.why,
  }),
  linked: (d) => ({ number: d.number }),
  'duplicate-of': (d) => ({ number: d.number, reason: d.reason }),
  'late-report': (d) => ({ minutes: d.minutes }),
  ...CLOCK_SENTENCES,
  'lao-decided': (d, t) => ({
    decision: word(t, `words.lao-decision.${d.decision}` as MessageKey),
    reason: d.reason,
  }),
  'lao-drafted': (d) => ({ round: d.round }),
  'lao-checked': (d) => ({
    round: d.round,
    released: d.fields.filter((f) => f.released).length,
    held: d.fields.filter((f) => !f.released).length,
  }),
  'lao-dispatched': (d, t) => ({
    round: d.round,
    number: d.dispatch.number,
    channel: word(t, `words.channel.${d.dispatch.channel}`),
    courier: d.dispatch.courier,
    seal: d.dispatch.seal,
  }),
  'lao-urged': (d) => ({ round: d.round, number: d.dispatch.number }),
  'lao-received': (d, t) => ({ round: d.round, at: momentText(t.language, d.receivedAt) }),
  'lao-answered': (d) => ({ round: d.round, text: d.text }),
  'lao-settled': (d, t) => ({ round: d.round, as: word(t, `words.settled.${d.as}`) }),
  'lao-round-opened': (d) => ({ round: d.round }),
  'lao-message': (d, t) => ({
    direction: word(t, `words.direction.${d.direction}`),
    number: d.number,
    summary: d.summary,
  }),
  'treaty-changed': (d, t) => ({ treaty: word(t, `words.treaty.${d.treaty}`) }),
};

function word({ language }: Telling, key: MessageKey): string {
  return translate(language, key);
}

function proposalName(telling: Telling, id: string): string {
  const content = telling.incident.proposals.find((p) => p.id === id)?.content;
  return content === undefined ? id : word(telling, `words.proposal.${content.kind}`);
}

function remedyName({ incident }: Telling, id: string): string {
  return incident.remedies.find((r) => r.id === id)?.job ?? id;
}

function listed(names: readonly string[]): string {
  return names.join('; ');
}
