import { formatIsoTime } from './iso-time.ts';
import type { Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';

/** InternalStats with the names of protocol E5. */
export function internalStats(topic: Topic): object {
  const { log, ledgers } = topic;
  const current = ledgers[ledgers.length - 1];
  return {
    entriesAddedCounter: topic.entriesIn,
    numberOfEntries: ledgers.reduce((sum, { entries }) => sum + entries, 0),
    totalSize: log.bytes,
    currentLedgerEntries: current?.entries ?? 0,
    currentLedgerSize: current?.bytes ?? 0,
    lastLedgerCreatedTimestamp: formatIsoTime(current?.openedMs ?? topic.createdMs),
    waitingCursorsCount: 0,
    pendingAddEntriesCount: 0,
    lastConfirmedEntry:
      log.last === undefined ? `${current?.ledgerId ?? -1}:-1` : positionText(topic, log.nextIndex - 1),
    state: topic.isTerminated ? 'Terminated' : 'LedgerOpened',
    ledgers: ledgers.map(({ ledgerId, entries, bytes }) => ({
      ledgerId,
      entries,
      size: bytes,
      offloaded: false,
      underReplicated: false,
    })),
    cursors: Object.fromEntries(
      [...topic.subscriptions.values()].map((subscription) => [
        subscription.name,
        cursorStats(topic, subscription),
      ]),
    ),
    properties: {},
    schemaLedgers: [],
    compactedLedger: { ledgerId: -1, entries: -1, size: -1, offloaded: false, underReplicated: false },
  };
}

function cursorStats(topic: Topic, subscription: Subscription): object {
  const { cursor } = subscription;
  return {
    markDeletePosition: positionText(topic, cursor.settledBefore - 1),
    readPosition: positionText(topic, cursor.readIndex),
    waitingReadOp: false,
    pendingReadOps: 0,
    messagesConsumedCounter: topic.entriesIn - subscription.backlog,
    cursorLedger: -1,
    cursorLedgerLastEntry: -1,
    individuallyDeletedMessages: rangesText(topic, cursor.scatteredRanges),
    lastLedgerSwitchTimestamp: formatIsoTime(topic.createdMs),
    state: 'Open',
    numberOfEntriesSinceFirstNotAckedMessage: cursor.readIndex - cursor.settledBefore,
    totalNonContiguousDeletedMessagesRange: cursor.scatteredRanges.length,
    active: subscription.consumers.length > 0,
    subscriptionHavePendingRead: false,
    subscriptionHavePendingReplayRead: false,
    properties: {},
  };
}

/** Open at the front, e.g. `[(3:1..3:2],(3:5..3:7]]` for the entries 2, 6 and 7. */
function rangesText(topic: Topic, ranges: readonly (readonly [number, number])[]): string {
  const texts = ranges.map(
    ([first, last]) => `(${positionText(topic, first - 1)}..${positionText(topic, last)}]`,
  );
  return `[${texts.join(',')}]`;
}

/** `ledger:entry` of a message; before the first and behind the last the place is counted on from its neighbour. */
function positionText(topic: Topic, index: number): string {
  const message = topic.log.at(index);
  if (message !== undefined) return `${message.ledgerId}:${message.entryId}`;
  const [oldest] = topic.ledgers;
  const last = topic.log.last;
  if (index < topic.log.firstIndex) return `${oldest?.ledgerId ?? -1}:-1`;
  return last === undefined ? `${oldest?.ledgerId ?? -1}:0` : `${last.ledgerId}:${last.entryId + 1}`;
}
