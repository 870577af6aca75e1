import { formatIsoTime } from './iso-time.ts';
import type { Topic } from './topic.ts';

/** The offline backlog report of protocol A7 and E2. */
export function topicBacklog(topic: Topic, nowMs: number): object {
  const { log, subscriptions, ledgers, name } = topic;
  return {
    storageSize: log.bytes,
    totalMessages: log.count,
    messageBacklog: [...subscriptions.values()].reduce((sum, { backlog }) => sum + backlog, 0),
    brokerName: 'sandbox',
    topicName: `${name.tenant}/${name.namespace}/${name.domain}/${name.local}`,
    dataLedgerDetails: ledgers.map(({ entries, bytes, openedMs, ledgerId }) => ({
      entries,
      timestamp: openedMs,
      size: bytes,
      ledgerId,
    })),
    cursorDetails: Object.fromEntries(
      [...subscriptions.values()].map((subscription) => [
        subscription.name,
        { cursorBacklog: subscription.backlog, cursorLedgerId: -1 },
      ]),
    ),
    statGeneratedAt: formatIsoTime(nowMs),
  };
}
