import { describe, expect, it } from 'vitest';
import {
  ReaderSocket,
  type Gap,
  type ReaderSocketSettings,
} from '../../../../src/main/sockets/reader-socket.ts';
import type { ReaderRequest, SocketRequest } from '../../../../src/main/sockets/socket-request.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { createFakeNetwork, type FakeNetwork } from './fake-web-socket.ts';

const stream = { domain: 'persistent', tenant: 't', namespace: 'n', topic: 'orders' } as const;

interface Bench {
  readonly reader: ReaderSocket;
  readonly clock: FakeClock;
  readonly network: FakeNetwork;
  readonly requests: SocketRequest[];
  readonly frames: string[];
  readonly ends: boolean[];
  readonly gaps: Gap[];
  deliver(count: number): void;
  pass(ms: number): Promise<void>;
}

async function setUp(
  request: Partial<ReaderRequest> = {},
  settings: Partial<ReaderSocketSettings> = {},
): Promise<Bench> {
  const clock = createFakeClock(1_000);
  const network = createFakeNetwork();
  const requests: SocketRequest[] = [];
  const frames: string[] = [];
  const ends: boolean[] = [];
  const gaps: Gap[] = [];
  const reader = new ReaderSocket(
    {
      request: { kind: 'reader', stream, from: 'earliest', ...request },
      openWebSocket: network.openWebSocket,
      clock,
      random: () => 0.5,
      resumeFrom: () => undefined,
      provideTarget: (asked) => {
        requests.push(asked);
        return Promise.resolve({ url: 'wss://host' });
      },
      ...settings,
    },
    {
      onStatus: () => undefined,
      onOpen: () => undefined,
      onFrame: (data) => frames.push(data.toString()),
      onLost: () => undefined,
      onEndOfTopic: (ended) => ends.push(ended),
      onGap: (gap) => gaps.push(gap),
    },
  );
  reader.start();
  await clock.advanceTo(clock.now() + 1);
  network.last().open();
  return {
    reader,
    clock,
    network,
    requests,
    frames,
    ends,
    gaps,
    deliver: (count) => {
      for (let n = 0; n < count; n += 1) network.last().message({ messageId: 'CAMQADAA', payload: '', n });
    },
    pass: (ms) => clock.advanceTo(clock.now() + ms),
  };
}

describe('a reader socket', () => {
  it('starts where it is told and goes on after the last id that its owner has', async () => {
    const stored: string[] = [];
    const bench = await setUp({}, { resumeFrom: () => stored.at(-1) });
    stored.push('CAMQADAA');
    bench.network.last().close(1006);
    await bench.pass(250);
    expect(bench.requests).toMatchObject([{ from: 'earliest' }, { from: { after: 'CAMQADAA' } }]);
  });

  it('at the latest comes back to where the stream ended when it began, asked for once', async () => {
    let asked = 0;
    const endOfStream = () => Promise.resolve({ after: `CAMQA${'ABCD'.charAt(asked++)}==` });
    const bench = await setUp({ from: 'latest' }, { endOfStream });
    for (let round = 0; round < 2; round += 1) {
      bench.network.last().close(1006);
      await bench.pass(2_000);
      bench.network.last().open();
    }
    const pinned = { from: { after: 'CAMQAA==' } };
    expect(bench.requests).toMatchObject([pinned, pinned, pinned]);
    expect(asked).toBe(1);
    expect(bench.gaps).toEqual([]);
  });

  it('at the latest goes on after what it received, though nothing is committed yet', async () => {
    const bench = await setUp({ from: 'latest' });
    bench.deliver(1);
    bench.network.last().close(1006);
    await bench.pass(2_000);
    bench.network.last().open();
    expect(bench.requests).toMatchObject([{ from: 'latest' }, { from: { after: 'CAMQADAA' } }]);
    expect(bench.gaps).toEqual([]);
  });

  it('at the latest tells the time it knows nothing of, where the service cannot say where it was', async () => {
    const bench = await setUp({ from: 'latest' }, { endOfStream: () => Promise.resolve(undefined) });
    const lostAt = bench.clock.now();
    bench.network.last().close(1006);
    await bench.pass(2_000);
    bench.network.last().open();
    expect(bench.requests).toMatchObject([{ from: 'latest' }, { from: 'latest' }]);
    expect(bench.gaps).toEqual([{ from: lostAt, until: bench.clock.now() }]);
  });

  it('hands frames over unparsed, also those that are no messages', async () => {
    const bench = await setUp();
    bench.network.last().message('not json');
    expect(bench.frames).toEqual(['not json']);
  });

  it('answers every frame so that the flow goes on, those of a tenth of a second at a time', async () => {
    const bench = await setUp();
    bench.deliver(3);
    expect(bench.network.last().sent).toEqual([]);
    expect(bench.reader.flow.inFlight).toBe(3);
    await bench.pass(100);
    expect(bench.network.last().sent).toEqual(['{}', '{}', '{}']);
    expect(bench.reader.flow.inFlight).toBe(0);
  });

  it('answers at once when a quarter of the window is due', async () => {
    const bench = await setUp({ options: { receiverQueueSize: 8 } });
    bench.deliver(2);
    expect(bench.network.last().sent).toHaveLength(2);
  });

  it('holds its answers back while it is paused, so that the service stops as well', async () => {
    const bench = await setUp();
    bench.reader.pause();
    bench.deliver(500);
    await bench.pass(1_000);
    expect(bench.network.last().sent).toEqual([]);
    bench.reader.resume();
    expect(bench.network.last().sent).toHaveLength(500);
  });

  it('keeps its answers when the network does not keep up', async () => {
    const bench = await setUp({}, { tuning: { maxBufferedBytes: 10 } });
    bench.deliver(1);
    bench.network.last().bufferedBytes = 11;
    await bench.pass(300);
    expect(bench.network.last().sent).toEqual([]);
    bench.network.last().bufferedBytes = 0;
    await bench.pass(100);
    expect(bench.network.last().sent).toEqual(['{}']);
  });

  it('owes a new socket nothing for frames of the old one', async () => {
    const bench = await setUp();
    bench.deliver(3);
    bench.network.last().close(1006);
    await bench.pass(250);
    bench.network.last().open();
    await bench.pass(100);
    expect(bench.network.last().sent).toEqual([]);
    expect(bench.reader.flow.inFlight).toBe(0);
  });

  it('learns about the end of a terminated topic', async () => {
    const bench = await setUp();
    bench.reader.askEndOfTopic();
    expect(bench.network.last().sent).toEqual(['{"type":"isEndOfTopic"}']);
    bench.network.last().message({ endOfTopic: true });
    expect(bench.ends).toEqual([true]);
    expect(bench.frames).toEqual([]);
    expect(bench.reader.flow.inFlight).toBe(0);
  });

  it('leaves no timer behind', async () => {
    const bench = await setUp();
    bench.deliver(1);
    await bench.reader.stop();
    expect(bench.clock.pendingTimers()).toBe(0);
  });
});
