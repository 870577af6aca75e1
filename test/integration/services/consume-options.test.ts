import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSandbox } from '../../../src/main/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/main/sandbox/sandbox.ts';
import type { ConsumePlan, SessionState } from '../../../src/shared/contract/schemas/session.ts';
import { makeFolder, removeFolder, startMain } from './harness.ts';
import type { Main } from './harness.ts';

const connectionId = 'pulsar';
let folder: string;
let main: Main;
let pulsar: Sandbox;
let fabric: string;

beforeEach(async () => {
  folder = await makeFolder();
  pulsar = await startSandbox({ traffic: 'none' });
  main = await startMain(folder);
  const profile = {
    kind: 'pulsar',
    id: connectionId,
    name: 'Pulsar',
    guarded: false,
    tls: { authorities: '', clientCertificate: '', acceptAny: false },
    adminUrl: pulsar.adminUrl,
    webSocketUrl: pulsar.pulsarWebSocketUrl,
    tenant: pulsar.pulsarTenant,
    namespace: pulsar.pulsarNamespace,
    auth: { method: 'jwt' },
  } as const;
  await main.call('profiles.save', { profile, secret: pulsar.jwt, keep: 'session' });
  fabric = (await main.call('connections.open', { connectionId })).fabric;
});
afterEach(async () => {
  await main.stop();
  await pulsar.stop();
  await removeFolder(folder);
});

const plan: ConsumePlan = {
  mode: 'consume',
  subscription: 'billing',
  type: 'Shared',
  ackPolicy: 'manual',
  initialPosition: 'Earliest',
  receiverQueueSize: 10,
  negativeAckRedeliveryDelayMs: 100,
};

async function create(name: string): Promise<string> {
  return (await main.call('streams.create', { connectionId, fabric, name, scope: 'local' })).fullName;
}

const open = (fullName: string, change: Partial<ConsumePlan>): Promise<SessionState> =>
  main.call('sessions.open', { connectionId, fullName, plan: { ...plan, ...change } });

async function publish(fullName: string, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const message = { payload: new TextEncoder().encode(`{"n":${n}}`), properties: [] };
    await main.call('publish.send', { target: { connectionId, fullName }, message });
  }
}

const where = (sessionId: string, fits: (state: SessionState) => boolean): Promise<SessionState> =>
  vi.waitFor(
    async () => {
      const states = await main.call('sessions.list', undefined);
      const state = states.find((one) => one.sessionId === sessionId);
      if (state === undefined || !fits(state)) throw new Error(`not yet: ${JSON.stringify(state)}`);
      return state;
    },
    { timeout: 15_000, interval: 25 },
  );

describe('consuming with a dead-letter stream', () => {
  it('moves a message there that was negative-acknowledged too often, as the sandbox plays it', async () => {
    const orders = await create('orders');
    const dead = await create('orders-dead');
    const watching = await main.call('sessions.open', {
      connectionId,
      fullName: dead,
      plan: { mode: 'observe', start: { at: 'earliest' } },
    });
    const { sessionId } = await open(orders, {
      deadLetter: { maxRedeliveries: 1, fullName: dead },
      ackTimeoutMs: 60_000,
    });
    await publish(orders, 1);
    await where(sessionId, ({ accounting }) => accounting.stored === 1);
    const refuse = (): Promise<unknown> =>
      main.call('sessions.negativeAck', { sessionId, ranges: [{ from: 1, to: 1 }] });
    await refuse();
    await where(sessionId, ({ accounting }) => accounting.redelivered === 1);
    await refuse();
    const { streamId } = await where(watching.sessionId, ({ accounting }) => accounting.stored === 1);
    const view = { kind: 'stream', streamId } as const;
    const { rows } = await main.call('history.rows', { view, from: 0, count: 1 });
    expect(rows[0]?.preview).toContain('"n":0');
  });
});

describe('consuming in pull mode', () => {
  it('asks for more as messages are stored, so that unacknowledged ones do not stop it, and shows its permits', async () => {
    const orders = await create('orders');
    const { sessionId } = await open(orders, { pullMode: true, receiverQueueSize: 4 });
    await where(sessionId, ({ flow }) => flow.permits === 4);
    await publish(orders, 15);
    const state = await where(sessionId, ({ accounting }) => accounting.stored === 15);
    expect(state.flow).toMatchObject({ inFlight: 0, window: 4 });
    await where(sessionId, ({ flow }) => flow.permits === 4 && flow.stalledSince === undefined);
  });

  it('in push mode stops at the window until something is acknowledged', async () => {
    const orders = await create('orders');
    const { sessionId } = await open(orders, { receiverQueueSize: 4 });
    await publish(orders, 6);
    const state = await where(sessionId, ({ flow }) => flow.stalledSince !== undefined);
    expect(state.flow).toMatchObject({ inFlight: 4, window: 4 });
    expect(state.flow.permits).toBeUndefined();
  });
});

describe('a consumer’s name', () => {
  it('is what the service’s figures call it', async () => {
    const orders = await create('orders');
    await open(orders, { consumerName: 'ada at her desk', priorityLevel: 1 });
    await vi.waitFor(async () => {
      const [found] = await main.call('streams.stats', { connectionId, fullNames: [orders] });
      const names = found?.stats.subscriptions.flatMap(({ consumers }) => consumers.map(({ name }) => name));
      expect(names).toEqual(['ada at her desk']);
    }, 10_000);
  });
});

describe('options that do not go together', () => {
  it('are refused in words before anything is sent', async () => {
    const orders = await create('orders');
    await expect(
      open(orders, { type: 'Exclusive', deadLetter: { maxRedeliveries: 3 } }),
    ).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await expect(
      open(orders, { ackPolicy: 'after', ackAfterMs: 5_000, ackTimeoutMs: 5_000 }),
    ).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    const { sessionId } = await open(orders, { ackTimeoutMs: 1_000 });
    await expect(
      main.call('sessions.setAckPolicy', { sessionId, ackPolicy: 'after', ackAfterMs: 5_000 }),
    ).rejects.toMatchObject({ message: expect.stringContaining('come again before') as string });
  });
});
