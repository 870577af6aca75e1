import { describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../../../src/shared/contract/schemas/publish.ts';
import { ProducerSocket, type ProducerSocketSettings } from '../../../../src/main/sockets/producer-socket.ts';
import type { SocketRequest } from '../../../../src/main/sockets/socket-request.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { createFakeNetwork, type FakeNetwork } from './fake-web-socket.ts';

const stream = { domain: 'persistent', tenant: 't', namespace: 'n', topic: 'orders' } as const;
const message: OutgoingMessage = { payload: new Uint8Array([1]), properties: [] };

interface Bench {
  readonly producer: ProducerSocket;
  readonly clock: FakeClock;
  readonly network: FakeNetwork;
  readonly stray: string[];
  readonly requests: SocketRequest[];
  reply(value: object): void;
}

async function setUp(settings: Partial<ProducerSocketSettings> = {}): Promise<Bench> {
  const clock = createFakeClock(1_000);
  const network = createFakeNetwork();
  const stray: string[] = [];
  const requests: SocketRequest[] = [];
  const producer = new ProducerSocket(
    {
      request: { kind: 'producer', stream },
      openWebSocket: network.openWebSocket,
      clock,
      random: () => 0.5,
      provideTarget: (request) => {
        requests.push(request);
        return Promise.resolve({ url: 'wss://host' });
      },
      ...settings,
    },
    { onStatus: () => undefined, onOpen: () => undefined, onStrayReply: (words) => stray.push(words) },
  );
  producer.start();
  await clock.advanceTo(clock.now());
  network.last().open();
  return { producer, clock, network, stray, requests, reply: (value) => network.last().message(value) };
}

describe('a producer socket', () => {
  it('gives each message the receipt with its own context, in whatever order they come (F3: without a context they could not be matched)', async () => {
    const { producer, network, clock, reply } = await setUp();
    const first = producer.send(message);
    const second = producer.send(message);
    expect(network.last().sent).toEqual([
      '{"payload":"AQ==","context":"1"}',
      '{"payload":"AQ==","context":"2"}',
    ]);
    await clock.advanceTo(1_040);
    reply({ result: 'ok', messageId: 'CAMQATAA', context: '2' });
    reply({ result: 'ok', messageId: 'CAMQADAA', context: '1' });
    expect(await first).toEqual({ messageId: 'CAMQADAA', messageIdText: '3:0', ms: 40, frameBytes: 32 });
    expect((await second).messageIdText).toBe('3:1');
    expect(producer.pending).toBe(0);
    expect(clock.pendingTimers()).toBe(2); // ping and stability
  });

  it('tells a refusal with the words of the service, and stays open', async () => {
    const { producer, reply } = await setUp();
    const sent = producer.send(message);
    reply({ result: 'send-error:8', errorMsg: 'Topic was already terminated', context: '1' });
    await expect(sent).rejects.toMatchObject({
      code: 'SEND_REFUSED',
      detail: 'send-error:8 Topic was already terminated',
    });
    expect(producer.status.phase).toBe('open');
  });

  it('refuses what does not fit the window, and tells when there is room', async () => {
    const { producer, reply, network, requests } = await setUp({ window: 2 });
    expect(requests).toMatchObject([{ options: { maxPendingMessages: 2 } }]);
    const first = producer.send(message);
    void producer.send(message).catch(() => undefined);
    await expect(producer.send(message)).rejects.toMatchObject({ code: 'QUEUE_FULL' });
    expect(network.last().sent).toHaveLength(2);
    let writable = false;
    const room = producer.whenWritable().then(() => (writable = true));
    await Promise.resolve();
    expect(writable).toBe(false);
    reply({ result: 'ok', messageId: 'CAMQADAA', context: '1' });
    await room;
    await first;
    await producer.stop();
  });

  it('leaves the outcome open when no receipt comes in time, and tells of one that comes too late', async () => {
    const { producer, clock, stray, reply } = await setUp({ receiptTimeoutMs: 100 });
    const first = producer.send(message);
    const outcome = expect(first).rejects.toMatchObject({ code: 'SEND_TIMEOUT' });
    await clock.advanceTo(1_050);
    const second = producer.send(message);
    await clock.advanceTo(1_120);
    await outcome;
    expect(producer.pending).toBe(1);
    reply({ result: 'ok', messageId: 'CAMQADAA', context: '1' });
    expect(stray).toEqual(['a receipt that came too late']);
    reply({ result: 'ok', messageId: 'CAMQATAA', context: '2' });
    expect((await second).messageIdText).toBe('3:1');
  });

  it('says that the outcome is unknown when the socket is lost, and sends nothing twice (F3: it was lost or doubled)', async () => {
    const { producer, clock, network } = await setUp();
    const sent = producer.send(message);
    const outcome = expect(sent).rejects.toMatchObject({ code: 'SEND_OUTCOME_UNKNOWN' });
    network.last().close(1006);
    await clock.advanceTo(2_000);
    await outcome;
    network.last().open();
    await clock.advanceTo(3_000);
    expect(network.connections).toHaveLength(2);
    expect(network.last().sent).toEqual([]);
  });

  it('refuses to send while it is not open', async () => {
    const { producer, clock, network } = await setUp();
    network.last().close(1006);
    await clock.advanceTo(1_000);
    await expect(producer.send(message)).rejects.toMatchObject({ code: 'SOCKET_NOT_OPEN' });
    expect(producer.pending).toBe(0);
  });

  it('refuses a frame above the limit of the service before it is sent (protocol D8)', async () => {
    const { producer, network } = await setUp();
    const payload = new Uint8Array(2 * 1024 * 1024);
    await expect(producer.send({ ...message, payload })).rejects.toMatchObject({ code: 'FRAME_TOO_LARGE' });
    expect(network.last().sent).toEqual([]);
  });

  it('survives replies that belong to nothing', async () => {
    const { producer, network, stray } = await setUp();
    network.last().message('not json');
    network.last().message({ result: 'send-error:3', errorMsg: 'parser message' });
    expect(stray).toEqual(['a reply that is not a JSON object', 'parser message']);
    expect(producer.status.phase).toBe('open');
  });

  it('drains before it stops, or says what it leaves open', async () => {
    const { producer, reply, clock } = await setUp();
    const first = producer.send(message);
    const drained = producer.drain();
    reply({ result: 'ok', messageId: 'CAMQADAA', context: '1' });
    await drained;
    await first;
    const second = producer.send(message);
    const outcome = expect(second).rejects.toMatchObject({ code: 'SEND_OUTCOME_UNKNOWN' });
    await producer.stop();
    await outcome;
    expect(clock.pendingTimers()).toBe(0);
  });
});
