import { adminOutcome } from './outcome.ts';
import { brief, decoded, encoded, fieldOf, texts } from './payload.ts';
import { acknowledge, publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

const COUNT = 3;

/** A topic in parts: ids name the part, and several calls exist for a part only (protocol D13, E2, E3). */
export const partitions: Scenario = {
  name: 'partitions',
  section: 'D13 E2 E3',
  async run(context) {
    const topic = context.topic();
    const admin = async (method: string, path: string, body?: unknown): Promise<unknown> =>
      adminOutcome(await context.admin(method, `/${topic.path}${path}`, body));
    context.record('count of a missing topic', await admin('GET', '/partitions'));
    context.record('create', await admin('PUT', '/partitions', COUNT));
    context.record('create again', await admin('PUT', '/partitions', COUNT));
    context.record('count', await admin('GET', '/partitions'));
    const consumer = await context.consumer(topic, 'audit', { subscriptionType: 'Shared' });
    const producer = await context.producer(topic, { messageRoutingMode: 'RoundRobinPartition' });
    const receipts: unknown[] = [];
    for (const text of texts(6)) receipts.push(await producer.ask({ payload: encoded(text) }));
    const ofReceipts = new Set(receipts.map(partitionOf));
    context.record('partitions in the receipts', [...ofReceipts].sort());
    const frames = await consumer.take(6);
    context.record('frames', frames.map(decoded).sort());
    context.record('partitions in the frames', [...new Set(frames.map(partitionOf))].sort());
    acknowledge(consumer, frames);
    const backlog = await context.until(
      () => context.admin('GET', `/${topic.path}/partitioned-stats?perPartition=true`),
      ({ body }) => fieldOf(fieldOf(fieldOf(body, 'subscriptions'), 'audit'), 'msgBacklog') === 0,
    );
    const stats = fieldOf(fieldOf(backlog.body, 'subscriptions'), 'audit');
    context.record('partitioned statistics', {
      msgBacklog: fieldOf(stats, 'msgBacklog'),
      msgInCounter: fieldOf(backlog.body, 'msgInCounter'),
      partitions: Object.keys(Object(fieldOf(backlog.body, 'partitions'))).sort(),
    });
    const keyed = await context.producer(topic);
    const byKey = new Set<unknown>();
    for (const text of texts(4))
      byKey.add(partitionOf(await keyed.ask({ payload: encoded(text), key: 'one' })));
    context.record('a key stays on one partition', byKey.size);
    const reader = await context.reader(topic, { messageId: 'earliest' });
    context.record('a reader of all parts gets', (await reader.take(10)).map(decoded).sort());
    const partition = { ...topic, path: `${topic.path}-partition-1` };
    const single = await context.producer(partition);
    await publishAll(single, ['to one']);
    context.record('a message to one partition', (await consumer.take(5)).map(brief).slice(-1));
    for (const [method, path, body] of [
      ['GET', '/stats'],
      ['GET', '/internalStats'],
      ['GET', '/lastMessageId'],
      ['GET', '/subscription/audit/position/1'],
      ['POST', '/subscription/audit/skip/1'],
      ['POST', '/subscription/audit/skip_all'],
      ['POST', '/terminate'],
      ['GET', `/messageid/${Date.now()}`],
      ['DELETE', ''],
      ['POST', '/subscription/audit/resetcursor', { ledgerId: -1, entryId: -1, partitionIndex: -1 }],
    ] as const) {
      const outcome = Object(await admin(method, path, body));
      const { status, words } = outcome;
      context.record(`${method} ${path.replace(/\d{5,}/, '<now>')} of the parent`, { status, words });
    }
    const subscriptions = await context.admin('GET', `/${topic.path}/subscriptions`);
    context.record('subscriptions', {
      status: subscriptions.status,
      // Generated names stand in no order of their own.
      names: (Array.isArray(subscriptions.body) ? subscriptions.body.map(String) : [])
        .map((name) => name.replace(/-[0-9a-f]{10}$/, ' (generated)'))
        .sort(),
    });
    const listed = await context.admin('GET', '/persistent/public/default/partitioned');
    context.record(
      'listed among the partitioned',
      Array.isArray(listed.body) && listed.body.includes(topic.fullName),
    );
    const all = await context.admin('GET', '/persistent/public/default');
    const names = Array.isArray(all.body) ? all.body.map(String) : [];
    context.record('listed among all', names.filter((name) => name.startsWith(topic.fullName)).sort());
    await Promise.all([consumer, producer, keyed, reader, single].map((socket) => socket.close()));
    context.record('delete', await admin('DELETE', '/partitions?force=true'));
    context.record('delete again', await admin('DELETE', '/partitions'));
  },
};

function partitionOf(frame: unknown): number {
  const bytes = Buffer.from(String(fieldOf(frame, 'messageId')), 'base64');
  // Field 3 follows ledger and entry; here all numbers but those are below 128.
  const at = bytes.indexOf(0x18, 3);
  return at === -1 ? -1 : (bytes[at + 1] ?? -1);
}
