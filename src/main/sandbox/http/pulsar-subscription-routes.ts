import { BrokerError } from '../broker/broker-error.ts';
import type { Broker } from '../broker/broker.ts';
import { entryOf, nthEntry } from '../broker/entries.ts';
import { partsOf } from '../broker/partitioned-topic.ts';
import type { Subscription } from '../broker/subscription.ts';
import type { Topic } from '../broker/topic.ts';
import { isTrue } from './gdn-stream-routes.ts';
import type { Route, SandboxRequest } from './message.ts';
import { pulsarDone, pulsarFailure, pulsarResult } from './pulsar-answers.ts';
import { indexFromBody } from './pulsar-message-id.ts';
import { anyTopicOf, numberOf, plainTopicOf, topicNameOf, topicPath } from './pulsar-names.ts';
import { peekResponse } from './pulsar-peek.ts';

const SMALL_BACKLOG = 1_000;

/** Routes of the subscriptions of one topic (protocol E3). */
export function pulsarSubscriptionRoutes(broker: Broker): readonly Route[] {
  const one = `${topicPath}/subscription/:subscription`;
  const route = (method: string, pattern: string, handle: Route['handle']): Route => ({
    method,
    pattern,
    access: 'pulsar',
    handle,
  });
  const parts = (request: SandboxRequest): readonly Topic[] => partsOf(anyTopicOf(broker, request));
  const plain = (request: SandboxRequest): Subscription =>
    plainTopicOf(broker, request).subscription(request.part('subscription'));
  const expire = (request: SandboxRequest, subscriptions: Iterable<Subscription>): void => {
    const seconds = numberOf(request, 'seconds');
    const oldestMs = broker.clock.now() - seconds * 1000;
    const concerned = [...subscriptions].filter((subscription) => mayExpire(subscription, oldestMs));
    for (const subscription of concerned) subscription.expireBefore(oldestMs);
    if (concerned.length === 0 || seconds < 0)
      throw new BrokerError('nothing-to-expire', 'Expire message by timestamp not issued on topic');
  };
  return [
    route('GET', `${topicPath}/subscriptions`, (request) =>
      pulsarResult([...new Set(parts(request).flatMap(({ subscriptions }) => [...subscriptions.keys()]))]),
    ),
    route('PUT', one, (request) => {
      const name = request.part('subscription');
      const topics = partsOf(broker.findOrCreate(topicNameOf(request)));
      if (topics.some(({ subscriptions }) => subscriptions.has(name))) {
        return pulsarFailure(409, 'Subscription already exists for topic');
      }
      for (const topic of topics) {
        topic.subscribe(name, {
          type: 'Exclusive',
          isDurable: true,
          startIndex: indexFromBody(topic, request),
        });
      }
      return pulsarDone;
    }),
    route('DELETE', one, (request) => {
      const options = { force: isTrue(request.query.get('force')) };
      for (const topic of parts(request)) topic.unsubscribe(request.part('subscription'), options);
      return pulsarDone;
    }),
    route('POST', `${one}/skip/:count`, (request) => {
      plain(request).skip(numberOf(request, 'count'));
      return pulsarDone;
    }),
    route('POST', `${one}/skip_all`, (request) => {
      for (const topic of parts(request)) topic.subscription(request.part('subscription')).skip(Infinity);
      return pulsarDone;
    }),
    route('POST', `${one}/expireMessages/:seconds`, (request) => {
      const name = request.part('subscription');
      expire(
        request,
        parts(request).map((topic) => topic.subscription(name)),
      );
      return pulsarDone;
    }),
    route('POST', `${topicPath}/all_subscription/expireMessages/:seconds`, (request) => {
      expire(
        request,
        parts(request).flatMap(({ subscriptions }) => [...subscriptions.values()]),
      );
      return pulsarDone;
    }),
    route('POST', `${one}/resetcursor/:time`, (request) => {
      for (const topic of parts(request)) {
        const index = topic.log.firstPublishedFrom(numberOf(request, 'time'));
        topic.subscription(request.part('subscription')).seek(index);
      }
      return pulsarDone;
    }),
    route('POST', `${one}/resetcursor`, (request) => {
      const topic = plainTopicOf(broker, request);
      plain(request).seek(indexFromBody(topic, request));
      return pulsarDone;
    }),
    route('GET', `${one}/position/:n`, (request) => {
      const topic = plainTopicOf(broker, request);
      if (topic.name.domain === 'non-persistent')
        return pulsarFailure(405, 'Not allowed on a non-persistent topic');
      const n = numberOf(request, 'n');
      if (n < 1) throw new BrokerError('internal', 'Invalid message position');
      const message = nthEntry(peekedSubscription(topic, request.part('subscription')), n);
      if (message === undefined) throw new BrokerError('message-not-found', 'Message not found');
      return peekResponse(entryOf(topic, message));
    }),
  ];
}

/** With a consumer at work a small backlog whose oldest message is young is left alone (protocol E3). */
function mayExpire(subscription: Subscription, oldestMs: number): boolean {
  if (subscription.backlog === 0) return false;
  if (subscription.consumers.length === 0 || subscription.backlog >= SMALL_BACKLOG) return true;
  const [oldest] = subscription.cursor.unsettled();
  return oldest !== undefined && oldest.publishTimeMs < oldestMs;
}

/** The real server creates a subscription that is looked at but not there, with everything retained as its backlog. */
function peekedSubscription(topic: Topic, name: string): Subscription {
  return topic.subscribe(name, { type: 'Exclusive', isDurable: true, startIndex: topic.log.firstIndex });
}
