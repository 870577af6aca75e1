import { describe, expect, it } from 'vitest';
import { collectingConsumer, draft } from '../collecting-sink.ts';
import { createTestTopic } from '../test-topic.ts';

describe('a Shared subscription (protocol D12)', () => {
  it('gives messages to its consumers in turn', () => {
    const { subscribe, publish } = createTestTopic();
    const subscription = subscribe('s', 'Shared');
    const [a, b] = [collectingConsumer('a'), collectingConsumer('b')];
    subscription.attach(a.consumer, 'Shared');
    subscription.attach(b.consumer, 'Shared');
    publish('1', '2', '3', '4');
    expect([a.take().length, b.take().length]).toEqual([2, 2]);
  });

  it('passes over a consumer without permits', () => {
    const { subscribe, publish } = createTestTopic();
    const subscription = subscribe('s', 'Shared');
    const [a, b] = [collectingConsumer('a', { queueSize: 1 }), collectingConsumer('b')];
    subscription.attach(a.consumer, 'Shared');
    subscription.attach(b.consumer, 'Shared');
    publish('1', '2', '3', '4', '5');
    expect([a.take().length, b.take().length]).toEqual([1, 4]);
  });

  it('prefers the better priority level while it has permits', () => {
    const { subscribe, publish } = createTestTopic();
    const subscription = subscribe('s', 'Shared');
    const low = collectingConsumer('low', { priorityLevel: 1 });
    const high = collectingConsumer('high', { queueSize: 2 });
    subscription.attach(low.consumer, 'Shared');
    subscription.attach(high.consumer, 'Shared');
    publish('1', '2', '3');
    expect(high.take()).toEqual(['1', '2']);
    expect(low.take()).toEqual(['3']);
  });

  it('gives what a lost consumer did not settle to the others, uncounted', () => {
    const { subscribe, publish } = createTestTopic();
    const subscription = subscribe('s', 'Shared');
    const a = collectingConsumer('a');
    subscription.attach(a.consumer, 'Shared');
    publish('1', '2', '3');
    subscription.acknowledge(1);
    const b = collectingConsumer('b');
    subscription.attach(b.consumer, 'Shared');
    subscription.detach(a.consumer);
    expect(b.take()).toEqual(['1', '3']);
  });

  it('forgets the counts when the last consumer leaves', () => {
    const { subscribe, publish } = createTestTopic();
    const subscription = subscribe('s', 'Shared');
    const a = collectingConsumer('a');
    subscription.attach(a.consumer, 'Shared');
    publish('1');
    subscription.redeliver(a.consumer, [0]);
    expect(a.take()).toEqual(['1', '1#1']);
    subscription.detach(a.consumer);
    const b = collectingConsumer('b');
    subscription.attach(b.consumer, 'Shared');
    expect(b.take()).toEqual(['1']);
  });

  it('redelivers only the message asked for, counting up', () => {
    const { subscribe, publish } = createTestTopic();
    const subscription = subscribe('s', 'Shared');
    const { consumer, take } = collectingConsumer('a');
    subscription.attach(consumer, 'Shared');
    publish('1', '2');
    take();
    subscription.redeliver(consumer, [1]);
    subscription.redeliver(consumer, [1]);
    subscription.redeliver(consumer, [99]);
    expect(take()).toEqual(['2#1', '2#2']);
  });

  it('does not redeliver what was acknowledged meanwhile', () => {
    const { subscribe, publish } = createTestTopic();
    const subscription = subscribe('s', 'Shared');
    const { consumer, take } = collectingConsumer('a');
    subscription.attach(consumer, 'Shared');
    publish('1');
    take();
    subscription.acknowledge(0);
    subscription.redeliver(consumer, [0]);
    expect(take()).toEqual([]);
  });

  it('holds a delayed message back until its time, and not the ones behind it', async () => {
    const { subscribe, topic, publish, clock } = createTestTopic();
    const subscription = subscribe('s', 'Shared');
    const { consumer, take } = collectingConsumer('a');
    subscription.attach(consumer, 'Shared');
    topic.publish(draft('later', { deliverAtMs: clock.now() + 5_000 }));
    publish('now');
    expect(take()).toEqual(['now']);
    expect(subscription.delayedCount).toBe(1);
    await clock.advanceTo(clock.now() + 4_999);
    expect(take()).toEqual([]);
    await clock.advanceTo(clock.now() + 1);
    expect(take()).toEqual(['later']);
    expect(subscription.delayedCount).toBe(0);
  });

  it('stops feeding a consumer that owes 50,000 acknowledgements (protocol D7)', () => {
    const { subscribe, topic } = createTestTopic();
    const subscription = subscribe('s', 'Shared');
    const { consumer, messages } = collectingConsumer('a', { queueSize: 60_000 });
    subscription.attach(consumer, 'Shared');
    for (let sent = 0; sent < 50_010; sent++) topic.publish(draft('x'));
    expect(messages.length).toBe(50_000);
    expect(consumer.isBlockedOnUnacked).toBe(true);
    subscription.acknowledge(0);
    subscription.dispatch();
    expect(messages.length).toBe(50_001);
  });
});

describe('a Key_Shared subscription (protocol D12)', () => {
  it('gives all messages of a key to one consumer, in order, and uses all consumers', () => {
    const { subscribe, topic } = createTestTopic();
    const subscription = subscribe('s', 'Key_Shared');
    const consumers = ['a', 'b', 'c'].map((name) => collectingConsumer(name));
    for (const { consumer } of consumers) subscription.attach(consumer, 'Key_Shared');
    for (let sent = 0; sent < 300; sent++) topic.publish(draft(`${sent}`, { key: `k${sent % 30}` }));
    const owners = new Map<string | undefined, number>();
    for (const [at, { messages }] of consumers.entries()) {
      expect(messages.length).toBeGreaterThan(0);
      for (const { key } of messages) expect(owners.get(key) ?? at).toBe(at);
      for (const { key } of messages) owners.set(key, at);
      expect(messages.map(({ index }) => index)).toEqual(
        messages.map(({ index }) => index).sort((x, y) => x - y),
      );
    }
    expect(owners.size).toBe(30);
  });

  it('lets keys of other consumers pass while one is out of permits', () => {
    const { subscribe, topic } = createTestTopic();
    const subscription = subscribe('s', 'Key_Shared');
    const busy = collectingConsumer('busy', { queueSize: 1 });
    const free = collectingConsumer('free');
    subscription.attach(busy.consumer, 'Key_Shared');
    subscription.attach(free.consumer, 'Key_Shared');
    for (let sent = 0; sent < 100; sent++) topic.publish(draft(`${sent}`, { key: `k${sent % 10}` }));
    expect(busy.messages.length).toBe(1);
    const forBusy = 100 - free.messages.length;
    subscription.flow(busy.consumer, 1000);
    expect(busy.messages.length).toBe(forBusy);
    expect(busy.messages.map(({ index }) => index)).toEqual(
      busy.messages.map(({ index }) => index).sort((x, y) => x - y),
    );
  });

  it('keeps a key where its unsettled messages are when a consumer joins', () => {
    const { subscribe, topic } = createTestTopic();
    const subscription = subscribe('s', 'Key_Shared');
    const first = collectingConsumer('first');
    subscription.attach(first.consumer, 'Key_Shared');
    for (let key = 0; key < 10; key++) topic.publish(draft('1', { key: `k${key}` }));
    const second = collectingConsumer('second');
    subscription.attach(second.consumer, 'Key_Shared');
    for (let key = 0; key < 10; key++) topic.publish(draft('2', { key: `k${key}` }));
    expect(second.messages).toEqual([]);
    for (let index = 0; index < 20; index++) subscription.acknowledge(index);
    for (let key = 0; key < 10; key++) topic.publish(draft('3', { key: `k${key}` }));
    expect(second.messages.length).toBeGreaterThan(0);
  });
});
