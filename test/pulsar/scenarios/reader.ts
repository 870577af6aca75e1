import { adminOutcome, upgradeOutcome } from './outcome.ts';
import { brief, fieldOf, texts } from './payload.ts';
import { publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

/** A reader starts where it says, moves no cursor of others and is held by the same window (protocol D3, D7). */
export const reader: Scenario = {
  name: 'reader',
  section: 'D3 D6 D7',
  async run(context) {
    const topic = context.topic();
    await context.admin('PUT', `/${topic.path}/subscription/retainer`);
    const producer = await context.producer(topic);
    const ids = await publishAll(producer, texts(6));
    const earliest = await context.reader(topic, { messageId: 'earliest' });
    context.record('earliest', await earliest.take(1));
    context.record('earliest goes on with', (await earliest.take(5)).map(brief));
    const byId = await context.reader(topic, { messageId: ids[2] ?? '' });
    context.record('after the third id', [...(await byId.take(3)), ...(await byId.rest())].map(brief));
    const byLast = await context.reader(topic, { messageId: ids[5] ?? '' });
    const latest = await context.reader(topic, { messageId: 'latest' });
    const plain = await context.reader(topic);
    await publishAll(producer, ['live']);
    for (const [name, socket] of Object.entries({ byLast, latest, plain, earliest, byId })) {
      context.record(
        `${name} gets live`,
        [...(await socket.take(1)), ...(await socket.rest(200))].map(brief),
      );
    }
    const small = await context.reader(topic, { messageId: 'earliest', receiverQueueSize: 2 });
    context.record('a window of 2', [...(await small.take(2)), ...(await small.rest())].map(brief));
    const more = async (): Promise<string[]> =>
      [...(await small.take(1)), ...(await small.rest())].map(brief);
    small.send({ messageId: ids[0] });
    context.record('after an ack', await more());
    small.send({ hello: 'world' });
    context.record('after any other object', await more());
    small.send({ type: 'permit', permitMessages: 5 });
    context.record('after a permit of 5', await more());
    small.send('no JSON at all');
    context.record('after text that is no JSON', await more());
    small.send({ type: 'isEndOfTopic' });
    context.record('isEndOfTopic answers', await small.next());
    context.record('and frees nothing', (await small.rest()).map(brief));
    const subscriptions = await context.admin('GET', `/${topic.path}/subscriptions`);
    const names = Array.isArray(subscriptions.body) ? subscriptions.body.map(String) : [];
    context.record(
      'subscriptions',
      [...new Set(names.map((name) => name.replace(/reader-[0-9a-f]{10}/, 'reader')))].sort(),
    );
    const stats = await context.admin('GET', `/${topic.path}/stats`);
    const ofReader = Object.entries(Object(fieldOf(stats.body, 'subscriptions'))).find(([name]) =>
      name.startsWith('reader-'),
    );
    context.record('a reader in the statistics', {
      type: fieldOf(ofReader?.[1], 'type'),
      isDurable: fieldOf(ofReader?.[1], 'isDurable') ?? fieldOf(ofReader?.[1], 'durable'),
    });
    const path = `reader/${topic.path}`;
    for (const messageId of [
      '',
      'LATEST',
      'Earliest',
      'nonsense',
      '***',
      '0',
      'CAMQADAA',
      'CP///////////wEQ////////////ATAA',
    ]) {
      context.record(`messageId "${messageId}"`, upgradeOutcome(await context.upgrade(path, { messageId })));
    }
    const plus = `CP${'/'.repeat(11)}wEQ`;
    context.record('an id cut short', upgradeOutcome(await context.upgrade(path, { messageId: plus })));
    context.record('lastMessageId', adminOutcome(await context.admin('GET', `/${topic.path}/lastMessageId`)));
  },
};
