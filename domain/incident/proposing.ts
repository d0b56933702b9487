import type { PersonActor } from '../authority/actor.ts';
import type { Refusal } from '../errors.ts';
import { refuse } from '../errors.ts';
import { MINISTRY } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { Deciding } from './deciding.ts';
import { HEADS } from '../cases/deciding.ts';
import type { Incident } from './incident.ts';
import type { Proposal, ProposalContent, ProposalKind } from './proposal.ts';

/** Lays something before the approvers; at most one of a kind (and subject) is open at a time. */
export function propose(
  d: Deciding,
  actor: PersonActor,
  content: ProposalContent,
): Refusal | Proposal {
  const { incident } = d;
  if ('reason' in content && content.reason.trim() === '') return refuse('REASON_MISSING');
  const pending = incident.proposals.find(
    (p) => p.status === 'open' && subjectOf(p.content) === subjectOf(content),
  );
  if (pending !== undefined) return refuse('PROPOSAL_PENDING', { proposal: pending.id });
  const number = incident.proposals.filter((p) => p.content.kind === content.kind).length + 1;
  const proposal: Proposal = {
    id: `${content.kind}-${number}`,
    content,
    author: actor.person,
    office: actor.office,
    proposedAt: d.now,
    checksum: d.context.checksum(basisOf(incident, content)),
    status: 'open',
    decidedBy: null,
    decidedAt: null,
    signedAs: null,
    reason: null,
  };
  d.record('proposed', proposal);
  d.tell('approval-asked', decidingOffice(incident, content.kind), HEADS);
  return proposal;
}

/** The office whose head or deputy decides on a proposal. */
export function decidingOffice(incident: Incident, kind: ProposalKind): OfficeId {
  if (kind.startsWith('lao-')) return MINISTRY;
  if (kind === 'dispatch') return incident.receivingOffice;
  return incident.handling ?? incident.receivingOffice;
}

/** The newest proposal of a kind that was approved and still stands. */
export function approved<K extends ProposalKind>(
  incident: Incident,
  kind: K,
): (Proposal & { content: Extract<ProposalContent, { kind: K }> }) | undefined {
  return incident.proposals
    .filter((p) => p.content.kind === kind && p.status === 'approved')
    .at(-1) as (Proposal & { content: Extract<ProposalContent, { kind: K }> }) | undefined;
}

/**
 * Takes back what rested on something that has changed: open proposals, a signed letter that has
 * not left, and an approved finding.
 * The approval is not forgotten: it is void, visibly, and its clock runs again.
 */
export function voidWhatRestedOn(d: Deciding, because: string): void {
  const owner = decidingOffice(d.incident, 'finding');
  for (const proposal of d.incident.proposals) {
    const { kind } = proposal.content;
    // A letter that was signed but has not left yet says what is no longer so.
    const isUnsent = kind === 'dispatch' && d.incident.dispatch === null;
    const stands = proposal.status === 'open' || (proposal.status === 'approved' && isUnsent);
    if (!VOIDED_BY_CHANGE.has(kind) || !stands) continue;
    d.record('voided', { proposal: proposal.id, because });
    d.tellPerson('proposal-voided', proposal.author);
    if (kind === 'finding') {
      d.stop('approve-finding');
      d.start('verify', { owner });
    }
  }
  const { finding } = d.incident;
  if (finding === null || d.incident.stage === 'ended') return;
  d.record('voided', { proposal: finding.proposal, because });
  d.record('finding-voided', { proposal: finding.proposal });
  d.stop('approve-finding', 'close');
  d.record('stage-entered', { stage: 'verifying' });
  d.start('verify', { owner });
  d.tell('proposal-voided', owner, HEADS);
}

const VOIDED_BY_CHANGE: ReadonlySet<ProposalKind> = new Set([
  'dispatch',
  'finding',
  'closure',
  'transfer',
]);

function subjectOf(content: ProposalContent): string {
  if (content.kind === 'remedy-outstanding') return `${content.kind}/${content.remedy}`;
  return 'round' in content ? `${content.kind}/${content.round}` : content.kind;
}

// What the approval is bound to: the proposal and what it was made from, not every later fact.
function basisOf(incident: Incident, content: ProposalContent): unknown {
  return {
    case: incident.number,
    kind: incident.kind,
    references: incident.references,
    documents: incident.documents.map((d) => d.sha256),
    content,
  };
}
