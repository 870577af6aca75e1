import { BrokerError } from '../broker/broker-error.ts';
import type { Broker } from '../broker/broker.ts';
import { draftOf } from '../broker/message.ts';
import type { Namespace } from '../broker/namespace.ts';
import { PartitionedTopic } from '../broker/partitioned-topic.ts';
import { topicBacklog } from '../broker/topic-backlog.ts';
import { topicStats } from '../broker/topic-stats.ts';
import type { Topic } from '../broker/topic.ts';
import type { FabricCatalog } from '../fabric-catalog.ts';
import { gdnDone, gdnResult } from './gdn-answers.ts';
import { streamRow } from './gdn-stream-row.ts';
import type { Route, SandboxRequest } from './message.ts';

export interface StreamRouteOptions {
  readonly broker: Broker;
  readonly fabrics: FabricCatalog;
  readonly tenant: string;
  /** Answers `stats` as JSON text inside the envelope, as the documents have it (protocol A7). */
  readonly hasStatsAsText: boolean;
}

const LONGEST_BARE_NAME = 230;
const MAX_MESSAGE_BYTES = 5 * 1024 * 1024;

/** Routes of one stream (protocol A7): the prefix of its name decides between local and global. */
export function gdnStreamRoutes(options: StreamRouteOptions): readonly Route[] {
  const { broker, fabrics, tenant } = options;
  const base = '/_fabric/:fabric/_api/streams';
  const topicOf = (request: SandboxRequest): Topic => findStream(options, request);
  return [
    {
      method: 'GET',
      pattern: base,
      access: 'gdn',
      handle(request) {
        const fabric = request.part('fabric');
        const asked = request.query.get('global');
        const sides = asked === null ? [false, true] : [isTrue(asked)];
        const topics = sides.flatMap((isGlobal) => streamsOf(fabrics.namespace(fabric, isGlobal)));
        return gdnResult(topics.map((topic) => streamRow(topic, fabric, tenant)));
      },
    },
    {
      method: 'POST',
      pattern: `${base}/:name`,
      access: 'gdn',
      handle(request) {
        const isGlobal = isTrue(request.query.get('global'));
        const namespace = fabrics.namespace(request.part('fabric'), isGlobal);
        const local = `${isGlobal ? 'c8globals' : 'c8locals'}.${checkedName(request.part('name'))}`;
        broker.createTopic({ domain: 'persistent', tenant, namespace: namespace.name, local });
        return gdnResult({ 'stream-id': local }, 202);
      },
    },
    {
      method: 'DELETE',
      pattern: `${base}/:topic`,
      access: 'gdn',
      handle(request) {
        broker.deleteTopic(topicOf(request).name, { force: isTrue(request.query.get('force')) });
        return gdnDone(202);
      },
    },
    {
      method: 'POST',
      pattern: `${base}/:topic/publish`,
      access: 'gdn',
      handle(request) {
        if (request.body.byteLength > MAX_MESSAGE_BYTES)
          throw new BrokerError('message-too-large', 'Message is too large');
        topicOf(request).publish(
          draftOf({ payload: request.body, producerName: 'rest', sequenceId: broker.nextSerial() }),
        );
        return gdnDone(202);
      },
    },
    {
      method: 'GET',
      pattern: `${base}/:topic/stats`,
      access: 'gdn',
      handle(request) {
        const stats = topicStats(topicOf(request), broker.clock.now());
        return gdnResult(options.hasStatsAsText ? JSON.stringify(stats) : stats);
      },
    },
    {
      method: 'GET',
      pattern: `${base}/:topic/backlog`,
      access: 'gdn',
      handle: (request) => gdnResult(topicBacklog(topicOf(request), broker.clock.now())),
    },
    {
      method: 'GET',
      pattern: `${base}/:topic/subscriptions`,
      access: 'gdn',
      handle: (request) => gdnResult([...topicOf(request).subscriptions.keys()]),
    },
    {
      method: 'DELETE',
      pattern: `${base}/:topic/subscriptions/:subscription`,
      access: 'gdn',
      handle(request) {
        topicOf(request).unsubscribe(request.part('subscription'), { force: false });
        return gdnDone(200);
      },
    },
    {
      method: 'POST',
      pattern: `${base}/:topic/expiry/:seconds`,
      access: 'gdn',
      handle(request) {
        const oldestMs = broker.clock.now() - secondsOf(request) * 1000;
        let expired = 0;
        for (const subscription of topicOf(request).subscriptions.values())
          expired += subscription.expireBefore(oldestMs);
        if (expired === 0)
          throw new BrokerError('nothing-to-expire', 'Expire message by timestamp not issued on topic');
        return gdnDone(200);
      },
    },
  ];
}

export function streamsOf(namespace: Namespace): readonly Topic[] {
  return [...namespace.flatTopics()];
}

export function isTrue(text: string | null): boolean {
  return text?.toLowerCase() === 'true';
}

/** Seconds of a path; whole and not negative. */
export function secondsOf(request: SandboxRequest): number {
  const text = request.part('seconds');
  if (!/^\d{1,10}$/.test(text)) throw new BrokerError('invalid-name', `not a number of seconds: ${text}`);
  return Number(text);
}

/** An unprefixed name is a collection's stream, which is local (protocol B); otherwise unknown. */
function findStream({ broker, fabrics, tenant }: StreamRouteOptions, request: SandboxRequest): Topic {
  const local = request.part('topic');
  const namespace = fabrics.namespace(request.part('fabric'), local.startsWith('c8globals.'));
  const found = broker.find({ domain: 'persistent', tenant, namespace: namespace.name, local });
  if (found === undefined) throw new BrokerError('topic-not-found', 'stream not found');
  if (found instanceof PartitionedTopic) throw new BrokerError('partitioned-topic', 'stream has partitions');
  return found;
}

function checkedName(name: string): string {
  const isRefused =
    name.length > LONGEST_BARE_NAME || name.includes('%') || /^\d+$/.test(name) || /^_\d*$/.test(name);
  if (isRefused) throw new BrokerError('invalid-name', 'illegal stream name');
  return name;
}
