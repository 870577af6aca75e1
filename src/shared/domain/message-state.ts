/**
 * Where a message stands with us. The WebSocket API answers no acknowledgement (protocol D6), so the states
 * say what was *sent*; *settled* is only ever inferred.
 */

export const messageStates = ['seen', 'unacked', 'ack-sent', 'nack-sent', 'settled', 'published'] as const;
export type MessageState = (typeof messageStates)[number];

/**
 * What may happen to a stored message. Each is kept as an event; a message has one row however often delivered.
 * *Redelivered* is said of consumers alone, as the broker says it; an observer that reads a known message, or the first
 * consumer of a message that was only observed, makes it *also delivered*. The list may only grow at its end.
 */
export const deliveryKinds = [
  'delivered',
  'redelivered',
  'ack-sent',
  'nack-sent',
  'socket-lost',
  'settled',
  'also-delivered',
] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

/** How the stream is watched: observing moves no cursor, consuming does. */
export const sessionModes = ['observe', 'consume'] as const;
export type SessionMode = (typeof sessionModes)[number];

/** The state a message has after a delivery in this mode. */
export function stateAfterDelivery(mode: SessionMode): MessageState {
  return mode === 'consume' ? 'unacked' : 'seen';
}

/**
 * What the delivery of a known message in this mode is. An observer's says nothing about a subscription: it takes back
 * nothing that a consumer did, and what a consumer gets after it comes to that consumer for the first time.
 */
export function knownDelivery(current: MessageState, mode: SessionMode): 'redelivered' | 'also-delivered' {
  const isOnlyObserved = current === 'seen' || current === 'published';
  return mode === 'consume' && !isOnlyObserved ? 'redelivered' : 'also-delivered';
}

/** The state column in words. `deliveries` is our own count: the broker's may say 0 on a second delivery. */
export function describeState(state: MessageState, deliveries: number): string {
  const words: Record<MessageState, string> = {
    seen: 'seen',
    unacked: 'unacked',
    'ack-sent': 'ack sent',
    'nack-sent': 'negative-acked',
    settled: 'settled (inferred)',
    published: 'published by us',
  };
  const again = deliveries > 1 ? ` · redelivered ×${deliveries - 1}` : '';
  return words[state] + again;
}
