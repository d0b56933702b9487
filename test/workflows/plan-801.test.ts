import { afterAll, beforeAll, expect, test } from 'vitest';
import { DirectSystem } from '../support/direct-system.ts';
import { DirectTime } from '../support/direct-time.ts';
import { PlanRun } from '../support/plan-run.ts';
import { broughtPlan } from '../support/plans.ts';
import { loadOffices } from '../../rules/load-offices.ts';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import type { AgencyTask } from '../../domain/tasks/task.ts';

let system: DirectSystem;
let time: DirectTime;
let run: PlanRun;
const at = (d: string) => `${d}T00:00:00.000+07:00` as Instant;

beforeAll(async () => {
  system = await DirectSystem.open('2024-08-06T09:00:00.000+07:00', { demo: false });
  time = new DirectTime(system);
  const ids = [...new Set(loadOffices().rows.filter((r) => !/^(UBX|CAX|CAT)/.test(r.id)).map((r) => r.id))];
  await system.staff([...ids.flatMap((id) => [`head@${id}`, `case-officer@${id}`]), 'case-officer@BCA-A03', 'head@BCA-A03'], '2024-01-01' as CivilDate);
  run = await PlanRun.load(system, broughtPlan('801-qd-ttg-2024'));
}, 120_000);
afterAll(() => system.stop());

const stamp = (what: string) => console.log(what, Math.round(performance.now()), time.woken);

async function tasks(): Promise<AgencyTask[]> {
  const { rows } = await system.database.db.query<{ state: AgencyTask }>('select state from tasks where open order by number');
  return rows.map((r) => r.state);
}

test('probe', async () => {
  stamp('loaded');
  await run.adopt('case-officer@BCA-A03', 'head@BCA');
  await time.goTo('2024-08-06T10:00:00.000+07:00' as Instant);
  await system.look('plan', run.id);
  stamp(`adopted ${await run.opened()}`);
  let acts = 0;
  for (let q = 0; q < 4; q++) {
    for (const t of await tasks()) {
      if (t.role === 'asked') continue;
      if (t.stage === 'assigned') {
        acts++;
        await run.works(t, `head@${t.office}`, 'accept-task', { person: system.person(`case-officer@${t.office}`).person });
      }
      for (const o of t.occurrences) {
        if (o.status !== 'open') continue;
        acts += 2;
        await run.works(t, `case-officer@${t.office}`, 'submit-product', { occurrence: o.id, document: { sha256: 'a'.repeat(64), title: 'x' }, note: 'x', exchange: t.terms.nature.kind === 'training-exchange' ? { who: 'x', approvedBy: 'x', result: 'x' } : null, list: null });
        const now = (await run.task(t.task, t.homes[0]?.office ?? ''));
        const sum = now.occurrences.find(({ id }) => id === o.id)?.submissions.at(-1)?.checksum ?? '';
        await run.works(t, `${t.reviewer.desk === 'BCA' ? 'head' : 'head'}@${t.reviewer.desk}`, 'accept-product', { occurrence: o.id, checksum: sum });
      }
    }
    stamp(`acted ${acts}`);
    const day = ['2024-10-01', '2025-01-01', '2025-04-01', '2025-07-01'][q] ?? '';
    await time.goTo(at(day));
    stamp(day);
  }
}, 600_000);
