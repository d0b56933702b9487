import type { PersonActor } from '../../domain/authority/actor.ts';
import type { Refusal } from '../../domain/errors.ts';
import type { Act, ActData, ActKind, ReportData } from '../../domain/incident/act.ts';
import type { Decision } from '../../domain/incident/decide.ts';
import { decide } from '../../domain/incident/decide.ts';
import type { DecidedFact, Rulebook } from '../../domain/cases/deciding.ts';
import type { Fact } from '../../domain/incident/fact.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { TreatyStatus } from '../../domain/lao-side/branch.ts';
import type { NoticeRequest } from '../../domain/notices/notice.ts';
import { createDirectory } from '../../domain/offices/directory.ts';
import type { Directory } from '../../domain/offices/directory.ts';
import type { Capacity, Clearance } from '../../domain/offices/person.ts';
import { USUAL_HOURS } from '../../domain/time/calendar.ts';
import type { Calendar, CalendarId } from '../../domain/time/calendar.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { dateOf, plus } from '../../domain/time/instant.ts';
import { checksum } from '../../records/checksum.ts';
import { loadCalendars } from '../../rules/load-calendars.ts';
import { loadClockRules } from '../../rules/load-clocks.ts';
import { loadForms } from '../../rules/load-forms.ts';
import { loadOffices, loadRouting } from '../../rules/load-offices.ts';
import { loadRegimes } from '../../rules/load-regimes.ts';

const seed = loadOffices();
const clocks = loadClockRules();
const calendars = loadCalendars();
const regimes = loadRegimes();
const forms = loadForms();

/** The directory as the product brings it. */
export const DIRECTORY: Directory = createDirectory(seed.rows, seed.successions, loadRouting());

export const CASE_ID = '00000000-0000-4000-8000-000000000001';

/**
 * A person of an office, by "capacity@OFFICE"; a second one is "capacity@OFFICE/2". Whoever holds
 * several capacities goes by a name: "lan:capacity@OFFICE".
 */
export function somebody(who: string, clearance: Clearance = 'tuyet-mat'): PersonActor {
  const [named, unnamed] = who.split(':');
  const [capacity = '', place = ''] = (unnamed ?? who).split('@');
  const [office = ''] = place.split('/');
  const person = unnamed === undefined ? who : (named ?? who);
  return {
    kind: 'person',
    person,
    name: person,
    office,
    capacity: capacity as Capacity,
    clearance,
    delegation: null,
  };
}

/** One case in memory, decided on by the real rules; time goes where the test puts it. */
export class OfficePlay {
  now: Instant;
  incident: Incident | null = null;
  treaty: TreatyStatus = 'in-force';
  calendars: Record<CalendarId, Calendar> = calendars;
  readonly facts: DecidedFact<Fact>[] = [];
  readonly notices: NoticeRequest[] = [];

  constructor(now = '2026-03-02T09:00:00.000+07:00') {
    this.now = now as Instant;
  }

  get case(): Incident {
    if (this.incident === null) throw new Error('Nothing was reported');
    return this.incident;
  }

  get rules(): Rulebook {
    return {
      clock: (id) => {
        const rule = clocks.find((c) => c.id === id);
        if (rule === undefined) throw new Error(id);
        return rule;
      },
      calendar: (id) => this.calendars[id],
      hours: USUAL_HOURS,
      releasability: () => 'with-approval',
      treaty: this.treaty,
      regimes,
      forms,
    };
  }

  report(who: string, report: Partial<ReportData> = {}): this {
    const reporter = somebody(who);
    const received = {
      number: 'SC-2026-000001',
      receivedAt: this.now,
      person: reporter.person,
      office: reporter.office,
      drill: false,
      report: { ...REPORT, discoveredAt: plus(this.now, -600_000), ...report },
    };
    this.take(this.decideAs({ kind: 'process' }, { kind: 'look', report: received }));
    return this;
  }

  /** Does an act; returns the refusal's code, or `done`. */
  try<K extends ActKind>(who: string | PersonActor, kind: K, data: ActData[K]): string {
    const actor = typeof who === 'string' ? somebody(who) : who;
    const decision = this.decideAs(actor, { kind, data } as unknown as Act);
    this.take(decision);
    return decision.refusal?.code ?? 'done';
  }

  /** Does an act that has to be accepted. */
  does<K extends ActKind>(who: string, kind: K, data: ActData[K]): this {
    const actor = somebody(who);
    const decision = this.decideAs(actor, { kind, data } as unknown as Act);
    if (decision.refusal !== null) throw new Error(`${who} ${kind}: ${told(decision.refusal)}`);
    this.take(decision);
    return this;
  }

  /** Approves the newest proposal of a kind, by the checksum that stands on it. */
  approves(who: string, kind: string): this {
    const proposal = this.proposal(kind);
    return this.does(who, 'approve', { proposal: proposal.id, checksum: proposal.checksum });
  }

  proposal(kind: string) {
    const proposal = this.case.proposals.findLast((p) => p.content.kind === kind);
    if (proposal === undefined) throw new Error(`No proposal ${kind}`);
    return proposal;
  }

  /** Lets time pass, waking at every instant at which something happens. */
  waitUntil(instant: Instant): this {
    for (;;) {
      const next = this.case.clocks
        .filter((c) => c.status === 'running')
        .map((c) => c.next)
        .sort()[0];
      if (next === undefined || next > instant) break;
      this.now = next > this.now ? next : this.now;
      this.take(this.decideAs({ kind: 'clock' }, { kind: 'look' }));
    }
    this.now = instant;
    return this;
  }

  waitHours(hours: number): this {
    return this.waitUntil(plus(this.now, hours * 3_600_000));
  }

  clock(rule: string) {
    const clock = this.case.clocks.findLast((c) => c.rule === rule);
    if (clock === undefined) throw new Error(`No clock ${rule}`);
    return clock;
  }

  lettersOf(kind: string): readonly string[] {
    return this.notices
      .filter((n) => n.kind === kind)
      .map((n) => ('office' in n.to ? n.to.office : n.to.person));
  }

  private decideAs(
    actor: Parameters<typeof decide>[3]['actor'],
    command: Parameters<typeof decide>[2],
  ) {
    return decide(CASE_ID, this.incident, command, {
      actor,
      now: this.now,
      directory: DIRECTORY.at(dateOf(this.now)),
      rules: this.rules,
      checksum,
    });
  }

  private take(decision: Decision): void {
    this.incident = decision.incident;
    this.facts.push(...decision.facts);
    this.notices.push(...decision.notices);
  }
}

function told(refusal: Refusal): string {
  return `${refusal.code} ${JSON.stringify(refusal.params)}`;
}

export const REFERENCE: ReportData['references'][number] = {
  number: '12/BC-UBND',
  date: null,
  issuingBody: 'UBND phường',
  issuingOffice: null,
  level: 'mat',
  form: 'paper',
  holder: 'Tủ hồ sơ',
  origin: 'vietnamese',
  exchange: 'not-exchanged',
  abstract: null,
  register: null,
};

const REPORT: Omit<ReportData, 'discoveredAt'> = {
  kind: 'lost',
  words: 'Không thấy tài liệu trong tủ',
  references: [REFERENCE],
  bypass: false,
  reportedFor: null,
  managingOffice: null,
  attested: true,
};
