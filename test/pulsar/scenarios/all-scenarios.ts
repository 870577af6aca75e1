import { acknowledgeTimeOut } from './acknowledge-time-out.ts';
import { batches } from './batches.ts';
import { clustersAndNamespaces } from './clusters-and-namespaces.ts';
import { cursorMoves } from './cursor-moves.ts';
import { deadLetter } from './dead-letter.ts';
import { delayedDelivery } from './delayed-delivery.ts';
import { exclusive } from './exclusive.ts';
import { expire } from './expire.ts';
import { failover } from './failover.ts';
import { flowWindowLimit } from './flow-window-limit.ts';
import { flowWindow } from './flow-window.ts';
import { frameLimit } from './frame-limit.ts';
import { keepAlive } from './keep-alive.ts';
import { keyShared } from './key-shared.ts';
import { malformedCommands } from './malformed-commands.ts';
import { messageFields } from './message-fields.ts';
import { negativeAcknowledge } from './negative-acknowledge.ts';
import { parameters } from './parameters.ts';
import { partitions } from './partitions.ts';
import { paths } from './paths.ts';
import { peek, peekBatch } from './peek.ts';
import { positions } from './positions.ts';
import { produceReceiveAcknowledge } from './produce-receive-acknowledge.ts';
import { producerErrors } from './producer-errors.ts';
import { producerOptions } from './producer-options.ts';
import { pullMode } from './pull-mode.ts';
import { readerOnNothing } from './reader-on-nothing.ts';
import { reader } from './reader.ts';
import type { Scenario } from './scenario.ts';
import { shared } from './shared.ts';
import { internalStatistics, statistics } from './statistics.ts';
import { terminate } from './terminate.ts';
import { topicAdministration } from './topic-administration.ts';
import { unsubscribe } from './unsubscribe.ts';

/** The one suite that every server is driven through. */
export const allScenarios: readonly Scenario[] = [
  // The longest first: it waits for time-outs.
  keepAlive,
  produceReceiveAcknowledge,
  messageFields,
  producerErrors,
  flowWindow,
  flowWindowLimit,
  pullMode,
  negativeAcknowledge,
  acknowledgeTimeOut,
  exclusive,
  failover,
  shared,
  keyShared,
  reader,
  readerOnNothing,
  parameters,
  malformedCommands,
  frameLimit,
  positions,
  paths,
  batches,
  partitions,
  producerOptions,
  delayedDelivery,
  deadLetter,
  unsubscribe,
  terminate,
  peek,
  peekBatch,
  cursorMoves,
  expire,
  statistics,
  internalStatistics,
  topicAdministration,
  clustersAndNamespaces,
];
