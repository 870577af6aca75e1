import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/renderer/api/client.ts';
import { Captures } from '../../../src/renderer/state/captures.svelte.ts';
import { Histories } from '../../../src/renderer/state/histories.svelte.ts';
import type { StreamHistory } from '../../../src/shared/contract/schemas/history.ts';
import { FakeTransport } from '../features/fake-transport.ts';
import { history } from '../features/sample-data.ts';
import { ManualTimers } from './manual-timers.ts';

async function withStored(stored: readonly StreamHistory[]) {
  let streams = [...stored];
  const transport = new FakeTransport().answer('history.streams', () => streams);
  const timers = new ManualTimers();
  const client = createClient(transport);
  const histories = new Histories(client, timers, new Captures(client));
  await histories.load();
  return {
    histories,
    transport,
    timers,
    store: (...next: StreamHistory[]) => {
      streams = next;
    },
  };
}

describe('the list of stored streams', () => {
  it('has a stream’s size at once when its first rows come', async () => {
    const { histories, transport, timers, store } = await withStored([
      history({ streamId: 1, count: 0, bytes: 0 }),
    ]);
    store(history({ streamId: 1, count: 19, bytes: 7_000 }), history({ streamId: 2, count: 3, bytes: 500 }));
    transport.push('history.changed', [
      { streamId: 1, count: 19, bytes: 7_000, firstSeq: 1, version: 1 },
      { streamId: 2, count: 3, bytes: 500, firstSeq: 1, version: 1 },
    ]);
    timers.advance(0);
    await vi.waitFor(() => expect(histories.totalBytes).toBe(7_500));
    expect(histories.totalCount).toBe(22);
  });

  it('counts messages and bytes on with every push, and reads the list again once in three seconds however many come', async () => {
    const { histories, transport, timers } = await withStored([
      history({ streamId: 1, count: 10, bytes: 4_000 }),
    ]);
    for (let version = 1; version <= 29; version += 1) {
      const [count, bytes] = [10 + version, 4_000 + version * 400];
      transport.push('history.changed', [{ streamId: 1, count, bytes, firstSeq: 1, version }]);
      timers.advance(100);
      expect(histories.totalCount).toBe(count);
      expect(histories.totalBytes).toBe(bytes);
    }
    expect(transport.inputsOf('history.streams')).toHaveLength(1);
    timers.advance(100);
    expect(transport.inputsOf('history.streams')).toHaveLength(2);
  });
});
