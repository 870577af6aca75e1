import type { RawSocket } from '../wire/raw-socket.ts';
import { backlogOf } from './backlog.ts';
import { brief, messageIdOf } from './payload.ts';
import { publishAll } from './publish.ts';
import type { ScenarioContext } from './scenario-context.ts';
import type { Scenario } from './scenario.ts';
import type { StreamPath } from './stream-path.ts';

/** What is refused too often goes to another topic (protocol D3). */
export const deadLetter: Scenario = {
  name: 'dead-letter',
  section: 'D3',
  async run(context) {
    const topic = context.topic();
    const fallen = context.unique('fallen');
    const named = `persistent://public/default/${fallen}`;
    await refuse(context, topic, 'by default', `${topic.name}-refuser-DLQ`, 'refuser', {});
    await refuse(context, context.topic('other'), 'by name', fallen, 'picky', { deadLetterTopic: named });
  },
};

async function refuse(
  context: ScenarioContext,
  topic: StreamPath,
  step: string,
  deadLetterName: string,
  subscription: string,
  more: Readonly<Record<string, string>>,
): Promise<void> {
  const deadLetters = { ...topic, path: `persistent/public/default/${deadLetterName}` };
  const watcher = await context.consumer(deadLetters, 'watcher');
  const consumer = await context.consumer(topic, subscription, {
    subscriptionType: 'Shared',
    maxRedeliverCount: 2,
    negativeAckRedeliveryDelay: 200,
    ...more,
  });
  const producer = await context.producer(topic);
  await publishAll(producer, ['poison'], { key: 'k', properties: { a: '1' } });
  const deliveries: string[] = [];
  for (let delivery = await next(consumer); delivery !== undefined; delivery = await next(consumer)) {
    deliveries.push(brief(delivery));
    consumer.send({ type: 'negativeAcknowledge', messageId: messageIdOf(delivery) });
  }
  context.record(`${step}: deliveries`, deliveries);
  const dead = await watcher.next();
  context.record(`${step}: the dead letter`, withIds(dead));
  context.record(`${step}: backlog of the subscription`, await backlogOf(context, topic, subscription, 0));
}

function next(consumer: RawSocket): Promise<unknown> {
  return consumer.next(2_500);
}

/** The original's id stands as text in a property. */
function withIds(frame: unknown): unknown {
  const text = JSON.stringify(frame ?? 'none').replace(
    /("ORIGIN_MESSAGE_ID(?:Y_TIME)?":")\d+:(\d+):(-?\d+)(?::(-?\d+))?/gi,
    '$1<ledger>:$2:$3',
  );
  const value: unknown = JSON.parse(text);
  return value;
}
