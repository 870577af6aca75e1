import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../../src/main/sandbox/sandbox.ts';
import { createClient, type SandboxClient } from './client.ts';

let sandbox: Sandbox;
let client: SandboxClient;
let count = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ traffic: 'none' });
  client = createClient(sandbox);
});
afterAll(() => sandbox.stop());

const newName = (): string => `t${count++}`;
const topic = (name: string, rest = ''): string => `/persistent/public/default/${name}${rest}`;

/** A topic with a subscription at its beginning and some messages. */
async function filled(texts: readonly string[], query = ''): Promise<string> {
  const name = newName();
  await client.admin('PUT', topic(name));
  await client.admin('PUT', topic(name, '/subscription/s'));
  const producer = await client.pulsarSocket('producer', `${name}${query}`);
  for (const text of texts) producer.send({ payload: Buffer.from(text).toString('base64') });
  for (const _text of texts) await producer.next();
  await producer.close();
  return name;
}

const backlogOf = async (name: string): Promise<unknown> => {
  const { body } = await client.admin('GET', topic(name, '/stats'));
  return JSON.parse(JSON.stringify(body)).subscriptions.s.msgBacklog;
};

async function peek(path: string): Promise<{ status: number; headers: Headers; body: Buffer }> {
  const response = await fetch(`${sandbox.adminUrl}/admin/v2${path}`, {
    headers: { authorization: `Bearer ${sandbox.jwt}` },
  });
  return {
    status: response.status,
    headers: response.headers,
    body: Buffer.from(await response.arrayBuffer()),
  };
}

describe('the admin API: access and lists (protocol E, E1)', () => {
  it('needs a token, and says so with a reason', async () => {
    const response = await fetch(`${sandbox.adminUrl}/admin/v2/clusters`);
    expect(response.status).toBe(401);
    expect(await response.json()).toHaveProperty('reason');
    const basic = Buffer.from(`${sandbox.user}:${sandbox.password}`).toString('base64');
    const headers = { authorization: `Basic ${basic}` };
    expect((await fetch(`${sandbox.adminUrl}/admin/v2/clusters`, { headers })).status).toBe(200);
  });

  it('lists tenants, namespaces and topics, partitions by their own names', async () => {
    expect((await client.admin('GET', '/tenants')).body).toEqual([sandbox.tenant, 'public']);
    expect((await client.admin('GET', '/namespaces/public')).body).toEqual(['public/default']);
    expect(await client.admin('GET', '/namespaces/nobody')).toMatchObject({ status: 404 });
    const [plain, parent] = [newName(), newName()];
    await client.admin('PUT', topic(plain));
    expect((await client.admin('PUT', topic(parent, '/partitions'), '2')).status).toBe(204);
    expect((await client.admin('GET', '/persistent/public/default')).body).toEqual(
      expect.arrayContaining([
        `persistent://public/default/${plain}`,
        `persistent://public/default/${parent}-partition-0`,
        `persistent://public/default/${parent}-partition-1`,
      ]),
    );
    expect((await client.admin('GET', '/persistent/public/default/partitioned')).body).toEqual([
      `persistent://public/default/${parent}`,
    ]);
    expect((await client.admin('GET', '/namespaces/public/default/topics?mode=NON_PERSISTENT')).body).toEqual(
      [],
    );
    expect((await client.admin('GET', topic(parent, '/partitions'))).body).toMatchObject({ partitions: 2 });
    expect((await client.admin('GET', topic(plain, '/partitions'))).body).toMatchObject({ partitions: 0 });
  });
});

describe('topics (protocol E2)', () => {
  it('are created with 204, once, and deleted when not in use', async () => {
    const name = newName();
    expect((await client.admin('PUT', topic(name))).status).toBe(204);
    expect((await client.admin('PUT', topic(name))).status).toBe(409);
    await client.admin('PUT', topic(name, '/subscription/s'));
    expect(await client.admin('DELETE', topic(name))).toMatchObject({
      status: 412,
      body: { reason: expect.any(String) },
    });
    expect((await client.admin('DELETE', topic(name, '?force=true'))).status).toBe(204);
    expect((await client.admin('GET', topic(name, '/stats'))).status).toBe(404);
  });

  it('say their last message, the one at a time, and what they hold', async () => {
    const name = newName();
    await client.admin('PUT', topic(name));
    expect((await client.admin('GET', topic(name, '/lastMessageId'))).body).toMatchObject({
      ledgerId: expect.any(Number),
      entryId: -1,
      partitionIndex: -1,
    });
    const full = await filled(['a', 'b']);
    expect((await client.admin('GET', topic(full, '/lastMessageId'))).body).toMatchObject({ entryId: 1 });
    expect((await client.admin('GET', topic(full, '/messageid/1'))).body).toMatchObject({ entryId: 0 });
    // Behind the last message lies the place of the next one.
    expect(await client.admin('GET', topic(full, `/messageid/${Date.now() + 60_000}`))).toMatchObject({
      body: { entryId: 2 },
    });
    expect((await client.admin('GET', topic(full, '/internalStats'))).body).toMatchObject({
      numberOfEntries: 2,
      state: 'LedgerOpened',
      lastConfirmedEntry: expect.stringMatching(/^\d+:1$/),
      cursors: { s: { totalNonContiguousDeletedMessagesRange: 0 } },
    });
  });

  it('take no messages once terminated', async () => {
    const name = await filled(['a', 'b']);
    expect((await client.admin('POST', topic(name, '/terminate'))).body).toMatchObject({ entryId: 1 });
    const refused = await client.refusal(
      `${sandbox.pulsarWebSocketUrl}/ws/v2/producer${topic(name)}?token=${encodeURIComponent(sandbox.jwt)}`,
    );
    expect(refused.status).toBe(503);
  });

  it('with partitions give ids that name them, and are refused where one partition is meant', async () => {
    const name = newName();
    await client.admin('PUT', topic(name, '/partitions'), '3');
    const consumer = await client.pulsarSocket('consumer', `${name}/s`);
    const producer = await client.pulsarSocket('producer', `${name}?messageRoutingMode=RoundRobinPartition`);
    for (let sent = 0; sent < 6; sent++) producer.send({ payload: 'eA==' });
    const partitions = new Set<string>();
    for (let received = 0; received < 6; received++) {
      const { messageId } = await consumer.next();
      partitions.add(/18(0[012])30/.exec(Buffer.from(messageId, 'base64').toString('hex'))?.[1] ?? 'none');
      consumer.send({ messageId });
    }
    expect([...partitions].sort()).toEqual(['00', '01', '02']);
    await consumer.settled();
    const { body } = await client.admin('GET', topic(name, '/partitioned-stats?perPartition=true'));
    expect(body).toMatchObject({
      msgInCounter: 6,
      metadata: { partitions: 3 },
      subscriptions: { s: { msgBacklog: 0 } },
      partitions: { [`persistent://public/default/${name}-partition-1`]: { msgInCounter: 2 } },
    });
    expect((await client.admin('GET', topic(name, '/stats'))).status).toBe(404);
    expect((await client.admin('GET', topic(name, '/subscription/s/position/1'))).status).toBe(405);
    await consumer.close();
    await producer.close();
  });
});

describe('subscriptions (protocol E3)', () => {
  it('are created at the end, the beginning or an id', async () => {
    const name = await filled(['a', 'b']);
    const create = (subscription: string, body?: string) =>
      client.admin('PUT', topic(name, `/subscription/${subscription}`), body);
    expect((await create('end')).status).toBe(204);
    expect((await create('end')).status).toBe(409);
    expect((await create('start', '{"ledgerId":-1,"entryId":-1,"partitionIndex":-1}')).status).toBe(204);
    expect((await create('a%2Fb')).status).toBe(204);
    const { body } = await client.admin('GET', topic(name, '/stats'));
    expect(body).toMatchObject({ subscriptions: { end: { msgBacklog: 0 }, start: { msgBacklog: 2 } } });
    expect((await client.admin('GET', topic(name, '/subscriptions'))).body).toEqual([
      's',
      'end',
      'start',
      'a/b',
    ]);
  });

  it('are deleted only without consumers, unless forced', async () => {
    const name = await filled([]);
    const consumer = await client.pulsarSocket('consumer', `${name}/s`);
    expect((await client.admin('DELETE', topic(name, '/subscription/s'))).status).toBe(412);
    expect((await client.admin('DELETE', topic(name, '/subscription/s?force=true'))).status).toBe(204);
    expect((await client.admin('DELETE', topic(name, '/subscription/s'))).status).toBe(404);
    await consumer.close();
  });

  it('skip some or all of their backlog', async () => {
    const name = await filled(['a', 'b', 'c']);
    await client.admin('POST', topic(name, '/subscription/s/skip/1'));
    expect(await backlogOf(name)).toBe(2);
    expect((await client.admin('POST', topic(name, '/subscription/s/skip_all'))).status).toBe(204);
    expect(await backlogOf(name)).toBe(0);
  });

  it('are moved by time and by id, and connected consumers get the messages again', async () => {
    const name = await filled(['a', 'b', 'c']);
    const consumer = await client.pulsarSocket('consumer', `${name}/s`);
    for (let received = 0; received < 3; received++)
      consumer.send({ messageId: (await consumer.next()).messageId });
    await consumer.settled();
    expect(await backlogOf(name)).toBe(0);
    expect((await client.admin('POST', topic(name, '/subscription/s/resetcursor/0'))).status).toBe(204);
    expect(await consumer.take(3)).toEqual(['a', 'b', 'c']);
    const { body } = await client.admin('GET', topic(name, '/messageid/1'));
    const excluded = JSON.stringify({ ...JSON.parse(JSON.stringify(body)), batchIndex: -1, excluded: true });
    await client.admin('POST', topic(name, '/subscription/s/resetcursor'), excluded);
    expect(await consumer.take(2)).toEqual(['b', 'c']);
    expect(
      (await client.admin('POST', topic(name, '/subscription/s/resetcursor'), '{"ledgerId":"x"}')).status,
    ).toBe(412);
    await consumer.close();
  });

  it('expire messages, and say 409 when there is nothing to expire', async () => {
    const empty = await filled([]);
    expect((await client.admin('POST', topic(empty, '/subscription/s/expireMessages/1'))).status).toBe(409);
    const name = await filled(['a']);
    const consumer = await client.pulsarSocket('consumer', `${name}/s`);
    expect((await client.admin('POST', topic(name, '/subscription/s/expireMessages/3600'))).status).toBe(409);
    await consumer.close();
    await expect
      .poll(
        async () => (await client.admin('POST', topic(name, '/all_subscription/expireMessages/0'))).status,
      )
      .toBe(204);
    expect(await backlogOf(name)).toBe(0);
  });
});

describe('peek (protocol E4)', () => {
  it('answers the n-th unacknowledged message with its fields as headers, moving nothing', async () => {
    const name = newName();
    await client.admin('PUT', topic(name));
    await client.admin('PUT', topic(name, '/subscription/s'));
    const producer = await client.pulsarSocket('producer', `${name}?producerName=p`);
    producer.send({
      payload: Buffer.from('hello').toString('base64'),
      properties: { k1: 'v1' },
      key: 'käse🧀',
      eventTime: '2024-05-01T10:00:00.5+02:00',
    });
    await producer.next();
    const { status, headers, body } = await peek(topic(name, '/subscription/s/position/1'));
    expect(status).toBe(200);
    expect(body.toString()).toBe('hello');
    expect(headers.get('x-pulsar-message-id')).toMatch(/^\d+:0$/);
    expect(headers.get('x-pulsar-property')).toBe('{"k1":"v1"}');
    expect(headers.get('x-pulsar-partition-key')).toBe('käse  ');
    expect(headers.get('x-pulsar-event-time')).toBe('2024-05-01T08:00:00.5Z');
    expect(headers.get('x-pulsar-producer-name')).toBe('p');
    expect(await backlogOf(name)).toBe(1);
    expect(await peek(topic(name, '/subscription/s/position/99'))).toMatchObject({ status: 404 });
    await producer.close();
  });

  it('answers a batch as one position with all its messages', async () => {
    const name = await filled(['hello', 'zwei ☕'], '?batchingEnabled=true&batchingMaxMessages=2');
    const { headers, body } = await peek(topic(name, '/subscription/s/position/1'));
    expect(headers.get('x-pulsar-num-batch-message')).toBe('2');
    const texts: string[] = [];
    for (let at = 0; at < body.length;) {
      const metadata = body.subarray(at + 4, at + 4 + body.readUInt32BE(at));
      // Field 3, the payload's size, stands first when there are no properties and no key.
      expect(metadata[0]).toBe(0x18);
      const start = at + 4 + metadata.length;
      texts.push(body.toString('utf8', start, start + metadata.readUInt8(1)));
      at = start + metadata.readUInt8(1);
    }
    expect(texts).toEqual(['hello', 'zwei ☕']);
    expect((await peek(topic(name, '/subscription/s/position/2'))).status).toBe(404);
  });

  it('resets the connection when the headers pass 8 KB', async () => {
    const name = newName();
    await client.admin('PUT', topic(name));
    const producer = await client.pulsarSocket('producer', name);
    producer.send({ payload: '', properties: { big: 'x'.repeat(9_000) } });
    await producer.next();
    await expect(peek(topic(name, '/examinemessage'))).rejects.toThrow();
    await producer.close();
  });

  it('finds messages by entry and from either end', async () => {
    const name = await filled(['a', 'b', 'c']);
    const text = async (path: string): Promise<string> => (await peek(topic(name, path))).body.toString();
    expect(await text('/examinemessage?initialPosition=earliest&messagePosition=1')).toBe('a');
    expect(await text('/examinemessage?initialPosition=latest&messagePosition=1')).toBe('c');
    const last = JSON.parse(JSON.stringify((await client.admin('GET', topic(name, '/lastMessageId'))).body));
    expect(await text(`/ledger/${last.ledgerId}/entry/1`)).toBe('b');
  });
});

describe('namespaces (protocol E3)', () => {
  it('hold a time to live and clear or unsubscribe everywhere', async () => {
    const name = await filled(['a']);
    const namespace = '/namespaces/public/default';
    expect(await client.admin('GET', `${namespace}/messageTTL`)).toMatchObject({
      status: 200,
      body: undefined,
    });
    expect((await client.admin('POST', `${namespace}/messageTTL`, '3600')).status).toBe(204);
    expect((await client.admin('GET', `${namespace}/messageTTL`)).body).toBe(3600);
    expect((await client.admin('DELETE', `${namespace}/messageTTL`)).status).toBe(204);
    expect((await client.admin('POST', `${namespace}/clearBacklog/s`)).status).toBe(204);
    expect(await backlogOf(name)).toBe(0);
    expect((await client.admin('POST', `${namespace}/unsubscribe/s`)).status).toBe(204);
    expect((await client.admin('GET', topic(name, '/subscriptions'))).body).toEqual([]);
  });
});

describe('sockets of Pulsar (protocol D)', () => {
  it('make a topic on first use, and fail with 404 where there is no namespace', async () => {
    const name = newName();
    const consumer = await client.pulsarSocket('consumer', `${name}/s`);
    expect((await client.admin('GET', topic(name, '/subscriptions'))).body).toEqual(['s']);
    await consumer.close();
    const token = encodeURIComponent(sandbox.jwt);
    const elsewhere = `${sandbox.pulsarWebSocketUrl}/ws/v2/consumer/persistent/public/elsewhere/t/s?token=${token}`;
    expect((await client.refusal(elsewhere)).status).toBe(404);
    expect((await client.refusal(elsewhere.replace(/\?.*/, ''))).status).toBe(401);
  });
});
