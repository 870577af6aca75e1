import { describe, expect, it } from 'vitest';
import { parseConsumerParameters } from '../../../../../src/main/sandbox/ws/consumer-parameters.ts';
import { parseProducerParameters } from '../../../../../src/main/sandbox/ws/producer-parameters.ts';

const consumer = (query: string) => parseConsumerParameters(new URLSearchParams(query));
const producer = (query: string) => parseProducerParameters(new URLSearchParams(query));

describe('parameters of a consumer (protocol D3)', () => {
  it('have the defaults of the real service', () => {
    expect(consumer('unknown=1')).toEqual({
      type: 'Exclusive',
      isDurable: true,
      startsAtEarliest: false,
      ackTimeoutMs: 0,
      nackDelayMs: 60_000,
      receiverQueueSize: 1_000,
      consumerName: undefined,
      priorityLevel: 0,
      maxRedeliverCount: 0,
      deadLetterTopic: undefined,
      pullMode: false,
    });
  });

  it('limit the queue to 1000 and the negative-ack delay to 100 ms', () => {
    expect(consumer('receiverQueueSize=9999&negativeAckRedeliveryDelay=5')).toMatchObject({
      receiverQueueSize: 1000,
      nackDelayMs: 100,
    });
  });

  it('get an ack time-out of 30 s with a dead-letter policy that names none', () => {
    expect(consumer('maxRedeliverCount=3').ackTimeoutMs).toBe(30_000);
    expect(consumer('maxRedeliverCount=3&ackTimeoutMillis=2000').ackTimeoutMs).toBe(2_000);
  });

  it('use the first of repeated values', () => {
    expect(consumer('subscriptionType=Shared&subscriptionType=Failover').type).toBe('Shared');
  });

  it.each([
    'subscriptionType=exclusive',
    'subscriptionMode=durable',
    'subscriptionInitialPosition=first',
    'ackTimeoutMillis=999',
    'ackTimeoutMillis=1',
    'receiverQueueSize=many',
    'receiverQueueSize=-1',
    'priorityLevel=-1',
    'deadLetterTopic=persistent://a/b/c',
  ])('are refused with 400 for %s', (query) => {
    expect(() => consumer(query)).toThrow(expect.objectContaining({ status: 400 }));
  });

  it('say what is wrong in the words of the service', () => {
    expect(() => consumer('subscriptionType=exclusive')).toThrow(
      'Invalid query params: Invalid subscriptionType exclusive',
    );
  });
});

describe('parameters of a producer (protocol D2)', () => {
  it('take what pyC8 sends, with its capital booleans', () => {
    expect(
      producer(
        'sendTimeoutMillis=30000&maxPendingMessages=1000&batchingEnabled=False&batchingMaxMessages=1000&' +
          'batchingMaxPublishDelay=10&messageRoutingMode=RoundRobinPartition',
      ),
    ).toMatchObject({ batchingEnabled: false, isRoundRobin: true });
    expect(producer('batchingEnabled=True').batchingEnabled).toBe(true);
  });

  it.each([
    'compressionType=zstd',
    'messageRoutingMode=roundRobin',
    'hashingScheme=md5',
    'sendTimeoutMillis=-1',
  ])('are refused with 400 for %s', (query) => {
    expect(() => producer(query)).toThrow(expect.objectContaining({ status: 400 }));
  });
});
