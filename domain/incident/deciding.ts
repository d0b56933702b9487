import { CaseDeciding } from '../cases/deciding.ts';
import type { OfficeId } from '../offices/office.ts';
import { evolve } from './evolve.ts';
import type { Fact, FactData } from './fact.ts';
import type { Incident } from './incident.ts';

/** One decision on an incident under way. */
export class Deciding extends CaseDeciding<Incident, FactData, Fact> {
  /** The incident as it stands after the facts so far. */
  get incident(): Incident {
    return this.case;
  }

  protected evolved(before: Incident | null, fact: Fact): Incident {
    return evolve(before, this.caseId, fact, this.now);
  }

  /** With bypass the reporter's own office gets no letter about the case, whatever its part. */
  protected isPassedBy(office: OfficeId): boolean {
    return this.incident.bypass && office === this.incident.reportingOffice;
  }
}
