import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../gdn/sandbox-gdn.ts';
import { keyOf, startSocketBench, textOf, type SocketBench } from './sandbox-sockets.ts';

let started: SocketBench | undefined;
afterEach(async () => {
  await started?.stop();
  started = undefined;
});

async function start(...options: Parameters<typeof startSocketBench>): Promise<SocketBench> {
  started = await startSocketBench(...options);
  return started;
}

const bytes = (text: string) => new TextEncoder().encode(text);
const said = (text: string) => ({ payload: bytes(text), properties: [] });

describe('producer, consumer and reader', () => {
  it('pass a message on with key, properties and event time, and get its receipt', async () => {
    const bench = await start();
    const { heard } = bench.consumer('s');
    const { heard: observed } = bench.reader('latest');
    const producer = bench.producer();
    await until(() => producer.status.phase === 'open' && heard.opens === 1 && observed.opens === 1);
    const receipt = await producer.send({
      payload: bytes('héllo'),
      key: 'k-1',
      properties: [['region', 'eu']],
      eventTime: 1_700_000_000_000,
    });
    await until(() => heard.frames.length === 1 && observed.frames.length === 1);
    expect(heard.frames[0]).toMatchObject({
      messageId: receipt.messageId,
      key: 'k-1',
      properties: { region: 'eu' },
    });
    expect(textOf(heard.frames[0])).toBe('héllo');
    expect(observed.frames[0]?.messageId).toBe(receipt.messageId);
  });

  it('carry a thousand messages past the reader window in order, once each', async () => {
    const bench = await start();
    const producer = bench.producer();
    await until(() => producer.status.phase === 'open');
    const count = 3_000;
    for (let n = 0; n < count; n += 1) {
      await producer.whenWritable();
      void producer.send(said(String(n)));
    }
    await producer.drain();
    const { heard, reader } = bench.reader('earliest');
    await until(() => heard.frames.length >= count);
    expect(heard.frames.map(textOf)).toEqual(Array.from({ length: count }, (_, n) => String(n)));
    expect(reader.flow.stalledSince).toBeUndefined();
  });

  it('refuse a message of 2 MB before it is sent, and go on', async () => {
    const bench = await start();
    const producer = bench.producer();
    await until(() => producer.status.phase === 'open');
    const big = { payload: new Uint8Array(2 * 1024 * 1024), properties: [] };
    await expect(producer.send(big)).rejects.toMatchObject({ code: 'FRAME_TOO_LARGE' });
    expect((await producer.send(said('small'))).messageIdText).toMatch(/^\d+:\d+$/);
  });
});

describe('a consumer', () => {
  it('stalls at its window without acks, shows it, and goes on with acks (protocol D7)', async () => {
    const bench = await start();
    const { heard, consumer } = bench.consumer('s', { type: 'Shared', receiverQueueSize: 5 });
    const producer = bench.producer();
    await until(() => producer.status.phase === 'open' && heard.opens === 1);
    for (let n = 0; n < 8; n += 1) await producer.send(said(String(n)));
    await until(() => heard.frames.length === 5);
    expect(consumer.flow).toMatchObject({
      inFlight: 5,
      window: 5,
      why: expect.stringContaining('acknowledgement'),
    });
    consumer.acknowledge(heard.frames.map(({ messageId }) => messageId));
    await until(() => heard.frames.length === 8);
    expect(consumer.flow).toMatchObject({ inFlight: 3, stalledSince: undefined });
  });

  it('gets what it did not acknowledge again after its socket is lost', async () => {
    const bench = await start();
    const { heard, consumer } = bench.consumer('s', { type: 'Shared' });
    const producer = bench.producer();
    await until(() => producer.status.phase === 'open' && heard.opens === 1);
    for (const text of ['a', 'b', 'c']) await producer.send(said(text));
    await until(() => heard.frames.length === 3);
    const first = heard.frames[0]?.messageId ?? '';
    consumer.acknowledge([first]);
    await until(() => consumer.flow.inFlight === 2);
    await bench.admin.stats(bench.stream); // the ack has arrived once this answer has
    bench.bench.sandbox.control({ do: 'drop-sockets', kind: 'consumer' });
    await until(() => heard.frames.length === 5);
    expect(heard.lost).toEqual(['SOCKET_CLOSED']);
    expect(heard.frames.slice(3).map(textOf)).toEqual(['b', 'c']);
    // The broker's own count ended with the last consumer of the subscription (protocol D12).
    expect(heard.frames[3]?.redeliveryCount).toBe(0);
  });

  it('has a negatively acknowledged message redelivered after the delay', async () => {
    const bench = await start();
    const { heard, consumer } = bench.consumer('s', { type: 'Shared', negativeAckRedeliveryDelayMs: 100 });
    await until(() => heard.opens === 1);
    await bench.admin.publish(bench.stream, bytes('again'));
    await until(() => heard.frames.length === 1);
    consumer.negativeAcknowledge([heard.frames[0]?.messageId ?? '']);
    await until(() => heard.frames.length === 2);
    expect(heard.frames[1]).toMatchObject({ messageId: heard.frames[0]?.messageId, redeliveryCount: 1 });
  });

  it('is refused where another one holds the subscription, and does not try again', async () => {
    const bench = await start();
    const { heard } = bench.consumer('s');
    await until(() => heard.opens === 1);
    const { consumer: second } = bench.consumer('s');
    await until(() => second.status.phase === 'failed');
    expect(second.status.error).toMatchObject({ code: 'SUBSCRIPTION_BUSY' });
    expect(second.status.error?.detail).toContain('409');
  });

  it('pulls exactly what it permits (protocol D7)', async () => {
    const bench = await start();
    const { heard, consumer } = bench.consumer('s', { pullMode: true, type: 'Shared' });
    const producer = bench.producer();
    await until(() => producer.status.phase === 'open' && heard.opens === 1);
    for (let n = 0; n < 5; n += 1) await producer.send(said(String(n)));
    expect(heard.frames).toHaveLength(0);
    consumer.permit(2);
    await until(() => heard.frames.length === 2);
    expect(consumer.flow.permits).toBe(0);
    consumer.permit(10);
    await until(() => heard.frames.length === 5);
    expect(consumer.flow.permits).toBe(7);
  });
});

describe('credentials of sockets (protocol C2)', () => {
  it('go into the header as long as it is taken', async () => {
    const bench = await start();
    const target = await bench.admin.provideTarget(
      { kind: 'reader', stream: bench.stream, from: 'latest' },
      { reauthenticate: false, signal: new AbortController().signal },
    );
    expect(target.url).not.toMatch(/otp|token/);
    expect(target.headers).toMatchObject({ authorization: expect.stringMatching(/^Bearer /) });
  });

  it('are one-time passwords from the start when the profile says so, a new one for every attempt', async () => {
    const bench = await start({}, { useOneTimePasswords: true });
    const { heard } = bench.consumer('s');
    await until(() => heard.opens === 1);
    bench.bench.sandbox.control({ do: 'drop-sockets' });
    await until(() => heard.opens === 2);
    expect(heard.lost).toEqual(['SOCKET_CLOSED']);
  });

  it('become one-time passwords once the header is refused', async () => {
    const bench = await start();
    bench.bench.sandbox.control({ do: 'refuse-upgrades', count: 1, status: 401 });
    const { heard, consumer } = bench.consumer('s');
    await until(() => heard.opens === 1);
    expect(consumer.status.phase).toBe('open');
  });

  it('are renewed when the token expired in mid-session', async () => {
    const bench = await start();
    const { heard } = bench.consumer('s');
    await until(() => heard.opens === 1);
    bench.bench.sandbox.control({ do: 'expire-tokens' });
    bench.bench.sandbox.control({ do: 'drop-sockets' });
    await until(() => heard.opens === 2);
  });

  it('that expire are renewed by the next call, while open sockets stay open (protocol D11)', async () => {
    const bench = await start();
    const { heard, consumer } = bench.consumer('s');
    const { heard: seen } = bench.reader('latest');
    await until(() => heard.opens === 1 && seen.opens === 1);
    bench.bench.sandbox.control({ do: 'expire-tokens' });
    await bench.admin.publish(bench.stream, new TextEncoder().encode('after the expiry'));
    await until(() => heard.frames.length === 1 && seen.frames.length === 1);
    expect([heard.opens, seen.opens, heard.lost.length, seen.lost.length]).toEqual([1, 1, 0, 0]);
    consumer.acknowledge(heard.frames.map(({ messageId }) => messageId));
    await until(() => consumer.flow.inFlight === 0);
  });

  it('that stay refused end the socket', async () => {
    const bench = await start();
    bench.bench.sandbox.control({ do: 'refuse-upgrades', count: 10, status: 401 });
    const { consumer } = bench.consumer('s');
    await until(() => consumer.status.phase === 'failed');
    expect(consumer.status.error).toMatchObject({ code: 'AUTH_EXPIRED' });
  });
});

describe('a bad network', () => {
  it('costs a reader no message and brings none twice, however often its socket is dropped', async () => {
    const bench = await start();
    const { sandbox } = bench.bench;
    const { heard } = bench.reader('earliest');
    const producer = bench.producer();
    await until(() => producer.status.phase === 'open' && heard.opens === 1);
    const count = 2_000;
    for (let n = 0; n < count; n += 1) {
      await producer.whenWritable();
      void producer.send(said(String(n)));
      if (n % 400 !== 200) continue;
      // Dropped with messages on their way; publishing goes on meanwhile.
      const opens = 1 + Math.floor(n / 400);
      await until(() => heard.opens === opens);
      const kind = 'reader';
      if (opens % 2 === 0) sandbox.control({ do: 'drop-sockets', kind });
      else sandbox.control({ do: 'close-sockets', kind, code: 1001, reason: 'going away' });
    }
    await producer.drain();
    await until(() => heard.frames.length >= count);
    expect(heard.opens).toBe(6);
    expect(new Set(heard.frames.map(keyOf)).size).toBe(count);
    expect(heard.frames.map(textOf)).toEqual(Array.from({ length: count }, (_, n) => String(n)));
  });

  it('that swallows everything in silence is found by the heartbeat', async () => {
    const bench = await start();
    const { heard } = bench.consumer(
      's',
      { type: 'Shared' },
      { tuning: { pingIntervalMs: 50, pongDeadlineMs: 50 } },
    );
    await until(() => heard.opens === 1);
    bench.bench.sandbox.control({ do: 'freeze-sockets' });
    await until(() => heard.opens === 2);
    expect(heard.lost).toEqual(['SOCKET_HALF_OPEN']);
  });

  it('is kept open by pings where idle sockets are closed (protocol D8)', async () => {
    const bench = await start({ idleTimeoutMs: 200 });
    const { heard } = bench.consumer('s', {}, { tuning: { pingIntervalMs: 40, pongDeadlineMs: 1_000 } });
    await until(() => heard.opens === 1);
    await new Promise((resolve) => setTimeout(resolve, 600)); // three idle times
    expect(heard).toMatchObject({ opens: 1, lost: [] });
  });

  it('that fails the upgrade for a while is tried until it works', async () => {
    const bench = await start();
    for (const status of [500, 503, 502])
      bench.bench.sandbox.control({ do: 'refuse-upgrades', count: 1, status });
    const { heard } = bench.consumer('s');
    await until(() => heard.opens === 1);
  });

  it('leaves the outcome of a message open when its receipt was still due', async () => {
    const bench = await start();
    const producer = bench.producer();
    await until(() => producer.status.phase === 'open');
    bench.bench.sandbox.control({ do: 'hold-acks', isHeld: true });
    const sent = producer.send(said('x'));
    const outcome = expect(sent).rejects.toMatchObject({ code: 'SEND_OUTCOME_UNKNOWN' });
    bench.bench.sandbox.control({ do: 'drop-sockets' });
    await outcome;
    bench.bench.sandbox.control({ do: 'hold-acks', isHeld: false });
    await until(() => producer.status.phase === 'open');
    expect((await producer.send(said('y'))).messageIdText).toMatch(/^\d+:\d+$/);
  });

  it('does not hold up stopping: no socket and no server side is left', async () => {
    const bench = await start();
    const { consumer, heard } = bench.consumer('s');
    await until(() => heard.opens === 1);
    bench.bench.sandbox.control({ do: 'freeze-sockets' });
    const before = Date.now();
    await consumer.stop();
    expect(Date.now() - before).toBeLessThan(4_000);
  });
});

describe('a paused reader', () => {
  it('takes nothing in, and goes on where it was', async () => {
    const bench = await start();
    const { heard, reader } = bench.reader('earliest');
    await until(() => heard.opens === 1);
    reader.pause();
    const producer = bench.producer();
    await until(() => producer.status.phase === 'open');
    for (let n = 0; n < 1_500; n += 1) {
      await producer.whenWritable();
      void producer.send(said(String(n)));
    }
    await producer.drain();
    expect(heard.frames.length).toBeLessThan(1_100);
    reader.resume();
    await until(() => heard.frames.length === 1_500);
    expect(heard.lost).toEqual([]);
  });
});
