import type { RawSocket } from '../wire/raw-socket.ts';
import { subscriptionStats } from './backlog.ts';
import { brief, fieldOf, texts } from './payload.ts';
import { acknowledge, publishAll } from './publish.ts';
import type { ScenarioContext } from './scenario-context.ts';
import type { Scenario } from './scenario.ts';
import type { StreamPath } from './stream-path.ts';

const FAILOVER = { subscriptionType: 'Failover' };

/** One is active, the others stand by; the next takes over with what was unanswered (protocol D12). */
export const failover: Scenario = {
  name: 'failover',
  section: 'D12',
  async run(context) {
    await takeOver(context);
    await choice(context);
  },
};

async function takeOver(context: ScenarioContext): Promise<void> {
  const topic = context.topic();
  const consumers = new Map<unknown, RawSocket>();
  for (const consumerName of ['first', 'second']) {
    consumers.set(consumerName, await context.consumer(topic, 'duty', { ...FAILOVER, consumerName }));
  }
  // On a topic without partitions the choice follows a hash of the topic's name.
  const name = await activeName(context, topic, 'duty', (active) => consumers.has(active));
  const active = consumers.get(name);
  consumers.delete(name);
  const [standBy] = consumers.values();
  context.record('one of two is active', active !== undefined);
  if (active === undefined || standBy === undefined) return;
  const producer = await context.producer(topic);
  await publishAll(producer, texts(4));
  const frames = await active.take(4);
  context.record('the active one gets', frames.map(brief));
  context.record('the other one gets', (await standBy.rest()).map(brief));
  acknowledge(active, frames.slice(0, 2));
  await active.rest(300);
  await active.close();
  context.record('after its end the other one gets', (await standBy.take(2)).map(brief));
  await publishAll(producer, ['later']);
  context.record('and goes on with', (await standBy.take(1)).map(brief));
}

/** On a partition the choice follows priority, then name. */
async function choice(context: ScenarioContext): Promise<void> {
  const parent = context.topic('parted');
  await context.admin('PUT', `/${parent.path}/partitions`, 1);
  const partition = { ...parent, path: `${parent.path}-partition-0` };
  const opened = [
    { consumerName: 'b', priorityLevel: 1 },
    { consumerName: 'a', priorityLevel: 1 },
    { consumerName: 'd', priorityLevel: 0 },
    { consumerName: 'c', priorityLevel: 0 },
  ];
  for (const consumer of opened) {
    await context.consumer(partition, 'choice', { ...FAILOVER, ...consumer });
    const { consumerName } = consumer;
    const active = await activeName(context, partition, 'choice', () => true);
    context.record(`active once ${consumerName} is there`, active);
  }
}

async function activeName(
  context: ScenarioContext,
  topic: StreamPath,
  subscription: string,
  isEnough: (name: unknown) => boolean,
): Promise<unknown> {
  return context.until(
    async () => fieldOf(await subscriptionStats(context, topic, subscription), 'activeConsumerName'),
    isEnough,
  );
}
