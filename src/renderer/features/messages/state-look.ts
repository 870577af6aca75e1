import type { MessageState } from '../../../shared/domain/message-state.ts';
import type { MarkedState } from '../../ui/feedback/marked-state.ts';

export interface StateLook {
  readonly mark: MarkedState;
  readonly label: string;
}

const looks: Readonly<Record<MessageState, StateLook>> = {
  seen: { mark: 'settled', label: 'seen' },
  unacked: { mark: 'pending', label: 'unacked' },
  'ack-sent': { mark: 'ok', label: 'ack sent' },
  'nack-sent': { mark: 'bad', label: 'negative-acked' },
  settled: { mark: 'settled', label: 'settled' },
  published: { mark: 'ok', label: 'published by us' },
};

/** Shape and word of the state column. A message that came again and waits says so first: that is what to look at. */
export function lookOf(state: MessageState, deliveries: number): StateLook {
  if (state === 'unacked' && deliveries > 1)
    return { mark: 'doubtful', label: `redelivered ×${deliveries - 1}` };
  return looks[state];
}
