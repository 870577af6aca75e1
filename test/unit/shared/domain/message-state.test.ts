import { describe, expect, it } from 'vitest';
import {
  describeState,
  knownDelivery,
  stateAfterDelivery,
} from '../../../../src/shared/domain/message-state.ts';

describe('the state of a message', () => {
  it('is seen for an observer and unacked for a consumer', () => {
    expect(stateAfterDelivery('observe')).toBe('seen');
    expect(stateAfterDelivery('consume')).toBe('unacked');
  });

  it.each(['unacked', 'ack-sent', 'nack-sent', 'settled'] as const)(
    '%s is redelivered when a consumer gets it again, not when an observer reads it',
    (state) => {
      expect(knownDelivery(state, 'consume')).toBe('redelivered');
      expect(knownDelivery(state, 'observe')).toBe('also-delivered');
    },
  );

  it.each(['seen', 'published'] as const)(
    '%s comes to its first consumer, and that is no redelivery',
    (state) => {
      expect(knownDelivery(state, 'consume')).toBe('also-delivered');
    },
  );

  it('is told in words, with our own count of deliveries', () => {
    expect(describeState('unacked', 1)).toBe('unacked');
    expect(describeState('ack-sent', 3)).toBe('ack sent · redelivered ×2');
  });
});
