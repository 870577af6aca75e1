import { BrokerError } from './broker-error.ts';

export type TopicDomain = 'persistent' | 'non-persistent';

export interface TopicName {
  readonly domain: TopicDomain;
  readonly tenant: string;
  readonly namespace: string;
  /** The local part, decoded; may hold slashes (protocol D1). */
  readonly local: string;
}

/** Tenants, namespaces and subscriptions of newer brokers (protocol B). */
const ENTITY = /^[-=:.\w]+$/;

export function isEntityName(text: string): boolean {
  return ENTITY.test(text);
}

/** `persistent://tenant/namespace/topic`: the key of a topic in the broker. */
export function fullName(name: TopicName): string {
  return `${name.domain}://${name.tenant}/${name.namespace}/${name.local}`;
}

export function namespaceKey(name: Pick<TopicName, 'tenant' | 'namespace'>): string {
  return `${name.tenant}/${name.namespace}`;
}

/** Reads a full topic name, as `deadLetterTopic` carries it. */
export function parseTopicName(text: string): TopicName {
  const match = /^(persistent|non-persistent):\/\/([^/]+)\/([^/]+)\/(.+)$/.exec(text);
  const [, domain, tenant, namespace, local] = match ?? [];
  if (tenant === undefined || namespace === undefined || local === undefined) {
    throw new BrokerError('invalid-name', `Invalid topic name: ${text}`);
  }
  return { domain: domain === 'non-persistent' ? 'non-persistent' : 'persistent', tenant, namespace, local };
}
