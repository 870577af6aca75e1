import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startSandbox, type Sandbox } from '../../src/main/sandbox/sandbox.ts';
import vectors from '../fixtures/protocol-vectors.json' with { type: 'json' };
import { RawSocket, type JsonFrame } from './raw-socket.ts';
import { createWire, type Wire } from './wire.ts';

const exchange = z.object({
  id: z.string(),
  title: z.string(),
  section: z.string(),
  send: z.record(z.string(), z.unknown()).optional(),
  sendText: z.string().optional(),
  receive: z.record(z.string(), z.unknown()),
});
const trace = z.object({
  query: z.string(),
  backlog: z.number(),
  steps: z.array(z.object({ send: z.record(z.string(), z.unknown()).optional(), framesAfter: z.number() })),
});
const refusals = z.object({
  cases: z.array(
    z.object({
      endpoint: z.string().optional(),
      query: z.string(),
      auth: z.string().optional(),
      state: z.string().optional(),
      status: z.number(),
      reason: z.string().optional(),
      reasonStartsWith: z.string().optional(),
    }),
  ),
});

const byId = (id: string): unknown => vectors.vectors.find((vector) => vector.id === id);

let sandbox: Sandbox;
let wire: Wire;

beforeAll(async () => {
  sandbox = await startSandbox({ traffic: 'none' });
  wire = createWire(sandbox);
});
afterAll(() => sandbox.stop());

/** Texts that are ours to choose, and what a server alone can know. */
function comparable(frame: JsonFrame): JsonFrame {
  const { messageId, errorMsg, publishTime, ...rest } = frame;
  return {
    ...rest,
    ...(messageId === undefined ? {} : { messageId: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/) }),
    ...(publishTime === undefined ? {} : { publishTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) }),
    ...(errorMsg === undefined ? {} : { errorMsg: expect.any(String) }),
  };
}

describe('the exchanges of the protocol page, as a producer', () => {
  const exchanges = vectors.vectors
    .filter(({ id }) => id.startsWith('ws-produce-') && id !== 'ws-produce-terminated')
    .map((vector) => exchange.parse(vector));

  it.each(exchanges)('$title (protocol $section, $id)', async ({ send, sendText, receive }) => {
    const stream = await wire.createStream();
    const producer = await wire.open('producer', stream);
    const reply = await producer.ask(sendText ?? send ?? '');
    const { errorMsg, ...expected } = comparable(receive);
    expect(reply).toMatchObject(expected);
    if (receive['context'] === undefined) expect(reply).not.toHaveProperty('context');
    if (errorMsg !== undefined) expect(reply['errorMsg']).toEqual(errorMsg);
    // Whatever came: the socket stays open.
    expect(await producer.ask({ payload: '', context: 'after' })).toMatchObject({
      result: 'ok',
      context: 'after',
    });
    await producer.close();
  });

  it('broker refused the message (protocol D4, ws-produce-terminated)', async () => {
    const { send, receive } = exchange.parse(byId('ws-produce-terminated'));
    const topic = await wire.createPulsarTopic();
    const producer = await wire.openPulsar('producer', topic);
    await producer.ask({ payload: '' });
    await wire.admin('POST', `/persistent/public/default/${topic}/terminate`);
    expect(await producer.ask(send ?? {})).toMatchObject(comparable(receive));
    await producer.close();
  });
});

describe('the exchanges of the protocol page, as a consumer', () => {
  it('a frame has the fields that were published, and its ack has no reply (protocol D5, ws-consume-full)', async () => {
    const { receive } = exchange.parse(byId('ws-consume-full'));
    const stream = await wire.createStream();
    const consumer = await wire.open('consumer', `${stream}/s`);
    const producer = await wire.open('producer', stream);
    const { payload, properties, eventTime, key } = receive;
    await producer.ask({ payload, properties, eventTime, key });
    const frame = await consumer.next();
    const { eventTime: receivedTime, ...expected } = comparable({ ...receive, redeliveryCount: 0 });
    const { eventTime: seenTime, ...seen } = frame;
    expect(seen).toEqual(expected);
    expect(Date.parse(String(seenTime))).toBe(Date.parse(String(receivedTime)));
    expect(await consumer.ask({ type: 'isEndOfTopic' })).toEqual({ endOfTopic: false });
    consumer.send({ messageId: frame['messageId'] });
    expect(await consumer.waiting()).toBe(0);
    expect(await wire.backlogOf(stream, 's')).toBe(0);
  });

  it.each(['ws-binary-payload', 'ws-legacy-noop'])(
    'a payload comes byte for byte (protocol D5, C4, %s)',
    async (id) => {
      const payload = exchange.parse(byId(id)).receive['payload'];
      const stream = await wire.createStream();
      const consumer = await wire.open('consumer', `${stream}/s`);
      await (await wire.open('producer', stream)).ask({ payload });
      expect(await consumer.next()).toMatchObject({ payload, properties: {} });
    },
  );

  it('a negative acknowledgement brings the same message again, counted on Shared (protocol D6, ws-nack)', async () => {
    const stream = await wire.createStream();
    const query = '?subscriptionType=Shared&negativeAckRedeliveryDelay=100';
    const consumer = await wire.open('consumer', `${stream}/s${query}`);
    await (await wire.open('producer', stream)).ask({ payload: 'eA==' });
    const { messageId } = await consumer.next();
    consumer.send({ type: 'negativeAcknowledge', messageId });
    expect(await consumer.next()).toMatchObject({ messageId, redeliveryCount: 1 });
  });

  it('unsubscribe has no reply and leaves the socket open and silent (protocol D6, ws-unsubscribe)', async () => {
    const stream = await wire.createStream();
    const consumer = await wire.open('consumer', `${stream}/s`);
    consumer.send({ type: 'unsubscribe' });
    expect(await consumer.waiting()).toBe(0);
    expect(await wire.subscriptionsOf(stream)).toEqual([]);
    await (await wire.open('producer', stream)).ask({ payload: 'eA==' });
    expect(await consumer.waiting()).toBe(0);
  });
});

describe('the traces of the protocol page', () => {
  it.each(['ws-pull-trace', 'ws-push-stall-trace'])(
    'flow control goes step by step (protocol D7, %s)',
    async (id) => {
      const { query, backlog, steps } = trace.parse(byId(id));
      const stream = await wire.createStream();
      const producer = await wire.open('producer', stream);
      // The subscription has to be there before its backlog.
      await (await wire.open('consumer', `${stream}/s?${query}`)).close();
      for (let index = 0; index < backlog; index++) await producer.ask({ payload: '' });
      const consumer = await wire.open('consumer', `${stream}/s?${query}`);
      const received: unknown[] = [];
      for (const { send, framesAfter } of steps) {
        // The ids of the page stand for those of this topic: the first, the second …
        if (send !== undefined) consumer.send('messageId' in send ? { messageId: received.shift() } : send);
        const frames = await consumer.take(framesAfter);
        for (const { messageId } of frames) received.push(messageId);
        expect(await consumer.waiting()).toBe(0);
      }
    },
  );
});

describe('refused upgrades of the protocol page (protocol D9, ws-upgrade-errors)', () => {
  const { cases } = refusals.parse(byId('ws-upgrade-errors'));
  const named = cases.map((refusal) => {
    const { endpoint = 'consumer', query, auth = '', state = '' } = refusal;
    const what = [query, auth === '' ? '' : `credential: ${auth}`, state].filter((word) => word !== '');
    return { ...refusal, endpoint, what: what.join(', ') };
  });

  it.each(named)('$endpoint, $what', async (refusal) => {
    const stream = await wire.createStream();
    if (refusal.state === 'already connected') await wire.open('consumer', `${stream}/s`);
    const path = refusal.endpoint === 'reader' ? stream : `${stream}/s`;
    const url = await wire.url(refusal.endpoint, `${path}?${refusal.query}`);
    const target =
      refusal.auth === 'none'
        ? url.replace(/[?&]otp=.*/, '')
        : refusal.auth === 'other role'
          ? url.replace(sandbox.tenant, 'somebody.else')
          : url;
    const { status, reason } = await wire.refusal(target);
    // The sandbox is a Pulsar 4.2, which tells a bad start id from a failure of its own.
    expect(status).toBe(refusal.endpoint === 'reader' ? 400 : refusal.status);
    expect(reason).toContain(refusal.reason ?? '');
    expect(reason.startsWith(refusal.reasonStartsWith ?? '')).toBe(true);
    await expect(RawSocket.open(target)).rejects.toThrow(/^Unexpected server response: 4\d\d$/);
  });
});
