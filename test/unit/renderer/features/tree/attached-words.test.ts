import { describe, expect, it } from 'vitest';
import { attachedWords } from '../../../../../src/renderer/features/tree/attached-words.ts';
import type { StreamStats } from '../../../../../src/shared/contract/schemas/stream.ts';

const consumer = { name: 'c', availablePermits: 0, unacked: 0, blockedOnUnacked: false, rateOut: 0 };
const quiet: StreamStats = {
  rateIn: 0,
  rateOut: 0,
  throughputIn: 0,
  throughputOut: 0,
  messagesIn: 0,
  bytesIn: 0,
  storageSize: 0,
  averageSize: 0,
  backlog: 0,
  subscriptions: [],
  publishers: [],
};

describe('what deleting a stream means for those attached', () => {
  it('says that our own sockets are closed first, also when nothing is known', () => {
    expect(attachedWords(undefined)).toEqual([
      'Your own sessions, producers and replays on it are ended first.',
    ]);
    expect(attachedWords(quiet)).toHaveLength(1);
  });

  it('counts the attached clients and warns that they may bring the stream back', () => {
    const billing = {
      name: 'billing',
      type: 'Shared',
      durable: true,
      backlog: 0,
      unacked: 0,
      delayed: 0,
      rateOut: 0,
      rateRedeliver: 0,
      blockedOnUnacked: false,
      lastConsumedAt: 0,
      lastAckedAt: 0,
      consumers: [consumer, consumer],
    };
    const words = attachedWords({
      ...quiet,
      subscriptions: [billing],
      publishers: [{ name: 'p', rateIn: 0 }],
    });
    expect(words[1]).toMatch(/^2 consumers and 1 producer attached now.*makes it anew, empty\.$/);
  });
});
