import { subscriptionStats } from './backlog.ts';
import { encoded, fieldOf, texts } from './payload.ts';
import { acknowledge, publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

/** Figures that follow from what happened, apart from rates and sizes on disk. */
const TOPIC_FIGURES = ['msgInCounter', 'msgOutCounter', 'waitingPublishers', 'deduplicationStatus'];
const SUBSCRIPTION_FIGURES = [
  'type',
  'msgBacklog',
  'msgBacklogNoDelayed',
  'unackedMessages',
  'msgDelayed',
  'msgOutCounter',
  'blockedSubscriptionOnUnackedMsgs',
  'isDurable',
  'isReplicated',
  'durable',
  'replicated',
  'activeConsumerName',
  'totalMsgExpired',
  'msgRateExpired',
];
const CONSUMER_FIGURES = [
  'consumerName',
  'unackedMessages',
  'availablePermits',
  'blockedConsumerOnUnackedMsgs',
  'msgOutCounter',
];

/** Statistics agree with the sockets (protocol E5). */
export const statistics: Scenario = {
  name: 'statistics',
  section: 'E5',
  async run(context) {
    const topic = context.topic();
    const shared = await context.consumer(topic, 'billing', {
      subscriptionType: 'Shared',
      consumerName: 'worker-1',
      receiverQueueSize: 10,
    });
    await context.consumer(topic, 'audit', { consumerName: 'auditor' });
    await context.consumer(topic, 'passing', { subscriptionMode: 'NonDurable' });
    const producer = await context.producer(topic, { producerName: context.unique('producer') });
    await publishAll(producer, texts(6));
    const frames = await shared.take(6);
    acknowledge(shared, frames.slice(0, 4));
    const settled = await context.until(
      () => subscriptionStats(context, topic, 'billing'),
      (stats) => fieldOf(stats, 'unackedMessages') === 2 && fieldOf(stats, 'msgBacklog') === 2,
    );
    context.record('Shared', chosen(settled, SUBSCRIPTION_FIGURES));
    context.record('its consumers', consumersOf(settled));
    const { body } = await context.admin('GET', `/${topic.path}/stats?getPreciseBacklog=true`);
    context.record('topic', chosen(body, TOPIC_FIGURES));
    const subscriptions = fieldOf(body, 'subscriptions');
    context.record('subscriptions', Object.keys(Object(subscriptions)).sort());
    for (const name of ['audit', 'passing']) {
      const stats = fieldOf(subscriptions, name);
      context.record(name, withoutGeneratedName(chosen(stats, SUBSCRIPTION_FIGURES)));
      context.record(`${name}: its consumers`, consumersOf(stats));
    }
    const publishers = fieldOf(body, 'publishers');
    const list: unknown[] = Array.isArray(publishers) ? publishers : [];
    context.record(
      'publishers',
      list.map((publisher) => chosen(publisher, ['producerName', 'accessMode'])),
    );
    context.record('fields of the topic', Object.keys(Object(body)).sort());
    context.record('fields of a subscription', Object.keys(Object(settled)).sort());
    context.record('fields of a publisher', Object.keys(Object(list[0])).sort());
    const consumers = fieldOf(settled, 'consumers');
    const consumer: unknown = Array.isArray(consumers) ? consumers[0] : undefined;
    context.record('fields of a consumer', Object.keys(Object(consumer)).sort());
    const average = fieldOf(body, 'averageMsgSize');
    context.record('the average size is a number', typeof average);
    const earlier = Number(fieldOf(settled, 'lastAckedTimestamp'));
    context.record('the last ack has a time', earlier > Date.now() - 60_000);
  },
};

/** What the ledger says (protocol E5). */
export const internalStatistics: Scenario = {
  name: 'internal-statistics',
  section: 'E5',
  async run(context) {
    const topic = context.topic();
    const consumer = await context.consumer(topic, 'audit', { subscriptionType: 'Shared' });
    const producer = await context.producer(topic);
    for (const text of texts(5)) await producer.ask({ payload: encoded(text) });
    const frames = await consumer.take(5);
    acknowledge(consumer, [frames[0], frames[1], frames[3]]);
    const cursorOf = (body: unknown): unknown => fieldOf(fieldOf(body, 'cursors'), 'audit');
    const { body } = await context.until(
      () => context.admin('GET', `/${topic.path}/internalStats`),
      (answer) => Number(fieldOf(cursorOf(answer.body), 'messagesConsumedCounter')) === 3,
    );
    context.record(
      'ledger',
      chosen(body, [
        'entriesAddedCounter',
        'numberOfEntries',
        'currentLedgerEntries',
        'lastConfirmedEntry',
        'state',
      ]),
    );
    context.record(
      'cursor',
      chosen(cursorOf(body), ['markDeletePosition', 'readPosition', 'messagesConsumedCounter', 'state']),
    );
    const deleted = String(fieldOf(cursorOf(body), 'individuallyDeletedMessages'));
    context.record('individually deleted', deleted.replace(/\d+:/g, '<ledger>:'));
    context.record('fields', Object.keys(Object(body)).sort());
    context.record('fields of a cursor', Object.keys(Object(cursorOf(body))).sort());
    const ledgers = fieldOf(body, 'ledgers');
    const ledger: unknown = Array.isArray(ledgers) ? ledgers[0] : undefined;
    context.record('fields of a ledger', Object.keys(Object(ledger)).sort());
  },
};

function consumersOf(stats: unknown): unknown {
  const consumers = fieldOf(stats, 'consumers');
  const list: unknown[] = Array.isArray(consumers) ? consumers : [];
  return list.map((consumer) => chosen(consumer, CONSUMER_FIGURES)).map(withoutGeneratedName);
}

/** A name of five letters and digits is made by the server. */
function withoutGeneratedName(stats: Record<string, unknown>): unknown {
  return Object.fromEntries(
    Object.entries(stats).map(([key, value]) => {
      const isGenerated = key.endsWith('onsumerName') && /^[0-9A-Za-z]{5}$/.test(String(value));
      return [key, isGenerated ? '<generated>' : value];
    }),
  );
}

function chosen(value: unknown, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.map((name) => [name, fieldOf(value, name)]).filter(([, found]) => found !== undefined),
  );
}
