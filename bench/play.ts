import { randomUUID } from 'node:crypto';
import type { Capacity } from '../domain/offices/person.ts';
import type { KnownFigures, PartFilling } from '../domain/reporting/filling.ts';
import type { Figure, FormPart, ReportForm } from '../domain/reporting/form.ts';
import type { ReportActData, ReportActKind } from '../domain/reporting/process/act.ts';
import type { ReportKnowledge } from '../domain/reporting/process/deciding.ts';
import { toBeSigned } from '../domain/reporting/process/acts/submitting.ts';
import type { AgencyReport } from '../domain/reporting/process/report.ts';
import { newestSubmission } from '../domain/reporting/process/report.ts';
import { checksum } from '../records/checksum.ts';
import { reportKnowledge } from '../records/report-knowledge.ts';
import type { StoredPlace } from '../records/report-places.ts';
import { loadReport } from '../records/reports.ts';
import { MACHINE_CLOCK } from '../worker/clock.ts';
import type { Played } from './acting.ts';
import { done } from './acting.ts';
import type { BenchPeople } from './people.ts';
import type { BenchSystem } from './system.ts';

const WORDS =
  'Cơ quan đã quán triệt, triển khai đầy đủ các quy định về bảo vệ bí mật nhà nước; phân công ' +
  'người kiêm nhiệm, tổ chức tập huấn và tự kiểm tra; không để xảy ra lộ, mất trong kỳ báo cáo.';

/** Does what the people of offices do with their reports, one report at a time. */
export class Player {
  readonly played: Played = { acts: 0, taken: [], pending: 0 };
  readonly #system: BenchSystem;
  readonly #people: BenchPeople;
  readonly #places: ReadonlyMap<string, StoredPlace>;

  constructor(system: BenchSystem, people: BenchPeople, places: readonly StoredPlace[]) {
    this.#system = system;
    this.#people = people;
    this.#places = new Map(places.map((place) => [place.id, place]));
  }

  /** A report: counted together where it collects, written, signed, and handed up or sent. */
  async carry(stored: StoredPlace): Promise<void> {
    const { scope, drafting } = stored.place;
    if (scope === 'branch') await this.#does(stored, ['case-officer', drafting], 'consolidate', {});
    await this.#fill(stored);
    await this.#sign(stored);
    await this.#handOver(stored);
  }

  async #fill(stored: StoredPlace): Promise<void> {
    const report = await this.#report(stored);
    const { form, known } = await this.#knowledge(report);
    const parts = form.parts.map((part) => filled(part, report, known));
    await this.#does(stored, ['case-officer', stored.place.drafting], 'save-parts', { parts });
  }

  async #sign(stored: StoredPlace): Promise<void> {
    const { office, drafting } = stored.place;
    if (drafting !== office) {
      await this.#does(stored, ['head', drafting], 'give-opinion', { text: 'Nhất trí' });
    }
    const report = await this.#report(stored);
    const knowledge = await this.#knowledge(report);
    const sum = checksum(toBeSigned(report, knowledge));
    await this.#does(stored, ['head', office], 'submit-report', { checksum: sum });
  }

  async #handOver(stored: StoredPlace): Promise<void> {
    const collector = this.#places.get(stored.collector ?? '');
    if (collector === undefined) {
      const sent = { number: '01/BC-BCA', channel: 'courier', to: 'Thủ tướng Chính phủ' };
      await this.#does(stored, ['clerk', stored.place.drafting], 'dispatch-report', sent);
      return;
    }
    const sum = newestSubmission(await this.#report(stored))?.checksum ?? '';
    const { drafting } = collector.place;
    // The collector's own part is accepted by somebody who neither wrote it nor spoke for it.
    const as = stored.place.drafting === drafting ? 'deputy-head' : 'case-officer';
    await this.#does(stored, [as, drafting], 'accept-report', { checksum: sum });
  }

  async #knowledge(report: AgencyReport): Promise<ReportKnowledge> {
    const { standing, db } = this.#system;
    const now = MACHINE_CLOCK.now();
    return reportKnowledge(db, report, { ...(await standing(db, now)), now }, 'figures');
  }

  async #report({ id }: StoredPlace): Promise<AgencyReport> {
    const report = await loadReport(this.#system.db, id);
    if (report === null) throw new Error(`Report ${id} is not open`);
    return report;
  }

  async #does<K extends ReportActKind>(
    { id }: StoredPlace,
    [capacity, office]: readonly [Capacity, string],
    kind: K,
    data: ReportActData[K],
  ): Promise<void> {
    const request = {
      caseId: id,
      process: 'report',
      key: randomUUID(),
      requestHash: kind,
      actor: this.#people.actor(capacity, office),
      act: { kind, data },
    } as const;
    await done(this.#system.engine, request, this.played);
  }
}

function filled(part: FormPart, report: AgencyReport, known: KnownFigures) {
  const before = report.parts.find((saved) => saved.filling.part === part.id);
  const own = part.figures.filter((one) => isByHand(one, known)).map(({ id }) => [id, 0] as const);
  const filling: PartFilling = {
    part: part.id,
    figures: report.scope === 'branch' ? (before?.filling.figures ?? {}) : Object.fromEntries(own),
    narratives: Object.fromEntries(part.narratives.map(({ id }) => [id, WORDS])),
    explanations: {},
  };
  return { part: filling, basedOn: before?.version ?? 0 };
}

/** Whether an office has to write a figure itself: nobody else knows it. */
function isByHand({ id, source }: Figure, known: KnownFigures): boolean {
  return source.kind === 'by-hand' || (source.kind !== 'computed' && !known.has(id));
}

/** The reports of a year in the order in which they can be carried, those below first. */
export function stagesOf(places: readonly StoredPlace[]): {
  readonly own: readonly StoredPlace[];
  readonly provinces: readonly StoredPlace[];
  readonly top: readonly StoredPlace[];
} {
  const branches = places.filter(({ place }) => place.scope === 'branch');
  return {
    own: places.filter(({ place }) => place.scope === 'office'),
    provinces: branches.filter(({ collector }) => collector !== null),
    top: branches.filter(({ collector }) => collector === null),
  };
}

/** How many figures and words a form asks for. */
export function sizeOfForm({ parts }: ReportForm): { figures: number; narratives: number } {
  const sum = (of: (part: FormPart) => number) => parts.reduce((all, part) => all + of(part), 0);
  return { figures: sum((p) => p.figures.length), narratives: sum((p) => p.narratives.length) };
}
