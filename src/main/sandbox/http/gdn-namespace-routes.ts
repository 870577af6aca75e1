import { BrokerError } from '../broker/broker-error.ts';
import type { Namespace } from '../broker/namespace.ts';
import type { Subscription } from '../broker/subscription.ts';
import type { FabricCatalog } from '../fabric-catalog.ts';
import { gdnDone, gdnResult } from './gdn-answers.ts';
import { isTrue, secondsOf } from './gdn-stream-routes.ts';
import type { Route, SandboxRequest, SandboxResponse } from './message.ts';

/**
 * Stream routes that reach every stream of one side of a fabric (protocol A7). A missing `global` means local, whatever the
 * caller had in mind. They stand before the routes by name: their first words are reserved (protocol G2).
 */
export function gdnNamespaceRoutes(fabrics: FabricCatalog): readonly Route[] {
  const base = '/_fabric/:fabric/_api/streams';
  const namespaceOf = (request: SandboxRequest): Namespace =>
    fabrics.namespace(request.part('fabric'), isTrue(request.query.get('global')));
  const unsubscribe = (request: SandboxRequest): SandboxResponse => {
    removeEverywhere(namespaceOf(request), request.part('subscription'));
    return gdnDone(200);
  };
  const clear = (
    request: SandboxRequest,
    isMeant: (subscription: Subscription) => boolean,
  ): SandboxResponse => {
    for (const subscription of subscriptionsOf(namespaceOf(request))) {
      if (isMeant(subscription)) subscription.skip(Infinity);
    }
    return gdnDone(200);
  };
  return [
    {
      method: 'GET',
      pattern: `${base}/ttl`,
      access: 'gdn',
      handle: (request) => gdnResult(namespaceOf(request).timeToLiveSeconds),
    },
    {
      method: 'POST',
      pattern: `${base}/ttl/:seconds`,
      access: 'gdn',
      handle(request) {
        namespaceOf(request).timeToLiveSeconds = secondsOf(request);
        return gdnResult('');
      },
    },
    {
      method: 'POST',
      pattern: `${base}/clearbacklog`,
      access: 'gdn',
      handle: (request) => clear(request, () => true),
    },
    {
      method: 'POST',
      pattern: `${base}/clearbacklog/:subscription`,
      access: 'gdn',
      handle: (request) => clear(request, ({ name }) => name === request.part('subscription')),
    },
    { method: 'DELETE', pattern: `${base}/subscription/:subscription`, access: 'gdn', handle: unsubscribe },
    { method: 'POST', pattern: `${base}/unsubscribe/:subscription`, access: 'gdn', handle: unsubscribe },
    {
      method: 'GET',
      pattern: `${base}/persistent`,
      access: 'gdn',
      handle(request) {
        const namespace = fabrics.namespace(request.part('fabric'), !isTrue(request.query.get('local')));
        return gdnResult([...namespace.topics.keys()]);
      },
    },
  ];
}

/** Nothing is removed when one of the streams still has a consumer on it. */
function removeEverywhere(namespace: Namespace, subscription: string): void {
  const holders = [...namespace.flatTopics()].filter((topic) => topic.subscriptions.has(subscription));
  if (holders.some((topic) => topic.subscription(subscription).consumers.length > 0)) {
    throw new BrokerError('subscription-in-use', 'Subscription has active connected consumers');
  }
  for (const topic of holders) topic.unsubscribe(subscription, { force: false });
}

function* subscriptionsOf(namespace: Namespace): Generator<Subscription> {
  for (const topic of namespace.flatTopics()) yield* topic.subscriptions.values();
}
