import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letterFile, letterId } from '../../records/letters.ts';
import type { Somebody } from '../support/api-office.ts';
import { ApiOffice } from '../support/api-office.ts';

let office: ApiOffice;
let head: Somebody;
let admin: Somebody;

beforeAll(async () => {
  office = await ApiOffice.open();
  head = await office.somebody('head@UBX-02647');
  admin = await office.somebody('administrator@BCA-A03');
});

afterAll(() => office.close());

interface Listed {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly seenAt: string | null;
}
const listed = async (who: Somebody, query = ''): Promise<Listed[]> =>
  (await who.get(`/notices${query}`)).json.items as Listed[];

describe('letters', () => {
  it('are listed to whom they are for, with a number and no word of the case', async () => {
    const { number } = await office.report('staff@UBX-02647');
    const mine = await listed(head);
    expect(mine).toMatchObject([{ number, kind: 'report-to-send', seenAt: null }]);
    const other = await office.somebody('head@UBX-03006');
    expect(await listed(other)).toEqual([]);
    expect(JSON.stringify(mine)).not.toContain('tủ');
  });

  it('are seen by their receiver alone, or by opening the case', async () => {
    const [letter] = await listed(head);
    const id = letter?.id ?? '';
    const other = await office.somebody('deputy-head@UBX-02647');
    expect((await other.post(`/notices/${id}/seen`)).json.code).toBe('NOT_FOUND');
    expect((await admin.post(`/notices/${id}/seen`)).json.code).toBe('NOT_FOUND');
    expect((await head.post(`/notices/${id}/seen`)).json).toEqual({ seen: true });
    expect(await listed(head)).toMatchObject([{ seenAt: office.now }]);
    const [theirs] = await listed(other);
    expect(theirs?.seenAt).toBeNull();
    await other.get(`/incidents/${theirs?.number}`);
    expect((await listed(other))[0]?.seenAt).toBe(office.now);
  });

  it('are all shown to the administrators of the Ministry, and sent again by them', async () => {
    const all = await listed(admin);
    expect(all.length).toBeGreaterThan(1);
    expect(await listed(admin, '?mine=true')).toEqual([]);
    const [letter] = all;
    const path = `/notices/${letter?.id}/resend`;
    expect((await head.post(path)).json.code).toBe('FORBIDDEN');
    expect((await admin.post(path)).json.code).toBe('ALREADY_DONE');
    await office.database.db.query(
      `update notices set state = 'given-up', next_attempt = null where id = $1`,
      [letter?.id],
    );
    expect((await admin.get('/notices?state=given-up')).json.total).toBe(1);
    expect((await admin.post(path)).json).toEqual({ sent: 'again' });
    expect((await admin.get('/notices?state=given-up')).json.total).toBe(0);
  });
});

describe('the sink for letters', () => {
  const messageId = '<1@homat.example>';
  const id = letterId(messageId, Buffer.of());

  it('is read by the administrators of the Ministry, and by everybody for their own', async () => {
    const folder = join(office.folder, 'mail');
    mkdirSync(folder, { recursive: true });
    const mail = [
      'From: ho-mat@homat.example',
      'To: ubx-02647.head@homat.example',
      'Subject: SC-2026-000001',
      `Message-ID: ${messageId}`,
      'Date: Mon, 02 Mar 2026 09:00:00 +0700',
      '',
      'SC-2026-000001',
    ];
    writeFileSync(join(folder, letterFile(id, 1)), mail.join('\r\n'));
    for (const who of [admin, head]) {
      expect((await who.get('/mail')).json).toMatchObject({ total: 1, items: [{ id }] });
      expect((await who.get(`/mail/${id}`)).json.text).toContain('SC-2026-000001');
    }
    const other = await office.somebody('head@UBX-03006');
    expect((await other.get('/mail')).json.total).toBe(0);
    expect((await other.get(`/mail/${id}`)).json.code).toBe('NOT_FOUND');
  });
});
