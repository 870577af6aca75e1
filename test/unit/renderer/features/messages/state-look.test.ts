import { describe, expect, it } from 'vitest';
import { lookOf } from '../../../../../src/renderer/features/messages/state-look.ts';

describe('the look of a state', () => {
  it('puts a redelivery first while the message still waits', () => {
    expect(lookOf('unacked', 3)).toEqual({ mark: 'doubtful', label: 'redelivered ×2' });
  });

  it('says what was sent once it was answered, however often it came', () => {
    expect(lookOf('ack-sent', 3)).toEqual({ mark: 'ok', label: 'ack sent' });
  });

  it('is the plain state on a first delivery', () => {
    expect(lookOf('seen', 1)).toEqual({ mark: 'settled', label: 'seen' });
  });
});
