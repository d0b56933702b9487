import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TaskOffice, smallPlan } from '../support/task-office.ts';

const WARD = 'UBX-02647';
const DESK = 'case-officer@CAT-15-PA03';
const DOCUMENT = { sha256: 'a'.repeat(64), title: 'Báo cáo rà soát danh mục' };
const PRODUCT = {
  ...{ occurrence: null, document: DOCUMENT, note: 'Đã rà soát' },
  ...{ exchange: null, list: 'unchanged' as const },
};

let tasks: TaskOffice;

beforeAll(async () => {
  tasks = await TaskOffice.open();
  await tasks.adopt(
    smallPlan({ 'II.5': { lead: [WARD, 'UBX-03006', 'UBX-02839'] }, 'II.4.a': {}, 'II.1.a': {} }),
  );
});

afterAll(() => tasks.close());

describe('a task of an office', () => {
  it('is listed by time left for whoever has to do it', async () => {
    const { items, total } = await tasks.list(`head@${WARD}`, 'mine=true&sort=time-left');
    console.log(items, total);
    expect(total).toBeGreaterThan(0);
    const view = await tasks.view(tasks.number('II.5', WARD), `head@${WARD}`);
    console.log(JSON.stringify(view, null, 1).slice(0, 6000));
  });
});
