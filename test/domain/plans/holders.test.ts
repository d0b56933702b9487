import { describe, expect, it } from 'vitest';
import { changedHolders, holdersAt, officesIn, resolve } from '../../../domain/plans/holders.ts';
import type { PlanTask } from '../../../domain/plans/plan.ts';
import { broughtDirectory, broughtPlan, taskOf } from '../../support/plans.ts';

const on = broughtDirectory();
const plan = broughtPlan('801-qd-ttg-2024');
const laoCai = broughtPlan('lao-cai-2026');

const lead = (task: PlanTask, date: string) => officesIn(task, 'lead', on(date));
const provinces = (offices: readonly string[]) => offices.filter((id) => id.startsWith('UBND-'));
const others = (offices: readonly string[]) => offices.filter((id) => !id.startsWith('UBND-'));

describe('who holds the tasks of 801', () => {
  it('gives the mass media to the ministry that has the press', () => {
    const media = taskOf(plan, 'II.2.a-3');
    expect(holdersAt(media, on('2025-02-28')).holders).toEqual([
      { office: 'BTTTT', part: 'lead', insteadOf: null },
    ]);
    expect(holdersAt(media, on('2025-03-01')).holders).toEqual([
      { office: 'BVHTTDL', part: 'lead', insteadOf: 'BTTTT' },
    ]);
    expect(changedHolders(media, on('2025-02-28'), on('2025-03-01'))).toEqual({
      rehomed: [{ from: 'BTTTT', to: 'BVHTTDL', part: 'lead' }],
      added: [],
      ended: [],
    });
  });

  it('is 63 provinces until 30/6/2025 and 34 from 1/7/2025 on', () => {
    const general = plan.tasks.filter((task) =>
      [...task.lead, ...task.coordinating].some(
        (one) => one.kind === 'kinds' && one.kinds.includes('provincial-committee'),
      ),
    );
    expect(general.length).toBeGreaterThan(12);
    for (const task of general) {
      const counted = (date: string) =>
        provinces(holdersAt(task, on(date)).holders.map(({ office }) => office)).length;
      const days = ['2024-08-06', '2025-06-30', '2025-07-01', '2030-01-01'];
      expect(days.map(counted), task.id).toEqual([63, 63, 34, 34]);
    }
  });

  it('is the ministries of the day', () => {
    const briefing = taskOf(plan, 'II.2.a-4');
    const before = others(lead(briefing, '2025-02-28'));
    const after = others(lead(briefing, '2025-03-01'));
    const went = before.filter((id) => !after.includes(id));
    const ended = 'BGTVT BHXHVN BKHDT BLDTBXH BNNPTNT BQLL BTNMT BTTTT UBDT UBQLVNN';
    expect(went.join(' ')).toBe(ended);
    expect(after.filter((id) => !before.includes(id))).toEqual(['BDTTG', 'BNNMT']);
    expect(after).toEqual(expect.arrayContaining(['BCA', 'BQP', 'BNG', 'VPCP', 'TTCP', 'NHNN']));
    // The Government itself is no body, and what is below a ministry answers to it.
    for (const id of ['CP', 'BCY', 'BCA-A03']) expect(after).not.toContain(id);
  });

  it('tells who took over from whom when bodies end, each of them', () => {
    const briefing = taskOf(plan, 'II.2.a-4');
    const ministries = changedHolders(briefing, on('2025-02-28'), on('2025-03-01'));
    const leads = ministries.rehomed.filter(({ part }) => part === 'lead');
    expect(leads.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'BGTVT BXD',
      'BHXHVN BTC',
      'BKHDT BTC',
      'BLDTBXH BNV',
      'BNNPTNT BNNMT',
      'BQLL BQP',
      'BTNMT BNNMT',
      'BTTTT BKHCN',
      'UBDT BDTTG',
      'UBQLVNN BTC',
    ]);
    // What the Party's commission was asked passed to a ministry that has the task anyhow.
    const asked = ministries.rehomed.filter(({ part }) => part === 'asked');
    expect(asked).toEqual([{ from: 'BDNTW', to: 'BNG', part: 'asked' }]);
    // Where only such bodies are asked it ended: the ministry is none.
    const own = changedHolders(taskOf(plan, 'III.2'), on('2025-02-28'), on('2025-03-01'));
    expect(own.ended.map(({ office }) => office)).toEqual(['BDNTW']);
    const merged = changedHolders(briefing, on('2025-06-30'), on('2025-07-01'));
    expect(merged.rehomed).toHaveLength(52);
    const toLaoCai = merged.rehomed.filter(({ to }) => to === 'UBND-15');
    expect(toLaoCai.map(({ from }) => from)).toEqual(['UBND-63-10', 'UBND-63-15']);
    expect([merged.added, merged.ended]).toEqual([[], []]);
  });

  it('asks Party, Front and courts, and orders none of them', () => {
    const [first, later] = ['2024-08-06', '2025-03-01'].map((date) =>
      officesIn(taskOf(plan, 'III.2'), 'asked', on(date)),
    );
    expect(first).toEqual(expect.arrayContaining(['VPTW', 'BTGTW', 'VKSNDTC', 'TANDTC', 'KTNN']));
    expect(later).toEqual(expect.arrayContaining(['VPTW', 'BTGDVTW', 'BCSCLTW']));
    for (const task of plan.tasks) {
      for (const { office, part } of holdersAt(task, on('2026-01-01')).holders) {
        const isAsked = on('2026-01-01').office(office)?.kind === 'party-assembly-judicial';
        if (isAsked) expect(part, `${task.id} ${office}`).toBe('asked');
      }
    }
    expect(later).not.toContain('VPQH');
    expect(later?.filter((id) => id.endsWith('-15'))).toEqual([]);
  });

  it('holds each office once, in its strongest part', () => {
    const collecting = holdersAt(taskOf(plan, 'II.2.b'), on('2026-01-01')).holders;
    expect(new Set(collecting.map(({ office }) => office)).size).toBe(collecting.length);
    expect(collecting.filter(({ office }) => office === 'BCA')).toEqual([
      { office: 'BCA', part: 'lead', insteadOf: null },
    ]);
    const missions = collecting.filter(({ office }) => /^(DSQ|TLSQ)/.test(office));
    expect(missions.map(({ part }) => part)).toEqual(Array(4).fill('coordinating'));
  });
});

describe("who holds the tasks of Lào Cai's plan", () => {
  it('is the 99 communes and the departments below the committee, by date', () => {
    for (const id of ['II.4', 'II.5']) {
      const offices = lead(taskOf(laoCai, id), '2026-04-15');
      expect(
        offices.filter((office) => office.startsWith('UBX-')),
        id,
      ).toHaveLength(99);
      expect(offices.filter((office) => !office.startsWith('UBX-'))).toEqual([
        'SCT-15',
        'SDTTG-15',
        'SGDDT-15',
        'SKHCN-15',
        'SNGV-15',
        'SNNMT-15',
        'SNV-15',
        'STC-15',
        'STP-15',
        'SVHTTDL-15',
        'SXD-15',
        'SYT-15',
        'TTT-15',
        'VPUBND-15',
      ]);
    }
    // Each body issues its own regulation: the centres, the newspaper and the police as well.
    const regulated = lead(taskOf(laoCai, 'II.6.a-3'), '2026-04-15');
    expect(regulated.filter((office) => !office.startsWith('UBX-'))).toEqual(
      expect.arrayContaining(['BPTTH-15', 'TTHN-15', 'TTPVHCC-15', 'CAT-15', 'VPUBND-15']),
    );
  });

  it('leads and coordinates as the document says', () => {
    const date = on('2026-04-15');
    expect(officesIn(taskOf(laoCai, 'II.1.b'), 'lead', date)).toEqual(['SVHTTDL-15']);
    const helping = officesIn(taskOf(laoCai, 'II.1.b'), 'coordinating', date);
    expect(helping.slice(0, 3)).toEqual(['STP-15', 'SKHCN-15', 'BPTTH-15']);
    expect(helping).toHaveLength(102);
    for (const id of ['II.1.a', 'II.2', 'II.3']) {
      expect(officesIn(taskOf(laoCai, id), 'lead', date), id).toEqual(['CAT-15']);
      expect(officesIn(taskOf(laoCai, id), 'coordinating', date), id).toHaveLength(113);
    }
    expect(officesIn(taskOf(laoCai, 'II.4'), 'asked', date)).toEqual([
      'TU-15',
      'DBQH-15',
      'HDND-15',
    ]);
  });

  it('names those whom the directory does not have, and sends them nothing', () => {
    const { holders, named, gone } = holdersAt(taskOf(laoCai, 'IV.3'), on('2026-04-15'));
    expect(holders.map(({ office }) => office)).toEqual([
      'VPTU-15',
      'MTTQ-15',
      'VKSND-15',
      'TAND-15',
    ]);
    expect(named.map(({ name }) => name.vi)).toEqual([
      'các cơ quan tham mưu giúp việc Tỉnh ủy',
      'các tổ chức chính trị - xã hội',
      'các hội quần chúng do Đảng, Nhà nước giao nhiệm vụ',
    ]);
    expect(gone).toEqual([]);
  });

  it('says of a body that is not there yet that it is gone, and holds nothing', () => {
    const early = holdersAt(taskOf(laoCai, 'II.1.b'), on('2025-06-30'));
    expect(early.holders).toEqual([]);
    expect(early.gone.map(({ office }) => office)).toContain('SVHTTDL-15');
  });

  it('goes to everybody of its recipients that the directory has', () => {
    const offices = laoCai.recipients.flatMap(({ holders }) => resolve(holders, on('2026-04-15')));
    expect(offices.filter((office) => office.startsWith('UBX-'))).toHaveLength(99);
    expect(offices).toEqual(expect.arrayContaining(['VPCP', 'TU-15', 'HDND-15', 'TTPVHCC-15']));
  });
});
