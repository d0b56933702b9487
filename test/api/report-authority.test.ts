import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonActor } from '../../domain/authority/actor.ts';
import type { Capacity } from '../../domain/offices/person.ts';
import type { ReportActKind } from '../../domain/reporting/process/act.ts';
import { REPORT_ACT_KINDS } from '../../domain/reporting/process/decide.ts';
import type { ReportRelation } from '../../domain/reporting/process/authority.ts';
import { reportRelationsOf } from '../../domain/reporting/process/authority.ts';
import { dateOf } from '../../domain/time/instant.ts';
import { actorOf } from '../../records/people-capacities.ts';
import { loadReport } from '../../records/reports.ts';
import { Judging } from '../support/judging.ts';
import { REPORT_ACT_SAMPLES } from '../support/report-act-samples.ts';
import { ReportOffice } from '../support/report-office.ts';

let year: ReportOffice;
let [yearly, estimate] = ['', ''];

/** Who may do each act, written down once more by hand: `capacities: relations`. */
const ALLOWED: { readonly [K in ReportActKind]: readonly (readonly [string, string])[] } = {
  'assign-report': [['head deputy-head', 'office drafting-office']],
  'save-part': [
    ['clerk case-officer head deputy-head', 'office drafting-office'],
    ['staff', 'assigned'],
  ],
  'save-parts': [
    ['clerk case-officer head deputy-head', 'office drafting-office'],
    ['staff', 'assigned'],
  ],
  consolidate: [['case-officer head deputy-head', 'office drafting-office']],
  'give-opinion': [['head deputy-head', 'drafting-office']],
  'submit-report': [['head deputy-head', 'office']],
  'submit-nil': [['head deputy-head', 'office']],
  'record-council': [['clerk case-officer head deputy-head', 'office drafting-office']],
  'give-advice': [['case-officer head deputy-head', 'adviser']],
  'return-report': [['case-officer head deputy-head', 'collector adviser']],
  'accept-report': [['case-officer head deputy-head', 'collector']],
  'ask-late': [['head deputy-head', 'office drafting-office']],
  'answer-late': [['head deputy-head', 'collector']],
  'begin-supplement': [['case-officer head deputy-head', 'office drafting-office']],
  'dispatch-report': [['clerk', 'office drafting-office']],
};

/** By report, who is asked: their relations to it, and whether it is there for them at all. */
const PEOPLE: readonly (readonly [string, string, string, boolean])[] = [
  ['UBX-02647', 'head@UBX-02647', 'office drafting-office', true],
  ['UBX-02647', 'deputy-head@UBX-02647', 'office drafting-office', true],
  ['UBX-02647', 'case-officer@UBX-02647', 'office drafting-office', true],
  ['UBX-02647', 'clerk@UBX-02647', 'office drafting-office', true],
  ['UBX-02647', 'staff@UBX-02647', 'office drafting-office assigned', true],
  ['UBX-02647', 'staff@UBX-02647/2', 'office drafting-office', false],
  ['UBX-02647', 'head@UBND-15', 'collector', true],
  ['UBX-02647', 'clerk@UBND-15', 'collector', true],
  ['UBX-02647', 'head@CAT-15', 'collector', true],
  ['UBX-02647', 'case-officer@CAT-15', 'collector', true],
  ['UBX-02647', 'inspector@CAT-15', 'collector', true],
  ['UBX-02647', 'duty-officer@CAT-15', 'collector', false],
  ['UBX-02647', 'case-officer@CAT-15-PA03', 'collector', true],
  ['UBX-02647', 'head@CAT-15-PA03', '', false],
  ['UBX-02647', 'head@BCA', '', true],
  ['UBX-02647', 'case-officer@BCA-A03', '', true],
  ['UBX-02647', 'administrator@BCA-A03', '', false],
  ['UBX-02647', 'head@UBX-03006', '', false],
  ['UBX-02647', 'case-officer@CAT-40', '', false],
  ['UBND-15.TH', 'head@UBND-15', 'office', true],
  ['UBND-15.TH', 'case-officer@UBND-15', 'office', true],
  ['UBND-15.TH', 'clerk@CAT-15', 'drafting-office', true],
  ['UBND-15.TH', 'case-officer@CAT-15', 'drafting-office', true],
  ['UBND-15.TH', 'head@CAT-15', 'drafting-office', true],
  ['UBND-15.TH', 'inspector@CAT-15', 'drafting-office', true],
  ['UBND-15.TH', 'head@BCA', 'collector', true],
  ['UBND-15.TH', 'deputy-head@BCA-A03', 'collector', true],
  ['UBND-15.TH', 'clerk@BCA-A03', 'collector', true],
  ['UBND-15.TH', 'head@UBX-02647', '', false],
  ['BCA.TH', 'head@BCA', 'office', true],
  ['BCA.TH', 'clerk@BCA', 'office', true],
  ['BCA.TH', 'head@BCA-A03', 'drafting-office', true],
  ['BCA.TH', 'clerk@BCA-A03', 'office drafting-office', true],
  ['BCA.TH', 'head@UBND-15', '', false],
  ['BCA.TH', 'head@BKHCN', '', false],
  ['estimate UBX-02647', 'head@UBX-02647', 'office drafting-office', true],
  // Who advises on the money does not accept it as well.
  ['estimate UBX-02647', 'head@STC-15', 'adviser', true],
  ['estimate UBX-02647', 'case-officer@STC-15', 'adviser', true],
  ['estimate UBX-02647', 'head@UBND-15', 'collector', true],
  ['estimate UBX-02647', 'case-officer@UBND-15', 'collector', true],
  ['estimate UBX-02647', 'head@BTC', '', true],
  ['estimate UBX-02647', 'case-officer@CAT-15', '', false],
  ['estimate UBX-02647', 'head@BCA', '', false],
];

beforeAll(async () => {
  year = await ReportOffice.open();
  estimate = await year.opens(['UBX-02647'], { regime: 'budget-estimate', by: 'head@BTC' });
  yearly = await year.opens(['UBX-02647', 'UBND-15', 'BKHCN']);
  const { id } = await actor('staff@UBX-02647');
  await year.does('UBX-02647', 'head@UBX-02647', 'assign-report', { person: id });
  year.office.engine.state = 'judging';
});

afterAll(() => year.close());

async function actor(who: string): Promise<{ id: string; actor: PersonActor }> {
  const [capacity = '', place = ''] = who.split('@');
  const [at = '', number] = place.split('/');
  const login = [at.toLowerCase(), capacity, number].filter((p) => p !== undefined).join('.');
  const { db } = year.office.database;
  const { rows } = await db.query<{ id: string }>('select id from people where login = $1', [
    login,
  ]);
  const id = rows[0]?.id ?? '';
  const chosen = { office: at, capacity: capacity as Capacity };
  const found = await actorOf(db, id, chosen, dateOf(year.office.now));
  if (found === undefined) throw new Error(who);
  return { id, actor: { kind: 'person', ...found } };
}

const judging = new Judging();

describe('who may do what with a report, asked through the API', () => {
  it.each(PEOPLE)('%s: %s', async (named, who, relations, reads) => {
    const office = named.replace('estimate ', '');
    year.cycle = office === named ? yearly : estimate;
    const report = await loadReport(year.office.database.db, year.number(office));
    if (report === null) throw new Error(office);
    const { directory } = await year.office.deps.standing(year.office.database.db, year.office.now);
    const { actor: acting } = await actor(who);
    const has = reportRelationsOf(report, acting, directory);
    expect([...has].sort().join(' ')).toBe(relations.split(' ').sort().join(' '));
    for (const kind of REPORT_ACT_KINDS) {
      const isAllowed = ALLOWED[kind].some(
        ([as, when]) =>
          as.split(' ').includes(acting.capacity) &&
          when.split(' ').some((one) => has.has(one as ReportRelation)),
      );
      await judging.judge(year.office, { who, kind, reads, isAllowed }, () =>
        year.try(office, who, kind, REPORT_ACT_SAMPLES[kind]),
      );
    }
  });

  it('in many cells of each kind, and every act open to somebody', () => {
    judging.expectMany(REPORT_ACT_KINDS, { open: 80, forbidden: 150, hidden: 80 });
  });

  it('is what a screen offers, as far as the stage allows it', async () => {
    year.cycle = yearly;
    const offered = async (office: string, who: string) => (await year.view(office, who)).acts;
    expect(await offered('UBX-02647', 'clerk@UBX-02647')).toEqual(['save-part', 'save-parts']);
    expect(await offered('UBX-02647', 'head@UBX-02647')).toEqual([
      'assign-report',
      'save-part',
      'save-parts',
      'submit-nil',
      'ask-late',
    ]);
    expect(await offered('UBX-02647', 'head@CAT-15')).toEqual([]);
    expect(await offered('UBND-15.TH', 'case-officer@CAT-15')).toEqual([
      'save-part',
      'save-parts',
      'consolidate',
    ]);
    expect(await offered('BCA.TH', 'inspector@BCA-A03')).toEqual([]);
  });
});
