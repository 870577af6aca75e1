import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streamStatsSchema } from '../../../../src/shared/contract/schemas/stream.ts';
import { readOfflineBacklog } from '../../../../src/main/stream-admin/offline-backlog.ts';
import { readTopicStats } from '../../../../src/main/stream-admin/topic-stats.ts';
import vectors from '../../../fixtures/protocol-vectors.json' with { type: 'json' };

const vector = vectors.vectors.find(({ id }) => id === 'gdn-stats');

describe('topic statistics (protocol E5)', () => {
  it('are the same given as an object and as text', () => {
    const asObject = readTopicStats(Reflect.get(vector?.response?.json ?? {}, 'result'));
    const asText = readTopicStats(Reflect.get(vector?.variants?.[0] ?? {}, 'result'));
    expect(asObject).toEqual(asText);
    expect(asObject).toMatchObject({
      messagesIn: 3,
      backlog: 1,
      subscriptions: [{ name: 'my-subscription', type: 'Exclusive', durable: true, backlog: 1, unacked: 1 }],
    });
  });

  it('understand both spellings of durable, and readers without any', () => {
    const stats = readTopicStats({
      subscriptions: {
        a: { isDurable: false },
        b: { durable: false },
        'reader-0a1b2c': { msgBacklog: 9 },
        d: {},
      },
    });
    expect(stats?.subscriptions.map(({ durable }) => durable)).toEqual([false, false, false, true]);
    expect(stats?.backlog).toBe(0);
  });

  it('take what is missing or odd for nothing', () => {
    const stats = readTopicStats({
      msgRateIn: null,
      storageSize: '12',
      averageMsgSize: 'NaN',
      subscriptions: 5,
    });
    expect(stats).toMatchObject({ rateIn: 0, storageSize: 12, averageSize: 0, subscriptions: [] });
  });

  it('are none when they are no object', () => {
    for (const value of [undefined, null, 3, 'text', '[1', []]) expect(readTopicStats(value)).toBeUndefined();
  });

  it('always fit the contract', () => {
    const keys = fc.constantFrom(
      'msgRateIn',
      'subscriptions',
      'publishers',
      'storageSize',
      's',
      'consumers',
      'type',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 4 }, fc.anything(), fc.dictionary(keys, tie('tree')), fc.array(tie('tree'))),
    }));
    fc.assert(
      fc.property(fc.dictionary(keys, tree), (value) => {
        const stats = readTopicStats(value);
        if (stats !== undefined) expect(streamStatsSchema.safeParse(stats).success).toBe(true);
      }),
    );
  });
});

describe('the offline backlog (protocol A7)', () => {
  it('is counted by subscription', () => {
    const raw = {
      storageSize: 9,
      totalMessages: 3,
      messageBacklog: 2,
      cursorDetails: { s: { cursorBacklog: 2, cursorLedgerId: 1 } },
    };
    expect(readOfflineBacklog(raw)).toEqual({
      storageSize: 9,
      totalMessages: 3,
      backlog: 2,
      subscriptions: [{ name: 's', backlog: 2 }],
    });
    expect(readOfflineBacklog('nothing')).toBeUndefined();
  });
});
