import { backlogOf } from './backlog.ts';
import { adminOutcome } from './outcome.ts';
import { texts } from './payload.ts';
import { publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';
import { streamPath } from './stream-path.ts';

/** What is listed, and what works on a whole namespace (protocol E1, E3). */
export const clustersAndNamespaces: Scenario = {
  name: 'clusters-and-namespaces',
  section: 'E1 E3',
  async run(context) {
    const admin = async (method: string, path: string, body?: unknown): Promise<unknown> =>
      adminOutcome(await context.admin(method, path, body));
    const version = await context.admin('GET', '/brokers/version');
    context.record('version', { status: version.status, isText: typeof version.body === 'string' });
    context.record('clusters', await admin('GET', '/clusters'));
    const tenants = await context.admin('GET', '/tenants');
    context.record('tenants has public', Array.isArray(tenants.body) && tenants.body.includes('public'));
    context.record('a tenant', await admin('GET', '/tenants/public'));
    context.record('a missing tenant', await admin('GET', '/tenants/nobody'));
    context.record('namespaces of a missing tenant', await admin('GET', '/namespaces/nobody'));
    const name = context.unique('space');
    const space = `public/${name}`;
    context.record('create a namespace', await admin('PUT', `/namespaces/${space}`));
    context.record('create it again', await admin('PUT', `/namespaces/${space}`));
    const listed = await context.admin('GET', '/namespaces/public');
    context.record('it is listed', Array.isArray(listed.body) && listed.body.includes(space));
    const policies = await context.admin('GET', `/namespaces/${space}`);
    context.record('its policies', policies.status);
    context.record('topics of a new namespace', await admin('GET', `/persistent/${space}`));
    context.record('topics of a missing namespace', await admin('GET', '/persistent/public/nowhere'));
    const first = streamPath(space, 'first');
    const second = streamPath(space, 'second');
    for (const topic of [first, second]) {
      await context.admin('PUT', `/${topic.path}`);
      await context.admin('PUT', `/${topic.path}/subscription/audit`);
      await publishAll(await context.producer(topic), texts(2));
    }
    for (const path of [
      `/persistent/${space}`,
      `/namespaces/${space}/topics?mode=PERSISTENT`,
      `/namespaces/${space}/topics?mode=ALL`,
      `/namespaces/${space}/topics?mode=NON_PERSISTENT`,
      `/non-persistent/${space}`,
      `/persistent/${space}/partitioned`,
    ]) {
      const { status, body } = await context.admin('GET', path);
      context.record(`GET ${path.replace(name, '…')}`, {
        status,
        body: Array.isArray(body) ? body.map(String).sort() : body,
      });
    }
    for (const setting of ['messageTTL', 'retention']) {
      context.record(`${setting} at first`, await admin('GET', `/namespaces/${space}/${setting}`));
    }
    context.record('set the TTL', await admin('POST', `/namespaces/${space}/messageTTL`, 3_600));
    context.record('a TTL below zero', await admin('POST', `/namespaces/${space}/messageTTL`, -1));
    context.record('the TTL', await admin('GET', `/namespaces/${space}/messageTTL`));
    context.record('remove the TTL', await admin('DELETE', `/namespaces/${space}/messageTTL`));
    context.record('the TTL then', await admin('GET', `/namespaces/${space}/messageTTL`));
    const retention = { retentionTimeInMinutes: 10, retentionSizeInMB: 5 };
    context.record('set the retention', await admin('POST', `/namespaces/${space}/retention`, retention));
    context.record('the retention', await admin('GET', `/namespaces/${space}/retention`));
    context.record(
      'clear the backlog of one',
      await admin('POST', `/namespaces/${space}/clearBacklog/audit`),
    );
    context.record('backlog', await backlogOf(context, first, 'audit', 0));
    context.record('clear every backlog', await admin('POST', `/namespaces/${space}/clearBacklog`));
    context.record('unsubscribe everywhere', await admin('POST', `/namespaces/${space}/unsubscribe/audit`));
    context.record('subscriptions then', await admin('GET', `/${first.path}/subscriptions`));
    context.record('delete a namespace in use', await admin('DELETE', `/namespaces/${space}`));
  },
};
