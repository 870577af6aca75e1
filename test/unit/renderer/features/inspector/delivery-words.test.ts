import { describe, expect, it } from 'vitest';
import { deliveryLook } from '../../../../../src/renderer/features/inspector/delivery-words.ts';
import type { DeliveryEvent } from '../../../../../src/shared/contract/schemas/history.ts';

const event = (
  kind: DeliveryEvent['kind'],
  at: number,
  change: Partial<DeliveryEvent> = {},
): DeliveryEvent => ({
  kind,
  at,
  session: 's',
  attempt: 1,
  brokerRedeliveries: null,
  messageId: null,
  detail: null,
  ...change,
});

describe('the timeline of a message', () => {
  it('suspects the loss of an acknowledgement when the socket went right after it', () => {
    const ack = event('ack-sent', 1_000);
    const lost = event('socket-lost', 1_080);
    expect(deliveryLook(lost, ack).words).toBe('socket lost, 80 ms after the acknowledgement');
  });

  it('says nothing of an acknowledgement long before', () => {
    expect(deliveryLook(event('socket-lost', 60_000), event('ack-sent', 1_000)).words).toBe('socket lost');
  });

  it('tells a redelivery after an acknowledgement with the broker’s own count beside it', () => {
    const again = event('redelivered', 9_000, { attempt: 2, brokerRedeliveries: 0 });
    expect(deliveryLook(again, event('ack-sent', 1_000))).toEqual({
      mark: 'doubtful',
      words: 'delivered again on socket 2: the acknowledgement was probably lost, the broker counts 0',
    });
  });

  it('does not call it a redelivery when another session of ours had the message first', () => {
    expect(deliveryLook(event('also-delivered', 9_000), event('delivered', 1_000))).toEqual({
      mark: 'pending',
      words: 'also delivered on socket 1, which is no redelivery',
    });
  });

  it('tells a redelivery that was asked for as such', () => {
    const again = event('redelivered', 9_000, { brokerRedeliveries: 1 });
    expect(deliveryLook(again, event('nack-sent', 1_000)).words).toBe(
      'delivered again on socket 1 as asked, the broker counts 1',
    );
  });
});
