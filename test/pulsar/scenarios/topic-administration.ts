import { adminOutcome, endOutcome } from './outcome.ts';
import { brief, encoded, texts } from './payload.ts';
import { publishAll } from './publish.ts';
import { replyOf } from './reply.ts';
import type { Scenario } from './scenario.ts';

/** Topics and subscriptions come and go (protocol E2, E3). */
export const topicAdministration: Scenario = {
  name: 'topic-administration',
  section: 'E1 E2 E3',
  async run(context) {
    const topic = context.topic();
    const admin = async (method: string, path: string, body?: unknown): Promise<unknown> =>
      adminOutcome(await context.admin(method, `/${topic.path}${path}`, body));
    for (const path of [
      '/stats',
      '/internalStats',
      '/subscriptions',
      '/lastMessageId',
      '/backlog',
      '/partitions',
      '/internal-info',
    ]) {
      context.record(`GET ${path} of a missing topic`, await admin('GET', path));
    }
    context.record('delete a missing topic', await admin('DELETE', ''));
    context.record('create', await admin('PUT', ''));
    context.record('create again', await admin('PUT', ''));
    context.record('lastMessageId of an empty topic', await admin('GET', '/lastMessageId'));
    context.record('subscriptions', await admin('GET', '/subscriptions'));
    context.record('create a subscription', await admin('PUT', '/subscription/late'));
    context.record('create it again', await admin('PUT', '/subscription/late'));
    context.record(
      'create one from earliest',
      await admin('PUT', '/subscription/early', {
        ledgerId: -1,
        entryId: -1,
        partitionIndex: -1,
      }),
    );
    context.record('create one with a bad name', await admin('PUT', '/subscription/a%2Fb'));
    context.record('subscriptions then', sorted(await admin('GET', '/subscriptions')));
    const consumer = await context.consumer(topic, 'late');
    const producer = await context.producer(topic);
    await publishAll(producer, texts(2));
    context.record('delete a subscription in use', await admin('DELETE', '/subscription/late'));
    context.record('delete an idle one', await admin('DELETE', '/subscription/early'));
    context.record('delete a missing one', await admin('DELETE', '/subscription/nobody'));
    context.record('delete the topic in use', await admin('DELETE', ''));
    await consumer.take(2);
    context.record('delete it with force', await admin('DELETE', '?force=true'));
    context.record('the consumer is', endOutcome(await consumer.end(1_000)));
    const reply = await producer.ask({ payload: encoded('late'), context: 'c' }, 4_000);
    context.record('the producer answers', resultOf(replyOf(reply)));
    context.record('and is', endOutcome(await producer.end(0)));
    context.record('the consumer gets', (await consumer.take(1, 4_000)).map(brief));
    context.record('the topic is back with', sorted(await admin('GET', '/subscriptions')));
    await consumer.close();
    await producer.close();
    const odd = context.topic('odd name ü+&');
    context.record('an odd name', adminOutcome(await context.admin('PUT', `/${odd.path}`)));
    const socket = await context.producer(odd);
    await publishAll(socket, ['x']);
    context.record('has messages', adminOutcome(await context.admin('GET', `/${odd.path}/lastMessageId`)));
  },
};

function sorted(value: unknown): unknown {
  const { body } = Object(value);
  return Array.isArray(body) ? body.map(String).sort() : value;
}

/** Whether the topic was made anew by the socket service's own client depends on time; the id says nothing. */
function resultOf(reply: unknown): unknown {
  const { result } = Object(reply);
  return result ?? reply;
}
