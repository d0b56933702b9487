import { describe, expect, it } from 'vitest';
import { mayGiveTo } from '../../../domain/plans/reach.ts';
import { broughtDirectory, broughtPlan } from '../../support/plans.ts';

const on = broughtDirectory();
const laoCai = broughtPlan('lao-cai-2026');
const decision = broughtPlan('801-qd-ttg-2024');

describe('to whom the owner of a plan may give a task', () => {
  const reached = (plan: Parameters<typeof mayGiveTo>[0], offices: readonly string[]) =>
    offices.filter((office) => mayGiveTo(plan, office, on('2026-06-01')));

  it('is the bodies of its province, its police too, where it is a People’s Committee', () => {
    const own = ['UBND-15', 'STP-15', 'UBX-02647', 'CAX-02647', 'CAT-15', 'CAT-15-PA03'];
    expect(reached({ ...laoCai, tasks: [] }, own)).toEqual(own);
    const others = ['UBX-16738', 'UBND-40', 'CAT-40', 'BCA', 'BTC', 'UBND-63-10', 'NOWHERE'];
    expect(reached(laoCai, others)).toEqual([]);
  });

  it('is none of those who are only asked', () => {
    expect(reached(laoCai, ['TU-15', 'HDND-15', 'VKSND-15', 'MTTQ-15'])).toEqual([]);
  });

  it('is whom the plan itself gives something to do, and what is below its owner', () => {
    expect(reached(decision, ['BNG', 'UBND-15', 'CAT-15', 'BCA-A03', 'CAX-02647'])).toEqual([
      ...['BNG', 'UBND-15', 'CAT-15', 'BCA-A03', 'CAX-02647'],
    ]);
    expect(reached(decision, ['TANDTC', 'UBX-02647', 'STP-15'])).toEqual([]);
  });

  it('is its own units for a commune, and nobody beside or above it', () => {
    const ward = { owner: 'UBX-02647', tasks: [] };
    const asked = ['UBX-02647', 'UBX-03006', 'UBND-15', 'CAT-15', 'STP-15'];
    expect(reached(ward, asked)).toEqual(['UBX-02647']);
  });
});
