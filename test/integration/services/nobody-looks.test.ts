import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Audience } from '../../../src/main/sessions/audience.ts';
import { createMemoryKeychain } from '../../../src/main/keychain/memory-keychain.ts';
import { startSandbox, type Sandbox } from '../../../src/main/sandbox/sandbox.ts';
import type { SessionPlan } from '../../../src/shared/contract/schemas/session.ts';
import { makeFolder, removeFolder, startMain, type Main } from './harness.ts';

let folder: string;
let main: Main;
let sandbox: Sandbox;
let isWatching: boolean;
let look: (now: boolean) => void;

beforeEach(async () => {
  isWatching = false;
  const listeners = new Set<() => void>();
  look = (now) => {
    isWatching = now;
    for (const listener of listeners) listener();
  };
  const audience: Audience = {
    isWatching: () => isWatching,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  folder = await makeFolder();
  sandbox = await startSandbox({ traffic: 'none' });
  main = await startMain(folder, createMemoryKeychain(), { audience });
});
afterEach(async () => {
  await main.stop();
  await sandbox.stop();
  await removeFolder(folder);
});

/** A session on a new stream, and a way to publish to it. */
async function attach(plan: SessionPlan) {
  await main.call('profiles.save', {
    profile: {
      id: 'service',
      name: 'Service',
      guarded: false,
      tls: { authorities: '', clientCertificate: '', acceptAny: false },
      kind: 'gdn',
      host: sandbox.url,
      fabric: '_system',
      auth: { method: 'apiKey' },
    },
    secret: sandbox.apiKey,
    keep: 'session',
  });
  const { fabric } = await main.call('connections.open', { connectionId: 'service' });
  const { fullName } = await main.call('streams.create', {
    connectionId: 'service',
    fabric,
    name: 'events',
    scope: 'local',
  });
  const target = { connectionId: 'service', fullName };
  await main.call('sessions.open', { ...target, plan });
  const session = async () => {
    const [only] = await main.call('sessions.list', undefined);
    if (only === undefined) throw new Error('The session is gone.');
    return only;
  };
  await vi.waitFor(async () => expect((await session()).socket.phase).toBe('open'));
  return {
    stored: async () => (await session()).accounting.stored,
    publish: async (count: number) => {
      for (let sent = 0; sent < count; sent += 1)
        await main.call('publish.send', {
          target,
          message: { payload: new TextEncoder().encode(`message ${String(sent)}`), properties: [] },
        });
    },
  };
}

describe('a session that nobody looks at', () => {
  it('stores all that comes, and tells windows nothing of it until one is looked at', async () => {
    const { publish, stored } = await attach({ mode: 'observe', start: { at: 'latest' } });
    const toldBefore = main.pushes('sessions.changed');
    await publish(5);
    await vi.waitFor(async () => expect(await stored()).toBe(5), { timeout: 5_000 });
    expect(main.pushes('sessions.changed')).toBe(toldBefore);
    look(true);
    await main.pushed('sessions.changed', ([session]) => session?.accounting.stored === 5);
    await main.pushed('history.changed', (news) => news.some(({ count }) => count === 5));
  });

  it('stores at once what waited for company when someone looks', async () => {
    const { publish } = await attach({ mode: 'observe', start: { at: 'latest' } });
    await publish(1);
    look(true);
    await publish(1);
    await main.pushed('history.changed', (news) => news.some(({ count }) => count === 2));
  });

  it('keeps a consumer supplied whose service sends one message at a time', async () => {
    const { publish, stored } = await attach({
      mode: 'consume',
      subscription: 'work',
      type: 'Exclusive',
      ackPolicy: 'stored',
      initialPosition: 'Earliest',
      receiverQueueSize: 1,
      negativeAckRedeliveryDelayMs: 100,
    });
    await publish(12);
    // Waiting for company with each of them would take longer than this.
    await vi.waitFor(async () => expect(await stored()).toBe(12), { timeout: 2_000 });
  });
});
