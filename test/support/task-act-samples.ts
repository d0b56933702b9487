import type { DifficultyActData, DifficultyActKind } from '../../domain/difficulties/act.ts';
import type { TaskActData, TaskActKind } from '../../domain/tasks/act.ts';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';

const reason = 'Lý do';
const words = 'Đã thực hiện';
const checksum = 'a'.repeat(64);
const document = { sha256: checksum, title: 'Báo cáo rà soát danh mục' };
const person = '00000000-0000-4000-8000-00000000000a';
const date = '2026-04-20' as CivilDate;
const later = '2027-04-20' as CivilDate;

/** Something well-formed for every act on a task; a new act does not compile without its own. */
export const TASK_ACT_SAMPLES: { readonly [K in TaskActKind]: TaskActData[K] } = {
  'see-task': {},
  'accept-task': { person },
  'contest-task': { reason },
  'decide-contest': { decision: 'upheld', words, to: null },
  'answer-invitation': { takesPart: true, words: '' },
  'name-person': { person, reason },
  'report-progress': { percent: 40, words },
  'make-contribution': { document: null, words },
  'submit-product': { occurrence: null, document, note: words, exchange: null, list: 'unchanged' },
  'accept-product': { occurrence: '1', checksum },
  'return-product': { occurrence: '1', reason },
  'urge-task': { words },
  'extend-task': {
    clock: 'task-due#1',
    until: '2027-01-15T00:00:00.000+07:00' as Instant,
    reason,
  },
  'register-decision': {
    subject: 'network',
    number: '12/QĐ-UBND',
    date,
    covers: 'Mạng nội bộ',
    reviewOn: later,
    document,
  },
  'review-decision': { decision: 'decision-1', result: 'kept', reviewOn: later, reason },
  'record-draft': { document },
  'record-opinion': { from: 'Sở Tư pháp', text: words },
  'issue-regulation': { number: '3/QĐ-UBND', date, document },
  'forward-list': { number: '5/CV', date },
  'record-appraisal': { number: '6/CV', date, result: 'agreed', words: '' },
  'record-inspection': { on: date, inspected: 'UBX-02647', findings: words, document: null },
  'propose-commendation': { whom: 'Phòng An ninh chính trị nội bộ', why: reason },
  'hand-over-proposals': { proposals: ['Sửa Điều 5'], document },
};

/** The same for acts on a difficulty. */
export const DIFFICULTY_ACT_SAMPLES: { readonly [K in DifficultyActKind]: DifficultyActData[K] } = {
  'take-up-difficulty': {},
  'draft-answer': { words, document: null },
  'approve-answer': { checksum },
  'return-answer': { reason },
  'pass-up': { reason },
  'raise-again': { reason },
  'close-difficulty': {},
  'withdraw-difficulty': { reason },
};
