import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../../src/main/sandbox/sandbox.ts';
import { createClient, type SandboxClient, type TestSocket } from './client.ts';

let sandbox: Sandbox;
let client: SandboxClient;
let count = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ traffic: 'none' });
  client = createClient(sandbox);
});
afterAll(() => sandbox.stop());

/** A new local stream and a producer on it. */
async function createStream(): Promise<{
  name: string;
  producer: TestSocket;
  publish(...texts: string[]): Promise<void>;
}> {
  const bare = `s${count++}`;
  await client.streams('POST', `/${bare}`);
  const name = `c8locals.${bare}`;
  const producer = await client.socket('producer', name);
  return {
    name,
    producer,
    async publish(...texts) {
      for (const text of texts) producer.send({ payload: Buffer.from(text).toString('base64') });
      for (const _text of texts) expect((await producer.next()).result).toBe('ok');
    },
  };
}

describe('upgrades (protocol C2, D9)', () => {
  it('need a credential, and a one-time password opens one socket only', async () => {
    const { name } = await createStream();
    const url = await client.gdnSocketUrl('consumer', `${name}/s`);
    const bare = url.replace(/\?.*/, '');
    expect(await client.refusal(bare)).toEqual({ status: 401, reason: 'Failed to authenticate' });
    const consumer = await client.socket('consumer', `${name}/s`);
    await consumer.close();
    const once = await client.gdnSocketUrl('consumer', `${name}/s?subscriptionType=wrong`);
    expect((await client.refusal(once)).status).toBe(400);
    expect((await client.refusal(once)).status).toBe(401);
  });

  it('take bearer and API key in the header', async () => {
    const { name } = await createStream();
    const url = (await client.gdnSocketUrl('consumer', `${name}/s?subscriptionType=nonsense`)).replace(
      /&otp=.*/,
      '',
    );
    for (const authorization of [`Bearer ${sandbox.jwt}`, `apikey ${sandbox.apiKey}`]) {
      expect((await client.refusal(url, { authorization })).status).toBe(400);
    }
    expect((await client.refusal(url, { authorization: 'Basic YXBpLXg6' })).status).toBe(401);
  });

  it.each([
    ['consumer', 'NAME/s?subscriptionType=exclusive', 400],
    ['consumer', 'NAME/s?ackTimeoutMillis=500', 400],
    ['consumer', 'NAME', 400],
    ['consumer', 'c8locals.unknown/s', 404],
    ['producer', 'c8locals.unknown', 404],
    ['reader', 'NAME?messageId=***', 400],
    ['producer', 'NAME?compressionType=zip', 400],
  ])('of a %s at %s are refused with %i', async (kind, path, status) => {
    const { name } = await createStream();
    expect((await client.refusal(await client.gdnSocketUrl(kind, path.replace('NAME', name)))).status).toBe(
      status,
    );
  });

  it('of a second Exclusive consumer, another type, or a producer name in use are refused with 409', async () => {
    const { name } = await createStream();
    const first = await client.socket('consumer', `${name}/s`);
    const second = await client.refusal(await client.gdnSocketUrl('consumer', `${name}/s`));
    expect(second).toMatchObject({
      status: 409,
      reason: expect.stringContaining('Failed to create producer/consumer: '),
    });
    const shared = await client.gdnSocketUrl('consumer', `${name}/s?subscriptionType=Shared`);
    expect((await client.refusal(shared)).status).toBe(409);
    const producer = await client.socket('producer', `${name}?producerName=p`);
    const rival = await client.gdnSocketUrl('producer', `${name}?producerName=p`);
    expect((await client.refusal(rival)).status).toBe(409);
    await first.close();
    await (await client.socket('consumer', `${name}/s?subscriptionType=Shared`)).close();
    await producer.close();
  });

  it('of another tenant are refused with 403', async () => {
    const { name } = await createStream();
    const url = (await client.gdnSocketUrl('producer', name)).replace(sandbox.tenant, 'somebody.else');
    expect((await client.refusal(url)).status).toBe(403);
  });
});

describe('a producer (protocol D4)', () => {
  it('gets one reply for each frame, in order, with its context', async () => {
    const { producer } = await createStream();
    producer.send({ payload: 'SGVsbG8=', context: 'req-1' });
    producer.send({ payload: '' });
    producer.send({ payload: 'a-_b', context: 'req-2' });
    producer.send({ context: 'req-3' });
    producer.send('{payload');
    producer.send({ payload: 'eA==', context: 5 });
    expect(await producer.next()).toEqual({
      result: 'ok',
      messageId: expect.any(String),
      context: 'req-1',
      errorCode: 0,
      schemaVersion: 0,
    });
    expect(await producer.next()).toEqual({
      result: 'ok',
      messageId: expect.any(String),
      errorCode: 0,
      schemaVersion: 0,
    });
    expect(await producer.next()).toMatchObject({
      result: 'send-error:7',
      errorMsg: 'Invalid Base64 message-payload error=Illegal base64 character 2d',
      context: 'req-2',
    });
    expect(await producer.next()).toMatchObject({ result: 'send-error:7', context: 'req-3' });
    expect(await producer.next()).not.toHaveProperty('context');
    expect(await producer.next()).toMatchObject({ result: 'ok', context: '5' });
  });

  it('is closed with 1009 over a frame of more than 1 MiB', async () => {
    const { producer } = await createStream();
    producer.send({ payload: 'A'.repeat(1024 * 1024) });
    expect((await producer.closed()).code).toBe(1009);
  });

  it('has its messages stored as one entry when it batches', async () => {
    const { name } = await createStream();
    const batching = await client.socket('producer', `${name}?batchingEnabled=true&batchingMaxMessages=3`);
    for (const payload of ['MQ==', 'Mg==', 'Mw==']) batching.send({ payload });
    const ids = [await batching.next(), await batching.next(), await batching.next()].map(({ messageId }) =>
      Buffer.from(messageId, 'base64').toString('hex'),
    );
    // Field 4 is the index in the batch; field 6 would be its size, which a receipt leaves at 0 (protocol D13).
    expect(ids.map((hex) => hex.slice(-8))).toEqual(['20003000', '20013000', '20023000']);
    expect(new Set(ids.map((hex) => hex.slice(0, -8))).size).toBe(1);
    await batching.close();
  });
});

describe('a consumer', () => {
  it('gets frames with the fields of the wire, those without value left out (protocol D5)', async () => {
    const { name, producer } = await createStream();
    const consumer = await client.socket('consumer', `${name}/s`);
    producer.send({
      payload: 'eyJuIjoxfQ==',
      properties: { k1: 'v1' },
      eventTime: '2024-05-01T10:00:00.5+02:00',
      key: 'user-42',
    });
    producer.send({ payload: 'AP/+gA==' });
    const full = await consumer.nextText();
    expect(full).toMatch(
      /^\{"messageId":"[^"]+","payload":"eyJuIjoxfQ==","properties":\{"k1":"v1"\},"publishTime":"[^"]+Z","redeliveryCount":0,"eventTime":"2024-05-01T08:00:00.5Z","key":"user-42"\}$/,
    );
    expect(Object.keys(await consumer.next())).toEqual([
      'messageId',
      'payload',
      'properties',
      'publishTime',
      'redeliveryCount',
    ]);
    await consumer.close();
  });

  it('starts at the end, or at the beginning when a new subscription asks for it (protocol D3)', async () => {
    const { name, publish } = await createStream();
    await publish('1', '2');
    const latest = await client.socket('consumer', `${name}/late`);
    const earliest = await client.socket('consumer', `${name}/early?subscriptionInitialPosition=Earliest`);
    expect(await earliest.take(2)).toEqual(['1', '2']);
    await publish('3');
    expect(await latest.take(1)).toEqual(['3']);
    await latest.close();
    await earliest.close();
  });

  it('stalls at receiverQueueSize and goes on with each answer (protocol D7)', async () => {
    const { name, publish } = await createStream();
    const consumer = await client.socket('consumer', `${name}/s?receiverQueueSize=2&subscriptionType=Shared`);
    await publish('1', '2', '3', '4');
    const [first] = [await consumer.next(), await consumer.next()];
    expect(await consumer.settled()).toBe(0);
    consumer.send({ messageId: first?.messageId });
    expect(await consumer.take(1)).toEqual(['3']);
    consumer.send({ type: 'negativeAcknowledge', messageId: first?.messageId });
    expect(await consumer.take(1)).toEqual(['4']);
    expect(await consumer.settled()).toBe(0);
    await consumer.close();
  });

  it('with receiverQueueSize=0 gets one message at a time', async () => {
    const { name, publish } = await createStream();
    const consumer = await client.socket('consumer', `${name}/s?receiverQueueSize=0`);
    await publish('1', '2');
    const first = await consumer.next();
    expect(await consumer.settled()).toBe(0);
    consumer.send({ messageId: first.messageId });
    expect(await consumer.take(1)).toEqual(['2']);
    await consumer.close();
  });

  it('in pull mode gets what its permits allow, and acks do not matter (protocol D7)', async () => {
    const { name, publish } = await createStream();
    const consumer = await client.socket('consumer', `${name}/s?pullMode=true`);
    await publish('1', '2', '3', '4', '5');
    expect(await consumer.settled()).toBe(0);
    consumer.send({ type: 'permit', permitMessages: 2 });
    const first = await consumer.next();
    expect(await consumer.take(1)).toEqual(['2']);
    consumer.send({ messageId: first.messageId });
    expect(await consumer.settled()).toBe(0);
    consumer.send({ type: 'permit', permitMessages: 2 });
    expect(await consumer.take(2)).toEqual(['3', '4']);
    consumer.send({ type: 'permit', permitMessages: 5 });
    expect(await consumer.take(1)).toEqual(['5']);
    await publish('6', '7', '8', '9', '10');
    expect(await consumer.take(4)).toEqual(['6', '7', '8', '9']);
    expect(await consumer.settled()).toBe(0);
    await consumer.close();
  });

  it('on a Shared subscription gets unacknowledged messages of a lost one, uncounted (protocol D12)', async () => {
    const { name, publish } = await createStream();
    const first = await client.socket('consumer', `${name}/s?subscriptionType=Shared`);
    await publish('1', '2');
    const frames = [await first.next(), await first.next()];
    first.send({ messageId: frames[0]?.messageId });
    await first.settled();
    const second = await client.socket('consumer', `${name}/s?subscriptionType=Shared`);
    first.socket.terminate();
    expect(await second.next()).toMatchObject({ messageId: frames[1]?.messageId, redeliveryCount: 0 });
    await second.close();
  });

  it('gets a negatively acknowledged message again after its delay, on Shared it alone', async () => {
    const { name, publish } = await createStream();
    const consumer = await client.socket(
      'consumer',
      `${name}/s?subscriptionType=Shared&negativeAckRedeliveryDelay=100`,
    );
    await publish('1', '2');
    const [first] = [await consumer.next(), await consumer.next()];
    consumer.send({ type: 'negativeAcknowledge', messageId: first?.messageId });
    expect(await consumer.next()).toMatchObject({ messageId: first?.messageId, redeliveryCount: 1 });
    expect(await consumer.settled()).toBe(0);
    await consumer.close();
  });

  it('on Exclusive gets its whole window again, without a count', async () => {
    const { name, publish } = await createStream();
    const consumer = await client.socket('consumer', `${name}/s?negativeAckRedeliveryDelay=100`);
    await publish('1', '2', '3');
    const frames = [await consumer.next(), await consumer.next(), await consumer.next()];
    consumer.send({ messageId: frames[0]?.messageId });
    consumer.send({ type: 'negativeAcknowledge', messageId: frames[2]?.messageId });
    expect([await consumer.next(), await consumer.next()]).toMatchObject([
      { messageId: frames[1]?.messageId, redeliveryCount: 0 },
      { messageId: frames[2]?.messageId, redeliveryCount: 0 },
    ]);
    await consumer.close();
  });

  it('that lets a message time out gets it again, and its window does not grow (protocol D7)', async () => {
    const { name, publish } = await createStream();
    const consumer = await client.socket(
      'consumer',
      `${name}/s?subscriptionType=Shared&ackTimeoutMillis=1000&receiverQueueSize=2`,
    );
    await publish('1');
    const first = await consumer.next();
    expect(await consumer.next()).toMatchObject({ messageId: first.messageId, redeliveryCount: 1 });
    await publish('2');
    expect(await consumer.settled()).toBe(0);
    await consumer.close();
  });

  it('sends a message to the dead-letter stream after its redeliveries (protocol D3)', async () => {
    const { name, publish } = await createStream();
    const path = `${name}/s?subscriptionType=Shared&maxRedeliverCount=2&negativeAckRedeliveryDelay=100`;
    const consumer = await client.socket('consumer', path);
    await publish('poison');
    for (const redeliveryCount of [0, 1, 2]) {
      const frame = await consumer.next();
      expect(frame.redeliveryCount).toBe(redeliveryCount);
      consumer.send({ type: 'negativeAcknowledge', messageId: frame.messageId });
    }
    await expect
      .poll(async () => (await client.streams('GET', `/${name}-s-DLQ/stats`)).body)
      .toMatchObject({ result: { msgInCounter: 1 } });
    const dead = await client.socket('reader', `${name}-s-DLQ?messageId=earliest`);
    expect(await dead.next()).toMatchObject({
      payload: Buffer.from('poison').toString('base64'),
      properties: { REAL_TOPIC: expect.stringContaining(name) },
    });
    expect((await client.streams('GET', `/${name}/stats`)).body).toMatchObject({
      result: { subscriptions: { s: { msgBacklog: 0 } } },
    });
    await dead.close();
    await consumer.close();
  });

  it('is told the end of a topic once it is terminated and drained (protocol D6)', async () => {
    const { name, publish, producer } = await createStream();
    const consumer = await client.socket('consumer', `${name}/s`);
    await publish('last');
    const last = await consumer.next();
    consumer.send({ type: 'isEndOfTopic' });
    expect(await consumer.next()).toEqual({ endOfTopic: false });
    for (const topic of sandbox.broker.namespace(sandbox.tenant, 'c8local._system').flatTopics()) {
      if (topic.name.local === name) topic.terminate();
    }
    producer.send({ payload: 'eA==', context: 'req-4' });
    expect(await producer.next()).toMatchObject({
      result: 'send-error:8',
      errorMsg: 'Topic was already terminated',
      context: 'req-4',
    });
    consumer.send({ messageId: last.messageId });
    consumer.send({ type: 'isEndOfTopic' });
    expect(await consumer.next()).toEqual({ endOfTopic: true });
    expect((await client.refusal(await client.gdnSocketUrl('producer', name))).status).toBe(503);
    await consumer.close();
  });

  it('may unsubscribe, which leaves the socket open and silent; with others attached nothing happens', async () => {
    const { name, publish } = await createStream();
    const alone = await client.socket('consumer', `${name}/alone`);
    alone.send({ type: 'unsubscribe' });
    await alone.settled();
    expect((await client.streams('GET', `/${name}/subscriptions`)).body).toMatchObject({ result: [] });
    await publish('1');
    expect(await alone.settled()).toBe(0);
    const [one, two] = [
      await client.socket('consumer', `${name}/both?subscriptionType=Shared`),
      await client.socket('consumer', `${name}/both?subscriptionType=Shared`),
    ];
    one.send({ type: 'unsubscribe' });
    await one.settled();
    expect((await client.streams('GET', `/${name}/subscriptions`)).body).toMatchObject({ result: ['both'] });
    await one.close();
    await two.close();
    await alone.close();
  });

  it.each([
    ['the text null', 'null', 1011],
    ['an ack without an id', '{}', 1011],
    ['an ack with an unreadable id', '{"messageId":"***"}', 1011],
  ])('ends over %s', async (_what, text, code) => {
    const { name } = await createStream();
    const consumer = await client.socket('consumer', `${name}/s`);
    consumer.send(text);
    expect((await consumer.closed()).code).toBe(code);
  });

  it.each([
    ['text that is not JSON', '{nope'],
    ['a permit without a number', '{"type":"permit"}'],
    ['an ack with bytes that are no id', '{"messageId":"aGVsbG8="}'],
  ])('goes on after %s (protocol D10)', async (_what, text) => {
    const { name, publish } = await createStream();
    const consumer = await client.socket('consumer', `${name}/s`);
    consumer.send(text);
    await publish('1');
    expect(await consumer.take(1)).toEqual(['1']);
    await consumer.close();
  });

  it('may acknowledge on another connection of the same subscription', async () => {
    const { name, publish } = await createStream();
    const first = await client.socket('consumer', `${name}/s?subscriptionType=Shared`);
    await publish('1');
    const { messageId } = await first.next();
    const second = await client.socket('consumer', `${name}/s?subscriptionType=Shared`);
    second.send({ messageId });
    await second.settled();
    await first.close();
    expect(await second.settled()).toBe(0);
    await second.close();
  });
});

describe('a reader', () => {
  it('starts at the end, the beginning, or behind an id', async () => {
    const { name, publish } = await createStream();
    await publish('1', '2', '3');
    const earliest = await client.socket('reader', `${name}?messageId=earliest`);
    const second = [await earliest.next(), await earliest.next()][1];
    const after = await client.socket(
      'reader',
      `${name}?messageId=${encodeURIComponent(second?.messageId ?? '')}`,
    );
    expect(await after.take(1)).toEqual(['3']);
    const latest = await client.socket('reader', name);
    await publish('4');
    expect(await latest.take(1)).toEqual(['4']);
    for (const reader of [earliest, after, latest]) await reader.close();
  });

  it('leaves no subscription and no backlog behind', async () => {
    const { name, publish } = await createStream();
    await publish('1');
    const reader = await client.socket('reader', `${name}?messageId=earliest`);
    await reader.take(1);
    const { body } = await client.streams('GET', `/${name}/subscriptions`);
    expect(JSON.stringify(body)).toMatch(/"reader-[0-9a-f]{10}"/);
    await reader.close();
    await expect
      .poll(async () => (await client.streams('GET', `/${name}/subscriptions`)).body)
      .toMatchObject({ result: [] });
  });

  it('stops after receiverQueueSize messages until it sends something (protocol D7)', async () => {
    const { name, publish } = await createStream();
    await publish('1', '2', '3');
    const reader = await client.socket('reader', `${name}?messageId=earliest&receiverQueueSize=2`);
    await reader.take(2);
    expect(await reader.settled()).toBe(0);
    reader.send({ anything: 1 });
    expect(await reader.take(1)).toEqual(['3']);
    await reader.close();
  });
});

describe('the connection', () => {
  it('answers pings and ignores binary frames', async () => {
    const { name, publish } = await createStream();
    const consumer = await client.socket('consumer', `${name}/s`);
    consumer.socket.send(Buffer.from([1, 2, 3]));
    await publish('1');
    expect(await consumer.take(1)).toEqual(['1']);
    await consumer.close();
  });

  it('passes the keep-alive of old clients on as a message (protocol C4)', async () => {
    const { name, producer } = await createStream();
    const consumer = await client.socket('consumer', `${name}/s`);
    producer.send({ payload: 'noop' });
    expect((await consumer.next()).payload).toBe('noop');
    await consumer.close();
  });
});
