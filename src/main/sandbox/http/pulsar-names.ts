import { BrokerError } from '../broker/broker-error.ts';
import type { Broker } from '../broker/broker.ts';
import type { Namespace } from '../broker/namespace.ts';
import { PartitionedTopic } from '../broker/partitioned-topic.ts';
import type { Topic } from '../broker/topic.ts';
import type { TopicName } from '../broker/topic-name.ts';
import type { SandboxRequest } from './message.ts';

/** The path of a topic in the admin API; `T` of protocol E. */
export const topicPath = '/admin/v2/:domain/:tenant/:namespace/:topic';

export function topicNameOf(request: SandboxRequest): TopicName {
  const domain = request.part('domain');
  if (domain !== 'persistent' && domain !== 'non-persistent')
    throw new BrokerError('topic-not-found', 'Not Found');
  return {
    domain,
    tenant: request.part('tenant'),
    namespace: request.part('namespace'),
    local: request.part('topic'),
  };
}

export function namespaceOf(broker: Broker, request: SandboxRequest): Namespace {
  return broker.namespace(request.part('tenant'), request.part('namespace'));
}

/** A topic of either kind; throws when there is none. */
export function anyTopicOf(broker: Broker, request: SandboxRequest): Topic | PartitionedTopic {
  const found = broker.find(topicNameOf(request));
  if (found === undefined) throw new BrokerError('topic-not-found', 'Topic not found');
  return found;
}

/** A topic that holds messages itself: the parent of partitions is refused with 405 (protocol E). */
export function plainTopicOf(broker: Broker, request: SandboxRequest): Topic {
  const found = anyTopicOf(broker, request);
  if (found instanceof PartitionedTopic) {
    throw new BrokerError('partitioned-topic', 'This operation is not allowed on a partitioned topic');
  }
  return found;
}

/** As `plainTopicOf`, for the calls to which the parent of partitions is simply no topic. */
export function unpartitionedOf(broker: Broker, request: SandboxRequest): Topic {
  const found = anyTopicOf(broker, request);
  if (found instanceof PartitionedTopic) throw new BrokerError('topic-not-found', 'Topic not found');
  return found;
}

/** A whole number of a path part; with anything else the path leads nowhere. */
export function numberOf(request: SandboxRequest, part: string): number {
  const text = request.part(part);
  if (!/^-?\d{1,15}$/.test(text)) throw new BrokerError('path-unknown', `not a number: ${text}`);
  return Number(text);
}
