import type { AdminAnswer } from '../wire/admin-request.ts';
import { adminOutcome } from './outcome.ts';
import { encoded, texts } from './payload.ts';
import { publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

/** Looking at messages without moving a cursor (protocol E2, E3, E4). */
export const peek: Scenario = {
  name: 'peek',
  section: 'E2 E3 E4',
  async run(context) {
    const topic = context.topic();
    await context.consumer(topic, 'audit');
    const producer = await context.producer(topic, { producerName: context.unique('producer') });
    await producer.ask({
      payload: encoded('rich'),
      key: 'k-1',
      properties: { a: '1', 'b c': 'ü→😀' },
      eventTime: '2024-05-01T10:00:00.5Z',
    });
    await producer.ask({ payload: encoded('plain') });
    await producer.ask({ payload: '' });
    const look = async (path: string): Promise<unknown> =>
      peeked(await context.admin('GET', `/${topic.path}/${path}`));
    for (const position of ['1', '2', '3', '4', '0', '-1', 'x']) {
      context.record(`position ${position}`, await look(`subscription/audit/position/${position}`));
    }
    context.record('of a missing subscription', await look('subscription/nobody/position/1'));
    const missing = context.topic('missing');
    context.record(
      'of a missing topic',
      peeked(await context.admin('GET', `/${missing.path}/subscription/audit/position/1`)),
    );
    context.record(
      'examine: earliest 1',
      await look('examinemessage?initialPosition=earliest&messagePosition=1'),
    );
    context.record(
      'examine: latest 1',
      await look('examinemessage?initialPosition=latest&messagePosition=1'),
    );
    context.record(
      'examine: earliest 9',
      await look('examinemessage?initialPosition=earliest&messagePosition=9'),
    );
    context.record('examine: nowhere', await look('examinemessage?initialPosition=middle&messagePosition=1'));
  },
};

/** Batches are one position, and keep their own framing in the body (protocol E4). */
export const peekBatch: Scenario = {
  name: 'peek-batch',
  section: 'E4 D13',
  async run(context) {
    const topic = context.topic();
    const consumer = await context.consumer(topic, 'audit', { subscriptionType: 'Shared' });
    const producer = await context.producer(topic, {
      batchingEnabled: true,
      batchingMaxMessages: 3,
      batchingMaxPublishDelay: 2_000,
      producerName: context.unique('producer'),
    });
    for (const text of texts(3)) {
      producer.send({
        payload: encoded(text),
        key: 'k',
        properties: { of: text },
        eventTime: '2024-05-01T10:00:00Z',
      });
    }
    context.record('receipts', await producer.take(3));
    context.record('frames', await consumer.take(3));
    context.record(
      'position 1',
      peeked(await context.admin('GET', `/${topic.path}/subscription/audit/position/1`)),
    );
    context.record(
      'position 2',
      peeked(await context.admin('GET', `/${topic.path}/subscription/audit/position/2`)),
    );
    const alone = await context.producer(topic, { batchingEnabled: true, batchingMaxPublishDelay: 10 });
    await publishAll(alone, ['alone']);
    context.record('a batch of one as a frame', await consumer.take(1));
    const single = await context.admin('GET', `/${topic.path}/subscription/audit/position/2`);
    context.record('a batch of one', {
      count: single.pulsarHeaders['x-pulsar-num-batch-message'],
      body: Buffer.from(single.bytes).toString('hex'),
    });
    context.record('lastMessageId', adminOutcome(await context.admin('GET', `/${topic.path}/lastMessageId`)));
  },
};

/** Each message of the record, by its bytes. */
function peeked(answer: AdminAnswer): unknown {
  if (answer.status !== 200) return adminOutcome(answer);
  const headers = Object.fromEntries(
    Object.entries(answer.pulsarHeaders).map(([name, value]) => [name, asJson(value)]),
  );
  return {
    status: answer.status,
    contentType: answer.contentType,
    headers,
    body: Buffer.from(answer.bytes).toString('hex'),
  };
}

/** Properties travel as JSON in a header; the order of their keys is free. */
function asJson(value: string): unknown {
  if (!value.startsWith('{')) return value;
  const parsed: unknown = JSON.parse(value);
  return parsed;
}
