import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder, removeFolder, startMain } from './harness.ts';
import type { Main } from './harness.ts';

let folder: string;
let main: Main;
let streamId: number;

beforeEach(async () => {
  folder = await makeFolder();
  main = await startMain(folder);
  await main.call('sandbox.start', undefined);
  const { streams } = await main.call('streams.list', { connectionId: 'sandbox', fabric: '_system' });
  const fullName = streams.find(({ name }) => name === 'orders')?.fullName ?? '';
  const plan = { mode: 'observe' as const, start: { at: 'earliest' as const } };
  ({ streamId } = await main.call('sessions.open', { connectionId: 'sandbox', fullName, plan }));
  await vi.waitFor(
    async () => {
      const [session] = await main.call('sessions.list', undefined);
      expect(session?.accounting.stored).toBeGreaterThan(350);
    },
    { timeout: 15_000 },
  );
});
afterEach(async () => {
  await main.stop();
  await removeFolder(folder);
});

describe('a filter', () => {
  it('makes a view of the rows that match, read by position like any other', async () => {
    const opened = await main.call('history.openFilter', { streamId, filter: 'value.status == "cancelled"' });
    let progress = opened;
    while (progress.left > 0)
      progress = await main.call('history.fillFilter', { listId: opened.listId, forMs: 40 });
    expect(progress.matches).toBeGreaterThan(0);
    const { rows, total } = await main.call('history.rows', {
      view: { kind: 'list', listId: opened.listId },
      from: 0,
      count: 10,
    });
    expect(total).toBeGreaterThanOrEqual(progress.matches);
    for (const row of rows) {
      const { payload } = await main.call('history.message', { rowId: row.rowId });
      expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({ status: 'cancelled' });
    }
    await main.call('history.closeFilter', { listId: opened.listId });
  });

  it('that cannot be read is refused with the place of the mistake', async () => {
    await expect(main.call('history.openFilter', { streamId, filter: 'key == ' })).rejects.toMatchObject({
      code: 'FILTER_INVALID',
      detail: expect.stringMatching(/^\d+-\d+$/) as string,
    });
  });
});

describe('search', () => {
  it('finds a word of a message just received, and says what it looked at', async () => {
    const ask = () =>
      main.call('history.search', { text: 'kettle', mode: 'words', order: 'newest', limit: 20 });
    // Found whether or not the index, which is made beside, has come so far.
    const { hits } = await ask();
    expect(hits.length).toBeGreaterThan(0);
    await vi.waitFor(
      async () => {
        const { indexed, scanned, stored } = (await ask()).coverage;
        expect(indexed + scanned).toBeGreaterThanOrEqual(stored - 20);
      },
      { timeout: 20_000 },
    );
    const { payload } = await main.call('history.message', { rowId: hits[0]?.rowId ?? 0 });
    expect(Buffer.from(payload).toString().toLowerCase()).toContain('kettle');
  });
});
