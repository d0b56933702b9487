import type { ActData, ActKind } from '../../domain/incident/act.ts';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import { REFERENCE } from './office-play.ts';

const reason = 'Lý do';
const sha256 = 'a'.repeat(64);
const at = '2026-03-02T08:59:00.000+07:00' as Instant;

/** Something well-formed for every act; a new act does not compile without its own. */
export const ACT_SAMPLES: { readonly [K in ActKind]: ActData[K] } = {
  'propose-dispatch': { to: null, override: null },
  'give-oral-notice': { to: null, override: null },
  dispatch: { number: '2/BC', channel: 'courier' },
  acknowledge: {},
  'take-case': { reason },
  contain: { what: 'Khóa tủ', doneAt: at },
  'tell-originator': { office: 'UBND-15', references: ['reference-1'] },
  'assess-damage': { damage: false, text: 'Không' },
  'report-preliminary': { summary: 'Ban đầu' },
  'propose-joint-verification': { offices: ['CAT-40'] },
  'answer-participation': { accept: true, reason: null },
  'add-document': { kind: 'minutes', title: 'Biên bản', sha256, place: 'Tủ 1' },
  'propose-finding': {
    result: 'confirmed-no-damage',
    causes: ['carelessness'],
    circumstances: 'Để quên',
    responsible: null,
  },
  'plan-remedies': {
    remedies: [
      {
        kind: 'recall',
        office: 'UBX-02647',
        person: 'Ai đó',
        job: 'Thu hồi',
        product: 'Biên bản',
        due: '2026-05-01' as CivilDate,
      },
    ],
  },
  'propose-no-remedies': { reason },
  'report-remedy': { remedy: 'remedy-1', result: 'Xong' },
  'accept-remedy': { remedy: 'remedy-1' },
  'return-remedy': { remedy: 'remedy-1', reason },
  'propose-remedy-outstanding': { remedy: 'remedy-1', reason, followUp: 'UBND-15' },
  'propose-transfer': { channel: 'criminal', body: 'Cơ quan điều tra', reason },
  'record-take-over': { letter: '1/CQĐT' },
  'propose-hand-over': { to: 'BCA-A03', reason },
  'answer-hand-over': { accept: true, reason: null },
  'propose-closure': { lesson: 'Khóa tủ', summary: 'Xong' },
  approve: { proposal: 'finding-1', checksum: sha256 },
  return: { proposal: 'finding-1', reason, to: null },
  withdraw: { proposal: 'finding-1', reason },
  reopen: { reason },
  'extend-clock': { clock: 'verify#1', until: '2026-04-05T00:00:00.000+07:00' as Instant, reason },
  correct: { field: 'words', value: 'Khác', reason },
  'add-reference': { reference: REFERENCE },
  'change-level': { reference: 'reference-1', level: 'toi-mat', reason },
  'add-reader': { person: null, office: 'CAT-40', reason },
  'link-case': { number: 'SC-2026-000009' },
  'mark-duplicate': { of: 'SC-2026-000009', reason },
  'propose-lao-decision': { decision: 'needed', reason },
  'draft-lao-notice': { round: 1, form: {} },
  'draft-lao-urging': { round: 1, form: {} },
  'check-releasability': { proposal: 'lao-notice-1', checksum: sha256, fields: [] },
  'dispatch-to-lao-side': {
    proposal: 'lao-notice-1',
    number: '1/BCA',
    channel: 'diplomatic-channel',
    courier: 'Giao liên',
    seal: 'N1',
    sha256,
  },
  'record-lao-receipt': { round: 1, receivedAt: at },
  'record-lao-answer': { round: 1, text: 'Đã nhận', at },
  'record-lao-message': { direction: 'from-lao-side', number: '1/LAO', summary: 'Hỏi', at },
  'propose-lao-not-needed': { round: 1, reason },
};
