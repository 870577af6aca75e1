import type { DeliveryEvent } from '../../../shared/contract/schemas/history.ts';
import type { DeliveryKind } from '../../../shared/domain/message-state.ts';
import type { MarkedState } from '../../ui/feedback/marked-state.ts';
import { formatDurationShort } from '../../lib/format-time.ts';

export interface DeliveryLook {
  readonly mark: MarkedState;
  readonly words: string;
}

const marks: Readonly<Record<DeliveryKind, MarkedState>> = {
  delivered: 'pending',
  redelivered: 'doubtful',
  'ack-sent': 'ok',
  'nack-sent': 'bad',
  'socket-lost': 'bad',
  settled: 'settled',
  'also-delivered': 'pending',
};

/** An acknowledgement followed this soon by the loss of its socket may never have arrived. */
const doubtfulAfterAckMs = 5_000;

/** One event of a message in words, told together with the event before it. */
export function deliveryLook(event: DeliveryEvent, before: DeliveryEvent | undefined): DeliveryLook {
  return { mark: marks[event.kind], words: wordsOf(event, before) };
}

function wordsOf(event: DeliveryEvent, before: DeliveryEvent | undefined): string {
  switch (event.kind) {
    case 'delivered':
      return `delivered on socket ${event.attempt}`;
    case 'redelivered':
      return redeliveredWords(event, before);
    case 'also-delivered':
      return `also delivered on socket ${event.attempt}, which is no redelivery`;
    case 'ack-sent':
      return 'acknowledgement sent';
    case 'nack-sent':
      return 'negative acknowledgement sent';
    case 'socket-lost': {
      const sinceAck = before?.kind === 'ack-sent' ? event.at - before.at : undefined;
      return sinceAck === undefined || sinceAck > doubtfulAfterAckMs
        ? 'socket lost'
        : `socket lost, ${formatDurationShort(sinceAck)} after the acknowledgement`;
    }
    case 'settled':
      return 'settled (inferred: it was not delivered again)';
  }
}

function redeliveredWords(event: DeliveryEvent, before: DeliveryEvent | undefined): string {
  const count = event.brokerRedeliveries === null ? '' : `, the broker counts ${event.brokerRedeliveries}`;
  const cause =
    before?.kind === 'ack-sent'
      ? ': the acknowledgement was probably lost'
      : before?.kind === 'nack-sent'
        ? ' as asked'
        : '';
  return `delivered again on socket ${event.attempt}${cause}${count}`;
}
