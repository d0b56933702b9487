import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { reportBody, subjectLine } from '../../../client/papers/report-content.ts';
import { consolidationAnnex } from '../../../client/papers/report-annex.ts';
import { writeReport } from '../../../client/papers/report-document.ts';
import type { Block, ReportPaper } from '../../../client/papers/report-paper.ts';
import type { BranchReport } from '../../../domain/reporting/consolidating.ts';
import { consolidate, sumsOf } from '../../../domain/reporting/consolidating.ts';
import { emptyFilling, nilFilling, withKnown } from '../../../domain/reporting/filling.ts';
import { signingForm } from '../../../domain/offices/signing.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { LANGUAGES } from '../../../locales/index.ts';
import { loadForms } from '../../../rules/load-forms.ts';
import { loadSigning } from '../../../rules/load-offices.ts';
import { SMALL_FORM } from '../../domain/reporting/forms.ts';
import { FILLED, TARGET, partOf } from './sheets.ts';

const behind = [{ office: 'UBX-1', what: 'SC-2026-000001' }];
const KNOWN = new Map([['cases', { value: 1, behind }]]);
const BODY = reportBody({
  form: SMALL_FORM,
  filling: FILLED,
  known: KNOWN,
  office: 'Ủy ban nhân dân phường Lào Cai',
  period: TARGET.period,
});
const PAPER: ReportPaper = {
  issuer: { parent: 'Ủy ban nhân dân tỉnh Lào Cai', name: 'Ủy ban nhân dân phường Lào Cai' },
  number: '05',
  symbol: 'BC-UBND',
  place: 'Lào Cai',
  date: '2027-01-05' as CivilDate,
  subject: subjectLine(SMALL_FORM, 2026, false),
  to: ['Công an tỉnh Lào Cai'],
  body: BODY,
  signature: { lines: ['TM. Ủy ban nhân dân', 'KT. Chủ tịch', 'Phó Chủ tịch'], name: null },
  recipients: ['Đảng ủy phường'],
  archive: ['VP (2)'],
  annex: null,
  marks: [],
};

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** A body's territory is held together by blanks that do not break. */
const xmlOf = async (paper: ReportPaper) =>
  partOf(await writeReport(paper), 'word/document.xml').replaceAll('\u00a0', ' ');
/** The words of a document, one line a paragraph. */
const linesOf = (xml: string) =>
  xml
    .split('</w:p>')
    .map((paragraph) =>
      [...paragraph.matchAll(/<w:t[ >][^<]*<\/w:t>|<w:t[^>]*>([^<]*)<\/w:t>/g)]
        .map(([whole]) => whole.replace(/<[^>]+>/g, ''))
        .join(''),
    )
    .filter((line) => line !== '');

describe('a report as a paper of Decree 30/2020', () => {
  it('is A4 upright with the margins that are asked for, in Times New Roman', async () => {
    const xml = await xmlOf(PAPER);
    const size = /<w:pgSz w:w="(\d+)" w:h="(\d+)"/.exec(xml)?.slice(1).map(Number) ?? [];
    expect(size.map((twips) => Math.round(twips / 56.7))).toEqual([210, 297]);
    const margin = (side: string) =>
      Math.round(Number(new RegExp(`<w:pgMar[^>]*w:${side}="(\\d+)"`).exec(xml)?.[1]) / 56.7);
    expect(['top', 'bottom', 'left', 'right'].map(margin)).toEqual([20, 20, 30, 15]);
    const fonts = new Set([...xml.matchAll(/w:ascii="([^"]+)"/g)].map(([, font]) => font));
    expect([...fonts]).toEqual(['Times New Roman']);
  });

  it('has every component in its order, from the issuer to the archive', async () => {
    const lines = linesOf(await xmlOf(PAPER));
    const places = [
      'ỦY BAN NHÂN DÂN TỈNH LÀO CAI',
      'ỦY BAN NHÂN DÂN PHƯỜNG LÀO CAI',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Số: 05/BC-UBND',
      'Lào Cai, ngày 05 tháng 01 năm 2027',
      'BÁO CÁO',
      'On small things năm 2026',
      'Kính gửi: Công an tỉnh Lào Cai',
      'Số liệu tính từ ngày 15/12/2025 đến hết ngày 14/12/2026.',
      'I. FIRST',
      'I.A. Second',
      'Nơi nhận:',
      '- Như trên;',
      '- Đảng ủy phường;',
      '- Lưu: VT, VP (2).',
      'TM. ỦY BAN NHÂN DÂN',
      'KT. CHỦ TỊCH',
      'PHÓ CHỦ TỊCH',
    ].map((line) => lines.indexOf(line));
    expect(places).not.toContain(-1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it('has the sizes of the appendix: 13 above, 14 in the text, 12 and 11 at its foot', async () => {
    const xml = await xmlOf(PAPER);
    const sizeOf = (words: string) => {
      const run = xml.slice(xml.lastIndexOf('<w:r>', xml.indexOf(`>${words}<`)));
      return {
        size: Number(/<w:sz w:val="(\d+)"/.exec(run)?.[1]) / 2,
        bold: /<w:b\/>/.test(run.slice(0, run.indexOf('</w:r>'))),
      };
    };
    expect(sizeOf('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')).toEqual({ size: 13, bold: true });
    expect(sizeOf('Độc lập - Tự do - Hạnh phúc')).toEqual({ size: 14, bold: true });
    expect(sizeOf('ỦY BAN NHÂN DÂN TỈNH LÀO CAI')).toEqual({ size: 13, bold: false });
    expect(sizeOf('Số: 05/BC-UBND')).toEqual({ size: 13, bold: false });
    expect(sizeOf('BÁO CÁO')).toEqual({ size: 14, bold: true });
    expect(sizeOf('Nơi nhận:')).toEqual({ size: 12, bold: true });
    expect(sizeOf('- Đảng ủy phường;')).toEqual({ size: 11, bold: false });
  });

  it('breaks a long issuer before its territory and not within it', async () => {
    const xml = partOf(await writeReport(PAPER), 'word/document.xml');
    expect(xml).toContain('>ỦY BAN NHÂN DÂN PHƯỜNG\u00a0LÀO\u00a0CAI<');
  });

  it('has its annex in a section of its own, which counts its pages anew', async () => {
    const annex = { name: 'Tình hình nộp', body: BODY.slice(0, 1) };
    const xml = await xmlOf({ ...PAPER, annex });
    expect(xml.match(/<w:sectPr/g)).toHaveLength(2);
    expect(xml.match(/<w:pgNumType[^>]*w:start="1"/g)).toHaveLength(1);
    const lines = linesOf(xml);
    const at = lines.indexOf('Phụ lục');
    expect(lines.slice(at + 1, at + 3)).toEqual([
      'TÌNH HÌNH NỘP',
      '(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 01 năm 2027 ' +
        'của Ủy ban nhân dân phường Lào Cai)',
    ]);
  });

  it('never leaves the signature on a page without words of the report', async () => {
    const xml = await xmlOf(PAPER);
    const before = xml.slice(0, xml.indexOf('>Nơi nhận:<'));
    const paragraphs = before.slice(0, before.lastIndexOf('<w:tbl>')).split('</w:p>');
    const last = paragraphs.filter((one) => one.includes('<w:p>')).slice(-2);
    expect(last.map((one) => one.includes('<w:keepNext/>'))).toEqual([true, true]);
  });

  it('writes a zero before days under ten, and before January and February only', async () => {
    const dateOn = async (date: string | null) =>
      linesOf(await xmlOf({ ...PAPER, date: date as CivilDate | null }))[5];
    expect(await dateOn('2026-02-09')).toBe('Lào Cai, ngày 09 tháng 02 năm 2026');
    expect(await dateOn('2026-03-15')).toBe('Lào Cai, ngày 15 tháng 3 năm 2026');
    expect(await dateOn(null)).toMatch(/^Lào Cai, ngày +tháng +năm +$/);
  });

  it('has its page number in the top margin, on every page but the first', async () => {
    const bytes = await writeReport({ ...PAPER, marks: ['DIỄN TẬP'] });
    const xml = partOf(bytes, 'word/document.xml');
    expect(xml).toContain('<w:titlePg/>');
    const headers = ['first', 'default'].map((type) => {
      const reference = new RegExp(`<w:headerReference w:type="${type}" r:id="([^"]+)"`);
      const id = reference.exec(xml)?.[1] ?? '';
      const links = partOf(bytes, 'word/_rels/document.xml.rels');
      const link = [...links.matchAll(/<Relationship [^>]*>/g)].find(([one]) =>
        one.includes(`Id="${id}"`),
      );
      return partOf(bytes, `word/${/Target="([^"]+)"/.exec(link?.[0] ?? '')?.[1]}`);
    });
    expect(headers.map((header) => header.includes('PAGE'))).toEqual([false, true]);
    for (const header of headers) expect(header).toContain('DIỄN TẬP');
  });

  it('names several bodies it is submitted to, one below the other', async () => {
    const lines = linesOf(await xmlOf({ ...PAPER, to: ['Thủ tướng Chính phủ', 'Bộ Công an'] }));
    const at = lines.indexOf('Kính gửi:');
    expect(lines.slice(at, at + 3)).toEqual([
      ...['Kính gửi:', '- Thủ tướng Chính phủ;', '- Bộ Công an.'],
    ]);
  });

  it('is signed as the rules of signing have it', async () => {
    const signature = signingForm(loadSigning(), {
      office: 'public-security-ministry',
      capacity: 'deputy-head',
    });
    const lines = signature?.lines.map(({ vi }) => vi) ?? [];
    const printed = linesOf(await xmlOf({ ...PAPER, signature: { lines, name: null } }));
    const at = printed.indexOf('KT. BỘ TRƯỞNG');
    expect(printed.slice(at, at + 2)).toEqual(['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG']);
  });
});

describe('the bytes of a report', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it('are the same whenever and wherever the same paper is written', async () => {
    const one = digest(await writeReport(PAPER));
    await setTimeout(2_100);
    expect(digest(await writeReport(PAPER))).toBe(one);
    process.env['TZ'] = 'America/New_York';
    expect(new Date(2000, 0, 1).getTimezoneOffset()).toBe(300);
    expect(digest(await writeReport(PAPER))).toBe(one);
  });

  it('are others as soon as one figure or word is', async () => {
    const one = digest(await writeReport(PAPER));
    expect(digest(await writeReport({ ...PAPER, number: '06' }))).not.toBe(one);
    expect(digest(await writeReport({ ...PAPER, body: BODY.slice(1) }))).not.toBe(one);
    const later = { ...PAPER, date: '2027-01-06' as CivilDate };
    expect(digest(await writeReport(later))).not.toBe(one);
  });

  it('say nothing of who wrote them but the body that issues the report', async () => {
    const core = partOf(await writeReport(PAPER), 'docProps/core.xml');
    expect(core).toContain('<dc:creator>Ủy ban nhân dân phường Lào Cai</dc:creator>');
    expect(core.match(/2027-01-05T00:00:00Z/g)).toHaveLength(2);
  });
});

describe('the body of a report', () => {
  const headings = (blocks: readonly Block[]) =>
    blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
  const words = (blocks: readonly Block[]) =>
    blocks.flatMap((block) =>
      block.kind === 'paragraph' ? [`${block.lead ?? ''} ${block.text}`.trim()] : [],
    );

  it('follows the form, with the figures in a table and the words under their headings', () => {
    expect(headings(BODY)).toEqual([
      ...['I. First', 'Results', 'I.A. Second', 'Giải trình số liệu khác hệ thống', 'Handling'],
    ]);
    const tables = BODY.flatMap((block) => (block.kind === 'table' ? [block.rows] : []));
    expect(tables[0]).toEqual([
      ['1', 'planned', 'x', '2.000.000'],
      ['2', 'spent', 'x', '1.500.000'],
      ['3', 'rate', 'x', '75,00%'],
      ['4', 'has-rules', 'x', 'có'],
    ]);
    expect(words(BODY)).toContain('Đủ các nhiệm vụ.');
  });

  it('says why a figure differs from the system', () => {
    expect(words(BODY)).toContain('- cases: báo cáo 2, hệ thống 1. Một vụ báo bằng giấy.');
  });

  it('says of a nil report that there is nothing, and no more', () => {
    const body = reportBody({
      form: SMALL_FORM,
      filling: nilFilling(SMALL_FORM),
      known: new Map(),
      office: 'Xã một',
      period: TARGET.period,
    });
    expect(words(body)[1]).toBe('Trong kỳ báo cáo, Xã một không phát sinh nội dung phải báo cáo.');
    expect(body).toHaveLength(2);
  });

  it('of a collector has the gathered words with their authors, until it has its own', () => {
    const leaf: BranchReport = {
      ...{ office: 'UBX-1', arrival: 'on-time', filling: FILLED, register: KNOWN, below: [] },
    };
    const branches = [leaf, { ...leaf, office: 'UBX-2' }];
    const consolidation = consolidate(SMALL_FORM, branches);
    const known = sumsOf(SMALL_FORM, branches);
    const filling = withKnown(SMALL_FORM, emptyFilling(SMALL_FORM, 'branch'), known);
    const input = { form: SMALL_FORM, known, office: 'Tỉnh', period: TARGET.period };
    const nameOf = (office: string) => `Xã ${office.slice(-1)}`;
    const gathered = { consolidation, nameOf };
    const draft = words(reportBody({ ...input, filling, gathered }));
    expect(draft).toContain('Xã 1: Đã thực hiện.');
    expect(draft).toContain('Xã 2: Đã thực hiện.');
    const [first, second] = filling.parts as [(typeof filling.parts)[0], (typeof filling.parts)[0]];
    const own = { ...first, narratives: { results: 'Toàn tỉnh đã thực hiện.' } };
    const written = reportBody({
      ...input,
      filling: { ...filling, parts: [own, second] },
      gathered,
    });
    expect(words(written)).toContain('Toàn tỉnh đã thực hiện.');
    expect(words(written)).not.toContain('Xã 1: Đã thực hiện.');
    const rows = written.flatMap((block) => (block.kind === 'table' ? block.rows : []));
    expect(rows).toContainEqual(['4', 'has-rules', 'cơ quan có', '2']);
  });

  it('has an annex of who is missing, late, without anything, and what does not agree', () => {
    const leaf: BranchReport = {
      ...{ office: 'UBX-1', arrival: 'late', filling: FILLED, register: KNOWN, below: [] },
    };
    const consolidation = consolidate(SMALL_FORM, [
      leaf,
      { ...leaf, office: 'UBX-2', filling: null },
      { ...leaf, office: 'UBX-3', arrival: 'on-time', filling: nilFilling(SMALL_FORM) },
    ]);
    const annex = consolidationAnnex(SMALL_FORM, consolidation, (office) => office);
    expect(words(annex.body)).toEqual([
      'Nhận được 2 trên 3 báo cáo.',
      'Chưa nhận được báo cáo của: UBX-2.',
      'Nộp trễ: UBX-1.',
      'Báo cáo không phát sinh: UBX-3.',
    ]);
    const [table] = annex.body.flatMap((block) => (block.kind === 'table' ? [block.rows] : []));
    expect(table).toEqual([
      ['1', 'UBX-1', 'cases', '1', '2', 'Một vụ báo bằng giấy'],
      ['2', 'UBX-2', 'cases', '1', 'chưa nhận được', 'chưa giải trình'],
      ['3', 'UBX-3', 'cases', '1', '0', 'chưa giải trình'],
    ]);
  });

  it('can be made of every form in every language', async () => {
    for (const form of loadForms()) {
      for (const language of LANGUAGES) {
        const body = reportBody({
          form,
          filling: emptyFilling(form),
          known: new Map(),
          office: 'Bộ Công an',
          period: TARGET.period,
          language,
        });
        const bytes = await writeReport({ ...PAPER, body }, language);
        const xml = partOf(bytes, 'word/document.xml');
        expect(xml).toContain(form.parts[0]?.name[language].toUpperCase());
      }
    }
  });
});
