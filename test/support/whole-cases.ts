import { setTimeout as pause } from 'node:timers/promises';
import { loadCase } from '../../records/cases.ts';
import type { CaseSystem } from './case-system.ts';
import { carryRound } from './lao-notices.ts';
import { REFERENCE } from './office-play.ts';

const COMMUNE = 'UBX-02647';
const POLICE = 'CAT-15';
const BY_RULE = { to: null, override: null };

/** What people did in `simplestCase`, for counting. */
export const SIMPLEST_ACTS = 11;

/** The smallest whole case: reported, sent, verified, no remedies needed, closed. */
export async function simplestCase(system: CaseSystem): Promise<string> {
  const { id } = await system.report(`staff@${COMMUNE}`);
  const police = `case-officer@${POLICE}`;
  await system.does(id, `case-officer@${COMMUNE}`, 'propose-dispatch', BY_RULE);
  await system.approves(id, `head@${COMMUNE}`, 'dispatch');
  await system.does(id, `clerk@${COMMUNE}`, 'dispatch', { number: '01', channel: 'courier' });
  await system.does(id, `duty-officer@${POLICE}`, 'acknowledge', {});
  await system.does(id, police, 'report-preliminary', { summary: 'Đang xác minh' });
  await system.does(id, police, 'propose-finding', {
    result: 'confirmed-no-damage',
    causes: ['carelessness'],
    circumstances: 'Để quên',
    responsible: null,
  });
  await system.approves(id, `head@${POLICE}`, 'finding');
  await system.does(id, police, 'propose-no-remedies', { reason: 'Không có hậu quả' });
  await system.approves(id, `head@${POLICE}`, 'no-remedies');
  await system.does(id, police, 'propose-closure', { lesson: 'Khóa tủ', summary: 'Đã tìm thấy' });
  await system.approves(id, `deputy-head@${POLICE}`, 'closure');
  return id;
}

/** What people did in `twoApprovals`, for counting: the report itself is none. */
export const TWO_APPROVALS_ACTS = 7;

/** A case with two approvals and no Lao branch: told past the head, nothing confirmed, closed. */
export async function twoApprovals(system: CaseSystem): Promise<string> {
  const { id } = await system.report(`staff@${COMMUNE}`, { bypass: true });
  // Only then the acts come: whether the first one meets the beginning would change the count.
  while ((await loadCase(system.database.db, id)) === null) await pause(20);
  const police = `case-officer@${POLICE}`;
  await system.does(id, `duty-officer@${POLICE}`, 'acknowledge', {});
  await system.does(id, police, 'contain', { what: 'Niêm phong tủ', doneAt: system.now() });
  await system.does(id, police, 'report-preliminary', { summary: 'Đang xác minh' });
  await system.does(id, police, 'propose-finding', {
    result: 'not-confirmed',
    causes: ['unknown'],
    circumstances: 'Tìm thấy trong tủ khác',
    responsible: null,
  });
  await system.approves(id, `head@${POLICE}`, 'finding');
  await system.does(id, police, 'propose-closure', { lesson: 'Ghi sổ', summary: 'Không có' });
  await system.approves(id, `deputy-head@${POLICE}`, 'closure');
  return id;
}

/** Exchanged documents at risk, with both rounds to the Lao side; nothing is confirmed. */
export async function exchangedCase(
  system: CaseSystem,
  onTheWay: (id: string) => Promise<void> = async () => undefined,
): Promise<string> {
  const { id } = await system.report('staff@BKHCN', {
    kind: 'at-risk',
    references: [{ ...REFERENCE, origin: 'lao', exchange: 'received' }],
  });
  const desk = 'case-officer@BCA-A03';
  await system.does(id, 'case-officer@BKHCN', 'propose-dispatch', BY_RULE);
  await system.approves(id, 'head@BKHCN', 'dispatch');
  await system.does(id, 'clerk@BKHCN', 'dispatch', { number: '1', channel: 'cipher' });
  await system.does(id, 'duty-officer@BCA-A03', 'acknowledge', {});
  const needed = { decision: 'needed', reason: 'Tin của phía Lào' } as const;
  await system.does(id, desk, 'propose-lao-decision', needed);
  await system.approves(id, 'head@BCA', 'lao-decision');
  await carryRound(system, id, 1);
  await onTheWay(id);
  await system.does(id, desk, 'propose-finding', {
    result: 'not-confirmed',
    causes: ['unknown'],
    circumstances: 'Không bị xâm phạm',
    responsible: null,
  });
  await system.approves(id, 'head@BCA-A03', 'finding');
  await carryRound(system, id, 2);
  await system.does(id, desk, 'propose-closure', { lesson: 'Kiểm tra', summary: 'Xong' });
  await system.approves(id, 'head@BCA-A03', 'closure');
  return id;
}
