import { Command, CommanderError } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { registerClockCommand } from '../../../client/cli/clock-derive.ts';
import { KINDS } from '../../../client/cli/clock-options.ts';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

afterEach(() => {
  vi.restoreAllMocks();
});

/** `homat clock derive …`, as a shell would split the line. */
async function homat(line: string): Promise<Run> {
  let out = '';
  let err = '';
  vi.spyOn(console, 'log').mockImplementation((text: string) => {
    out += `${text}\n`;
  });
  const program = new Command('homat').exitOverride().configureOutput({
    writeOut: (text) => (out += text),
    writeErr: (text) => (err += text),
  });
  registerClockCommand(program);
  const words = line.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', '')) ?? [];
  try {
    await program.parseAsync(['clock', 'derive', ...words], { from: 'user' });
    return { code: 0, out, err };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { code: error.exitCode, out, err };
  }
}

async function json(line: string): Promise<Record<string, unknown>> {
  const { code, out, err } = await homat(`${line} --json`);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as Record<string, unknown>;
}

describe('homat clock derive', () => {
  it.each([
    ['--kind hours --amount 24 --from 2026-11-23T18:42:45+07:00', '2026-11-24T18:42:45+07:00'],
    ['--kind hours --amount 0.5 --from 2026-11-23T11:42:45Z', '2026-11-23T19:12:45+07:00'],
    [
      '--kind at-once --amount 1 --from 2026-11-23T18:42:45.5+07:00',
      '2026-11-23T19:42:45.500+07:00',
    ],
    ['--kind working-hours --amount 2 --from 2026-11-23T16:00', '2026-11-25T09:00:00+07:00'],
    ['--kind days --amount 5 --from 2026-11-09', '2026-11-17T00:00:00+07:00'],
    [
      '--kind working-days --amount 2 --from 2026-08-20T15:00:00+07:00',
      '2026-08-23T00:00:00+07:00',
    ],
    ['--kind months --amount 1 --from 2026-01-31', '2026-03-03T00:00:00+07:00'],
    ['--kind years --amount 1 --from 2024-02-29', '2025-03-01T00:00:00+07:00'],
    ['--kind by-date --date 2026-12-20', '2026-12-21T00:00:00+07:00'],
    ['--kind by-date --date 2026-12-20 --policy strict', '2026-12-19T00:00:00+07:00'],
    ['--kind by-date --date 2026-12-20 --policy roll', '2026-12-22T00:00:00+07:00'],
    ['--kind before-date --date 2027-03-01', '2027-03-01T00:00:00+07:00'],
    ['--kind before-date --date 2027-03-01 --policy strict', '2027-02-27T00:00:00+07:00'],
    ['--kind month-window --month-from 2026-04 --month-to 2026-05', '2026-06-01T00:00:00+07:00'],
    ['--kind phase --from 2024-08-06 --date 2025-12-31', '2026-01-01T00:00:00+07:00'],
    ['--kind phase --month-from 2026-01 --month-to 2027-12', '2028-01-01T00:00:00+07:00'],
    ['--kind phase --from 2028-01-01', null],
    ['--kind recurring', null],
    ['--kind recurring --amount 3 --from 2026-01-15', null],
    ['--kind days --amount 15 --from 2026-11-17 --calendar LA', '2026-12-04T00:00:00+07:00'],
  ])('%s is due %s', async (line, due) => {
    expect((await json(line))['due']).toBe(due);
  });

  it('gives the aim of fixed dates only, and the opening of windows and phases only', async () => {
    const date = await json('--kind by-date --date 2026-12-20');
    expect(date['aim']).toBe('2026-12-19T00:00:00+07:00');
    expect(date).not.toHaveProperty('from');
    const window = await json('--kind month-window --month-from 2026-04 --month-to 2026-05');
    expect(window['from']).toBe('2026-04-01T00:00:00+07:00');
    expect(window).not.toHaveProperty('aim');
    const days = await json('--kind days --amount 5 --from 2026-11-09');
    expect(Object.keys(days).sort()).toEqual(['due', 'provisional', 'steps']);
  });

  it('says when a year that is not announced was counted', async () => {
    const line = '--kind working-days --amount 3 --from';
    expect((await json(`${line} 2026-12-29`))['provisional']).toBe(true);
    expect((await json(`${line} 2026-12-21`))['provisional']).toBe(false);
  });

  it('tells the same steps in each language, with rule and basis', async () => {
    const line = '--kind working-days --amount 2 --from 2026-08-20T15:00:00+07:00';
    const steps = async (lang: string) => (await json(`${line} --lang ${lang}`))['steps'];
    const swapped = (text: string) =>
      expect.arrayContaining([
        { at: '2026-08-22T00:00:00+07:00', text, rule: 'day-worked', basis: '9441/TB-BNV' },
      ]) as unknown;
    expect(await steps('vi')).toEqual(
      swapped('Ngày 22/08/2026 là ngày làm việc: làm bù cho ngày 31/08/2026.'),
    );
    expect(await steps('en')).toEqual(
      swapped('22/08/2026 is a working day: worked in exchange for 31/08/2026.'),
    );
    expect(await steps('lo')).toEqual(
      swapped('ວັນທີ 22/08/2026 ແມ່ນວັນເຮັດວຽກ: ເຮັດວຽກທົດແທນວັນທີ 31/08/2026.'),
    );
  });

  it('is read by people without --json', async () => {
    const { out } = await homat('--kind before-date --date 2027-03-01');
    expect(out).toContain('Hạn: 24:00 ngày 28/02/2027');
    expect(out).toContain('Mốc để nhắc: 24:00 ngày 26/02/2027');
    expect(out).toContain('Tạm tính');
    expect(out).toContain('Ngày 27/02/2027 là thứ Bảy');
    const { out: open } = await homat('--kind recurring --lang en');
    expect(open).toBe('Due: without end\n');
  });

  it('knows every kind of the arithmetic but the one that only an officer sets', () => {
    expect(KINDS).toHaveLength(12);
    expect(KINDS).not.toContain('until');
  });
});

describe('what cannot be meant', () => {
  it.each([
    '',
    '--kind weeks --amount 1 --from 2026-11-23',
    '--kind until --from 2026-11-23',
    '--kind hours --from 2026-11-23',
    '--kind hours --amount 4',
    '--kind hours --amount 0 --from 2026-11-23',
    '--kind hours --amount -4 --from 2026-11-23',
    '--kind hours --amount NaN --from 2026-11-23',
    '--kind hours --amount Infinity --from 2026-11-23',
    '--kind hours --amount 1e3 --from 2026-11-23',
    '--kind hours --amount four --from 2026-11-23',
    '--kind days --amount 1.5 --from 2026-11-23',
    '--kind days --amount 99999999 --from 2026-11-23',
    '--kind days --amount 5 --from 2026-02-30',
    '--kind days --amount 5 --from 23/11/2026',
    '--kind days --amount 5 --from 2026-11-23T25:00:00+07:00',
    '--kind days --amount 5 --from 9000-01-01',
    '--kind days --amount 5 --from 2026-11-23 --date 2026-12-20',
    '--kind days --amount 5 --from 2026-11-23 --policy strict',
    '--kind by-date',
    '--kind by-date --date 2026-02-30',
    '--kind by-date --date 20.12.2026',
    '--kind by-date --date 2026-12-20 --amount 3',
    '--kind by-date --date 2026-12-20 --policy soft',
    '--kind before-date --date 2026-12-20 --policy roll',
    '--kind month-window --month-from 2026-04',
    '--kind month-window --month-from 2026-13 --month-to 2026-14',
    '--kind month-window --month-from 2026-05 --month-to 2026-04',
    '--kind phase',
    '--kind phase --from 2026-05-02 --date 2026-05-01',
    '--kind recurring --amount 3',
    '--kind recurring --amount 0 --from 2026-11-23',
    '--kind by-date --date 2026-12-20 --calendar TH',
    '--kind by-date --date 2026-12-20 --lang fr',
  ])('homat clock derive %s: a message, exit code 2, nothing else', async (line) => {
    for (const more of ['', ' --json']) {
      const { code, out, err } = await homat(line + more);
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(err.trim().split('\n')).toHaveLength(1);
      expect(err).toMatch(/^✗ .*--[a-z]/);
      expect(err).not.toMatch(/[{}]|undefined/);
    }
  });

  it('is told in the language asked for, with what would be right', async () => {
    const { err } = await homat('--kind days --amount 1.5 --from 2026-11-23 --lang en');
    expect(err).toBe('✗ --amount “1.5”: Days, months and years are whole numbers.\n');
    const { err: kinds } = await homat('--kind weeks --lang en');
    for (const kind of KINDS) expect(kinds).toContain(kind);
  });
});
