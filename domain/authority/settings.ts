import type { Refusal } from '../errors.ts';
import { refuse } from '../errors.ts';
import type { DirectoryAt } from '../offices/directory.ts';
import { MINISTRY, MINISTRY_DESK } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { Capacity } from '../offices/person.ts';
import type { PersonActor } from './actor.ts';
import { actsFor } from './relations.ts';

/** Everything that people do outside of a case. */
export const SETTINGS = [
  'manage-offices',
  'manage-people',
  'give-delegation',
  'set-clock-value',
  'announce-days',
  'record-treaty',
  'read-register',
  'keep-register',
  'read-log',
  'resend-notice',
  'read-mail',
  'rebuild-engine',
] as const;
export type Setting = (typeof SETTINGS)[number];

/**
 * Where an actor must stand: anywhere, in the Ministry, or so that the office is in their scope.
 */
export type Standing = 'anywhere' | 'ministry' | 'ministry-leadership' | 'own-office' | 'in-scope';

export interface SettingGrant {
  readonly as: readonly Capacity[];
  readonly where: Standing;
}

const HEADS: readonly Capacity[] = ['head', 'deputy-head'];
const ADMINISTRATORS: readonly Capacity[] = ['administrator'];
const REGISTRARS: readonly Capacity[] = ['clerk', 'case-officer'];
const READERS: readonly Capacity[] = [...REGISTRARS, ...HEADS, 'duty-officer', 'inspector'];

/**
 * Who may do what outside of a case. Values and days are set by the Ministry, which both plans name
 * as the body that guides and inspects (Decision 801 III.1); the treaty by its leadership; the log
 * is read by those who see no case through it.
 */
export const SETTING_AUTHORITY: Readonly<Record<Setting, readonly SettingGrant[]>> = {
  'manage-offices': [{ as: ADMINISTRATORS, where: 'in-scope' }],
  'manage-people': [{ as: ADMINISTRATORS, where: 'in-scope' }],
  'give-delegation': [
    { as: HEADS, where: 'own-office' },
    { as: ADMINISTRATORS, where: 'in-scope' },
  ],
  'set-clock-value': [{ as: HEADS, where: 'ministry' }],
  'announce-days': [{ as: [...HEADS, ...ADMINISTRATORS], where: 'ministry' }],
  'record-treaty': [{ as: HEADS, where: 'ministry-leadership' }],
  'read-register': [
    { as: READERS, where: 'own-office' },
    { as: READERS, where: 'ministry' },
  ],
  'keep-register': [
    { as: REGISTRARS, where: 'own-office' },
    { as: REGISTRARS, where: 'ministry' },
  ],
  'read-log': [{ as: ['inspector', 'administrator'], where: 'anywhere' }],
  'resend-notice': [{ as: ADMINISTRATORS, where: 'ministry' }],
  'read-mail': [{ as: ADMINISTRATORS, where: 'ministry' }],
  'rebuild-engine': [{ as: ADMINISTRATORS, where: 'ministry' }],
};

/**
 * Whether an actor may do something outside of a case: `null` when so, else the refusal. `office`
 * is whom it is about; null when it is about no office.
 */
export function maySet(
  actor: PersonActor,
  setting: Setting,
  office: OfficeId | null,
  directory: DirectoryAt,
): Refusal | null {
  // A written authority is for the cases of an office, not for its people and settings.
  if (actor.delegation !== null && actor.delegation.scope !== 'all') {
    return refuse('FORBIDDEN', { action: setting });
  }
  const granted = SETTING_AUTHORITY[setting].some(
    (grant) => grant.as.includes(actor.capacity) && stands(grant.where, actor, office, directory),
  );
  return granted ? null : refuse('FORBIDDEN', { action: setting });
}

/** Whether somebody works in the Ministry's leadership or at its desk. */
export function isOfMinistry(office: OfficeId): boolean {
  return office === MINISTRY || office === MINISTRY_DESK;
}

function stands(
  where: Standing,
  actor: PersonActor,
  office: OfficeId | null,
  directory: DirectoryAt,
): boolean {
  switch (where) {
    case 'anywhere':
      return true;
    case 'ministry':
      return isOfMinistry(actor.office);
    case 'ministry-leadership':
      return actor.office === MINISTRY;
    case 'own-office':
      return office === null || actsFor(actor, office, directory);
    case 'in-scope':
      // Of the nation, bodies with a channel of their own and the Lao side included: rows, not
      // cases.
      if (isOfMinistry(actor.office)) return true;
      return office !== null && directory.isWithin(office, actor.office);
  }
}
