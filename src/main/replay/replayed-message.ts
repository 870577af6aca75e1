import type { MessageDetail } from '../../shared/contract/schemas/history.ts';
import type { OutgoingMessage } from '../../shared/contract/schemas/publish.ts';

/** The property that tells a replayed message from its original; its value is the original's id. */
export const replayProperty = 'x-replay-of';

/** A stored message as it is sent again: same bytes, key, properties and event time. */
export function replayedMessage(detail: MessageDetail, markReplayed: boolean): OutgoingMessage {
  const properties = detail.properties.filter(([name]) => !markReplayed || name !== replayProperty);
  if (markReplayed) properties.push([replayProperty, `${detail.ledger}:${detail.entry}`]);
  return {
    payload: detail.payload,
    properties,
    ...(detail.key === null ? {} : { key: detail.key }),
    ...(detail.eventTime === null ? {} : { eventTime: detail.eventTime }),
  };
}
