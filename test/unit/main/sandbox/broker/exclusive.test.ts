import { describe, expect, it } from 'vitest';
import { collectingConsumer } from '../collecting-sink.ts';
import { createTestTopic } from '../test-topic.ts';

describe('an Exclusive subscription (protocol D12)', () => {
  it('refuses a second consumer and one of another type', () => {
    const { subscribe } = createTestTopic();
    const subscription = subscribe('s', 'Exclusive');
    subscription.attach(collectingConsumer('a').consumer, 'Exclusive');
    expect(() => subscription.attach(collectingConsumer('b').consumer, 'Exclusive')).toThrow(
      'already connected',
    );
    expect(() => subscription.attach(collectingConsumer('b').consumer, 'Shared')).toThrow('different type');
  });

  it('takes another type once nobody is connected', () => {
    const { subscribe } = createTestTopic();
    const subscription = subscribe('s', 'Exclusive');
    const { consumer } = collectingConsumer('a');
    subscription.attach(consumer, 'Exclusive');
    subscription.detach(consumer);
    subscription.attach(collectingConsumer('b').consumer, 'Shared');
    expect(subscription.type).toBe('Shared');
  });

  it('delivers in order, as far as the permits go', () => {
    const { subscribe, publish } = createTestTopic();
    const subscription = subscribe('s', 'Exclusive');
    const { consumer, take } = collectingConsumer('a', { queueSize: 2 });
    publish('1', '2', '3');
    subscription.attach(consumer, 'Exclusive');
    expect(take()).toEqual(['1', '2']);
    subscription.flow(consumer, 5);
    publish('4');
    expect(take()).toEqual(['3', '4']);
  });

  it('gives what was not acknowledged to the next consumer, without a count', () => {
    const { subscribe, publish } = createTestTopic();
    const subscription = subscribe('s', 'Exclusive');
    const first = collectingConsumer('a');
    subscription.attach(first.consumer, 'Exclusive');
    publish('1', '2', '3');
    subscription.acknowledge(1);
    subscription.detach(first.consumer);
    const second = collectingConsumer('b');
    subscription.attach(second.consumer, 'Exclusive');
    expect(second.take()).toEqual(['1', '3']);
    expect(subscription.backlog).toBe(2);
  });

  it('redelivers the whole window when one message is asked for again', () => {
    const { subscribe, publish } = createTestTopic();
    const subscription = subscribe('s', 'Exclusive');
    const { consumer, take } = collectingConsumer('a');
    subscription.attach(consumer, 'Exclusive');
    publish('1', '2', '3');
    take();
    subscription.acknowledge(0);
    subscription.redeliver(consumer, [2]);
    expect(take()).toEqual(['2', '3']);
  });

  it('keeps what is published while nobody is connected', () => {
    const { subscribe, publish } = createTestTopic();
    const subscription = subscribe('s', 'Exclusive');
    publish('1', '2');
    expect(subscription.backlog).toBe(2);
    const { consumer, take } = collectingConsumer('a');
    subscription.attach(consumer, 'Exclusive');
    expect(take()).toEqual(['1', '2']);
  });
});

describe('a Failover subscription (protocol D12)', () => {
  it('feeds the first by priority, then by name, after a second, and lets the others stand by', async () => {
    const { subscribe, publish, clock } = createTestTopic();
    const subscription = subscribe('s', 'Failover');
    const [a, b] = [collectingConsumer('a'), collectingConsumer('b')];
    subscription.attach(a.consumer, 'Failover');
    subscription.attach(b.consumer, 'Failover');
    publish('1');
    expect(a.take()).toEqual([]);
    await clock.advanceTo(clock.now() + 1_000);
    expect(a.take()).toEqual(['1']);
    expect(b.take()).toEqual([]);
    expect(subscription.activeConsumer?.name).toBe('a');
  });

  it('lets the next take over one second after the active one has left, with everything unsettled', async () => {
    const { subscribe, publish, clock } = createTestTopic();
    const subscription = subscribe('s', 'Failover');
    const [a, b] = [collectingConsumer('a'), collectingConsumer('b')];
    subscription.attach(a.consumer, 'Failover');
    subscription.attach(b.consumer, 'Failover');
    publish('1', '2');
    subscription.acknowledge(0);
    subscription.detach(a.consumer);
    await clock.advanceTo(clock.now() + 999);
    expect(b.take()).toEqual([]);
    await clock.advanceTo(clock.now() + 1);
    expect(b.take()).toEqual(['2']);
  });
});
