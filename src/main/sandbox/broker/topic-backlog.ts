import type { TopicName } from './topic-name.ts';
import type { Topic } from './topic.ts';

const BROKER = '127.0.0.1';

/** The offline backlog report of protocol A7 and E2. */
export function topicBacklog(topic: Topic, nowMs: number): object {
  const { log, subscriptions, ledgers, name } = topic;
  return {
    storageSize: log.bytes,
    totalMessages: log.count,
    messageBacklog: [...subscriptions.values()].reduce((sum, { backlog }) => sum + backlog, 0),
    brokerName: BROKER,
    topicName: ledgerName(name),
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
    statGeneratedAt: nowMs,
  };
}

/** What the report says of a topic that is not there. */
export function missingTopicBacklog(name: TopicName, nowMs: number): object {
  return {
    storageSize: 0,
    totalMessages: 0,
    messageBacklog: 0,
    brokerName: BROKER,
    topicName: ledgerName(name),
    dataLedgerDetails: [],
    cursorDetails: {},
    statGeneratedAt: nowMs,
  };
}

function ledgerName({ tenant, namespace, domain, local }: TopicName): string {
  return `${tenant}/${namespace}/${domain}/${local}`;
}
