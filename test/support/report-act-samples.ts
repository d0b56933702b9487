import type { ReportActData, ReportActKind } from '../../domain/reporting/process/act.ts';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';

const reason = 'Lý do';
const checksum = 'a'.repeat(64);
const until = '2026-12-19T00:00:00.000+07:00' as Instant;
const on = '2026-12-15' as CivilDate;
const saving = {
  part: { part: 'situation', figures: { staff: 1 }, narratives: {}, explanations: {} },
  basedOn: 0,
};

/** Something well-formed for every act on a report; a new act does not compile without its own. */
export const REPORT_ACT_SAMPLES: { readonly [K in ReportActKind]: ReportActData[K] } = {
  'assign-report': { person: '00000000-0000-4000-8000-00000000000a' },
  'save-part': saving,
  'save-parts': { parts: [saving] },
  consolidate: {},
  'give-opinion': { text: 'Đề nghị ký' },
  'record-council': { step: 'council-opinion', number: '1/TB', on, amount: 0 },
  'give-advice': { text: 'Đề nghị tiếp nhận', number: '2/STC', on, amount: null },
  'submit-report': { checksum },
  'submit-nil': { reason },
  'return-report': { reasons: [{ part: null, reason }] },
  'accept-report': { checksum },
  'ask-late': { until, reason },
  'answer-late': { permit: true, until, reason },
  'begin-supplement': { reason },
  'dispatch-report': { number: '1/BC', channel: 'Bưu điện', to: 'Thủ tướng Chính phủ' },
};
