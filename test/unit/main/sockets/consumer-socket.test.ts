import { describe, expect, it } from 'vitest';
import { ConsumerSocket } from '../../../../src/main/sockets/consumer-socket.ts';
import type { ConsumerOptions } from '../../../../src/main/sockets/socket-request.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { createFakeNetwork, type FakeNetwork } from './fake-web-socket.ts';

const stream = { domain: 'persistent', tenant: 't', namespace: 'n', topic: 'orders' } as const;

interface Bench {
  readonly consumer: ConsumerSocket;
  readonly clock: FakeClock;
  readonly network: FakeNetwork;
  readonly frames: string[];
}

async function setUp(options: ConsumerOptions = {}): Promise<Bench> {
  const clock = createFakeClock(1_000);
  const network = createFakeNetwork();
  const frames: string[] = [];
  const consumer = new ConsumerSocket(
    {
      request: { kind: 'consumer', stream, subscription: 's', options },
      openWebSocket: network.openWebSocket,
      clock,
      random: () => 0.5,
      provideTarget: () => Promise.resolve({ url: 'wss://host' }),
    },
    {
      onStatus: () => undefined,
      onOpen: () => undefined,
      onFrame: (data) => frames.push(data.toString()),
      onLost: () => undefined,
      onEndOfTopic: () => undefined,
    },
  );
  consumer.start();
  await clock.advanceTo(clock.now());
  network.last().open();
  return { consumer, clock, network, frames };
}

describe('a consumer socket', () => {
  it('acknowledges with the very text of the id, many in one write, and counts its window', async () => {
    const { consumer, network } = await setUp({ receiverQueueSize: 2 });
    network.last().message({ messageId: 'CAMQAA', payload: '' });
    network.last().message({ messageId: 'CAMQATAA', payload: '' });
    expect(consumer.flow).toMatchObject({ inFlight: 2, stalledSince: 1_000 });
    consumer.acknowledge(['CAMQAA', 'CAMQATAA']);
    expect(network.last().sent).toEqual(['{"messageId":"CAMQAA"}', '{"messageId":"CAMQATAA"}']);
    expect(network.last().calls).toEqual(['batch']);
    expect(consumer.flow).toMatchObject({ inFlight: 0, stalledSince: undefined });
  });

  it('frees the window with negative acks as well (protocol D7)', async () => {
    const { consumer, network } = await setUp();
    network.last().message({ messageId: 'CAMQADAA', payload: '' });
    consumer.negativeAcknowledge(['CAMQADAA']);
    expect(network.last().sent).toEqual(['{"type":"negativeAcknowledge","messageId":"CAMQADAA"}']);
    expect(consumer.flow.inFlight).toBe(0);
  });

  it('sends all acks or, when one id is bad, none', async () => {
    const { consumer, network } = await setUp();
    expect(() => consumer.acknowledge(['CAMQADAA', '***'])).toThrowError(
      expect.objectContaining({ code: 'FRAME_BAD_ID' }),
    );
    expect(network.last().sent).toEqual([]);
  });

  it('refuses acks while it is not open: none is lost in silence (F3: they were)', async () => {
    const { consumer, network, clock } = await setUp();
    network.last().close(1006);
    await clock.advanceTo(1_000);
    expect(() => consumer.acknowledge(['CAMQADAA'])).toThrowError(
      expect.objectContaining({ code: 'SOCKET_NOT_OPEN' }),
    );
  });

  it('starts every socket with an empty window', async () => {
    const { consumer, network, clock } = await setUp();
    network.last().message({ messageId: 'CAMQADAA', payload: '' });
    network.last().close(1006);
    await clock.advanceTo(1_250);
    network.last().open();
    expect(consumer.flow.inFlight).toBe(0);
  });

  it('pulls with permits, which end with the socket', async () => {
    const { consumer, network, clock } = await setUp({ pullMode: true });
    expect(consumer.flow.why).toContain('No permits');
    consumer.permit(3);
    expect(network.last().sent).toEqual(['{"type":"permit","permitMessages":3}']);
    expect(consumer.flow.permits).toBe(3);
    network.last().close(1006);
    await clock.advanceTo(1_250);
    network.last().open();
    expect(consumer.flow.permits).toBe(0);
  });

  it('unsubscribes and asks for the end of the topic with the wire frames', async () => {
    const { consumer, network } = await setUp();
    consumer.unsubscribe();
    consumer.askEndOfTopic();
    expect(network.last().sent).toEqual(['{"type":"unsubscribe"}', '{"type":"isEndOfTopic"}']);
  });

  it('passes on frames that it does not know (F3: one that was no JSON threw within the handler)', async () => {
    const { network, frames } = await setUp();
    network.last().message({ type: 'AUTH_CHALLENGE' });
    network.last().message('{broken');
    expect(frames).toEqual(['{"type":"AUTH_CHALLENGE"}', '{broken']);
  });
});
