import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ELSEWHERE } from '../kills/deaths.ts';
import { Played } from '../kills/played.ts';
import { VICTIMS } from '../kills/points.ts';
import { until } from '../kills/record.ts';
import { isUp, openOrders, strike } from '../kills/victims.ts';

const files = ELSEWHERE.map(([file]) => file);
let played: Played;

beforeAll(async () => {
  played = await Played.open();
}, 180_000);

afterAll(() => played.close(), 60_000);

describe('undisturbed', () => {
  it.each(files)('%s is played, and each of its letters goes out once', (file) =>
    played.undisturbed(file),
  );
});

describe('killed at commit points', () => {
  it.each(ELSEWHERE)(
    '%s is played to its end',
    (file, deaths) => played.killed([file, deaths]),
    240_000,
  );

  it('every death that was ordered was died', () =>
    until(async () => openOrders(played.office.data).length === 0));

  it('everything at once: it goes on, and the next case is like the first', async () => {
    const { office } = played;
    await until(async () => VICTIMS.every((victim) => isUp(office.data, victim)));
    for (const victim of VICTIMS) strike(office.data, victim);
    await until(async () => (await fetch(`${office.url}/health`).catch(() => null)) !== null);
    await played.killed(['examples/lao-exchange.yaml', []]);
  }, 240_000);
});

describe('after all that', () => {
  it('each case has the same facts, acts and letters as undisturbed', () => played.expectTheSame());

  it('nobody had died of itself, and nobody was told of a fault', () => {
    played.expectDeaths({ api: 1, worker: 7, relay: 3 });
    expect(played.office.roles).toHaveLength(3);
  });

  it('every receipt has its number in a row without gaps, and its case', () =>
    played.expectReceipts(5));

  it('the letters that were heard are those of the record', () => played.expectLetters());

  it('the log is whole', () => played.expectLog());
});
