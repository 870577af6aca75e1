import { isSameEntry } from './message-position.ts';
import type { Message } from './message.ts';
import type { Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';

/** All messages of the entry that `message` belongs to: itself, or its whole batch. */
export function entryOf(topic: Topic, message: Message): readonly [Message, ...Message[]] {
  if (message.batchSize === 0) return [message];
  const start = message.index - message.batchIndex;
  const others: Message[] = [];
  for (let at = start; at < start + message.batchSize; at++) {
    const other = at === message.index ? message : topic.log.at(at);
    if (other !== undefined) others.push(other);
  }
  const [first = message, ...rest] = others;
  return [first, ...rest];
}

/** The first message of the n-th entry of a backlog, counted from 1: a batch is one position (protocol E4). */
export function nthEntry(subscription: Subscription, n: number): Message | undefined {
  return nth(subscription.cursor.unsettled(), n);
}

/** The first message of the n-th entry of a log from either end, counted from 1 (protocol E2 `examinemessage`). */
export function nthOfLog(topic: Topic, n: number, from: 'earliest' | 'latest'): Message | undefined {
  return nth(logFrom(topic, from), n);
}

function* logFrom({ log }: Topic, from: 'earliest' | 'latest'): Generator<Message> {
  for (let step = 0; step < log.count; step++) {
    const message = log.at(from === 'earliest' ? log.firstIndex + step : log.nextIndex - 1 - step);
    if (message !== undefined) yield message;
  }
}

function nth(messages: Iterable<Message>, n: number): Message | undefined {
  let entries = 0;
  let previous: Message | undefined;
  for (const message of messages) {
    if (!isSameEntry(message, previous) && ++entries === n) return message;
    previous = message;
  }
  return undefined;
}
