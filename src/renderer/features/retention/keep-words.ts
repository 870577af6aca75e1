import { formatBytes, formatCount, formatInteger } from '../../lib/format-number.ts';
import { formatDurationShort } from '../../lib/format-time.ts';
import type { Retention, StreamHistory } from '../../../shared/contract/schemas/history.ts';

/** "10,000 messages, 500 MiB, 7 d 0 h"; empty when nothing binds. */
export function boundWords({ maxCount, maxBytes, maxAgeMs }: Retention): string {
  return [
    maxCount === null ? '' : formatCount(maxCount, 'message'),
    maxBytes === null ? '' : formatBytes(maxBytes),
    maxAgeMs === null ? '' : formatDurationShort(maxAgeMs),
  ]
    .filter(Boolean)
    .join(', ');
}

/** For the list of stored streams: "keeps 10,000 messages", "not stored"; empty when everything is kept. */
export function policyWords({ isStored, retention }: Pick<StreamHistory, 'isStored' | 'retention'>): string {
  if (!isStored) return 'not stored any more';
  const bounds = boundWords(retention);
  return bounds === '' ? '' : `keeps ${bounds}`;
}

/** How much of what is stored now is over the bounds; how much is over an age is not known here. */
const overBy = ({ count, bytes }: Pick<StreamHistory, 'count' | 'bytes'>, retention: Retention) => ({
  messages: retention.maxCount === null ? 0 : count - retention.maxCount,
  bytes: retention.maxBytes === null ? 0 : bytes - retention.maxBytes,
});

/** Whether saving is sure to take away some of what is there now. */
export function keepRemoves(
  stream: Pick<StreamHistory, 'count' | 'bytes'>,
  isStored: boolean,
  retention: Retention,
): boolean {
  const over = overBy(stream, retention);
  return isStored && (over.messages > 0 || over.bytes > 0);
}

/** What saving does to what is there now, one sentence each. */
export function keepConsequences(
  stream: Pick<StreamHistory, 'count' | 'bytes'>,
  isStored: boolean,
  retention: Retention,
): readonly string[] {
  if (!isStored)
    return [
      'Messages that arrive from now on are shown as refused by this wish and are not kept.',
      `What is stored stays: ${formatCount(stream.count, 'message')}, ${formatBytes(stream.bytes)}.`,
    ];
  const over = overBy(stream, retention);
  const lines = [
    over.messages > 0
      ? `The ${formatInteger(over.messages)} oldest messages are removed from this machine for good.`
      : '',
    over.bytes > 0 ? `The oldest ${formatBytes(over.bytes)} are removed from this machine for good.` : '',
    retention.maxAgeMs === null ? '' : 'Messages that were received before that time are removed for good.',
  ].filter(Boolean);
  return lines.length === 0 ? ['Nothing that is stored now is removed.'] : lines;
}
