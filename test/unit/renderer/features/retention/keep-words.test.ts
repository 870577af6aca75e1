import { describe, expect, it } from 'vitest';
import {
  keepConsequences,
  keepRemoves,
  policyWords,
} from '../../../../../src/renderer/features/retention/keep-words.ts';

const unbound = { maxCount: null, maxBytes: null, maxAgeMs: null };
const stored = { count: 125, bytes: 40_000 };

describe('what is kept of a stream', () => {
  it('needs no words while everything is', () => {
    expect(policyWords({ isStored: true, retention: unbound })).toBe('');
  });

  it('names every bound', () => {
    const retention = { maxCount: 10_000, maxBytes: 500 * 2 ** 20, maxAgeMs: 7 * 86_400_000 };
    expect(policyWords({ isStored: true, retention })).toBe('keeps 10,000 messages, 500 MiB, 7 d 0 h');
  });

  it('says when nothing is stored', () => {
    expect(policyWords({ isStored: false, retention: unbound })).toBe('not stored any more');
  });
});

describe('what a new bound does to what is there', () => {
  it('names how many messages go', () => {
    expect(keepConsequences(stored, true, { ...unbound, maxCount: 20 })).toEqual([
      'The 105 oldest messages are removed from this machine for good.',
    ]);
  });

  it('is sure to remove something only where a bound is exceeded already', () => {
    expect(keepRemoves(stored, true, { ...unbound, maxCount: 20 })).toBe(true);
    expect(keepRemoves(stored, true, { ...unbound, maxBytes: 39_999 })).toBe(true);
    expect(keepRemoves(stored, true, { maxCount: 125, maxBytes: 40_000, maxAgeMs: 1_000 })).toBe(false);
    expect(keepRemoves(stored, false, unbound)).toBe(false);
  });

  it('says so when none goes', () => {
    expect(keepConsequences(stored, true, { ...unbound, maxCount: 125 })).toEqual([
      'Nothing that is stored now is removed.',
    ]);
  });

  it('keeps what is there when the stream is not stored any more', () => {
    expect(keepConsequences(stored, false, unbound).join(' ')).toMatch(/What is stored stays: 125 messages/);
  });
});
