import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeMessageId } from '../../../src/shared/domain/message-id.ts';
import { parseStreamName, type StreamName } from '../../../src/shared/domain/stream-name.ts';
import { parsePulsarEndpoint } from '../../../src/main/pulsar/pulsar-endpoint.ts';
import { testPulsarConnection } from '../../../src/main/pulsar/connection-test.ts';
import { createPulsarStreamAdmin } from '../../../src/main/pulsar/pulsar-stream-admin.ts';
import { startSandbox, type Sandbox } from '../../../src/main/sandbox/sandbox.ts';
import { ProducerSocket } from '../../../src/main/sockets/producer-socket.ts';
import type { CursorAdmin, Position } from '../../../src/main/stream-admin/cursor-admin.ts';
import { createHttpTransport } from '../../../src/main/stream-admin/http-transport.ts';
import { createNetworkProbes } from '../../../src/main/stream-admin/network-probes.ts';
import type { SubscriptionReach } from '../../../src/main/stream-admin/reach.ts';
import type { StreamAdmin } from '../../../src/main/stream-admin/stream-admin.ts';
import { clock, network, openWebSocket, until } from '../gdn/sandbox-gdn.ts';

let sandbox: Sandbox;
let admin: StreamAdmin;
let cursors: CursorAdmin;
let producer: ProducerSocket | undefined;

const fabric = 'public/default';

beforeEach(async () => {
  sandbox = await startSandbox({ traffic: 'none' });
  admin = adminWith(sandbox.jwt);
  if (admin.cursors === undefined) throw new Error('Pulsar has cursors');
  cursors = admin.cursors;
});

afterEach(async () => {
  await producer?.stop();
  producer = undefined;
  admin.stop();
  await sandbox.stop();
});

function adminWith(secret: string): StreamAdmin {
  const parsing = parsePulsarEndpoint(sandbox.adminUrl, sandbox.pulsarWebSocketUrl);
  if (!parsing.ok) throw new Error(parsing.reason);
  return createPulsarStreamAdmin({
    endpoint: parsing.endpoint,
    tenant: 'public',
    namespace: 'default',
    credentials: { method: 'jwt' },
    readSecret: () => Promise.resolve(secret),
    transport: createHttpTransport({ clock }),
  });
}

function nameOf(fullName: string): StreamName {
  const parsing = parseStreamName(fullName);
  if (!parsing.ok) throw new Error(parsing.reason);
  return parsing.name;
}

/** A topic with a subscription at its beginning and this many messages, `0`, `1` and so on. */
async function topicWith(count: number): Promise<SubscriptionReach & { ids: readonly string[] }> {
  const stream = nameOf((await admin.createStream(fabric, 'orders', 'local')).fullName);
  const target: SubscriptionReach = { reach: 'subscription', stream, subscription: 'billing' };
  await cursors.createSubscription(target, 'earliest');
  const sending = new ProducerSocket(
    { ...network, provideTarget: admin.provideTarget, request: { kind: 'producer', stream } },
    { onStatus: () => undefined, onOpen: () => undefined, onStrayReply: () => undefined },
  );
  producer = sending;
  sending.start();
  await until(() => sending.status.phase === 'open');
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const payload = new TextEncoder().encode(String(n));
    const receipt = await sending.send({ payload, key: `k${n}`, properties: [['Größe', `v${n}`]] });
    ids.push(receipt.messageId);
  }
  return { ...target, ids };
}

function positionOf(messageId: string | undefined): Position {
  const decoding = decodeMessageId(messageId ?? '');
  if (!decoding.ok) throw new Error(decoding.reason);
  return {
    ledger: String(decoding.id.ledger),
    entry: String(decoding.id.entry),
    partition: -1,
    batchIndex: -1,
  };
}

async function backlogOf(target: SubscriptionReach): Promise<number> {
  const { subscriptions } = await admin.stats(target.stream);
  return subscriptions.find(({ name }) => name === target.subscription)?.backlog ?? Number.NaN;
}

const texts = (messages: readonly { payload: Uint8Array }[]): string[] =>
  messages.map(({ payload }) => new TextDecoder().decode(payload));

describe('the admin client of Pulsar (protocol E)', () => {
  it('signs in with a token, and tells a bad one', async () => {
    expect(await admin.signIn()).toEqual({ tenant: 'public' });
    const stranger = adminWith('not.a.token');
    await expect(stranger.signIn()).rejects.toMatchObject({ code: 'AUTH_EXPIRED' });
    stranger.stop();
  });

  it('lists namespaces and topics, a partitioned one as one entry', async () => {
    await admin.createStream(fabric, 'plain', 'local');
    await fetch(`${sandbox.adminUrl}/admin/v2/persistent/public/default/parts/partitions`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${sandbox.jwt}`, 'content-type': 'application/json' },
      body: '3',
    });
    expect(await admin.listFabrics()).toContain(fabric);
    const listed = await admin.listStreams(fabric);
    expect(listed.map(({ name, partitions }) => [name, partitions])).toEqual([
      ['plain', undefined],
      ['parts', 3],
    ]);
    const parts = nameOf('persistent://public/default/parts');
    expect(await cursors.partitions(parts)).toBe(3);
    expect((await admin.stats(parts)).messagesIn).toBe(0);
    await admin.deleteStream({ reach: 'stream', stream: parts }, { force: false });
    expect(await admin.listStreams(fabric)).toHaveLength(1);
  });

  it('creates and deletes topics, and names what is in the way', async () => {
    const { stream } = await topicWith(1);
    await expect(admin.createStream(fabric, 'orders', 'local')).rejects.toMatchObject({
      code: 'SERVICE_CONFLICT',
    });
    const target = { reach: 'stream', stream } as const;
    await expect(admin.deleteStream(target, { force: false })).rejects.toMatchObject({
      code: 'SERVICE_PRECONDITION',
    });
    await admin.deleteStream(target, { force: true });
    await expect(admin.stats(stream)).rejects.toMatchObject({ code: 'SERVICE_NOT_FOUND' });
  });

  it('peeks without moving the cursor', async () => {
    const target = await topicWith(3);
    const messages = await cursors.peek(target, 2, 10);
    expect(texts(messages)).toEqual(['1', '2']);
    expect(messages[0]).toMatchObject({
      position: positionOf(target.ids[1]),
      key: 'k1',
      properties: { Größe: 'v1' },
      publishTime: expect.stringMatching(/^\d{4}-/),
      encrypted: false,
    });
    expect(await backlogOf(target)).toBe(3);
  });

  it('refuses to peek at a subscription that does not exist, and does not ask the broker, which would create it', async () => {
    const target = await topicWith(1);
    const peeking = cursors.peek({ ...target, subscription: 'nobody' }, 1, 1);
    await expect(peeking).rejects.toMatchObject({
      code: 'SERVICE_NOT_FOUND',
      message: expect.stringContaining('Nothing was peeked at') as string,
    });
    expect(await admin.listSubscriptions(target.stream)).toEqual(['billing']);
  });

  it('skips, clears and moves cursors by time and by id', async () => {
    const target = await topicWith(4);
    await cursors.skip(target, 1);
    expect(await backlogOf(target)).toBe(3);
    await admin.clearBacklog(target);
    expect(await backlogOf(target)).toBe(0);
    await cursors.resetCursor(target, 0);
    expect(await backlogOf(target)).toBe(4);
    await cursors.resetCursor(target, positionOf(target.ids[2]));
    expect(await backlogOf(target)).toBeLessThan(4);
    await expect(cursors.skip(target, 0)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  it('finds the last message and the one at a time', async () => {
    const target = await topicWith(3);
    const last = positionOf(target.ids[2]);
    expect(await cursors.lastMessageId(target.stream)).toMatchObject({
      ledger: last.ledger,
      entry: last.entry,
    });
    expect(await cursors.messageIdAt(target.stream, 1)).toMatchObject(positionOf(target.ids[0]));
    const { ledgers, numberOfEntries } = await cursors.internalStats(target.stream);
    expect(numberOfEntries).toBe(3);
    expect(ledgers.length).toBeGreaterThan(0);
  });

  it('expires, and takes "nothing to do" for an answer', async () => {
    const target = await topicWith(0);
    expect(await cursors.expireSubscription(target, 3_600)).toBe('nothingToDo');
    await expect(admin.expireMessages({ reach: 'stream', stream: target.stream }, -1)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
  });

  it('terminates a topic for good', async () => {
    const target = await topicWith(2);
    const last = positionOf(target.ids[1]);
    const reach = { reach: 'stream', stream: target.stream } as const;
    expect(await cursors.terminate(reach)).toMatchObject({ ledger: last.ledger, entry: last.entry });
    const late = producer?.send({ payload: new Uint8Array(), properties: [] });
    await expect(late).rejects.toMatchObject({ code: 'SEND_REFUSED' });
  });

  it('deletes subscriptions one by one or across the namespace', async () => {
    const target = await topicWith(1);
    expect(await admin.listSubscriptions(target.stream)).toEqual(['billing']);
    await admin.deleteSubscription(target);
    expect(await admin.listSubscriptions(target.stream)).toEqual([]);
    await expect(admin.deleteSubscription(target)).rejects.toMatchObject({ code: 'SERVICE_NOT_FOUND' });
    await cursors.createSubscription(target, 'latest');
    expect(await backlogOf(target)).toBe(0);
    await admin.deleteSubscription({
      reach: 'namespaceSubscription',
      fabric,
      scope: 'local',
      subscription: 'billing',
    });
    expect(await admin.listSubscriptions(target.stream)).toEqual([]);
  });

  it('keeps the time to live of a namespace', async () => {
    const target = { reach: 'namespace', fabric, scope: 'local' } as const;
    expect(await admin.timeToLive(target)).toBe(0);
    await admin.setTimeToLive(target, 60);
    expect(await admin.timeToLive(target)).toBe(60);
  });
});

describe('the connection test of Pulsar', () => {
  const run = (choice: { secret?: string; webSocketUrl?: string; namespace?: string } = {}) =>
    testPulsarConnection({
      adminUrl: sandbox.adminUrl,
      webSocketUrl: choice.webSocketUrl ?? sandbox.pulsarWebSocketUrl,
      tenant: 'public',
      namespace: choice.namespace ?? 'default',
      credentials: { method: 'jwt' },
      readSecret: () => Promise.resolve(choice.secret ?? sandbox.jwt),
      transport: createHttpTransport({ clock, timeoutMs: 1_000 }),
      probes: createNetworkProbes(clock, 1_000),
      clock,
      openWebSocket,
      onStage: () => undefined,
    });

  it('passes every step against a working service', async () => {
    await admin.createStream(fabric, 'orders', 'local');
    const results = await run();
    expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(results.at(-1)).toMatchObject({ stage: 'socket', outcome: 'passed' });
  });

  it('names the step that fails', async () => {
    await admin.createStream(fabric, 'orders', 'local');
    const failing = async (choice: Parameters<typeof run>[0]) =>
      (await run(choice)).find(({ outcome }) => outcome === 'failed')?.stage;
    expect(await failing({ secret: 'a.b.c' })).toBe('auth');
    expect(await failing({ namespace: 'nowhere' })).toBe('list');
    expect(await failing({ webSocketUrl: 'pulsar://localhost:6650' })).toBe('address');
    expect(await failing({ webSocketUrl: 'ws://127.0.0.1:9' })).toBe('socket');
  });
});
