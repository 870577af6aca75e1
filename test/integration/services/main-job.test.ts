import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryKeychain } from '../../../src/main/keychain/memory-keychain.ts';
import type { SessionPlan, SessionState } from '../../../src/shared/contract/schemas/session.ts';
import type { StreamEntry } from '../../../src/shared/contract/schemas/stream.ts';
import { makeFolder, removeFolder, startMain } from './harness.ts';
import type { Main } from './harness.ts';

let folder: string;
let main: Main;

beforeEach(async () => {
  folder = await makeFolder();
  main = await startMain(folder);
});
afterEach(async () => {
  await main.stop();
  await removeFolder(folder);
});

async function sandboxStreams(): Promise<StreamEntry[]> {
  await main.call('sandbox.start', undefined);
  return (await main.call('streams.list', { connectionId: 'sandbox', fabric: '_system' })).streams;
}

async function nameOf(stream: string): Promise<string> {
  const found = (await sandboxStreams()).find(({ name }) => name === stream);
  if (found === undefined) throw new Error(`The sandbox has no stream ${stream}`);
  return found.fullName;
}

const open = (fullName: string, plan: SessionPlan): Promise<SessionState> =>
  main.call('sessions.open', { connectionId: 'sandbox', fullName, plan });

async function sessionWhere(
  sessionId: string,
  fits: (state: SessionState) => boolean,
): Promise<SessionState> {
  return vi.waitFor(
    async () => {
      const state = (await main.call('sessions.list', undefined)).find(
        (session) => session.sessionId === sessionId,
      );
      if (state === undefined || !fits(state)) throw new Error(`not yet: ${JSON.stringify(state)}`);
      return state;
    },
    { timeout: 15_000, interval: 25 },
  );
}

const rowsOf = async (streamId: number, from: number, count: number) =>
  (await main.call('history.rows', { view: { kind: 'stream', streamId }, from, count })).rows;

const consume = (part: Partial<Extract<SessionPlan, { mode: 'consume' }>> = {}): SessionPlan => ({
  mode: 'consume',
  subscription: 'inspector-test',
  type: 'Exclusive',
  ackPolicy: 'manual',
  initialPosition: 'Earliest',
  receiverQueueSize: 1000,
  negativeAckRedeliveryDelayMs: 100,
  ...part,
});

describe('observing a stream', () => {
  it('stores what the reader delivers, and received always equals stored', async () => {
    const session = await open(await nameOf('orders'), { mode: 'observe', start: { at: 'earliest' } });
    const state = await sessionWhere(session.sessionId, ({ accounting }) => accounting.stored >= 300);
    const { received, stored, redelivered, refused, pending } = state.accounting;
    expect(received).toBe(stored + redelivered + refused + pending);
    expect(refused).toBe(0);
    const [first] = await rowsOf(state.streamId, 0, 1);
    expect(first).toMatchObject({ seq: 1, kind: 'json', state: 'seen' });
  });

  it('leaves no durable subscription behind', async () => {
    const fullName = await nameOf('orders');
    const before = await main.call('streams.stats', { connectionId: 'sandbox', fullNames: [fullName] });
    const session = await open(fullName, { mode: 'observe', start: { at: 'earliest' } });
    await sessionWhere(session.sessionId, ({ accounting }) => accounting.stored >= 100);
    await main.call('sessions.close', { sessionId: session.sessionId, deleteSubscription: false });
    const after = await main.call('streams.stats', { connectionId: 'sandbox', fullNames: [fullName] });
    const durable = (list: typeof after): string[] =>
      list.flatMap(({ stats }) => stats.subscriptions.filter((sub) => sub.durable).map(({ name }) => name));
    expect(durable(after)).toEqual(durable(before));
  });

  it('goes on where history ends, without a double', async () => {
    const fullName = await nameOf('orders');
    const first = await open(fullName, { mode: 'observe', start: { at: 'earliest' } });
    await sessionWhere(first.sessionId, ({ accounting }) => accounting.stored >= 300);
    await main.call('sessions.close', { sessionId: first.sessionId, deleteSubscription: false });
    const second = await open(fullName, { mode: 'observe', start: { at: 'continue' } });
    const state = await sessionWhere(second.sessionId, ({ accounting }) => accounting.stored >= 3);
    expect(state.accounting.redelivered).toBe(0);
    const [stream] = await main.call('history.streams', undefined);
    const rows = await rowsOf(state.streamId, 0, stream?.count ?? 0);
    const entries = rows.map(({ ledger, entry }) => `${ledger}:${entry}`);
    expect(new Set(entries).size).toBe(entries.length);
    const numbers = rows.map(({ entry }) => Number(entry));
    expect(numbers.every((entry, index) => index === 0 || entry === (numbers[index - 1] ?? 0) + 1)).toBe(
      true,
    );
  });
});

describe('consuming a stream', () => {
  it('acknowledges by hand: the row says so, and the message does not come again', async () => {
    const fullName = await nameOf('orders');
    const session = await open(fullName, consume());
    const { streamId } = await sessionWhere(session.sessionId, ({ accounting }) => accounting.stored >= 20);
    const answered = await main.call('sessions.ack', {
      sessionId: session.sessionId,
      ranges: [{ from: 1, to: 5 }],
    });
    expect(answered).toEqual({ sent: 5, skipped: 0 });
    await vi.waitFor(async () => {
      const states = (await rowsOf(streamId, 0, 6)).map(({ state }) => state);
      expect(states).toEqual(['ack-sent', 'ack-sent', 'ack-sent', 'ack-sent', 'ack-sent', 'unacked']);
    });
    await main.call('sessions.close', { sessionId: session.sessionId, deleteSubscription: false });
    const again = await open(fullName, consume());
    await sessionWhere(again.sessionId, ({ accounting }) => accounting.redelivered >= 15);
    const rows = await rowsOf(streamId, 0, 7);
    expect(rows.map(({ deliveries }) => deliveries)).toEqual([1, 1, 1, 1, 1, 2, 2]);
  });

  it('negative-acknowledges: the message comes again and is counted by us', async () => {
    const session = await open(await nameOf('orders'), consume({ type: 'Shared' }));
    const { streamId } = await sessionWhere(session.sessionId, ({ accounting }) => accounting.stored >= 20);
    await main.call('sessions.negativeAck', { sessionId: session.sessionId, ranges: [{ from: 3, to: 3 }] });
    await sessionWhere(session.sessionId, ({ accounting }) => accounting.redelivered >= 1);
    const [row] = await rowsOf(streamId, 2, 1);
    expect(row).toMatchObject({ seq: 3, deliveries: 2, state: 'unacked' });
    const events = await main.call('history.deliveries', { rowId: row?.rowId ?? 0 });
    expect(events.map(({ kind }) => kind)).toEqual(['delivered', 'nack-sent', 'redelivered']);
  });

  it('acknowledged when stored leaves no backlog', async () => {
    const fullName = await nameOf('orders');
    const session = await open(fullName, consume({ ackPolicy: 'stored' }));
    await sessionWhere(
      session.sessionId,
      ({ accounting, flow }) => accounting.stored >= 300 && flow.inFlight === 0,
    );
    await vi.waitFor(async () => {
      const [stats] = await main.call('streams.stats', { connectionId: 'sandbox', fullNames: [fullName] });
      const subscription = stats?.stats.subscriptions.find(({ name }) => name === 'inspector-test');
      expect(subscription?.unacked).toBe(0);
    });
  });

  it('shows the stall of a consumer that answers nothing, with its window', async () => {
    const session = await open(await nameOf('orders'), consume({ receiverQueueSize: 10 }));
    const state = await sessionWhere(session.sessionId, ({ flow }) => flow.stalledSince !== undefined);
    expect(state.flow).toMatchObject({ inFlight: 10, window: 10 });
  });

  it('tells who is second on an exclusive subscription, and does not try blindly', async () => {
    const fullName = await nameOf('orders');
    await open(fullName, consume());
    const second = await open(fullName, consume());
    const state = await sessionWhere(second.sessionId, ({ socket }) => socket.phase === 'failed');
    expect(state.socket.error?.code).toBe('SUBSCRIPTION_BUSY');
  });

  it('can take its subscription with it when it closes', async () => {
    const fullName = await nameOf('orders');
    const session = await open(fullName, consume());
    await sessionWhere(session.sessionId, ({ accounting }) => accounting.stored >= 10);
    await main.call('sessions.close', { sessionId: session.sessionId, deleteSubscription: true });
    await vi.waitFor(async () => {
      const [stats] = await main.call('streams.stats', { connectionId: 'sandbox', fullNames: [fullName] });
      expect(stats?.stats.subscriptions.map(({ name }) => name)).not.toContain('inspector-test');
    });
  });
});

describe('publishing and replaying', () => {
  it('gives a receipt, and the message arrives to the byte', async () => {
    const target = await main.call('sandbox.start', undefined).then(() =>
      main.call('streams.create', {
        connectionId: 'sandbox',
        fabric: '_system',
        name: 'mine',
        scope: 'local',
      }),
    );
    const session = await open(target.fullName, { mode: 'observe', start: { at: 'earliest' } });
    const payload = new Uint8Array([0, 255, 128, 10, 0xf0, 0x9f, 0x90, 0x8d]);
    const receipt = await main.call('publish.send', {
      target: { connectionId: 'sandbox', fullName: target.fullName },
      message: { payload, key: 'ключ', properties: [['a', '1']], eventTime: 1_700_000_000_123 },
    });
    expect(receipt.messageIdText).toMatch(/^\d+:\d+$/);
    const { streamId } = await sessionWhere(session.sessionId, ({ accounting }) => accounting.stored === 1);
    const [row] = await rowsOf(streamId, 0, 1);
    const detail = await main.call('history.message', { rowId: row?.rowId ?? 0 });
    expect(detail).toMatchObject({ key: 'ключ', properties: [['a', '1']], eventTime: 1_700_000_000_123 });
    expect([...detail.payload]).toEqual([...payload]);
    await vi.waitFor(async () => {
      const sent = await main.call('history.published', { streamId, limit: 10 });
      expect(sent[0]).toMatchObject({ outcome: 'confirmed', messageId: receipt.messageId });
    });
  });

  it('refuses two megabytes in words, sends nothing, and goes on', async () => {
    const fullName = await nameOf('orders');
    const target = { connectionId: 'sandbox', fullName };
    const huge = { payload: new Uint8Array(2 * 1024 * 1024), properties: [] };
    await expect(main.call('publish.send', { target, message: huge })).rejects.toMatchObject({
      code: 'FRAME_TOO_LARGE',
    });
    const small = { payload: new Uint8Array([1]), properties: [] };
    expect((await main.call('publish.send', { target, message: small })).messageId).not.toBe('');
  });

  it('replays a selection in order, marked, each once', async () => {
    const source = await nameOf('orders');
    const session = await open(source, { mode: 'observe', start: { at: 'earliest' } });
    const { streamId } = await sessionWhere(session.sessionId, ({ accounting }) => accounting.stored >= 50);
    const target = await main.call('streams.create', {
      connectionId: 'sandbox',
      fabric: '_system',
      name: 'copy',
      scope: 'local',
    });
    const copies = await open(target.fullName, { mode: 'observe', start: { at: 'earliest' } });
    const job = await main.call('replay.start', {
      streamId,
      ranges: [
        { from: 2, to: 4 },
        { from: 10, to: 11 },
      ],
      target: { connectionId: 'sandbox', fullName: target.fullName },
      timing: { kind: 'fastest' },
      markReplayed: true,
    });
    const done = await main.pushed(
      'replay.changed',
      (state) => state.replayId === job.replayId && state.phase === 'done',
    );
    expect(done).toMatchObject({ total: 5, confirmed: 5, refused: 0, unknown: 0 });
    const { streamId: copyId } = await sessionWhere(
      copies.sessionId,
      ({ accounting }) => accounting.stored === 5,
    );
    const originals = [...(await rowsOf(streamId, 1, 3)), ...(await rowsOf(streamId, 9, 2))];
    for (const [index, copy] of (await rowsOf(copyId, 0, 5)).entries()) {
      const original = await main.call('history.message', { rowId: originals[index]?.rowId ?? 0 });
      const copied = await main.call('history.message', { rowId: copy.rowId });
      expect([...copied.payload]).toEqual([...original.payload]);
      expect(copied.key).toBe(original.key);
      expect(Object.fromEntries(copied.properties)['x-replay-of']).toBe(
        `${original.ledger}:${original.entry}`,
      );
    }
  });
});

describe('browsing', () => {
  it('creates a stream, and deletes it only with its name typed', async () => {
    await main.call('sandbox.start', undefined);
    const made = await main.call('streams.create', {
      connectionId: 'sandbox',
      fabric: '_system',
      name: 'short-lived',
      scope: 'global',
    });
    const removal = { connectionId: 'sandbox', fullName: made.fullName, force: false };
    await expect(main.call('streams.delete', { ...removal, typedName: 'short' })).rejects.toMatchObject({
      code: 'GUARD_NAME_MISMATCH',
    });
    expect((await sandboxStreams()).map(({ name }) => name)).toContain('short-lived');
    await main.call('streams.delete', { ...removal, typedName: 'short-lived' });
    expect((await sandboxStreams()).map(({ name }) => name)).not.toContain('short-lived');
  });
});

describe('offline', () => {
  it('every stored message and the last known list of streams are there after a restart with no connection', async () => {
    const session = await open(await nameOf('orders'), { mode: 'observe', start: { at: 'earliest' } });
    const { streamId } = await sessionWhere(session.sessionId, ({ accounting }) => accounting.stored >= 100);
    await main.call('sessions.close', { sessionId: session.sessionId, deleteSubscription: false });
    const [before] = await main.call('history.streams', undefined);
    await main.stop();
    main = await startMain(folder);
    expect(await main.call('connections.list', undefined)).toEqual([]);
    const [after] = await main.call('history.streams', undefined);
    expect(after).toMatchObject({ streamId, count: before?.count, title: 'orders' });
    const [row] = await rowsOf(streamId, 42, 1);
    const detail = await main.call('history.message', { rowId: row?.rowId ?? 0 });
    expect(JSON.parse(Buffer.from(detail.payload).toString('utf8'))).toHaveProperty('orderId');
    const known = await main.call('streams.list', { connectionId: 'sandbox', fabric: '_system' });
    expect(known.source).toBe('lastKnown');
    expect(known.streams.map(({ name }) => name)).toContain('orders');
  });
});

describe('secrets', () => {
  it('reach neither the disk, nor the log, nor an answer', async () => {
    const secret = 'hunter2-do-not-write-me';
    const profile = {
      kind: 'gdn' as const,
      id: 'p1',
      name: 'Mine',
      guarded: true,
      tls: { authorities: '', acceptAny: false },
      host: 'http://127.0.0.1:9',
      fabric: '_system',
      auth: { method: 'password' as const, email: 'someone@example.com' },
    };
    const saved = await main.call('profiles.save', { profile, secret, keep: 'keychain' });
    expect(saved.secret).toBe('keychain');
    await expect(main.call('connections.open', { connectionId: 'p1' })).rejects.toMatchObject({
      code: 'NETWORK_REFUSED',
    });
    const stages = await main.call('connections.test', { testId: 't', profile, secret });
    expect(stages.find(({ outcome }) => outcome === 'failed')).toMatchObject({
      stage: 'tcp',
      error: { code: 'NETWORK_REFUSED' },
    });
    const answers = JSON.stringify([saved, stages, await main.call('app.log', undefined)]);
    expect(answers).not.toContain(secret);
    expect(main.logged.join('\n')).not.toContain(secret);
    await main.stop();
    for (const name of await readdir(folder))
      expect((await readFile(join(folder, name))).includes(secret), name).toBe(false);
    main = await startMain(folder, createMemoryKeychain());
    expect(await main.call('profiles.list', undefined)).toMatchObject([{ secret: 'missing' }]);
  });
});
