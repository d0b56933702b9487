import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import {
  ScenarioFault,
  isPlanStep,
  isReportStep,
  readScenario,
} from '../../../client/cli/scenario/format.ts';

const folder = mkdtempSync(join(tmpdir(), 'homat-scenario-'));
afterAll(() => rmSync(folder, { recursive: true }));

const HEAD = `title: Một năm
people:
  head: head@BCA
steps:
`;
const OPEN = `  - open-cycle: { regime: yearly, reason: Thử }
    by: head
`;

const DECIDED = `  - decide-contest: II.5@UBX-02647
    by: head
    decision: maybe
    words: Giữ nguyên
`;

/** Where a scenario is wrong, and how: the first step stands in line 5. */
function faultOf(steps: string): string {
  const file = join(folder, 'scenario.yaml');
  writeFileSync(file, `${HEAD}${steps}`);
  try {
    readScenario(file);
  } catch (error) {
    if (!(error instanceof ScenarioFault)) throw error;
    return `${error.line} ${error.key}`;
  }
  return 'none';
}

describe('a scenario of a year of reports', () => {
  test.each([
    ['a word that is none', `${OPEN}  - sign: BCA\n    by: head\n`, '7 scenario.unknown-step'],
    [
      'two words',
      `${OPEN}  - submit: BCA\n    accept: BCA\n    by: head\n`,
      '7 scenario.unknown-step',
    ],
    ['nobody’s act', `${OPEN}  - submit: BCA\n`, '7 scenario.wrong-field'],
    ['a stranger', `${OPEN}  - submit: BCA\n    by: minister\n`, '8 scenario.unknown-person'],
    ['an office that is none', `${OPEN}  - submit: bca\n    by: head\n`, '7 scenario.wrong-field'],
    [
      'words for a figure',
      `${OPEN}  - fill: BCA\n    by: head\n    figures:\n      cases: two\n`,
      '10 scenario.wrong-field',
    ],
    [
      'a field too many',
      `${OPEN}  - nil: BCA\n    by: head\n    reason: Không\n    until: now\n`,
      '10 scenario.wrong-field',
    ],
    ['a day that is none', `${OPEN}  - wait: { to: 02-30T08:00 }\n`, '7 scenario.wrong-moment'],
    [
      'a moment of the clock alone',
      `${OPEN}  - ask-late: BCA\n    by: head\n    until: 08:00\n    reason: Lũ\n`,
      '7 scenario.wrong-moment',
    ],
    [
      'a paper of no kind',
      `${OPEN}  - export: BCA.TH\n    by: head\n    file: report.pdf\n`,
      '9 scenario.wrong-field',
    ],
    [
      'a file elsewhere',
      `${OPEN}  - export: BCA.TH\n    by: head\n    file: ../report.docx\n`,
      '9 scenario.wrong-field',
    ],
    [
      'an expectation that is none',
      `${OPEN}  - expect: { stage: sent, word: good }\n    on: BCA.TH\n    by: head\n`,
      '7 scenario.wrong-field',
    ],
    ['a report of no year', '  - submit: BCA\n    by: head\n', '5 scenario.no-cycle'],
  ])('with %s is wrong in its line', (_, steps, expected) => {
    expect(faultOf(steps)).toBe(expected);
  });

  test('has words in common with a case, which mean the report where it says on which', () => {
    const file = join(folder, 'both.yaml');
    const steps = `${OPEN}  - act: assign-report
    on: BCA
    by: head
  - return: BCA
    by: head
    reasons: Thiếu số liệu
  - act: acknowledge
    by: head
  - return: closure
    by: head
    reason: Thiếu
  - expect: { stage: closing }
  - expect: { stage: sent }
    on: BCA
    by: head
`;
    writeFileSync(file, `${HEAD}${steps}`);
    const read = readScenario(file).steps.map(({ step }) => isReportStep(step));
    expect(read).toEqual([true, true, true, false, false, false, true]);
  });

  test('is of a plan where it says on which task, difficulty or plan', () => {
    const file = join(folder, 'plan.yaml');
    const steps = `  - adopt-plan: lao-cai-2026
    by: head
    approver: head
  - act: urge-task
    on-task: II.5@UBX-02647
    by: head
    data: { words: Sắp đến hạn }
  - pass-up: machine
    by: head
    reason: Ngoài thẩm quyền
  - expect: { late: [UBX-02647], coverage: { II.5: 2 } }
    on-plan: true
    by: head
`;
    writeFileSync(file, `${HEAD}${steps}`);
    const read = readScenario(file);
    expect(read.folder).toBe(folder);
    expect(read.steps.map(({ step }) => isPlanStep(step))).toEqual([true, true, true, true]);
    expect(read.steps.some(({ step }) => isReportStep(step))).toBe(false);
  });

  test.each([
    ['an address without an office', '  - accept-task: II.5\n    by: head\n'],
    ['a decision that is none', DECIDED],
    [
      'an expectation of a report',
      '  - expect: { arrival: late }\n    on-plan: true\n    by: head\n',
    ],
  ])('of a plan with %s is wrong', (_, steps) => {
    expect(faultOf(steps)).toMatch(/^\d+ scenario\.wrong-field$/);
  });

  test('may be played as the product brings it, like every other example', () => {
    const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));
    const files = readdirSync(examples).filter((name) => name.endsWith('.yaml'));
    expect(files).toContain('small-year.yaml');
    for (const name of files)
      expect(readScenario(join(examples, name)).steps, name).not.toEqual([]);
  });
});
