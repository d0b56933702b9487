import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rebuildEngine } from '../../client/rebuild.ts';
import { tellToLook } from '../../client/tell-to-look.ts';
import type { PartFilling } from '../../domain/reporting/filling.ts';
import { factsOf } from '../../records/facts.ts';
import { casesToldOtherwise } from '../../records/log/cases-told.ts';
import { workflowId } from '../../workflows/wire.ts';
import { CaseSystem } from '../support/case-system.ts';
import { ReportYear } from '../support/report-year.ts';

const PICKED = ['UBND-15', 'UBX-02647', 'UBX-03006', 'BKHCN'];
const REPORTS = 6;

let system: CaseSystem;
beforeAll(async () => {
  system = await CaseSystem.start('real');
}, 120_000);
afterAll(() => system.stop());

/** A year whose days are over, so that its reports can be signed at once. */
async function opened(only: readonly string[] | null = PICKED, count = REPORTS) {
  const year = await ReportYear.open(system, only, { year: 2025 });
  await year.until('open', async () => (await year.opened()) === count, 120);
  await year.until('collecting', async () => (await year.cycle()).stage === 'collecting', 120);
  return year;
}

async function twoParts(year: ReportYear): Promise<readonly [PartFilling, PartFilling]> {
  const [first, second] = await year.draft('BKHCN');
  if (first === undefined || second === undefined) throw new Error('A form has parts');
  return [first, second];
}

async function kindsOf(year: ReportYear, office: string): Promise<string[]> {
  const { id } = await year.report(office);
  return (await factsOf(system.database.db, `report/${id}`)).map(({ kind }) => kind);
}

describe('people at the same moment', () => {
  test('two on one part: what the first saved stands, the second is told whose it is', async () => {
    const year = await opened();
    const [part] = await twoParts(year);
    const saves = ['case-officer@BKHCN', 'clerk@BKHCN'].map((who) =>
      year.try('BKHCN', who, 'save-part', {
        part: { ...part, narratives: Object.fromEntries(namesOf(part).map((id) => [id, who])) },
        basedOn: 0,
      }),
    );
    const answers = (await Promise.all(saves)).map((one) => {
      if (one.kind !== 'answered') throw new Error(one.kind);
      return one.result;
    });
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    const won = answers.findIndex(({ kind }) => kind === 'done');
    const winner = system.person(['case-officer@BKHCN', 'clerk@BKHCN'][won] ?? '').person;
    expect(answers.find(({ kind }) => kind === 'refused')).toMatchObject({
      code: 'PART_CHANGED',
      params: { by: winner, version: 1 },
    });
    expect((await year.report('BKHCN')).parts).toMatchObject([{ version: 1, by: winner }]);
  });

  test('two on two parts of one draft: both are saved', async () => {
    const year = await opened();
    const [first, second] = await twoParts(year);
    const save = (who: string, part: PartFilling) =>
      year.does('BKHCN', who, 'save-part', { part, basedOn: 0 });
    await Promise.all([save('case-officer@BKHCN', first), save('clerk@BKHCN', second)]);
    const { parts } = await year.report('BKHCN');
    expect(parts.map(({ filling }) => filling.part).sort()).toEqual(
      [first.part, second.part].sort(),
    );
  });

  test('a hundred acts on one report all get their answer, and the record is right', async () => {
    const year = await opened();
    const [part] = await twoParts(year);
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        year.try('BKHCN', `${index % 2 === 0 ? 'case-officer' : 'clerk'}@BKHCN`, 'save-part', {
          part,
          // Somebody always has seen the newest one, and most have not.
          basedOn: index % 10,
        }),
      ),
    );
    const unsure = answers.filter(({ kind }) => kind !== 'answered');
    expect(unsure).toEqual([]);
    const done = answers.filter((one) => one.kind === 'answered' && one.result.kind === 'done');
    const report = await year.report('BKHCN');
    expect(done.length).toBeGreaterThan(0);
    expect(report.parts.map(({ version }) => version)).toEqual([done.length]);
    const facts = await factsOf(system.database.db, `report/${report.id}`);
    expect(facts.map(({ seq }) => seq)).toEqual(facts.map((_, index) => index + 1));
    expect(facts.filter(({ kind }) => kind === 'part-saved')).toHaveLength(done.length);
    expect(report.version).toBe(facts.length);
  }, 120_000);

  test('the same act asked for twice under one key is done once', async () => {
    const year = await opened();
    const key = randomUUID();
    const nil = { reason: 'Không phát sinh' };
    const twice = [0, 1].map(() => year.try('BKHCN', 'head@BKHCN', 'submit-nil', nil, key));
    const [one, other] = await Promise.all(twice);
    expect(one).toEqual(other);
    expect((await year.report('BKHCN')).submissions).toHaveLength(1);
  });
});

test('a report that was accepted has no process; a supplement starts it again', async () => {
  const year = await opened();
  await year.does('BKHCN', 'head@BKHCN', 'submit-nil', { reason: 'Không phát sinh' });
  await year.accepts('BKHCN', 'case-officer@BCA-A03');
  const { id } = await year.report('BKHCN');
  const client = new Client({ connection: system.connection, namespace: system.namespace });
  const handle = client.workflow.getHandle(workflowId('report', id));
  const status = async () => (await handle.describe()).status.name;
  await year.until('its process has ended', async () => (await status()) === 'COMPLETED');
  const officer = 'case-officer@BKHCN';
  await year.does('BKHCN', officer, 'begin-supplement', { reason: 'Sót một vụ' });
  expect(await status()).toBe('RUNNING');
  expect(await year.report('BKHCN')).toMatchObject({ stage: 'drafting', acceptedRevision: 1 });
  await year.fills('BKHCN', officer);
  await year.submits('BKHCN', 'head@BKHCN');
  await year.accepts('BKHCN', 'case-officer@BCA-A03');
  expect(await year.report('BKHCN')).toMatchObject({ stage: 'accepted', acceptedRevision: 2 });
  await year.until('it has ended again', async () => (await status()) === 'COMPLETED');
});

describe('the opening of a year', () => {
  test('asked for twice at once is one year, of every report once', async () => {
    const [one, other] = await Promise.all([
      ReportYear.open(system, null, { regime: 'treaties', year: 2025 }),
      ReportYear.open(system, null, { regime: 'treaties', year: 2025 }),
    ]);
    expect(one?.id).toBe(other?.id);
    await one?.until('open', async () => (await one.opened()) === 1);
    const { rows } = await system.database.db.query(
      `select number from cycles where regime = 'treaties'`,
    );
    expect(rows).toEqual([{ number: 'BCDU-2025' }]);
    const facts = await factsOf(system.database.db, `cycle/${one?.id}`);
    expect(facts.filter(({ kind }) => kind === 'cycle-opened')).toHaveLength(1);
  });

  test('goes on from the record when the engine has lost everything in the middle', async () => {
    const { db } = system.database;
    const all = await communes();
    const year = await ReportYear.open(system, ['UBND-15', ...all], { year: 2025 });
    await year.until('some are open', async () => (await year.opened()) >= 8);
    await system.stopWorker();
    const before = await year.opened();
    expect(before).toBeLessThan(all.length + 3);
    await loseEverything();
    await system.startWorker();
    await rebuildEngine(db, system.engine);
    const count = all.length + 3;
    await year.until('all are open', async () => (await year.opened()) === count, 120);
    await year.until('collecting', async () => (await year.cycle()).stage === 'collecting');
    for (const office of [...all.slice(0, 5), 'UBND-15', 'UBND-15.TH', 'BCA.TH']) {
      const kinds = await kindsOf(year, office);
      expect(kinds.filter((kind) => kind === 'report-opened')).toHaveLength(1);
    }
    const { rows } = await db.query<{ twice: number }>(
      `select count(*) as twice from (select from notices where number like $1
         and kind = 'report-opened' group by number, person_id, office_id having count(*) > 1) n`,
      [`${year.number}.%`],
    );
    expect(rows[0]?.twice).toBe(0);
    expect(await casesToldOtherwise(db)).toEqual([]);
  }, 240_000);

  test('that is called off in the middle of it opens nothing more', async () => {
    const { db } = system.database;
    const all = await communes();
    const year = await ReportYear.open(system, ['UBND-15', ...all], { year: 2025 });
    await year.until('some are open', async () => (await year.opened()) >= 8);
    const answer = await system.engine.act({
      ...{ caseId: year.id, process: 'cycle', key: randomUUID(), requestHash: 'x' },
      actor: system.person('head@BCA-A03'),
      act: { kind: 'cancel-cycle', data: { reason: 'Mở nhầm' } },
    });
    expect(answer).toMatchObject({ result: { kind: 'done' } });
    // What was on its way at that moment comes to its end, and nothing after it.
    await year.until('nothing is open', async () => {
      await tellToLook({ db, engine: system.engine }, system.now());
      const { rows } = await db.query<{ open: number }>(
        'select count(*) as open from reports where cycle_id = $1 and open',
        [year.id],
      );
      return rows[0]?.open === 0;
    });
    const then = await year.opened();
    expect(then).toBeLessThan(all.length + 3);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await year.opened()).toBe(then);
    const client = new Client({ connection: system.connection, namespace: system.namespace });
    const process = client.workflow.getHandle(workflowId('cycle', year.id));
    await year.until('its process has ended', async () => {
      return (await process.describe()).status.name === 'COMPLETED';
    });
    expect(await casesToldOtherwise(db)).toEqual([]);
  }, 120_000);
});

/** Every commune of Lào Cai. */
async function communes(): Promise<string[]> {
  const { rows } = await system.database.db.query<{ id: string }>(
    `select office_id as id from office_rows
     where parent = 'UBND-15' and kind = 'commune-committee' and valid_to is null order by 1`,
  );
  return rows.map(({ id }) => id);
}

/** Ends every process in the engine, as when its store was lost. */
async function loseEverything(): Promise<void> {
  const client = new Client({ connection: system.connection, namespace: system.namespace });
  for (;;) {
    const running = client.workflow.list({ query: `ExecutionStatus = 'Running'` });
    let ended = 0;
    for await (const { workflowId } of running) {
      await client.workflow
        .getHandle(workflowId)
        .terminate('lost')
        .catch(() => undefined);
      ended += 1;
    }
    if (ended === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function namesOf({ narratives }: { readonly narratives: Readonly<Record<string, string>> }) {
  return Object.keys(narratives);
}
