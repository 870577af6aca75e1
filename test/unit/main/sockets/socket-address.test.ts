import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StreamName } from '../../../../src/shared/domain/stream-name.ts';
import { socketUrl, withParameter } from '../../../../src/main/sockets/socket-address.ts';
import type {
  ConsumerOptions,
  ProducerOptions,
  SocketRequest,
} from '../../../../src/main/sockets/socket-request.ts';
import vectors from '../../../fixtures/protocol-vectors.json' with { type: 'json' };

const urls = vectors.vectors.find(({ id }) => id === 'gdn-ws-urls')?.urls;
const gdn = 'wss://api-gdn.paas.macrometa.io/_ws';
const local: StreamName = {
  domain: 'persistent',
  tenant: 'nemo_nautilus.com',
  namespace: 'c8local._system',
  topic: 'c8locals.testStream-local',
};
const global: StreamName = { ...local, namespace: 'c8global._system', topic: 'c8globals.testStream-global' };
const pulsar: StreamName = { domain: 'persistent', tenant: 'public', namespace: 'default', topic: 't' };

/** The same URL with its parameters sorted: their order means nothing. */
function sorted(text: string | undefined): string {
  const url = new URL(text ?? '');
  url.searchParams.sort();
  return url.href;
}

const consumer = (options: ConsumerOptions): string =>
  socketUrl(gdn, { kind: 'consumer', stream: local, subscription: 's', options });
const producer = (options: ProducerOptions): string =>
  socketUrl(gdn, { kind: 'producer', stream: local, options });

describe('addresses of sockets (protocol C1, D1)', () => {
  it('are those of the reference vectors', () => {
    const otp = '0a1b2c3d4e5f';
    const cases: [string | undefined, string][] = [
      [
        urls?.jsc8Producer,
        withParameter(
          socketUrl(gdn, {
            kind: 'producer',
            stream: local,
            options: { sendTimeoutMs: 30_000, batching: {} },
          }),
          'otp',
          otp,
        ),
      ],
      [
        urls?.jsc8Consumer,
        withParameter(
          socketUrl(gdn, {
            kind: 'consumer',
            stream: global,
            subscription: 'my-subscription',
            options: { type: 'Shared' },
          }),
          'otp',
          otp,
        ),
      ],
      [
        urls?.reader,
        withParameter(
          socketUrl(gdn, { kind: 'reader', stream: { ...local, topic: 'orders' }, from: 'earliest' }),
          'otp',
          otp,
        ),
      ],
      [
        urls?.pulsarConsumer,
        withParameter(
          socketUrl('ws://localhost:8080/', {
            kind: 'consumer',
            stream: { ...pulsar, topic: 'my/topic' },
            subscription: 'sub 1',
            options: { pullMode: true },
          }),
          'token',
          'JWT',
        ),
      ],
      [
        urls?.readerFromId,
        socketUrl('ws://localhost:8080', {
          kind: 'reader',
          stream: pulsar,
          from: { after: 'CHsQyAMY////////////ATAA' },
        }),
      ],
    ];
    for (const [expected, actual] of cases) expect(sorted(actual)).toBe(sorted(expected));
  });

  it('keep every name one part of the path, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        fc.pre(name !== '.' && name !== '..');
        const url = new URL(socketUrl(gdn, { kind: 'consumer', stream: local, subscription: name }));
        expect(url.pathname.split('/')).toHaveLength(10);
        expect(decodeURIComponent(url.pathname.split('/')[9] ?? '')).toBe(name);
      }),
    );
  });

  it('are refused for names that would be steps in the path', () => {
    const requests: SocketRequest[] = [
      { kind: 'consumer', stream: local, subscription: '..' },
      { kind: 'consumer', stream: local, subscription: '' },
      { kind: 'producer', stream: { ...local, topic: '.' } },
    ];
    for (const request of requests) {
      expect(() => socketUrl(gdn, request)).toThrowError(expect.objectContaining({ code: 'INPUT_INVALID' }));
    }
  });
});

describe('parameters (protocol D2, D3)', () => {
  it('are left out when they are not set, so that the service decides', () => {
    expect(consumer({})).not.toContain('?');
    expect(producer({})).not.toContain('?');
  });

  it('of a consumer are all there under their wire names', () => {
    const query = new URL(
      consumer({
        type: 'Key_Shared',
        mode: 'Durable',
        initialPosition: 'Earliest',
        ackTimeoutMs: 1_000,
        negativeAckRedeliveryDelayMs: 100,
        receiverQueueSize: 0,
        consumerName: 'a b',
        priorityLevel: 0,
        deadLetter: { maxRedeliverCount: 3, topic: 'persistent://t/n/x-DLQ' },
        pullMode: true,
        cryptoFailureAction: 'CONSUME',
      }),
    ).searchParams;
    expect(Object.fromEntries(query)).toEqual({
      subscriptionType: 'Key_Shared',
      subscriptionMode: 'Durable',
      subscriptionInitialPosition: 'Earliest',
      ackTimeoutMillis: '1000',
      negativeAckRedeliveryDelay: '100',
      receiverQueueSize: '0',
      consumerName: 'a b',
      priorityLevel: '0',
      maxRedeliverCount: '3',
      deadLetterTopic: 'persistent://t/n/x-DLQ',
      pullMode: 'true',
      cryptoFailureAction: 'CONSUME',
    });
  });

  it('of a producer are all there under their wire names', () => {
    const query = new URL(
      producer({
        producerName: 'p',
        sendTimeoutMs: 0,
        batching: { maxMessages: 10, maxPublishDelayMs: 5 },
        maxPendingMessages: 500,
        routing: 'RoundRobinPartition',
        compression: 'ZSTD',
        initialSequenceId: 41,
        hashing: 'Murmur3_32Hash',
      }),
    ).searchParams;
    expect(Object.fromEntries(query)).toEqual({
      producerName: 'p',
      sendTimeoutMillis: '0',
      batchingEnabled: 'true',
      batchingMaxMessages: '10',
      batchingMaxPublishDelay: '5',
      maxPendingMessages: '500',
      messageRoutingMode: 'RoundRobinPartition',
      compressionType: 'ZSTD',
      initialSequenceId: '41',
      hashingScheme: 'Murmur3_32Hash',
    });
  });

  it.each<[string, ConsumerOptions]>([
    ['an ack time-out between 1 and 999', { ackTimeoutMs: 500 }],
    ['a negative-ack delay below 100', { negativeAckRedeliveryDelayMs: 99 }],
    ['a fraction', { receiverQueueSize: 1.5 }],
    ['a negative number', { priorityLevel: -1 }],
    ['a number beyond Java', { receiverQueueSize: 2 ** 31 }],
    ['no number', { receiverQueueSize: Number.NaN }],
    ['an empty name', { consumerName: ' ' }],
    ['a dead-letter stream on an exclusive subscription', { deadLetter: { maxRedeliverCount: 3 } }],
    ['a dead-letter limit of nothing', { type: 'Shared', deadLetter: { maxRedeliverCount: 0 } }],
  ])('are refused with %s', (_what, options) => {
    expect(() => consumer(options)).toThrowError(expect.objectContaining({ code: 'INPUT_INVALID' }));
  });

  it('refuse a reader start that is no message id, as servers answer it like a passing failure (protocol D9)', () => {
    const request: SocketRequest = { kind: 'reader', stream: pulsar, from: { after: '***' } };
    expect(() => socketUrl(gdn, request)).toThrowError(expect.objectContaining({ code: 'INPUT_INVALID' }));
  });
});
