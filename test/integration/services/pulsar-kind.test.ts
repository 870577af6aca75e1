import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSandbox } from '../../../src/main/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/main/sandbox/sandbox.ts';
import type { PulsarProfile } from '../../../src/shared/contract/schemas/profile.ts';
import { makeFolder, removeFolder, startMain } from './harness.ts';
import type { Main } from './harness.ts';

let folder: string;
let main: Main;
let pulsar: Sandbox;

beforeEach(async () => {
  folder = await makeFolder();
  pulsar = await startSandbox({ traffic: 'none' });
  main = await startMain(folder);
});
afterEach(async () => {
  await main.stop();
  await pulsar.stop();
  await removeFolder(folder);
});

const profile = (): PulsarProfile => ({
  kind: 'pulsar',
  id: 'pulsar',
  name: 'Pulsar',
  guarded: false,
  tls: { authorities: '', clientCertificate: '', acceptAny: false },
  adminUrl: pulsar.adminUrl,
  webSocketUrl: pulsar.pulsarWebSocketUrl,
  tenant: pulsar.pulsarTenant,
  namespace: pulsar.pulsarNamespace,
  auth: { method: 'jwt' },
});

describe('a Pulsar connection', () => {
  it('passes every stage of the test that Pulsar has', async () => {
    const stages = await main.call('connections.test', {
      testId: 't',
      profile: profile(),
      secret: pulsar.jwt,
    });
    expect(stages.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(stages.map(({ stage }) => stage)).toContain('auth');
  });

  it('lists, creates, publishes, observes and consumes by the same calls as GDN', async () => {
    await main.call('profiles.save', { profile: profile(), secret: pulsar.jwt, keep: 'session' });
    const { fabric } = await main.call('connections.open', { connectionId: 'pulsar' });
    const made = await main.call('streams.create', {
      connectionId: 'pulsar',
      fabric,
      name: 'events',
      scope: 'local',
    });
    expect(made.fullName).toBe(`persistent://${pulsar.pulsarTenant}/${pulsar.pulsarNamespace}/events`);
    const listed = await main.call('streams.list', { connectionId: 'pulsar', fabric });
    expect(listed.streams.map(({ name }) => name)).toEqual(['events']);

    const { sessionId } = await main.call('sessions.open', {
      connectionId: 'pulsar',
      fullName: made.fullName,
      plan: {
        mode: 'consume',
        subscription: 's',
        type: 'Key_Shared',
        ackPolicy: 'stored',
        initialPosition: 'Earliest',
        receiverQueueSize: 100,
        negativeAckRedeliveryDelayMs: 1_000,
      },
    });
    const target = { connectionId: 'pulsar', fullName: made.fullName };
    for (const key of ['a', 'b', 'c'])
      await main.call('publish.send', {
        target,
        message: { payload: new Uint8Array([1]), key, properties: [] },
      });
    await vi.waitFor(async () => {
      const [state] = await main.call('sessions.list', undefined);
      expect(state).toMatchObject({
        sessionId,
        accounting: { received: 3, stored: 3 },
        flow: { inFlight: 0 },
      });
    });
    const [found] = await main.call('streams.stats', { connectionId: 'pulsar', fullNames: [made.fullName] });
    expect(found?.stats.subscriptions).toMatchObject([{ name: 's', type: 'Key_Shared', backlog: 0 }]);
  });

  it('closes its own sessions and producers of a stream before deleting it, so that they neither bar it nor bring it back', async () => {
    await main.call('profiles.save', { profile: profile(), secret: pulsar.jwt, keep: 'session' });
    const { fabric } = await main.call('connections.open', { connectionId: 'pulsar' });
    const create = (name: string) =>
      main.call('streams.create', { connectionId: 'pulsar', fabric, name, scope: 'local' });
    const { fullName } = await create('events');
    const other = await create('events-2');
    const plan = { mode: 'observe', start: { at: 'earliest' } } as const;
    await main.call('sessions.open', { connectionId: 'pulsar', fullName, plan });
    const kept = await main.call('sessions.open', {
      connectionId: 'pulsar',
      fullName: other.fullName,
      plan,
    });
    const target = { connectionId: 'pulsar', fullName };
    await main.call('publish.send', { target, message: { payload: new Uint8Array([1]), properties: [] } });
    // Without force the service refuses while anything is attached.
    await main.call('streams.delete', { ...target, typedName: 'events', force: false });
    const listed = await main.call('streams.list', { connectionId: 'pulsar', fabric });
    expect(listed.streams.map(({ name }) => name)).toEqual(['events-2']);
    const left = await main.call('sessions.list', undefined);
    expect(left.map(({ sessionId }) => sessionId)).toEqual([kept.sessionId]);
  });

  it('with a token the service refuses says so', async () => {
    await main.call('profiles.save', { profile: profile(), secret: 'no.such.token', keep: 'session' });
    await expect(main.call('connections.open', { connectionId: 'pulsar' })).rejects.toMatchObject({
      code: expect.stringMatching(/^AUTH_/) as string,
    });
  });
});
