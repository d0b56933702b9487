import { describe, expect, it } from 'vitest';
import { createCli } from '../../client/cli/context.ts';
import { recordsOf } from '../../client/cli/tasks/records.ts';
import type { TaskSeen } from '../../client/cli/tasks/seen.ts';

const text = (vi: string) => ({ vi, en: vi, lo: vi });
const WARD = 'UBX-02647';
const made = {
  ...{ office: WARD, number: 'NV-1.UBX-02647', by: 'p', at: '2026-05-04T09:20:00.000+07:00' },
  ...{ words: 'Đã phát 12 bài trên loa', document: { sha256: 'a', title: 'Báo cáo' } },
};

describe('what was contributed to a task', () => {
  const cli = createCli({ language: 'vi', json: false });
  const shown = (number: string) => {
    const seen = {
      ...{ number, contributed: [made, { ...made, document: null }], decisions: [] },
      regulation: { drafts: [], opinions: [], issued: null },
      list: { forwarded: null, appraised: null },
      ...{ inspections: [], commendations: [], handedOver: null },
      names: { offices: { [WARD]: text('UBND phường') }, people: { p: 'Cán bộ' } },
    } as unknown as TaskSeen;
    const [title, lines] = recordsOf(cli, seen)[0] ?? ['', ''];
    expect(title).toBe('Phần đóng góp');
    return lines.split('\n');
  };

  it('is told with who made it, when and with what document', () => {
    const [first, second] = shown(made.number);
    expect(first).toMatch(/^• UBND phường.*, Cán bộ, .*04\/05\/2026.*: “Báo cáo”: Đã phát/);
    expect(second).toMatch(/: Đã phát 12 bài trên loa$/);
    expect(second).not.toContain('NV-1');
  });

  it('says in the task of the lead whose task it lies with', () => {
    expect(shown('NV-1.CAT-15')[0]).toContain('(NV-1.UBX-02647): “Báo cáo”');
  });
});
