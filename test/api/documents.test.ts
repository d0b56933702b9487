import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_BYTES } from '../../records/documents.ts';
import type { Somebody } from '../support/api-office.ts';
import { ApiOffice } from '../support/api-office.ts';

let office: ApiOffice;
let officer: Somebody;
let id: string;

beforeAll(async () => {
  office = await ApiOffice.open();
  officer = await office.somebody('case-officer@UBX-02647');
  ({ id } = await office.report('staff@UBX-02647'));
});

afterAll(() => office.close());

const QUERY = 'title=Bi%C3%AAn%20b%E1%BA%A3n&kind=minutes&place=T%E1%BB%A7%201';

function upload(
  who: Somebody,
  payload: Buffer,
  { query = QUERY, caseId = id, key = randomUUID() as string } = {},
) {
  return who.send({
    method: 'POST',
    url: `/api/v1/incidents/${caseId}/files?${query}`,
    payload,
    headers: { 'content-type': 'application/octet-stream', 'idempotency-key': key },
  });
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const PAGE = Buffer.from('<html><script>alert(1)</script></html>');

describe('a document', () => {
  it('is kept by its checksum and put into the case', async () => {
    const key = randomUUID();
    const kept = await upload(officer, PAGE, { key });
    expect(kept.status, kept.text).toBe(200);
    expect(kept.json).toMatchObject({
      sha256: sha256(PAGE),
      size: PAGE.length,
      act: { kind: 'done', facts: [{ kind: 'document-added' }] },
    });
    expect((await upload(officer, PAGE, { key })).text).toBe(kept.text);
    const listed = await officer.get(`/incidents/${id}/documents`);
    expect(listed.json.items).toMatchObject([
      { title: 'Biên bản', place: 'Tủ 1', kind: 'minutes', sha256: sha256(PAGE) },
    ]);
    const other = await upload(officer, Buffer.from('khác'), { key });
    expect(other.json.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect((await upload(officer, PAGE)).json.code).toBe('ALREADY_DONE');
  });

  it('goes out as bytes to be saved, never to be shown or run', async () => {
    const path = `/documents/${sha256(PAGE)}?case=${id}`;
    const response = await office.app.inject({
      method: 'GET',
      url: `/api/v1${path}`,
      headers: { cookie: officer.cookie },
    });
    expect(response.statusCode, response.payload).toBe(200);
    expect(response.rawPayload.equals(PAGE)).toBe(true);
    expect(response.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
    expect(response.headers['content-disposition']).toMatch(/^attachment; /);
    const { rows } = await office.database.db.query(
      'select from case_reads where case_id = $1 and what = $2',
      [id, `document/${sha256(PAGE)}`],
    );
    expect(rows).toHaveLength(1);
  });

  it('is not there for who does not see the case, nor in another case', async () => {
    const stranger = await office.somebody('case-officer@CAT-40');
    const path = `/documents/${sha256(PAGE)}?case=${id}`;
    expect((await stranger.get(path)).json.code).toBe('NOT_FOUND');
    expect((await upload(stranger, PAGE)).json.code).toBe('NOT_FOUND');
    const reporter = await office.somebody('staff@UBX-02647');
    expect((await reporter.get(path)).json.code).toBe('NOT_FOUND');
    const other = await office.report('staff@UBX-02647');
    const elsewhere = await officer.get(`/documents/${sha256(PAGE)}?case=${other.id}`);
    expect(elsewhere.json.code).toBe('NOT_FOUND');
  });

  it('may be kept by its checksum alone', async () => {
    const data = {
      kind: 'evidence',
      title: 'Ổ cứng',
      sha256: 'b'.repeat(64),
      place: 'Kho',
    } as const;
    await office.does(id, 'case-officer@UBX-02647', 'add-document', data);
    const path = `/documents/${data.sha256}?case=${id}`;
    expect((await officer.get(path)).json.code).toBe('NOT_FOUND');
  });

  it('is refused when it is empty, too large, without a title, or of another type', async () => {
    const before = await office.counts();
    expect((await upload(officer, Buffer.of())).json.code).toBe('INVALID_FIELD');
    const large = await upload(officer, Buffer.alloc(MOST_BYTES + 1));
    expect(large.json.code).toBe('BODY_TOO_LARGE');
    const untitled = await upload(officer, PAGE, { query: 'kind=minutes&place=x' });
    expect(untitled.json.code).toBe('INVALID_FIELD');
    const wrong = await officer.send({
      method: 'POST',
      url: `/api/v1/incidents/${id}/files?${QUERY}`,
      payload: 'x',
      headers: { 'content-type': 'text/html', 'idempotency-key': randomUUID() },
    });
    expect(wrong.json.code).toBe('UNSUPPORTED_MEDIA_TYPE');
    expect(await office.counts()).toEqual(before);
  });

  it('of the largest size is taken', async () => {
    const largest = await upload(officer, Buffer.alloc(MOST_BYTES, 7));
    expect(largest.json).toMatchObject({ size: MOST_BYTES });
  });
});
