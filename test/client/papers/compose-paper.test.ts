import { describe, expect, it } from 'vitest';
import type { PaperOf } from '../../../client/papers/compose-paper.ts';
import { composePaper } from '../../../client/papers/compose-paper.ts';
import { consolidatedXlsx, reportDocx, templateXlsx } from '../../../client/papers/report-files.ts';
import type { Block } from '../../../client/papers/report-paper.ts';
import { createDirectory } from '../../../domain/offices/directory.ts';
import type { SigningForm } from '../../../domain/offices/signing.ts';
import type { BranchReport } from '../../../domain/reporting/consolidating.ts';
import { consolidate } from '../../../domain/reporting/consolidating.ts';
import { nilFilling, withPart } from '../../../domain/reporting/filling.ts';
import type { Filling } from '../../../domain/reporting/filling.ts';
import type { AgencyReport, Submission } from '../../../domain/reporting/process/report.ts';
import type { CivilDate, Instant } from '../../../domain/time/instant.ts';
import { LANGUAGES } from '../../../locales/index.ts';
import { loadOffices, loadRouting, loadSigning } from '../../../rules/load-offices.ts';
import { loadRegimes } from '../../../rules/load-regimes.ts';
import { SMALL_FORM } from '../../domain/reporting/forms.ts';
import { COMMUNE_REPORT, PROVINCE_REPORT, ReportPlay } from '../../domain/reporting/report-play.ts';
import { FILLED, partOf } from './sheets.ts';

const SEED = loadOffices();
const ALL = createDirectory(SEED.rows, SEED.successions, loadRouting());
const DIRECTORY = ALL.at('2026-12-20' as CivilDate);
const REGIME = loadRegimes().find(({ id }) => id === 'yearly');
const at = (moment: string) => `${moment}:00.000+07:00` as Instant;

const opened = (more: Partial<AgencyReport> = {}): AgencyReport => ({
  ...new ReportPlay(COMMUNE_REPORT).report,
  ...more,
});
const MINISTRY: Partial<AgencyReport> = {
  ...{ office: 'BCA', drafting: 'BCA-A03', scope: 'branch', collector: null },
};

function signed(signedAs: SigningForm, more: Partial<Submission> = {}): Submission {
  return {
    ...{ revision: 1, filling: FILLED, checksum: 'x', by: 'p', office: 'UBX-02647', signedAs },
    ...{ at: at('2026-12-15T09:00'), arrival: 'on-time', differences: [], ...more },
  };
}

function input(report: AgencyReport, more: Partial<PaperOf> = {}): PaperOf {
  return {
    report,
    form: SMALL_FORM,
    submission: report.submissions.at(-1) ?? null,
    known: new Map(),
    directory: DIRECTORY,
    nameOf: (office) => ALL.last(office)?.name.vi ?? office,
    signing: loadSigning(),
    signer: 'Người ký',
    sendsTo: REGIME?.collector.sendsTo ?? '',
    consolidation: null,
    ...more,
  };
}

const words = (blocks: readonly Block[]) =>
  blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [`${block.lead ?? ''} ${block.text}`.trim()] : [],
  );
const rowsOf = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.kind === 'table' ? [block.rows] : []));

describe('who issues a report, and where', () => {
  const headOf = (office: string) => {
    const { issuer, symbol, place } = composePaper(input(opened({ office, drafting: office })));
    return [issuer.parent, issuer.name, symbol, place];
  };

  it.each([
    ['BCA', null, 'Bộ Công an', 'BC-BCA', 'Hà Nội'],
    ['BGDDT', null, 'Bộ Giáo dục và Đào tạo', 'BC-BGDĐT', 'Hà Nội'],
    ['NHNN', null, 'Ngân hàng Nhà nước Việt Nam', 'BC-NHNN', 'Hà Nội'],
    ['UBND-15', null, 'Ủy ban nhân dân tỉnh Lào Cai', 'BC-UBND', 'Lào Cai'],
    ['UBND-79', null, 'Ủy ban nhân dân thành phố Hồ Chí Minh', 'BC-UBND', 'Thành phố Hồ Chí Minh'],
    ['UBX-02671', null, 'Ủy ban nhân dân phường Cam Đường', 'BC-UBND', 'Cam Đường'],
    ['STP-15', 'Ủy ban nhân dân tỉnh Lào Cai', 'Sở Tư pháp', 'BC-STP', 'Lào Cai'],
    ['VPUBND-15', 'Ủy ban nhân dân tỉnh Lào Cai', 'Văn phòng', 'BC-VPUBND', 'Lào Cai'],
    ['CAT-15', 'Bộ Công an', 'Công an tỉnh Lào Cai', 'BC-CAT', 'Lào Cai'],
    ['CAT-01', 'Bộ Công an', 'Công an thành phố Hà Nội', 'BC-CATP', 'Hà Nội'],
    ['CAX-02671', 'Công an tỉnh Lào Cai', 'Công an phường Cam Đường', 'BC-CAP', 'Cam Đường'],
    ['BCA-A03', 'Bộ Công an', 'Cục An ninh chính trị nội bộ', 'BC-A03', 'Hà Nội'],
    [
      'DSQ-LAO',
      'Bộ Ngoại giao',
      'Đại sứ quán Việt Nam tại Lào (Viêng Chăn)',
      'BC-ĐSQ',
      'Viêng Chăn',
    ],
  ] as const)('of %s', (office, ...head) => {
    expect(headOf(office)).toEqual(head);
  });

  it('has a symbol and a place for every body that may report', () => {
    for (const { id, kind, province } of DIRECTORY.all()) {
      if (kind === 'lao-side' || (kind.startsWith('commune') && province !== '15')) continue;
      const [, name, symbol, place] = headOf(id);
      expect(symbol, id).toMatch(/^BC-[A-ZĐ]+\d*$/);
      expect(name, id).not.toMatch(/^$|[,\s]$/);
      expect(place, id).not.toBe('');
    }
  });

  it('is refused for a body that is not there, and for another form', () => {
    expect(() => headOf('UBX-00000')).toThrow('No office UBX-00000 on 2026-12-20');
    const other = input(opened({ form: { form: 'small', version: 2 } }));
    expect(() => composePaper(other)).toThrow('is not made by small, version 1');
  });
});

describe('an agency that reports', () => {
  const nothing = nilFilling(SMALL_FORM);

  it('has neither name, number nor date in its draft, and is marked as one', () => {
    const parts = FILLED.parts.map((filling) => ({
      ...{ version: 1, filling, by: 'p', at: at('2026-12-01T08:00') },
    }));
    const paper = composePaper(input(opened({ parts })));
    expect(paper).toMatchObject({ number: null, date: null, marks: ['DỰ THẢO'], annex: null });
    expect(paper.signature).toEqual({ lines: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'], name: null });
    expect(rowsOf(paper.body)[0]?.[0]).toEqual(['1', 'planned', 'x', '2.000.000']);
  });

  it('has in its draft what the system knows, as it would be signed', () => {
    const known = new Map([['cases', { value: 3, behind: [] }]]);
    const paper = composePaper(input(opened(), { known }));
    expect(rowsOf(paper.body)[1]?.[0]).toEqual(['1', 'cases', 'x', '3']);
  });

  it('has what was signed and nothing of what was saved since', () => {
    const later: Filling = withPart(SMALL_FORM, FILLED, {
      ...{ part: 'first', figures: { planned: 7 }, narratives: {}, explanations: {} },
    });
    const parts = later.parts.map((filling) => ({
      ...{ version: 2, filling, by: 'p', at: at('2026-12-20T08:00') },
    }));
    const paper = composePaper(input(opened({ parts, submissions: [signed('TM.')] })));
    expect(rowsOf(paper.body)[0]?.[0]).toEqual(['1', 'planned', 'x', '2.000.000']);
    expect(paper).toMatchObject({ date: '2026-12-15', number: null, marks: [] });
    expect(paper.signature.name).toBe('Người ký');
  });

  it('says where it differed from the register when it was signed, whatever that has now', () => {
    const difference = { part: 'second', figure: 'cases', known: 7, reported: 2 };
    const submission = signed('TM.', {
      differences: [{ ...difference, explanation: 'Ghi trùng' }],
      filling: {
        ...FILLED,
        parts: FILLED.parts.map((part) =>
          part.part === 'second'
            ? {
                ...part,
                figures: { ...part.figures, cases: 2 },
                explanations: { cases: 'Ghi trùng' },
              }
            : part,
        ),
      },
    });
    const paper = composePaper(input(opened({ submissions: [submission] }), { submission }));
    const said = words(paper.body).filter((line) => line.includes('Ghi trùng'));
    expect(said).toEqual([expect.stringMatching(/báo cáo 2, hệ thống 7/)]);
  });

  it('goes to its collector, and to who drafts for that', () => {
    const paper = composePaper(input(opened({ submissions: [signed('TM.')] })));
    expect(paper.to).toEqual(['Ủy ban nhân dân tỉnh Lào Cai']);
    expect(paper.recipients).toEqual(['Công an tỉnh Lào Cai']);
    expect(paper.archive).toEqual([]);
    expect(words(paper.body).at(-1)).toBe(
      'Trên đây là báo cáo on small things năm 2026 của Ủy ban nhân dân phường Lào Cai, ' +
        'kính gửi Ủy ban nhân dân tỉnh Lào Cai./.',
    );
  });

  it('says of a nil report that there is nothing', () => {
    const submissions = [signed('TM.', { filling: nothing })];
    const { body } = composePaper(input(opened({ submissions })));
    expect(rowsOf(body)).toEqual([]);
    expect(words(body)[1]).toBe(
      'Trong kỳ báo cáo, Ủy ban nhân dân phường Lào Cai không phát sinh nội dung phải báo cáo.',
    );
  });

  it('names the bodies that ended and stand in its figures', () => {
    const predecessors = ['UBND-63-10', 'UBND-63-15'];
    const { body } = composePaper(input(opened({ predecessors })));
    const names = predecessors.map((id) => ALL.last(id)?.name.vi).join('; ');
    expect(words(body)[1]).toBe(
      `Báo cáo gồm cả số liệu trong kỳ của các cơ quan đã kết thúc hoạt động: ${names}.`,
    );
  });

  it('is marked as a drill, before and after it is signed', () => {
    const drill = opened({ drill: true });
    expect(composePaper(input(drill)).marks).toEqual(['DỰ THẢO', 'DIỄN TẬP']);
    const done = { ...drill, submissions: [signed('TM.')] };
    expect(composePaper(input(done)).marks).toEqual(['DIỄN TẬP']);
  });
});

describe('who signs a report', () => {
  const linesOf = (office: string, form: SigningForm) =>
    composePaper(
      input(opened({ office, drafting: office, submissions: [signed(form, { office })] })),
    ).signature.lines;

  it.each([
    ['UBND-15', 'TM.', ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH']],
    ['UBND-15', 'KT.', ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']],
    ['UBND-15', 'TUQ.', ['TUQ. CHỦ TỊCH']],
    ['UBND-15', 'Q.', ['TM. ỦY BAN NHÂN DÂN', 'Q. CHỦ TỊCH']],
    ['BNG', 'none', ['BỘ TRƯỞNG']],
    ['BCA', 'KT.', ['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG']],
    ['STP-15', 'KT.', ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']],
    ['BCA-A03', 'TL.', ['TL. BỘ TRƯỞNG', 'CỤC TRƯỞNG']],
  ] as const)('of %s as %s', (office, form, lines) => {
    expect(linesOf(office, form)).toEqual(lines);
  });
});

describe('a collector that reports', () => {
  const leaf = (office: string, more: Partial<BranchReport> = {}): BranchReport => ({
    ...{ office, arrival: 'on-time', filling: FILLED, register: new Map(), below: [], ...more },
  });
  const PROVINCE = [
    leaf('UBND-15'),
    leaf('UBX-02647', { arrival: 'late' }),
    leaf('UBX-02671', { filling: null }),
  ];
  const branch: Filling = { ...FILLED, scope: 'branch' };
  const province = leaf('UBND-15', { filling: branch, below: PROVINCE });

  it('of a province is drafted by its police and sent to the Ministry', () => {
    const submissions = [signed('TM.', { office: 'UBND-15', filling: branch })];
    const report = { ...new ReportPlay(PROVINCE_REPORT).report, submissions };
    const consolidation = consolidate(SMALL_FORM, PROVINCE);
    const paper = composePaper(input(report, { consolidation }));
    expect(paper).toMatchObject({
      to: ['Bộ Công an'],
      recipients: ['Cục An ninh chính trị nội bộ, Bộ Công an', 'Công an tỉnh Lào Cai'],
      archive: [],
      signature: { lines: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'] },
    });
    expect(words(paper.body)[1]).toContain('tại Phụ lục kèm theo');
    expect(words(paper.annex?.body ?? []).slice(0, 2)).toEqual([
      'Nhận được 2 trên 3 báo cáo.',
      'Chưa nhận được báo cáo của: Ủy ban nhân dân phường Cam Đường, tỉnh Lào Cai.',
    ]);
  });

  it('sends its own matters to who drafts for it', () => {
    const collector = { report: 'r', office: 'UBND-15', drafting: 'CAT-15', above: [] };
    const own = opened({ office: 'UBND-15', drafting: 'CAT-15', collector });
    const { to, recipients } = composePaper(input(own));
    expect([to, recipients]).toEqual([['Công an tỉnh Lào Cai'], []]);
  });

  const sent = (number: string) =>
    opened({
      ...MINISTRY,
      submissions: [signed('none', { office: 'BCA', filling: branch })],
      dispatches: [{ number, channel: 'x', to: 'x', at: at('2027-01-05T10:00') }],
    });

  it('at the root goes to the Prime Minister, dated by its number', () => {
    const consolidation = consolidate(SMALL_FORM, [leaf('BNG'), province]);
    const paper = composePaper(input(sent('7'), { consolidation }));
    expect(paper).toMatchObject({
      to: ['Thủ tướng Chính phủ'],
      number: '07',
      symbol: 'BC-BCA',
      date: '2027-01-05',
      recipients: [],
      archive: ['A03'],
      signature: { lines: ['BỘ TRƯỞNG'], name: 'Người ký' },
    });
  });

  it('has the number and symbol that the clerk gave it', () => {
    expect(composePaper(input(sent(' 128/BC-BCA-A03 ')))).toMatchObject({
      ...{ number: '128', symbol: 'BC-BCA-A03' },
    });
    const waiting = { ...sent('7'), dispatches: [] };
    expect(composePaper(input(waiting))).toMatchObject({ number: null, date: null, marks: [] });
  });

  it('counts those below its addressees, and names the missing among them', () => {
    const consolidation = consolidate(SMALL_FORM, [leaf('BNG'), province]);
    const { annex } = composePaper(input(sent('7'), { consolidation }));
    expect(rowsOf(annex?.body ?? [])[0]).toEqual([
      ['1', 'Ủy ban nhân dân tỉnh Lào Cai', '3', '2', '1', '0', '0'],
    ]);
    expect(words(annex?.body ?? [])).toContain(
      'Chưa nhận được, thuộc Ủy ban nhân dân tỉnh Lào Cai: ' +
        'Ủy ban nhân dân phường Cam Đường, tỉnh Lào Cai.',
    );
    // What the province reported is not the sum of those below it; what they have is theirs.
    const differing = rowsOf(annex?.body ?? [])[1]?.map(([, office, figure]) => [office, figure]);
    expect(differing).toContainEqual(['Ủy ban nhân dân tỉnh Lào Cai', 'cases']);
  });

  it('counts apart what does not agree with the register below', () => {
    const register = new Map([['cases', { value: 9, behind: [] }]]);
    const below = [leaf('UBND-15', { register }), leaf('UBX-02647', { register })];
    const consolidation = consolidate(SMALL_FORM, [leaf('UBND-15', { filling: branch, below })]);
    const { annex } = composePaper(input(sent('7'), { consolidation }));
    const [counts, differing] = rowsOf(annex?.body ?? []);
    expect(counts?.[0]?.at(-1)).toBe('2');
    expect(differing?.map((row) => row[3])).not.toContain('9');
  });
});

describe('a supplement', () => {
  const changed = withPart(SMALL_FORM, FILLED, {
    part: 'second',
    figures: { cases: 3, lost: 2, leaked: 1 },
    narratives: {},
    explanations: {},
  });
  const first = signed('TM.');
  const second = signed('TM.', { revision: 2, filling: changed, at: at('2027-01-20T09:00') });
  const returns = [{ at: at('2026-12-16T08:00'), reasons: [{ part: null, reason: 'Thiếu' }] }];

  it('says what it is, of which report, and what has changed', () => {
    const report = opened({ submissions: [first, second], acceptedRevision: 2 });
    const { subject, body, marks } = composePaper(input(report));
    expect(subject).toBe('Bổ sung báo cáo on small things năm 2026');
    expect(marks).toEqual([]);
    expect(words(body)[1]).toBe(
      'Báo cáo này bổ sung báo cáo ký ngày 15/12/2026; ' +
        'số liệu dưới đây thay cho số liệu đã báo cáo.',
    );
    expect(rowsOf(body)[0]).toEqual([
      ['1', 'cases', '2', '3'],
      ['2', 'lost', '1', '2'],
      ['3', 'twice', '3', '5'],
    ]);
  });

  it('is none when the earlier report was returned', () => {
    const report = opened({ submissions: [first, second], returns });
    expect(composePaper(input(report)).subject).toBe('On small things năm 2026');
  });

  it('is one already in its draft, and the first report stays what it was', () => {
    const report = opened({ submissions: [first], acceptedRevision: 1 });
    const draft = composePaper(input(report, { submission: null }));
    expect(draft.subject).toBe('Bổ sung báo cáo on small things năm 2026');
    expect(draft.marks).toEqual(['DỰ THẢO']);
    const both = opened({ submissions: [first, second] });
    expect(composePaper(input(both, { submission: first })).subject).toBe(
      'On small things năm 2026',
    );
  });

  it('names the number of the report that left the product, and has one of its own', () => {
    const dispatches = [
      { number: '07/BC-BCA', channel: 'x', to: 'x', at: at('2026-12-30T08:00') },
      { number: '15', channel: 'x', to: 'x', at: at('2027-01-21T08:00') },
    ];
    const report = opened({ ...MINISTRY, submissions: [first, second], dispatches });
    const paper = composePaper(input(report));
    expect(paper).toMatchObject({ number: '15', date: '2027-01-21' });
    expect(words(paper.body)[1]).toContain('Báo cáo số 07/BC-BCA ngày 30/12/2026');
    const before = composePaper(input(report, { submission: first }));
    expect(before).toMatchObject({ number: '07', date: '2026-12-30' });
  });

  it('of a nil report says nought of what was not there before', () => {
    const nil = signed('TM.', { filling: nilFilling(SMALL_FORM) });
    const { body } = composePaper(input(opened({ submissions: [nil, second] })));
    expect(rowsOf(body)[0]).toContainEqual(['5', 'cases', '0', '3']);
  });
});

describe('the files of a report', () => {
  const report = opened({ submissions: [signed('KT.')] });

  it('are the same bytes for the same report', async () => {
    const consolidation = consolidate(SMALL_FORM, []);
    const { form, nameOf, known } = input(report);
    const files = () =>
      Promise.all([
        reportDocx(input(report)),
        consolidatedXlsx({ report, form, nameOf, consolidation, withCases: false }),
        templateXlsx({ report, form, nameOf, known }),
      ]);
    expect(await files()).toEqual(await files());
    const other = await reportDocx(input({ ...report, drill: true }));
    expect(other).not.toEqual((await files())[0]);
  });

  it('can be had in every language', async () => {
    for (const language of LANGUAGES) {
      const bytes = await reportDocx(input(report, { language }));
      expect(partOf(bytes, 'word/document.xml')).toContain('/BC-UBND');
    }
  });

  it('name their sheets so that every program can repeat the headings', async () => {
    const { form, nameOf, known } = input(report);
    const consolidation = consolidate(SMALL_FORM, []);
    for (const bytes of [
      await templateXlsx({ report, form, nameOf, known }),
      await consolidatedXlsx({ report, form, nameOf, consolidation, withCases: true }),
    ]) {
      const names = [...partOf(bytes, 'xl/workbook.xml').matchAll(/<definedName [^>]*>([^<]*)</g)];
      expect(names.length).toBeGreaterThan(1);
      for (const [, range = ''] of names) {
        for (const part of range.split(',')) {
          expect(part.replaceAll('&apos;', "'")).toMatch(/^'[^']+'!\$[A-Z0-9]+(\$\d+)?:\$/);
        }
      }
    }
  });
});
