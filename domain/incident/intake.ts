import type { Refusal } from '../errors.ts';
import { refuse } from '../errors.ts';
import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import { MINUTE, msOf } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { ReceivedReport, ReportData } from './act.ts';
import type { Deciding } from './deciding.ts';
import { HEADS } from '../cases/deciding.ts';
import { isLater } from './moments.ts';
import { address } from './acts/sending.ts';

/**
 * Whether a report can be taken in: everything that could be refused is refused here, before the
 * receipt number is given, so that a receipt never leads to a refusal.
 */
export function checkReport(
  report: ReportData,
  reporterOffice: OfficeId,
  directory: DirectoryAt,
  now: Instant,
): Refusal | null {
  if (report.attested !== true) return refuse('NOT_ATTESTED');
  if (report.references.length === 0) return refuse('REFERENCE_MISSING');
  if (isLater(report.discoveredAt, now)) {
    return refuse('MOMENT_IN_FUTURE', { field: 'discoveredAt' });
  }
  for (const reference of report.references) {
    if (reference.level === 'tuyet-mat' && reference.abstract !== null) {
      return refuse('ABSTRACT_FORBIDDEN');
    }
    const { issuingOffice } = reference;
    if (issuingOffice !== null && directory.office(issuingOffice) === undefined) {
      return refuse('UNKNOWN_OFFICE', { office: issuingOffice });
    }
  }
  const managing = report.managingOffice ?? reporterOffice;
  const body = directory.office(managing);
  if (body === undefined) return refuse('UNKNOWN_OFFICE', { office: managing });
  if (body.ownChannel) return refuse('OWN_CHANNEL');
  if (report.bypass && directory.channelOf(bodyOf(directory, managing)) === null) {
    return refuse('NO_CHANNEL_ABOVE');
  }
  return null;
}

/** The first decision of a case: what intake kept becomes its first facts. */
export function takeIn(d: Deciding, received: ReceivedReport): void {
  const { report } = received;
  const reportingOffice = bodyOf(d.directory, report.managingOffice ?? received.office);
  const above = d.directory.channelOf(reportingOffice);
  const receivingOffice = report.bypass && above !== null ? above : reportingOffice;
  d.record(
    'reported',
    {
      number: received.number,
      drill: received.drill,
      kind: report.kind,
      discoveredAt: report.discoveredAt,
      words: report.words,
      reporter: { person: received.person, office: received.office },
      reportedFor: report.reportedFor,
      bypass: report.bypass,
      reportingOffice,
      receivingOffice,
      references: report.references.map((r, i) => ({ id: `reference-${i + 1}`, ...r })),
      treaty: d.rules.treaty,
    },
    received.receivedAt,
  );
  headWasTold(d, received);
  d.start('contain', { owner: receivingOffice, anchor: report.discoveredAt });
  d.tellPerson('report-received', received.person);
  if (report.bypass && isPoliceDesk(d.directory, receivingOffice)) {
    // One office higher is already who handles such cases: nothing has to be sent.
    address(d, receivingOffice, 'sent');
  } else {
    d.start('report-to-police', { owner: receivingOffice, anchor: report.discoveredAt });
    d.tell('report-to-send', receivingOffice, HEADS);
  }
}

/** The duty of the reporter, done by the report itself; when it was late, how late is kept. */
function headWasTold(d: Deciding, received: ReceivedReport): void {
  d.start('tell-head', { owner: received.office, anchor: received.report.discoveredAt });
  const clock = d.running('tell-head');
  if (clock === undefined) return;
  const minutes = Math.floor((msOf(received.receivedAt) - msOf(clock.due)) / MINUTE);
  if (minutes >= 0) d.record('late-report', { clock: clock.id, minutes });
  d.meet('tell-head');
}

/** A unit (cục, phòng) reports as the body that it belongs to. */
function bodyOf(directory: DirectoryAt, office: OfficeId): OfficeId {
  const row = directory.office(office);
  return row?.kind === 'provincial-police-unit' && row.parent !== null ? row.parent : office;
}

function isPoliceDesk(directory: DirectoryAt, office: OfficeId): boolean {
  const kind = directory.office(office)?.kind;
  return (
    kind === 'provincial-police' || kind === 'ministry-unit' || kind === 'public-security-ministry'
  );
}
