import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConsumePlan, SessionState } from '../../../src/shared/contract/schemas/session.ts';
import type { StreamEntry, SubscriptionStats } from '../../../src/shared/contract/schemas/stream.ts';
import { makeFolder, removeFolder, startMain } from './harness.ts';
import type { Main } from './harness.ts';

const connectionId = 'sandbox';
let folder: string;
let main: Main;
let orders: StreamEntry;

beforeEach(async () => {
  folder = await makeFolder();
  main = await startMain(folder);
  await main.call('sandbox.start', undefined);
  const { streams } = await main.call('streams.list', { connectionId, fabric: '_system' });
  const found = streams.find(({ name }) => name === 'orders');
  if (found === undefined) throw new Error('The sandbox has no stream orders');
  orders = found;
});
afterEach(async () => {
  await main.stop();
  await removeFolder(folder);
});

const plan: ConsumePlan = {
  mode: 'consume',
  subscription: 'inspector-test',
  type: 'Exclusive',
  ackPolicy: 'manual',
  initialPosition: 'Earliest',
  receiverQueueSize: 50,
  negativeAckRedeliveryDelayMs: 100,
};

const consume = (): Promise<SessionState> =>
  main.call('sessions.open', { connectionId, fullName: orders.fullName, plan });

const eventually = <Value>(look: () => Promise<Value>): Promise<Value> =>
  vi.waitFor(look, { timeout: 20_000, interval: 50 });

/** Asked of the service until it fits: figures are shared for two seconds. */
function subscriptionWhere(fits: (found: SubscriptionStats | undefined) => boolean): Promise<void> {
  return eventually(async () => {
    const fullNames = [orders.fullName];
    const [answer] = await main.call('streams.stats', { connectionId, fullNames });
    const found = answer?.stats.subscriptions.find(({ name }) => name === plan.subscription);
    if (!fits(found)) throw new Error(`not yet: ${JSON.stringify(found)}`);
  });
}

describe('the acknowledgement policy of an open session', () => {
  it('changed from by hand to when stored, acknowledges what comes from then on, and says so in its plan', async () => {
    const { sessionId, streamId } = await consume();
    await eventually(async () => {
      const [state] = await main.call('sessions.list', undefined);
      if (state?.flow.stalledSince === undefined) throw new Error('not stalled yet');
    });
    const changed = await main.call('sessions.setAckPolicy', { sessionId, ackPolicy: 'stored' });
    expect(changed.plan).toMatchObject({ ackPolicy: 'stored' });
    // The window is full of messages of the old policy: answering them by hand lets new ones come.
    await main.call('sessions.ack', { sessionId, ranges: [{ from: 1, to: 50 }] });
    await eventually(async () => {
      const { rows } = await main.call('history.rows', {
        view: { kind: 'stream', streamId },
        from: 50,
        count: 20,
      });
      expect(rows.length).toBe(20);
      expect(rows.map(({ state }) => state)).toEqual(rows.map(() => 'ack-sent'));
    });
  });

  it('cannot be given to an observer', async () => {
    const { sessionId } = await main.call('sessions.open', {
      connectionId,
      fullName: orders.fullName,
      plan: { mode: 'observe', start: { at: 'latest' } },
    });
    await expect(
      main.call('sessions.setAckPolicy', { sessionId, ackPolicy: 'stored' }),
    ).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});

describe('administering a stream', () => {
  const side = () => ({ connectionId, fabric: orders.fabric, scope: orders.scope });

  it('clears a backlog on GDN only once the fabric’s name is typed, because it reaches all of it', async () => {
    const { sessionId } = await consume();
    await subscriptionWhere((found) => found !== undefined);
    await main.call('sessions.close', { sessionId, deleteSubscription: false });
    await subscriptionWhere(
      (found) => found !== undefined && found.backlog > 0 && found.consumers.length === 0,
    );
    const request = { ...side(), fullName: orders.fullName, subscription: plan.subscription };
    await expect(
      main.call('subscriptions.clearBacklog', { ...request, typedName: plan.subscription }),
    ).rejects.toMatchObject({ code: 'GUARD_NAME_MISMATCH' });
    const { stats: before } = (
      await main.call('streams.stats', { connectionId, fullNames: [orders.fullName] })
    )[0] ?? { stats: undefined };
    const backlogBefore = before?.subscriptions.find(({ name }) => name === plan.subscription)?.backlog ?? 0;
    await main.call('subscriptions.clearBacklog', { ...request, typedName: orders.fabric });
    await subscriptionWhere((found) => found !== undefined && found.backlog < backlogBefore);
  });

  it('reads and sets the time to live of a whole side of the fabric', async () => {
    await expect(
      main.call('streams.setTimeToLive', { ...side(), seconds: 60, typedName: 'orders' }),
    ).rejects.toMatchObject({ code: 'GUARD_NAME_MISMATCH' });
    await main.call('streams.setTimeToLive', { ...side(), seconds: 60, typedName: orders.fabric });
    expect(await main.call('streams.timeToLive', side())).toEqual({ seconds: 60 });
  });

  it('says that GDN cannot terminate a stream, and asks for its name before that', async () => {
    const request = { connectionId, fullName: orders.fullName };
    await expect(main.call('streams.terminate', { ...request, typedName: 'payments' })).rejects.toMatchObject(
      { code: 'GUARD_NAME_MISMATCH' },
    );
    await expect(main.call('streams.terminate', { ...request, typedName: 'orders' })).rejects.toMatchObject({
      code: 'SERVICE_UNSUPPORTED',
    });
  });
});

describe('the sandbox over a restart', () => {
  it('is in the list of connections again, and starts anew', async () => {
    await main.stop();
    main = await startMain(folder);
    expect((await main.call('profiles.list', undefined)).map(({ profile }) => profile.id)).toEqual([
      connectionId,
    ]);
    expect((await main.call('sandbox.start', undefined)).phase).toBe('online');
  });
});
