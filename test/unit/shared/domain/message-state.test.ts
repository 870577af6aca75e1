import { describe, expect, it } from 'vitest';
import {
  describeState,
  stateAfterDelivery,
  stateAfterRedelivery,
} from '../../../../src/shared/domain/message-state.ts';

describe('the state of a message', () => {
  it('is seen for an observer and unacked for a consumer', () => {
    expect(stateAfterDelivery('observe')).toBe('seen');
    expect(stateAfterDelivery('consume')).toBe('unacked');
  });

  it('is unacked again when a consumer gets it again, and unchanged by an observer', () => {
    expect(stateAfterRedelivery('ack-sent', 'consume')).toBe('unacked');
    expect(stateAfterRedelivery('ack-sent', 'observe')).toBe('ack-sent');
  });

  it('is told in words, with our own count of deliveries', () => {
    expect(describeState('unacked', 1)).toBe('unacked');
    expect(describeState('ack-sent', 3)).toBe('ack sent · redelivered ×2');
  });
});
