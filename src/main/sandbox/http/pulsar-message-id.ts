import { BrokerError } from '../broker/broker-error.ts';
import type { MessagePosition } from '../broker/message-position.ts';
import type { Topic } from '../broker/topic.ts';
import type { SandboxRequest } from './message.ts';

/** A message id as the admin API writes it (protocol E2). */
export function idJson(
  position: Pick<MessagePosition, 'ledgerId' | 'entryId' | 'partition'> | undefined,
): object {
  return {
    ledgerId: position?.ledgerId ?? -1,
    entryId: position?.entryId ?? -1,
    partitionIndex: position?.partition ?? -1,
    // Ids of whole entries, whatever they hold.
    batchIndex: -1,
    batchSize: 0,
  };
}

/** The last message, by its place in its batch; in an empty topic the place before the first. */
export function lastIdJson({ log, ledgers, partition }: Topic): object {
  const { last } = log;
  if (last !== undefined) return { ...idJson(last), batchIndex: last.batchIndex };
  return {
    ...idJson(undefined),
    ledgerId: ledgers[ledgers.length - 1]?.ledgerId ?? -1,
    partitionIndex: partition,
  };
}

/**
 * Where in a topic the id of a request's body points (protocol E3): -1:-1 is the beginning, 2^63-1 the end; no body is the
 * end as well. An id names an entry; with `excluded` the place is behind it.
 */
export function indexFromBody(topic: Topic, request: SandboxRequest): number {
  const text = request.body.toString('utf8').trim();
  if (text === '' || text === 'null') return topic.log.nextIndex;
  const { ledgerId, entryId, batchIndex, excluded } = parseId(text);
  const position = { ledgerId, entryId, partition: -1, batchIndex, batchSize: 0 };
  if (!excluded) return topic.log.firstFrom(position);
  // Behind the whole entry, unless one message of its batch was named.
  return batchIndex >= 0
    ? topic.log.firstAfter(position)
    : topic.log.firstFrom({ ...position, entryId: entryId + 1, batchIndex: -1 });
}

function parseId(text: string): { ledgerId: number; entryId: number; batchIndex: number; excluded: boolean } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BrokerError('invalid-name', 'message id is not JSON');
  }
  const fields: Readonly<Record<string, unknown>> =
    typeof value === 'object' && value !== null ? { ...value } : {};
  // What is left out is 0, as in the class that the real service reads it into.
  const ledgerId = Number(fields['ledgerId'] ?? 0);
  const entryId = Number(fields['entryId'] ?? 0);
  const batchIndex = Number(fields['batchIndex'] ?? -1);
  if ([ledgerId, entryId, batchIndex].some(Number.isNaN))
    throw new BrokerError('invalid-name', 'Invalid message id');
  return { ledgerId, entryId, batchIndex, excluded: fields['excluded'] === true };
}
