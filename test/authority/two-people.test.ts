import { describe, expect, test } from 'vitest';
import type { PersonActor } from '../../domain/authority/actor.ts';
import type { ProposalKind } from '../../domain/incident/proposal.ts';
import type { Capacity, Delegation } from '../../domain/offices/person.ts';
import {
  CHECKER,
  DRAFTER,
  LEADER,
  checked,
  decided,
  dispatched,
  drafted,
} from '../domain/incident/lao-stations.ts';
import {
  COMMUNE,
  FINDING,
  POLICE,
  acknowledged,
  exchangedCase,
  toClosing,
  toRemedying,
  withRemedy,
} from '../domain/incident/stations.ts';
import { checksum } from '../../records/checksum.ts';
import { filledForm } from '../support/lao-notices.ts';
import { OfficePlay, somebody } from '../support/office-play.ts';

const OFFICER = `case-officer@${POLICE}`;
const reason = 'Lý do';

interface Laid {
  /** The case with the proposal open. */
  readonly play: () => OfficePlay;
  /** The office whose head or deputy decides. */
  readonly by: string;
}

const LAID: Readonly<Record<ProposalKind, Laid>> = {
  dispatch: {
    play: () =>
      new OfficePlay()
        .report(`staff@${COMMUNE}`)
        .does(`case-officer@${COMMUNE}`, 'propose-dispatch', { to: null, override: null }),
    by: COMMUNE,
  },
  'joint-verification': {
    play: () =>
      acknowledged().does(OFFICER, 'propose-joint-verification', { offices: ['UBND-15'] }),
    by: POLICE,
  },
  finding: { play: () => acknowledged().does(OFFICER, 'propose-finding', FINDING), by: POLICE },
  'no-remedies': {
    play: () => toRemedying(acknowledged()).does(OFFICER, 'propose-no-remedies', { reason }),
    by: POLICE,
  },
  'remedy-outstanding': {
    play: () =>
      withRemedy().does(OFFICER, 'propose-remedy-outstanding', {
        remedy: 'remedy-1',
        followUp: 'UBND-15',
        reason,
      }),
    by: POLICE,
  },
  transfer: {
    play: () =>
      acknowledged().does(OFFICER, 'propose-transfer', { channel: 'criminal', body: 'x', reason }),
    by: POLICE,
  },
  'hand-over': {
    play: () => acknowledged().does(OFFICER, 'propose-hand-over', { to: 'BCA-A03', reason }),
    by: POLICE,
  },
  closure: {
    play: () => toClosing().does(OFFICER, 'propose-closure', { lesson: 'x', summary: 'y' }),
    by: POLICE,
  },
  'lao-decision': {
    play: () =>
      exchangedCase().does(DRAFTER, 'propose-lao-decision', { decision: 'needed', reason }),
    by: 'BCA',
  },
  'lao-notice': { play: () => checked(drafted(decided('needed'), 1)), by: 'BCA' },
  'lao-urging': {
    play: () => checked(drafted(dispatched(decided('needed'), 1), 1, 'lao-urging'), 'lao-urging'),
    by: 'BCA',
  },
  'lao-not-needed': {
    play: () => decided('needed').does(DRAFTER, 'propose-lao-not-needed', { round: 1, reason }),
    by: 'BCA',
  },
};

const KINDS = Object.keys(LAID) as ProposalKind[];
const DECIDERS: readonly Capacity[] = ['head', 'deputy-head'];

/** The same person in another capacity, by a holding of their own or by a written authority. */
function wearing(
  person: string,
  capacity: Capacity,
  office: string,
  written: boolean,
): PersonActor {
  const delegation: Delegation = {
    id: 'd',
    from: `head@${office}`,
    to: person,
    office,
    capacity,
    scope: 'all',
    validFrom: '2026-03-01' as never,
    validTo: '2026-03-31' as never,
    documentNumber: '7/GUQ',
    documentDate: '2026-03-01' as never,
    revokedOn: null,
  };
  return {
    ...somebody(`${capacity}@${office}`),
    person,
    delegation: written ? delegation : null,
  };
}

describe.each(KINDS)('a proposal of kind "%s"', (kind) => {
  const { play: laid, by } = LAID[kind];

  test('is not decided on by its author, whatever their capacity or written authority', () => {
    const play = laid();
    const { id: proposal, checksum: sum, author } = play.proposal(kind);
    for (const capacity of DECIDERS) {
      for (const written of [false, true]) {
        const self = wearing(author, capacity, by, written);
        const approving = play.try(self, 'approve', { proposal, checksum: sum });
        expect(approving).toBe('AUTHOR_CANNOT_DECIDE');
        const returning = play.try(self, 'return', { proposal, reason, to: null });
        expect(returning).toBe('AUTHOR_CANNOT_DECIDE');
      }
    }
    expect(play.proposal(kind).status).toBe('open');
  });

  test.each(DECIDERS)('is approved by a %s who is somebody else', (capacity) => {
    const play = laid().approves(`${capacity}@${by}`, kind);
    expect(play.proposal(kind)).toMatchObject({
      status: 'approved',
      decidedBy: `${capacity}@${by}`,
    });
  });

  test('is approved by what the approver read and by nothing else', () => {
    const play = laid();
    const { id: proposal } = play.proposal(kind);
    const other = { proposal, checksum: 'f'.repeat(64) };
    expect(play.try(`head@${by}`, 'approve', other)).toBe('PROPOSAL_CHANGED');
  });

  test('is returned with a reason, and then nobody approves it any more', () => {
    const play = laid();
    const { id: proposal, checksum: sum } = play.proposal(kind);
    const silent = { proposal, reason: ' ', to: null };
    expect(play.try(`head@${by}`, 'return', silent)).toBe('REASON_MISSING');
    play.does(`head@${by}`, 'return', { ...silent, reason });
    const late = play.try(`head@${by}`, 'approve', { proposal, checksum: sum });
    expect(late).toBe('PROPOSAL_NOT_OPEN');
  });

  test('is withdrawn by its author alone', () => {
    const play = laid();
    const { id: proposal, author } = play.proposal(kind);
    expect(play.try(`head@${by}`, 'withdraw', { proposal, reason })).toBe('FORBIDDEN');
    expect(play.try(author, 'withdraw', { proposal, reason })).toBe('done');
  });

  test('has no second one of its kind beside it', () => {
    const play = laid();
    const { content, author } = play.proposal(kind);
    const { kind: _kind, ...data } = content;
    const act =
      kind === 'lao-notice' || kind === 'lao-urging' ? `draft-${kind}` : `propose-${kind}`;
    expect(play.try(author, act as never, data as never)).toBe('PROPOSAL_PENDING');
  });
});

describe('what goes to the Lao side', () => {
  test('is read field by field by somebody other than the drafter', () => {
    const play = drafted(decided('needed'), 1);
    const { id: proposal, checksum: sum } = play.proposal('lao-notice');
    const fields = Object.entries(filledForm(1)).map(([field, value]) => ({
      field: field as never,
      released: true,
      sha256: checksum(value),
    }));
    const check = { proposal, checksum: sum, fields };
    expect(play.try(DRAFTER, 'check-releasability', check)).toBe('DRAFTER_CANNOT_CHECK');
    const asHead = wearing(DRAFTER, 'head', 'BCA', false);
    expect(play.try(asHead, 'check-releasability', check)).toBe('DRAFTER_CANNOT_CHECK');
    expect(play.try(CHECKER, 'check-releasability', check)).toBe('done');
  });

  test('is not approved by whoever checked it, nor before it was checked', () => {
    const play = drafted(decided('needed'), 1);
    const approve = () => {
      const { id: proposal, checksum: sum } = play.proposal('lao-notice');
      return { proposal, checksum: sum };
    };
    expect(play.try(LEADER, 'approve', approve())).toBe('LAO_NOT_CHECKED');
    checked(play);
    const checker = wearing(CHECKER, 'head', 'BCA', false);
    expect(play.try(checker, 'approve', approve())).toBe('AUTHOR_CANNOT_DECIDE');
    expect(play.try(LEADER, 'approve', approve())).toBe('done');
  });
});
