/**
 * Decision 801/QĐ-TTg, II.3 and III.3; Decree 26/2020 art. 8: each year, on its day, the reporting
 * of a regime opens by itself.
 *
 * A schedule starts this; which year it is, is said by the moment for which the start was planned,
 * not by the clock: a start that was missed is made up for days or months later.
 */
import { defineSearchAttributeKey } from '@temporalio/common';
import * as wf from '@temporalio/workflow';
import type { AskForYearInput } from '../activities/ask-for-year.ts';
import { yearOpenedOn } from '../domain/reporting/opening.ts';
import { dateOf, instantOf } from '../domain/time/instant.ts';
import { begin } from './opening.ts';
import { TRANSACTION } from './transaction.ts';
import type { OpenYearInput } from './wire.ts';

interface OpeningActivities {
  askForYear(input: AskForYearInput): Promise<string | null>;
}

const { askForYear } = wf.proxyLocalActivities<OpeningActivities>(TRANSACTION);

// Set by the server on what a schedule starts; plain, as all search attributes are.
const PLANNED_FOR = defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME');

export async function openReportingYear({ regime }: OpenYearInput): Promise<void> {
  const planned = wf.workflowInfo().typedSearchAttributes.get(PLANNED_FOR);
  if (planned === undefined) {
    throw wf.ApplicationFailure.nonRetryable('Only a schedule says which year is to be opened');
  }
  const year = yearOpenedOn(dateOf(instantOf(planned.getTime())));
  const id = await askForYear({ regime, year, now: instantOf(Date.now()) });
  if (id !== null) await begin({ matter: 'cycle', id });
}
