import { describe, expect, it } from 'vitest';
import { createClient } from '../../../src/renderer/api/client.ts';
import { MessageWindow } from '../../../src/renderer/state/message-window.svelte.ts';
import { FakeTransport } from '../features/fake-transport.ts';
import { message } from '../features/sample-data.ts';
import { ManualTimers } from './manual-timers.ts';

/** A history whose oldest row has this seq. */
function setUp(firstSeq = 1, count = 500) {
  const transport = new FakeTransport().answer('history.rows', ({ from, count: asked }) => ({
    rows: Array.from({ length: Math.max(0, Math.min(asked, count - from)) }, (_, offset) =>
      message(firstSeq + from + offset),
    ),
    total: count,
  }));
  const timers = new ManualTimers();
  return { transport, timers, messages: new MessageWindow(createClient(transport), timers, 1) };
}

describe('the window on stored rows', () => {
  it('gives the rows asked for, each with the time since the row before', async () => {
    const { messages } = setUp();
    const rows = await messages.rows(100, 3);
    expect(rows.map(({ seq, deltaMs }) => [seq, deltaMs])).toEqual([
      [101, 100],
      [102, 100],
      [103, 100],
    ]);
  });

  it('knows no time before the very first row', async () => {
    const { messages } = setUp();
    const [first] = await messages.rows(0, 1);
    expect(first?.deltaMs).toBeNull();
  });

  it('turns positions into seqs although old rows were removed', async () => {
    const { messages } = setUp(1_001);
    await messages.load();
    expect(messages.dropped).toBe(1_001);
    await expect(messages.sequences([{ first: 0, last: 4 }])).resolves.toEqual([{ from: 1_001, to: 1_005 }]);
  });

  it('says at once what is known already of how many rows there are, and from which one on', () => {
    const { transport, timers } = setUp(1_001);
    const client = createClient(transport);
    const messages = new MessageWindow(client, timers, 1, undefined, { count: 500, firstSeq: 1_001 });
    expect([messages.count, messages.dropped]).toEqual([500, 1_001]);
    expect(transport.calls).toEqual([]);
  });

  it('hears with the number of rows how many were taken away at the old end', () => {
    const { transport, timers, messages } = setUp();
    transport.push('history.changed', [{ streamId: 1, count: 490, bytes: 0, firstSeq: 41, version: 0 }]);
    timers.advance(100);
    expect([messages.count, messages.dropped, messages.version]).toEqual([490, 41, 0]);
  });

  it('follows a flood of news ten times a second at most, with the newest figures', async () => {
    const { transport, timers, messages } = setUp();
    await messages.load();
    for (let version = 1; version <= 50; version += 1) {
      transport.push('history.changed', [
        { streamId: 1, count: 500 + version, bytes: 0, firstSeq: 1, version },
      ]);
    }
    expect(messages.version).toBe(0);
    timers.advance(100);
    expect([messages.count, messages.version]).toEqual([550, 50]);
  });

  it('does not care for other streams, nor for anything once it is stopped', async () => {
    const { transport, timers, messages } = setUp();
    await messages.load();
    transport.push('history.changed', [{ streamId: 2, count: 9, bytes: 0, firstSeq: 1, version: 9 }]);
    timers.advance(1_000);
    messages.stop();
    transport.push('history.changed', [{ streamId: 1, count: 9, bytes: 0, firstSeq: 1, version: 9 }]);
    timers.advance(1_000);
    expect([messages.count, messages.version]).toEqual([500, 0]);
  });
});
