import { BrokerError } from '../broker/broker-error.ts';
import type { Broker } from '../broker/broker.ts';
import { entryOf, nthOfLog } from '../broker/entries.ts';
import { internalStats } from '../broker/internal-stats.ts';
import type { Message } from '../broker/message.ts';
import { partitionedStats } from '../broker/partitioned-stats.ts';
import { PartitionedTopic, partsOf } from '../broker/partitioned-topic.ts';
import { topicBacklog } from '../broker/topic-backlog.ts';
import { topicStats } from '../broker/topic-stats.ts';
import type { Topic } from '../broker/topic.ts';
import { isTrue } from './gdn-stream-routes.ts';
import type { Route, SandboxRequest } from './message.ts';
import { pulsarDone, pulsarFailure, pulsarResult } from './pulsar-answers.ts';
import { idJson } from './pulsar-message-id.ts';
import { anyTopicOf, countOf, plainTopicOf, topicNameOf, topicPath } from './pulsar-names.ts';
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
      broker.createTopic(topicNameOf(request));
      return pulsarDone;
    }),
    route('DELETE', '', (request) => {
      broker.deleteTopic(plain(request).name, { force: isTrue(request.query.get('force')) });
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
      return pulsarResult({ partitions: topic instanceof PartitionedTopic ? topic.partitions.length : 0 });
    }),
    route('DELETE', '/partitions', (request) => {
      const topic = anyTopicOf(broker, request);
      if (!(topic instanceof PartitionedTopic)) return pulsarFailure(404, 'Partitioned topic does not exist');
      broker.deleteTopic(topic.name, { force: isTrue(request.query.get('force')) });
      return pulsarDone;
    }),
    route('GET', '/stats', (request) => pulsarResult(topicStats(plain(request), broker.clock.now()))),
    route('GET', '/partitioned-stats', (request) => {
      const topic = anyTopicOf(broker, request);
      if (!(topic instanceof PartitionedTopic)) return pulsarFailure(404, 'Partitioned topic not found');
      const isPerPartition = request.query.get('perPartition')?.toLowerCase() !== 'false';
      return pulsarResult(partitionedStats(topic, broker.clock.now(), isPerPartition));
    }),
    route('GET', '/internalStats', (request) => pulsarResult(internalStats(plain(request)))),
    route('GET', '/backlog', (request) => pulsarResult(topicBacklog(plain(request), broker.clock.now()))),
    route('GET', '/lastMessageId', (request) => {
      const topic = plain(request);
      return pulsarResult(
        topic.log.last === undefined
          ? { ...idJson(undefined), partitionIndex: topic.partition }
          : idJson(topic.log.last),
      );
    }),
    route('GET', '/messageid/:time', (request) => {
      const { log } = plain(request);
      const message = log.at(log.firstPublishedFrom(countOf(request, 'time')));
      return message === undefined
        ? pulsarFailure(404, 'Message ID not found')
        : pulsarResult(idJson(message));
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
        ledgerId: countOf(request, 'ledger'),
        entryId: countOf(request, 'entry'),
        batchIndex: -1,
      };
      const message = topic.log.at(topic.log.firstFrom({ ...position, partition: -1, batchSize: 0 }));
      const isThere = message?.ledgerId === position.ledgerId && message.entryId === position.entryId;
      return peek(topic, isThere ? message : undefined);
    }),
    route('GET', '/examinemessage', (request) => {
      const topic = plain(request);
      const from = request.query.get('initialPosition') ?? 'latest';
      const n = Number(request.query.get('messagePosition') ?? '1');
      if ((from !== 'latest' && from !== 'earliest') || !Number.isInteger(n) || n < 1) {
        return pulsarFailure(412, 'initialPosition is latest or earliest, messagePosition counts from 1');
      }
      return peek(topic, nthOfLog(topic, n, from));
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

function peek(topic: Topic, message: Message | undefined): ReturnType<Route['handle']> {
  if (message === undefined) throw new BrokerError('message-not-found', 'Message not found');
  return peekResponse(entryOf(topic, message));
}
