import { describe, expect, it } from 'vitest';
import { collectingConsumer, draft, textOf } from '../collecting-sink.ts';
import { createTestTopic, startMs } from '../test-topic.ts';

const tiny = { soft: { messages: 3, bytes: 1000 }, hard: { messages: 6, bytes: 1000 } };

describe('a topic', () => {
  it('gives strictly increasing positions and starts a new ledger when one is full', () => {
    const { topic } = createTestTopic();
    for (let sent = 0; sent < 50_001; sent++) topic.publish(draft(''));
    expect(topic.log.at(49_999)).toMatchObject({ ledgerId: 5, entryId: 49_999 });
    expect(topic.log.last).toMatchObject({ ledgerId: 6, entryId: 0 });
  });

  it('stores a batch as one entry with an index for each message (protocol D13)', () => {
    const { topic } = createTestTopic();
    const stored = topic.publishBatch([draft('a'), draft('b')]);
    expect(stored.map(({ entryId, batchIndex, batchSize }) => [entryId, batchIndex, batchSize])).toEqual([
      [0, 0, 2],
      [0, 1, 2],
    ]);
    expect(topic.publish(draft('c'))).toMatchObject({ entryId: 1, batchIndex: -1, batchSize: 0 });
  });

  it('refuses messages once terminated or deleted', () => {
    const { topic } = createTestTopic();
    topic.terminate();
    expect(() => topic.publish(draft('x'))).toThrow('already terminated');
    topic.remove();
    expect(() => topic.publish(draft('x'))).toThrow('does not exist');
  });

  it('keeps history up to the soft bound when nobody needs it', () => {
    const { topic, publish } = createTestTopic(tiny);
    publish('1', '2', '3', '4', '5');
    expect(topic.log.count).toBe(3);
    expect(topic.log.at(topic.log.firstIndex)).toSatisfy((message) => textOf(message) === '3');
  });

  it('keeps more than that for a subscription, up to the hard bound, and counts what it lost', () => {
    const { topic, publish, subscribe } = createTestTopic(tiny);
    const subscription = subscribe('s', 'Shared');
    publish('1', '2', '3', '4', '5', '6');
    expect(topic.log.count).toBe(6);
    expect(topic.droppedUnacked).toBe(0);
    publish('7', '8');
    expect(topic.log.count).toBe(6);
    expect(topic.droppedUnacked).toBe(2);
    expect(subscription.backlog).toBe(6);
  });

  it('deletes a subscription only when nobody is connected, unless forced', () => {
    const { topic, subscribe } = createTestTopic();
    subscribe('s', 'Shared').attach(collectingConsumer('a').consumer, 'Shared');
    expect(() => topic.unsubscribe('s', { force: false })).toThrow('active connected consumers');
    topic.unsubscribe('s', { force: true });
    expect(topic.subscriptions.size).toBe(0);
    expect(() => topic.unsubscribe('s', { force: true })).toThrow('not found');
  });

  it('keeps publish times from going back, whatever history is added', () => {
    const { topic } = createTestTopic();
    topic.publishAt(draft('old'), startMs - 60_000);
    topic.publish(draft('new'));
    topic.publishAt(draft('late'), startMs - 30_000);
    expect([0, 1, 2].map((index) => topic.log.at(index)?.publishTimeMs)).toEqual([
      startMs - 60_000,
      startMs,
      startMs,
    ]);
  });
});

describe('moving a subscription by hand', () => {
  it('seeks back and forth, and consumers start afresh from there', () => {
    const { publish, subscribe } = createTestTopic();
    const subscription = subscribe('s', 'Shared');
    const { consumer, take } = collectingConsumer('a');
    subscription.attach(consumer, 'Shared');
    publish('1', '2', '3');
    for (const index of [0, 1, 2]) subscription.acknowledge(index);
    take();
    subscription.seek(1);
    expect(take()).toEqual(['2', '3']);
    expect(subscription.backlog).toBe(2);
    expect(consumer.unacked.size).toBe(2);
  });

  it('skips a number of messages or all', () => {
    const { publish, subscribe } = createTestTopic();
    const subscription = subscribe('s', 'Exclusive');
    publish('1', '2', '3', '4');
    expect(subscription.skip(1)).toBe(1);
    expect(subscription.backlog).toBe(3);
    expect(subscription.skip(Infinity)).toBe(3);
    expect(subscription.backlog).toBe(0);
  });

  it('expires what is older than a time and counts it', async () => {
    const { publish, subscribe, clock } = createTestTopic();
    const subscription = subscribe('s', 'Exclusive');
    publish('1', '2');
    await clock.advanceTo(startMs + 10_000);
    publish('3');
    expect(subscription.expireBefore(startMs + 5_000)).toBe(2);
    expect(subscription.backlog).toBe(1);
    expect(subscription.totalExpired).toBe(2);
    expect(subscription.expireBefore(startMs + 5_000)).toBe(0);
  });
});
