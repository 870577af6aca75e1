import { BrokerError } from '../broker/broker-error.ts';
import type { Broker } from '../broker/broker.ts';
import { entryOf, nthOfLog } from '../broker/entries.ts';
import { internalStats } from '../broker/internal-stats.ts';
import { formatIsoTime } from '../broker/iso-time.ts';
import type { Message } from '../broker/message.ts';
import { partitionedStats } from '../broker/partitioned-stats.ts';
import { PartitionedTopic, partsOf } from '../broker/partitioned-topic.ts';
import { missingTopicBacklog, topicBacklog } from '../broker/topic-backlog.ts';
import { topicStats } from '../broker/topic-stats.ts';
import type { Topic } from '../broker/topic.ts';
import { isTrue } from './gdn-stream-routes.ts';
import type { Route, SandboxRequest } from './message.ts';
import { pulsarDone, pulsarFailure, pulsarResult } from './pulsar-answers.ts';
import { idJson, lastIdJson } from './pulsar-message-id.ts';
import {
  anyTopicOf,
  numberOf,
  plainTopicOf,
  topicNameOf,
  topicPath,
  unpartitionedOf,
} from './pulsar-names.ts';
import { peekResponse } from './pulsar-peek.ts';

const MAX_PARTITIONS = 1_000;

/** Routes of one topic (protocol E2). */
export function pulsarTopicRoutes(broker: Broker): readonly Route[] {
  const route = (method: string, path: string, handle: Route['handle']): Route => ({
    method,
    pattern: `${topicPath}${path}`,
    access: 'pulsar',
    handle,
  });
  const plain = (request: SandboxRequest): Topic => plainTopicOf(broker, request);
  return [
    route('PUT', '', (request) => {
      const name = topicNameOf(request);
      if (name.local.includes('/')) return pulsarFailure(412, 'Topic name is not valid');
      broker.createTopic(name);
      return pulsarDone;
    }),
    route('DELETE', '', (request) => {
      const topic = anyTopicOf(broker, request);
      if (topic instanceof PartitionedTopic) return pulsarFailure(409, 'This is a partitioned topic');
      broker.deleteTopic(topic.name, { force: isTrue(request.query.get('force')) });
      return pulsarDone;
    }),
    route('PUT', '/partitions', (request) => {
      const partitions = Number(request.body.toString('utf8'));
      if (!Number.isInteger(partitions) || partitions < 1 || partitions > MAX_PARTITIONS) {
        return pulsarFailure(406, `Number of partitions should be between 1 and ${MAX_PARTITIONS}`);
      }
      broker.createTopic(topicNameOf(request), partitions);
      return pulsarDone;
    }),
    route('GET', '/partitions', (request) => {
      const topic = anyTopicOf(broker, request);
      return pulsarResult({
        partitions: topic instanceof PartitionedTopic ? topic.partitions.length : 0,
        deleted: false,
      });
    }),
    route('DELETE', '/partitions', (request) => {
      const topic = anyTopicOf(broker, request);
      if (!(topic instanceof PartitionedTopic)) return pulsarFailure(404, 'Partitioned topic does not exist');
      broker.deleteTopic(topic.name, { force: isTrue(request.query.get('force')) });
      return pulsarDone;
    }),
    route('GET', '/stats', (request) =>
      pulsarResult(topicStats(unpartitionedOf(broker, request), broker.clock.now())),
    ),
    route('GET', '/partitioned-stats', (request) => {
      const topic = anyTopicOf(broker, request);
      if (!(topic instanceof PartitionedTopic)) return pulsarFailure(404, 'Partitioned topic not found');
      const isPerPartition = request.query.get('perPartition')?.toLowerCase() !== 'false';
      return pulsarResult(partitionedStats(topic, broker.clock.now(), isPerPartition));
    }),
    route('GET', '/internalStats', (request) =>
      pulsarResult(internalStats(unpartitionedOf(broker, request))),
    ),
    route('GET', '/internal-info', (request) => {
      if (broker.find(topicNameOf(request)) === undefined) {
        return { status: 500, body: 'Managed ledger not found', contentType: 'text/plain' };
      }
      return pulsarResult(ledgerInfo(plain(request)));
    }),
    route('GET', '/backlog', (request) =>
      // Asked of the ledgers alone, where a topic that is not there is an empty one.
      pulsarResult(
        broker.find(topicNameOf(request)) === undefined
          ? missingTopicBacklog(topicNameOf(request), broker.clock.now())
          : topicBacklog(plain(request), broker.clock.now()),
      ),
    ),
    route('GET', '/lastMessageId', (request) => pulsarResult(lastIdJson(unpartitionedOf(broker, request)))),
    route('GET', '/messageid/:time', (request) => {
      const topic = plain(request);
      const time = numberOf(request, 'time');
      if (time < 0) throw new BrokerError('internal', 'CompactedTopicContext is not initialized');
      if (time === 0) return pulsarResult(idJson(undefined));
      const message = topic.log.at(topic.log.firstPublishedFrom(time));
      // Behind the last message lies the place of the next one.
      return pulsarResult(idJson(message ?? topic.nextPosition));
    }),
    route('POST', '/terminate', (request) => {
      const topic = plain(request);
      topic.terminate();
      return pulsarResult(idJson(topic.log.last));
    }),
    route('POST', '/terminate/partitions', (request) => {
      const parts = partsOf(anyTopicOf(broker, request));
      for (const part of parts) part.terminate();
      return pulsarResult(
        Object.fromEntries(parts.map((part) => [`${part.partition}`, idJson(part.log.last)])),
      );
    }),
    route('GET', '/ledger/:ledger/entry/:entry', (request) => {
      const topic = plain(request);
      const position = {
        ledgerId: numberOf(request, 'ledger'),
        entryId: numberOf(request, 'entry'),
        batchIndex: -1,
      };
      const message = topic.log.at(topic.log.firstFrom({ ...position, partition: -1, batchSize: 0 }));
      if (!topic.ledgers.some(({ ledgerId }) => ledgerId === position.ledgerId)) {
        throw new BrokerError('message-not-found', 'Message id not found');
      }
      const isThere = message?.ledgerId === position.ledgerId && message.entryId === position.entryId;
      if (!isThere) throw new BrokerError('internal', 'Incorrect parameter input error code: -14');
      return peekResponse(entryOf(topic, message));
    }),
    route('GET', '/examinemessage', (request) => {
      const topic = plain(request);
      const from = request.query.get('initialPosition') === 'earliest' ? 'earliest' : 'latest';
      const n = Number(request.query.get('messagePosition') ?? '1');
      if (!Number.isInteger(n)) throw new BrokerError('path-unknown', 'messagePosition is no number');
      return peekResponse(entryOf(topic, examined(topic, Math.max(1, n), from)));
    }),
    // Reloading a topic is not visible to clients of an in-memory broker.
    route('PUT', '/unload', (request) => {
      plain(request);
      return pulsarDone;
    }),
    route('GET', '/compaction', (request) => {
      plain(request);
      return pulsarResult({ status: 'NOT_RUN', lastError: '' });
    }),
  ];
}

/** Counted from the beginning the last message is the end of it; counted from the end there is nothing before the first. */
function examined(topic: Topic, n: number, from: 'earliest' | 'latest'): Message {
  if (topic.log.last === undefined) throw new BrokerError('message-not-found', 'Message not found');
  const message = nthOfLog(topic, n, from) ?? (from === 'earliest' ? topic.log.last : undefined);
  if (message === undefined) throw new BrokerError('internal', 'Incorrect parameter input error code: -14');
  return message;
}

function ledgerInfo({ createdMs, ledgers }: Topic): object {
  return {
    version: 1,
    creationDate: formatIsoTime(createdMs),
    modificationDate: formatIsoTime(ledgers[ledgers.length - 1]?.openedMs ?? createdMs),
    ledgers: ledgers.map(({ ledgerId, openedMs }) => ({
      ledgerId,
      timestamp: openedMs,
      isOffloaded: false,
    })),
    cursors: {},
  };
}
