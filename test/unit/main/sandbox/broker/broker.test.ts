import { describe, expect, it } from 'vitest';
import { Broker } from '../../../../../src/main/sandbox/broker/broker.ts';
import { partsOf } from '../../../../../src/main/sandbox/broker/partitioned-topic.ts';
import type { TopicName } from '../../../../../src/main/sandbox/broker/topic-name.ts';
import { createFakeClock } from '../../../fake-clock.ts';
import { draft } from '../collecting-sink.ts';

const name: TopicName = { domain: 'persistent', tenant: 'public', namespace: 'default', local: 't' };

function createBroker() {
  const clock = createFakeClock(1_000_000);
  const broker = new Broker({ clock });
  broker.createNamespace('public', 'default');
  return { broker, clock };
}

describe('the broker', () => {
  it('makes topics only in namespaces that exist, and each once', () => {
    const { broker } = createBroker();
    broker.createTopic(name);
    expect(() => broker.createTopic(name)).toThrow('already exists');
    expect(() => broker.createTopic({ ...name, namespace: 'other' })).toThrow('Namespace does not exist');
    broker.stop();
  });

  it('gives the parts of a partitioned topic names and numbers of their own', () => {
    const { broker } = createBroker();
    const parts = partsOf(broker.createTopic(name, 3));
    expect(parts.map((part) => [part.name.local, part.partition])).toEqual([
      ['t-partition-0', 0],
      ['t-partition-1', 1],
      ['t-partition-2', 2],
    ]);
    expect(broker.find({ ...name, local: 't-partition-1' })).toBe(parts[1]);
    broker.deleteTopic(name, { force: false });
    expect(broker.find({ ...name, local: 't-partition-1' })).toBeUndefined();
    broker.stop();
  });

  it('refuses to delete a topic in use, unless forced', () => {
    const { broker } = createBroker();
    const [topic] = partsOf(broker.createTopic(name));
    topic?.subscribe('s', { type: 'Shared', isDurable: true, startIndex: 0 });
    expect(() => broker.deleteTopic(name, { force: false })).toThrow('active producers/subscriptions');
    broker.deleteTopic(name, { force: true });
    expect(topic?.isDeleted).toBe(true);
    broker.stop();
  });

  it('drops unacknowledged messages when their time to live is over', async () => {
    const { broker, clock } = createBroker();
    const [topic] = partsOf(broker.createTopic(name));
    const subscription = topic?.subscribe('s', { type: 'Shared', isDurable: true, startIndex: 0 });
    topic?.publish(draft('x'));
    broker.namespace('public', 'default').timeToLiveSeconds = 5;
    await clock.advanceTo(clock.now() + 4_000);
    expect(subscription?.backlog).toBe(1);
    await clock.advanceTo(clock.now() + 3_000);
    expect(subscription?.backlog).toBe(0);
    broker.stop();
    expect(clock.pendingTimers()).toBe(0);
  });
});
