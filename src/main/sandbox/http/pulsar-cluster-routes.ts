import type { Broker } from '../broker/broker.ts';
import { PartitionedTopic } from '../broker/partitioned-topic.ts';
import { fullName } from '../broker/topic-name.ts';
import type { Route } from './message.ts';
import { pulsarDone, pulsarFailure, pulsarResult } from './pulsar-answers.ts';
import { namespaceOf } from './pulsar-names.ts';

/** The version that `brokers/version` gives; its admin API is the one that is followed here. */
const BROKER_VERSION = '4.0.0';
const CLUSTER = 'standalone';

/** Clusters, tenants, namespaces, lists of topics, and what works on all topics of a namespace (protocol E1, E3). */
export function pulsarClusterRoutes(broker: Broker): readonly Route[] {
  const base = '/admin/v2';
  const namespace = `${base}/namespaces/:tenant/:namespace`;
  const get = (pattern: string, handle: Route['handle']): Route => ({
    method: 'GET',
    pattern,
    access: 'pulsar',
    handle,
  });
  const post = (pattern: string, handle: Route['handle']): Route => ({
    method: 'POST',
    pattern,
    access: 'pulsar',
    handle,
  });
  const tenants = (): string[] => [...new Set([...broker.namespaces.values()].map(({ tenant }) => tenant))];
  return [
    get(`${base}/brokers/version`, () => ({ status: 200, body: BROKER_VERSION, contentType: 'text/plain' })),
    get(`${base}/brokers/health`, () => ({ status: 200, body: 'ok', contentType: 'text/plain' })),
    get(`${base}/clusters`, () => pulsarResult([CLUSTER])),
    get(`${base}/tenants`, () => pulsarResult(tenants())),
    get(`${base}/tenants/:tenant`, (request) =>
      tenants().includes(request.part('tenant'))
        ? pulsarResult({ adminRoles: [], allowedClusters: [CLUSTER] })
        : pulsarFailure(404, 'Tenant does not exist'),
    ),
    get(`${base}/namespaces/:tenant`, (request) => {
      const tenant = request.part('tenant');
      if (!tenants().includes(tenant)) return pulsarFailure(404, 'Tenant does not exist');
      const own = [...broker.namespaces.values()].filter((candidate) => candidate.tenant === tenant);
      return pulsarResult(own.map(({ name }) => `${tenant}/${name}`));
    }),
    get(namespace, (request) => {
      const { timeToLiveSeconds, retention } = namespaceOf(broker, request);
      return pulsarResult({
        message_ttl_in_seconds: timeToLiveSeconds === 0 ? null : timeToLiveSeconds,
        retention_policies: retention,
        replication_clusters: [CLUSTER],
        deleted: false,
      });
    }),
    get(`${namespace}/topics`, (request) => {
      const mode = request.query.get('mode') ?? 'PERSISTENT';
      const topics = [...namespaceOf(broker, request).flatTopics()].map(({ name }) => fullName(name));
      return pulsarResult(topics.filter((name) => mode === 'ALL' || isOfMode(name, mode)));
    }),
    post(`${namespace}/clearBacklog`, (request) => {
      for (const topic of namespaceOf(broker, request).flatTopics()) {
        for (const subscription of topic.subscriptions.values()) subscription.skip(Infinity);
      }
      return pulsarDone;
    }),
    post(`${namespace}/clearBacklog/:subscription`, (request) => {
      for (const topic of namespaceOf(broker, request).flatTopics()) {
        topic.subscriptions.get(request.part('subscription'))?.skip(Infinity);
      }
      return pulsarDone;
    }),
    post(`${namespace}/unsubscribe/:subscription`, (request) => {
      const name = request.part('subscription');
      const holders = [...namespaceOf(broker, request).flatTopics()].filter(({ subscriptions }) =>
        subscriptions.has(name),
      );
      if (holders.some((topic) => topic.subscription(name).consumers.length > 0)) {
        return pulsarFailure(412, 'Subscription has active connected consumers');
      }
      for (const topic of holders) topic.unsubscribe(name, { force: false });
      return pulsarDone;
    }),
    get(`${base}/:domain/:tenant/:namespace`, (request) => {
      const prefix = `${request.part('domain')}://`;
      const topics = [...namespaceOf(broker, request).flatTopics()].map(({ name }) => fullName(name));
      return pulsarResult(topics.filter((name) => name.startsWith(prefix)));
    }),
    get(`${base}/:domain/:tenant/:namespace/partitioned`, (request) => {
      const parents = [...namespaceOf(broker, request).topics.values()].filter(
        (topic) => topic instanceof PartitionedTopic,
      );
      return pulsarResult(parents.map(({ name }) => fullName(name)));
    }),
  ];
}

function isOfMode(name: string, mode: string): boolean {
  return name.startsWith(mode === 'NON_PERSISTENT' ? 'non-persistent://' : 'persistent://');
}
