import { describe, expect, test } from 'vitest';
import { emptyFilling, nilFilling } from '../../../domain/reporting/filling.ts';
import { REPORT_AUTHORITY } from '../../../domain/reporting/process/authority.ts';
import { REPORT_ACT_KINDS } from '../../../domain/reporting/process/decide.ts';
import { SMALL_FORM } from './forms.ts';
import { FIRST_PART, PROVINCE_REPORT, ReportPlay, SECOND_PART } from './report-play.ts';

const OFFICER = 'case-officer@UBX-02647';
const HEAD = 'head@UBX-02647';
const POLICE = 'case-officer@CAT-15';
const OPEN = '2026-12-15T00:00:00.000+07:00';

test('every act on a report is somebody’s to do', () => {
  expect(Object.keys(REPORT_AUTHORITY).sort()).toEqual([...REPORT_ACT_KINDS].sort());
  for (const act of REPORT_ACT_KINDS) expect(REPORT_AUTHORITY[act], act).not.toEqual([]);
});

describe('the report of a commune', () => {
  test('is told to its head and its officers, and has until the end of its day', () => {
    const play = new ReportPlay();
    expect(play.report).toMatchObject({ stage: 'opened', office: 'UBX-02647' });
    expect(play.clock('report-due').due).toBe('2026-12-17T00:00:00.000+07:00');
    expect(play.lettersOf('report-opened')).toEqual(['UBX-02647', 'UBX-02647']);
    expect(play.lettersOf('clock-warning').length).toBeGreaterThan(0);
  });

  test('is drafted, signed in a capacity, and accepted by who collects it', () => {
    const play = new ReportPlay().filledBy(OFFICER).waitUntil(OPEN).submittedBy(HEAD);
    expect(play.report.submissions).toMatchObject([
      { revision: 1, signedAs: 'TM.', arrival: 'on-time' },
    ]);
    expect(play.clock('report-due').status).toBe('met');
    expect(play.lettersOf('report-submitted')).toEqual(['CAT-15']);
    play.acceptedBy(POLICE);
    expect(play.report).toMatchObject({ stage: 'accepted', acceptedRevision: 1 });
    expect(play.clock('report-accept').status).toBe('met');
  });

  test('cannot be submitted before the figures freeze, nor by who wrote it', () => {
    const play = new ReportPlay().filledBy(OFFICER);
    expect(play.try(HEAD, 'submit-report', { checksum: play.draftChecksum() })).toBe('TOO_EARLY');
    const byHead = new ReportPlay().filledBy(HEAD).waitUntil(OPEN);
    const checksum = byHead.draftChecksum();
    expect(byHead.try(HEAD, 'submit-report', { checksum })).toBe('AUTHOR_CANNOT_DECIDE');
    expect(byHead.try('deputy-head@UBX-02647', 'submit-report', { checksum })).toBe('done');
    expect(byHead.report.submissions[0]?.signedAs).toBe('KT.');
  });

  test('is bound to the bytes that its head has read', () => {
    const play = new ReportPlay().filledBy(OFFICER).waitUntil(OPEN);
    const checksum = play.draftChecksum();
    const part = { ...FIRST_PART, figures: { ...FIRST_PART.figures, spent: 6 } };
    play.does(OFFICER, 'save-part', { part, basedOn: 1 });
    expect(play.try(HEAD, 'submit-report', { checksum })).toBe('PROPOSAL_CHANGED');
    expect(play.report.stage).toBe('drafting');
  });

  test('with something missing or unexplained is not submitted, and says what', () => {
    const play = new ReportPlay().does(OFFICER, 'save-part', { part: FIRST_PART, basedOn: 0 });
    play.waitUntil(OPEN);
    const checksum = play.draftChecksum();
    expect(play.try(HEAD, 'submit-report', { checksum })).toBe('REPORT_FAULTY');
    const differing = new ReportPlay().filledBy(OFFICER).waitUntil(OPEN);
    differing.known = new Map([['cases', { value: 1, behind: [] }]]);
    const sum = differing.draftChecksum();
    expect(differing.try(HEAD, 'submit-report', { checksum: sum })).toBe('REPORT_FAULTY');
  });

  test('saved by two people at once keeps what the first saved, and tells the second', () => {
    const play = new ReportPlay();
    play.does(OFFICER, 'save-part', { part: FIRST_PART, basedOn: 0 });
    const other = { ...FIRST_PART, narratives: { results: 'Khác' } };
    expect(play.try('clerk@UBX-02647', 'save-part', { part: other, basedOn: 0 })).toBe(
      'PART_CHANGED',
    );
    expect(play.report.parts[0]?.filling.narratives['results']).toBe('Đã tập huấn');
    play.does('clerk@UBX-02647', 'save-part', { part: other, basedOn: 1 });
    expect(play.report.parts).toMatchObject([{ version: 2, by: 'clerk@UBX-02647' }]);
  });

  test('that has nothing to say is an act of its head, with a reason', () => {
    const play = new ReportPlay().waitUntil(OPEN);
    expect(play.try(HEAD, 'submit-nil', { reason: ' ' })).toBe('REASON_MISSING');
    play.does(HEAD, 'submit-nil', { reason: 'Không phát sinh' });
    expect(play.report.submissions[0]?.filling).toEqual(nilFilling(SMALL_FORM));
    const notSo = new ReportPlay().waitUntil(OPEN);
    notSo.known = new Map([['cases', { value: 1, behind: [] }]]);
    expect(notSo.try(HEAD, 'submit-nil', { reason: 'Không có' })).toBe('REPORT_FAULTY');
  });

  test('is returned with reasons, part by part, and submitted again', () => {
    const play = new ReportPlay().filledBy(OFFICER).waitUntil(OPEN).submittedBy(HEAD);
    const reasons = [{ part: 'first', reason: 'Thiếu căn cứ' }];
    expect(play.try(POLICE, 'return-report', { reasons: [] })).toBe('REASON_MISSING');
    const unknown = [{ part: 'ninth', reason: 'x' }];
    expect(play.try(POLICE, 'return-report', { reasons: unknown })).toBe('UNKNOWN_PART');
    play.does(POLICE, 'return-report', { reasons });
    expect(play.report.stage).toBe('returned');
    play.filledBy(OFFICER).submittedBy(HEAD).acceptedBy(POLICE);
    expect(play.report).toMatchObject({ acceptedRevision: 2, returns: [{ reasons }] });
    expect(play.clock('report-resubmit').status).toBe('met');
  });

  test('that does not come is missing at the cut-off, and urged up the chain', () => {
    const play = new ReportPlay().waitUntil('2026-12-16T23:59:59.000+07:00');
    expect(play.report.notReceivedAt).toBeNull();
    play.waitUntil('2026-12-17T00:00:00.000+07:00');
    expect(play.report.notReceivedAt).toBe('2026-12-17T00:00:00.000+07:00');
    expect(play.lettersOf('report-urged')).toEqual(['UBX-02647']);
    play.waitUntil('2026-12-22T23:59:00.000+07:00');
    expect(play.lettersOf('report-missing')).toContain('UBND-15');
    expect(play.lettersOf('report-missing')).not.toContain('BCA-A03');
    // The third time it goes past the province, to the Ministry's desk; and that once.
    play.waitUntil('2026-12-31T00:00:00.000+07:00');
    const atDesk = play.lettersOf('report-missing').filter((office) => office === 'BCA-A03');
    expect(atDesk).toHaveLength(1);
    play.filledBy(OFFICER).submittedBy(HEAD).acceptedBy(POLICE);
    expect(play.report.submissions[0]?.arrival).toBe('late');
  });

  test('may come later by leave of a named person, asked for before the cut-off', () => {
    const play = new ReportPlay();
    const until = '2026-12-18T17:00:00.000+07:00' as never;
    const asked = { until, reason: 'Lũ quét' };
    expect(play.try('head@UBND-15', 'answer-late', { permit: true, ...asked })).toBe('NOT_ASKED');
    play.does(HEAD, 'ask-late', asked);
    play.does('head@UBND-15', 'answer-late', { permit: true, ...asked });
    expect(play.clock('report-due')).toMatchObject({ due: until, lapses: 0 });
    play.filledBy(OFFICER).waitUntil('2026-12-18T10:00:00.000+07:00').submittedBy(HEAD);
    expect(play.report.submissions[0]?.arrival).toBe('late-permitted');
    const late = new ReportPlay().waitUntil('2026-12-17T08:00:00.000+07:00');
    expect(late.try(HEAD, 'ask-late', asked)).toBe('CLOCK_ALREADY_LATE');
  });

  test('that came before its cut-off is on time, though it might have come later', () => {
    const play = new ReportPlay();
    const asked = { until: '2026-12-18T17:00:00.000+07:00' as never, reason: 'Lũ quét' };
    play.does(HEAD, 'ask-late', asked);
    play.does('head@UBND-15', 'answer-late', { permit: true, ...asked });
    play.filledBy(OFFICER).waitUntil('2026-12-16T23:00:00.000+07:00').submittedBy(HEAD);
    expect(play.report.submissions[0]?.arrival).toBe('on-time');
  });

  test('is not given more time than the rule allows, nor by whoever asked for it', () => {
    const play = new ReportPlay();
    const reason = 'Lũ quét';
    const far = { until: '2027-02-01T17:00:00.000+07:00' as never, reason };
    expect(play.try(HEAD, 'ask-late', far)).toBe('EXTENSION_TOO_LONG');
    const near = { until: '2026-12-18T17:00:00.000+07:00' as never, reason };
    play.does(HEAD, 'ask-late', near);
    expect(play.try('head@UBND-15', 'answer-late', { permit: true, ...far })).toBe(
      'EXTENSION_TOO_LONG',
    );
    // A refusal needs no other date.
    play.does('head@UBND-15', 'answer-late', { permit: false, reason, until: '' as never });
    expect(play.report.late).toMatchObject({ answer: 'refused', until: near.until });
    // The police drafts for the province and collects for it: not both by one person.
    const own = new ReportPlay({
      ...PROVINCE_REPORT,
      scope: 'office',
      addressees: [],
      collector: { report: 'p', office: 'UBND-15', drafting: 'CAT-15', above: [] },
    });
    const later = { until: '2026-12-22T17:00:00.000+07:00' as never, reason };
    own.does('head@CAT-15', 'ask-late', later);
    const answer = { permit: true, ...later };
    expect(own.try('head@CAT-15', 'answer-late', answer)).toBe('AUTHOR_CANNOT_DECIDE');
    own.does('head@UBND-15', 'answer-late', answer);
  });

  test('is supplemented after it was accepted, and accepted anew', () => {
    const play = new ReportPlay().filledBy(OFFICER).waitUntil(OPEN).submittedBy(HEAD);
    play.acceptedBy(POLICE).does(OFFICER, 'begin-supplement', { reason: 'Sót một vụ' });
    expect(play.report).toMatchObject({ stage: 'drafting', acceptedRevision: 1 });
    play.filledBy(OFFICER).submittedBy(HEAD).acceptedBy(POLICE);
    expect(play.report).toMatchObject({ stage: 'accepted', acceptedRevision: 2 });
  });

  test('is nobody else’s to write, to sign or to accept', () => {
    const play = new ReportPlay();
    const part = { part: FIRST_PART, basedOn: 0 };
    expect(play.try('case-officer@UBX-03006', 'save-part', part)).toBe('FORBIDDEN');
    play.filledBy(OFFICER).waitUntil(OPEN);
    const checksum = play.draftChecksum();
    expect(play.try(OFFICER, 'submit-report', { checksum })).toBe('FORBIDDEN');
    play.submittedBy(HEAD);
    expect(play.try(HEAD, 'accept-report', { checksum })).toBe('FORBIDDEN');
    expect(play.try('head@CAT-40', 'accept-report', { checksum })).toBe('FORBIDDEN');
  });

  test('of a cycle that was called off ends, and its clocks with it', () => {
    const play = new ReportPlay().filledBy(OFFICER);
    play.cancelled = 'Mở nhầm';
    play.look();
    expect(play.report).toMatchObject({ stage: 'ended', ending: 'cancelled' });
    expect(play.report.clocks.every((c) => c.status !== 'running')).toBe(true);
    expect(play.try(OFFICER, 'save-part', { part: FIRST_PART, basedOn: 1 })).toBe('CASE_ENDED');
  });
});

describe('the report of a province', () => {
  const filling = { ...emptyFilling(SMALL_FORM), parts: [FIRST_PART] };
  const branch = (office: string, arrived: boolean) => ({
    office,
    arrival: arrived ? ('on-time' as const) : ('not-received' as const),
    filling: arrived ? filling : null,
    register: new Map(),
    below: [],
  });

  test('counts together what was accepted, names what is missing, and keeps the words', () => {
    const play = new ReportPlay(PROVINCE_REPORT);
    play.does(POLICE, 'save-part', { part: FIRST_PART, basedOn: 0 });
    play.branches = [branch('UBX-02647', true), branch('UBX-03006', false)];
    play.does(POLICE, 'consolidate', {});
    expect(play.report.consolidated).toMatchObject({
      received: ['UBX-02647'],
      notReceived: ['UBX-03006'],
    });
    const first = play.report.parts.find((saved) => saved.filling.part === 'first')?.filling;
    expect(first).toMatchObject({
      figures: { planned: 10, spent: 5 },
      narratives: { results: 'Đã tập huấn' },
    });
    expect(new ReportPlay().try(OFFICER, 'consolidate', {})).toBe('NOTHING_TO_COLLECT');
  });

  test('is signed by the Chairman only after the head of the police has given an opinion', () => {
    const play = new ReportPlay(PROVINCE_REPORT).filledBy(POLICE).waitUntil(OPEN);
    const checksum = play.draftChecksum();
    expect(play.try('head@UBND-15', 'submit-report', { checksum })).toBe('OPINION_MISSING');
    expect(play.try('head@CAT-15', 'submit-report', { checksum })).toBe('FORBIDDEN');
    play.does('head@CAT-15', 'give-opinion', { text: 'Nhất trí' });
    play.submittedBy('head@UBND-15');
    expect(play.report.submissions[0]).toMatchObject({ signedAs: 'TM.', office: 'UBND-15' });
  });

  test('that changes after the opinion needs another one', () => {
    const play = new ReportPlay(PROVINCE_REPORT).filledBy(POLICE).waitUntil(OPEN);
    play.does('head@CAT-15', 'give-opinion', { text: 'Nhất trí' }).filledBy(POLICE);
    const checksum = play.draftChecksum();
    expect(play.try('head@UBND-15', 'submit-report', { checksum })).toBe('OPINION_MISSING');
  });
});

test('what leaves the Ministry is numbered and sent by its clerk, and supplemented later', () => {
  const ministry = { ...PROVINCE_REPORT, office: 'BCA', drafting: 'BCA-A03', collector: null };
  const play = new ReportPlay(ministry).filledBy('case-officer@BCA-A03').waitUntil(OPEN);
  play.does('head@BCA-A03', 'give-opinion', { text: 'Trình' }).submittedBy('head@BCA');
  expect(play.lettersOf('report-to-dispatch')).toEqual(['BCA']);
  const sent = { number: '01/BC-BCA', channel: 'courier', to: 'Thủ tướng Chính phủ' };
  play.does('clerk@BCA', 'dispatch-report', sent);
  expect(play.report).toMatchObject({ stage: 'sent', dispatches: [{ number: '01/BC-BCA' }] });
  play.does('case-officer@BCA-A03', 'begin-supplement', { reason: 'Báo cáo đến muộn' });
  expect(play.report.stage).toBe('drafting');
});

describe('a cycle that has gone up', () => {
  const gone = (): ReportPlay => {
    const play = new ReportPlay().waitUntil('2027-01-20T08:00:00.000+07:00');
    play.closed = true;
    return play.look();
  };

  test('closes what was not received: nobody urges it any more', () => {
    const play = gone();
    expect(play.report).toMatchObject({ stage: 'opened', ending: 'not-received' });
    expect(play.clock('report-due').status).toBe('stopped');
    const urged = play.lettersOf('report-urged').length;
    play.waitUntil('2027-03-01T08:00:00.000+07:00').look();
    expect(play.lettersOf('report-urged')).toHaveLength(urged);
    expect(play.report.version).toBe(gone().report.version);
  });

  test('takes what comes later, as late, and says that a supplement is due', () => {
    const play = gone().filledBy(OFFICER).submittedBy(HEAD);
    expect(play.report).toMatchObject({ stage: 'submitted', ending: null });
    expect(play.report.submissions[0]?.arrival).toBe('late');
    play.collectorStage = 'accepted';
    play.acceptedBy(POLICE);
    expect(play.lettersOf('supplement-due')).toEqual(['CAT-15']);
  });

  test('returns what came late like anything else: its clock runs', () => {
    const play = gone().filledBy(OFFICER).submittedBy(HEAD);
    play.does(POLICE, 'return-report', { reasons: [{ part: null, reason: 'Thiếu' }] }).look();
    expect(play.report).toMatchObject({ stage: 'returned', ending: null });
    expect(play.clock('report-resubmit').status).toBe('running');
  });

  test('leaves alone what left the Ministry, also while it is supplemented', () => {
    const ministry = { ...PROVINCE_REPORT, office: 'BCA', drafting: 'BCA-A03', collector: null };
    const play = new ReportPlay(ministry).filledBy('case-officer@BCA-A03').waitUntil(OPEN);
    play.does('head@BCA-A03', 'give-opinion', { text: 'Trình' }).submittedBy('head@BCA');
    const sent = { number: '01/BC-BCA', channel: 'courier', to: 'Thủ tướng Chính phủ' };
    play.does('clerk@BCA', 'dispatch-report', sent);
    play.closed = true;
    play.does('case-officer@BCA-A03', 'begin-supplement', { reason: 'Báo cáo đến muộn' });
    expect(play.look().report).toMatchObject({ stage: 'drafting', ending: null, closedAt: null });
  });

  test('leaves alone what was accepted', () => {
    const play = new ReportPlay().filledBy(OFFICER).waitUntil(OPEN).submittedBy(HEAD);
    play.acceptedBy(POLICE);
    play.closed = true;
    expect(play.look().report).toMatchObject({ stage: 'accepted', ending: null });
    expect(play.lettersOf('supplement-due')).toEqual([]);
  });
});

describe('several parts at once', () => {
  test('are saved all or none', () => {
    const play = new ReportPlay().does(OFFICER, 'save-part', { part: FIRST_PART, basedOn: 0 });
    const before = play.report;
    const parts = [
      { part: SECOND_PART, basedOn: 0 },
      { part: FIRST_PART, basedOn: 0 },
    ];
    expect(play.try(OFFICER, 'save-parts', { parts })).toBe('PART_CHANGED');
    const unknown = { ...SECOND_PART, part: 'third' };
    const wrong = [
      { part: FIRST_PART, basedOn: 1 },
      { part: unknown, basedOn: 0 },
    ];
    expect(play.try(OFFICER, 'save-parts', { parts: wrong })).toBe('REPORT_FAULTY');
    expect(play.try(OFFICER, 'save-parts', { parts: [] })).toBe('FIELDS_MISSING');
    expect(play.report).toEqual(before);
    const right = [parts[0] as (typeof parts)[number], { part: FIRST_PART, basedOn: 1 }];
    play.does(OFFICER, 'save-parts', { parts: right });
    expect(play.report.parts.map(({ version }) => version).sort()).toEqual([1, 2]);
  });

  test('may be written by staff whom the head has assigned', () => {
    const play = new ReportPlay();
    const staff = 'staff@UBX-02647';
    const saving = { part: FIRST_PART, basedOn: 0 };
    expect(play.try(staff, 'save-part', saving)).toBe('FORBIDDEN');
    play.does(HEAD, 'assign-report', { person: staff }).does(staff, 'save-part', saving);
  });
});
