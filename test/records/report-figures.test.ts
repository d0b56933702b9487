import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import { readingOf } from '../../domain/reporting/process/readers.ts';
import { loadCase } from '../../records/cases.ts';
import { DirectSystem } from '../support/direct-system.ts';
import { mergeOffices } from '../support/merge-offices.ts';
import { somebody } from '../support/office-play.ts';
import { ReportYear } from '../support/report-year.ts';

const COMMUNE = 'UBX-02647';
const NEIGHBOUR = 'UBX-03006';
const OLD = 'UBX-02839';
const BEFORE = '2026-11-16T08:00:00.000+07:00';
const FROZEN = '2026-12-15T00:00:00.000+07:00';
const AFTER = '2026-12-15T08:00:00.000+07:00';

let system: DirectSystem;
beforeAll(async () => {
  system = await DirectSystem.open('2026-03-02T09:00:00.000+07:00');
});
afterAll(() => system.stop());

const stand = (at: string): void => {
  system.at = at as Instant;
};

/** The cases behind the number that the register has for a report. */
async function casesOf(year: ReportYear, office: string): Promise<string[]> {
  const figure = (await year.known(office)).get('cases');
  return (figure?.behind ?? []).map(({ what }) => what);
}

const merge = (from: string, to: string, on: string): Promise<void> =>
  mergeOffices(system.database.db, from, to, on as CivilDate);

describe('what the register has for a report', () => {
  let year: ReportYear;
  const numbers = new Map<string, string>();
  const idOf = new Map<string, string>();

  async function reported(name: string, who: string, ...rest: unknown[]): Promise<void> {
    const [report, drill] = rest as [object | undefined, boolean | undefined];
    const { id, number } = await system.report(who, report ?? {}, drill ?? false);
    numbers.set(name, number);
    idOf.set(name, id);
  }
  const number = (...names: string[]) => names.map((name) => numbers.get(name)).sort();

  beforeAll(async () => {
    await reported('own', `staff@${COMMUNE}`);
    await reported('neighbour', `staff@${NEIGHBOUR}`);
    await reported('bypass', `staff@${COMMUNE}`, { bypass: true });
    await reported('drill', `staff@${COMMUNE}`, {}, true);
    await reported('old', `head@${OLD}`);
    stand('2026-06-01T08:00:00.000+07:00');
    await merge(OLD, NEIGHBOUR, '2026-06-01');
    stand(BEFORE);
    const picked = [COMMUNE, NEIGHBOUR, 'UBND-15', 'BCA', 'BKHCN'];
    year = await ReportYear.open(system, picked, { year: 2026 });
  });

  test('is its own cases, and nobody else’s', async () => {
    expect(await casesOf(year, COMMUNE)).toEqual(number('own'));
  });

  test('is not what passed its managers by: that counts for who received it', async () => {
    // The police receives it, and of the police the Ministry speaks.
    expect(await casesOf(year, COMMUNE)).not.toContain(numbers.get('bypass'));
    expect(await casesOf(year, 'BCA')).toContain(numbers.get('bypass'));
  });

  test('is also what a body had that ended within the year and was merged into it', async () => {
    expect((await year.report(NEIGHBOUR)).predecessors).toEqual([OLD]);
    expect(await casesOf(year, NEIGHBOUR)).toEqual(number('neighbour', 'old'));
    const known = (await year.known(NEIGHBOUR)).get('cases');
    expect(known?.behind.map(({ office }) => office).sort()).toEqual([NEIGHBOUR, OLD].sort());
    await expect(year.report(OLD)).rejects.toThrow('No report');
  });

  test('is drills alone for a drill, and no drill for a year', async () => {
    const drill = await ReportYear.open(system, [COMMUNE], { year: 2026, drill: true });
    expect(await casesOf(drill, COMMUNE)).toEqual(number('drill'));
    expect(await casesOf(year, COMMUNE)).not.toContain(numbers.get('drill'));
  });

  test('moves with the cases until the figures freeze, and stands still from then on', async () => {
    const open = async (office: string) => (await year.known(office)).get('cases-open')?.value;
    stand('2026-12-14T08:00:00.000+07:00');
    expect([await open(COMMUNE), await open(NEIGHBOUR)]).toEqual([1, 2]);
    await notConfirmed(idOf.get('neighbour') ?? '', NEIGHBOUR);
    expect(await open(NEIGHBOUR)).toBe(1);
    stand(FROZEN);
    expect([await open(COMMUNE), await open(NEIGHBOUR)]).toEqual([1, 1]);
    stand(AFTER);
    await notConfirmed(idOf.get('own') ?? '', COMMUNE);
    await reported('later', `staff@${COMMUNE}`);
    expect([await open(COMMUNE), await open(NEIGHBOUR)]).toEqual([1, 1]);
    expect(await casesOf(year, COMMUNE)).toEqual(number('own'));
    expect((await year.known(COMMUNE)).get('cases-not-confirmed')?.value).toBe(0);
    // The year after next door begins with it.
    const next = await ReportYear.open(system, [COMMUNE], { year: 2027 });
    expect(await casesOf(next, COMMUNE)).toEqual(number('later'));
  });
});

describe('a body that ends after the year was opened', () => {
  let year: ReportYear;
  beforeAll(async () => {
    stand(BEFORE);
    year = await ReportYear.open(system, ['UBX-16813', 'UBX-16738'], { year: 2026 });
    stand('2026-12-01T08:00:00.000+07:00');
    await merge('UBX-16813', 'UBX-16738', '2026-12-01');
    stand(AFTER);
  });

  test('has its report written and signed by its successor, who is told of it', async () => {
    const place = await year.report('UBX-16813');
    await year.fills('UBX-16813', 'clerk@UBX-16738');
    await year.submits('UBX-16813', 'head@UBX-16738');
    const report = await year.report('UBX-16813');
    expect(report.submissions).toMatchObject([{ office: 'UBX-16738' }]);
    const answer = await year.try('UBX-16813', `head@${COMMUNE}`, 'begin-supplement', {
      reason: 'x',
    });
    expect(answer).toMatchObject({ result: { code: 'FORBIDDEN' } });
    expect(place.stage).toBe('opened');
    await year.does('UBX-16813', 'case-officer@UBND-40', 'return-report', {
      reasons: [{ part: null, reason: 'Thiếu' }],
    });
    const { rows } = await system.database.db.query(
      `select distinct office_id as office from notices
       where number = $1 and kind = 'report-returned'`,
      [report.number],
    );
    expect(rows).toEqual([{ office: 'UBX-16738' }]);
  });

  test('has it read by its successor, and by nobody else next door', async () => {
    const { directory } = await system.standing(system.database.db, system.at);
    const reads = (office: string) =>
      readingOf({ ...somebody(`head@${office}`) }, directory).offices;
    expect(reads('UBX-16738')).toEqual(['UBX-16738', 'UBX-16813']);
    expect(reads(COMMUNE)).toEqual([COMMUNE]);
  });
});

test('the merged ministries: both old ones’ cases stand in the report of the new one', async () => {
  stand('2025-01-10T08:00:00.000+07:00');
  const actor = system.person('staff@BKHCN');
  const old = await system.report({ ...actor, office: 'BTTTT' });
  const own = await system.report(actor);
  stand('2025-11-15T08:00:00.000+07:00');
  const year = await ReportYear.open(system, ['BKHCN'], { year: 2025 });
  expect((await year.report('BKHCN')).predecessors).toContain('BTTTT');
  const known = (await year.known('BKHCN')).get('cases');
  expect(known?.behind).toEqual(
    [
      { office: 'BTTTT', what: old.number },
      { office: 'BKHCN', what: own.number },
    ].sort((a, b) => (a.what < b.what ? -1 : 1)),
  );
});

/** A case is found to be none, as its office and the police do it. */
async function notConfirmed(id: string, office: string): Promise<void> {
  await system.does(id, `case-officer@${office}`, 'give-oral-notice', { to: null, override: null });
  await system.does(id, 'duty-officer@CAT-15', 'acknowledge', {});
  await system.does(id, 'case-officer@CAT-15', 'propose-finding', {
    result: 'not-confirmed',
    causes: ['unknown'],
    circumstances: 'Tìm thấy trong tủ khác',
    responsible: null,
  });
  const incident = await loadCase(system.database.db, id);
  const proposal = incident?.proposals.findLast(({ content }) => content.kind === 'finding');
  await system.does(id, 'head@CAT-15', 'approve', {
    proposal: proposal?.id ?? '',
    checksum: proposal?.checksum ?? '',
  });
}
