import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSandbox, type Sandbox } from '../../../src/main/sandbox/sandbox.ts';
import type { Profile } from '../../../src/shared/contract/schemas/profile.ts';
import { makeFolder, removeFolder, startMain, type Main } from './harness.ts';

let folder: string;
let main: Main;
let sandbox: Sandbox;

beforeEach(async () => {
  folder = await makeFolder();
  sandbox = await startSandbox({ traffic: 'none' });
  main = await startMain(folder);
});
afterEach(async () => {
  await main.stop();
  await sandbox.stop();
  await removeFolder(folder);
});

const common = {
  id: 'service',
  name: 'Service',
  guarded: false,
  tls: { authorities: '', clientCertificate: '', acceptAny: false },
};
const pulsar = (): Profile => ({
  ...common,
  kind: 'pulsar',
  adminUrl: sandbox.adminUrl,
  webSocketUrl: sandbox.pulsarWebSocketUrl,
  tenant: sandbox.pulsarTenant,
  namespace: sandbox.pulsarNamespace,
  auth: { method: 'jwt' },
});
const gdn = (): Profile => ({
  ...common,
  kind: 'gdn',
  host: sandbox.url,
  fabric: '_system',
  auth: { method: 'apiKey' },
});

/** An observer at the latest of a new stream, and a way to publish to it. */
async function observe(profile: Profile, secret: string) {
  await main.call('profiles.save', { profile, secret, keep: 'session' });
  const connectionId = profile.id;
  const { fabric } = await main.call('connections.open', { connectionId });
  const { fullName } = await main.call('streams.create', {
    connectionId,
    fabric,
    name: 'events',
    scope: 'local',
  });
  const target = { connectionId, fullName };
  const publish = async (text: string): Promise<void> => {
    await main.call('publish.send', {
      target,
      message: { payload: new TextEncoder().encode(text), properties: [] },
    });
  };
  return {
    publish,
    fullName,
    async attach() {
      const plan = { mode: 'observe', start: { at: 'latest' } } as const;
      const { streamId } = await main.call('sessions.open', { ...target, plan });
      await isOpen();
      return {
        texts: async () => {
          const { rows } = await main.call('history.rows', {
            view: { kind: 'stream', streamId },
            from: 0,
            count: 100,
          });
          return rows.map(({ preview }) => preview);
        },
      };
    },
  };
}

const state = async () => (await main.call('sessions.list', undefined))[0];
const isOpen = (): Promise<void> =>
  vi.waitFor(async () => expect(await state()).toMatchObject({ socket: { phase: 'open' } }), 20_000);
const isAway = (): Promise<void> =>
  vi.waitFor(async () => expect((await state())?.socket.phase).not.toBe('open'), 20_000);

/** Loses the reader's socket, publishes while it cannot come back, and waits until it is there again. */
async function loseWhile(publishing: () => Promise<void>): Promise<void> {
  sandbox.control({ do: 'refuse-upgrades', kind: 'reader', status: 503, count: 1_000 });
  expect(sandbox.control({ do: 'drop-sockets', kind: 'reader' })).toBe(1);
  await isAway();
  await publishing();
  sandbox.control({ do: 'clear-faults' });
  await isOpen();
}

describe('an observer at the latest that loses its socket before its first message', () => {
  it.each([
    ['an empty topic', []],
    ['a topic with messages', ['old 1', 'old 2']],
  ])('misses nothing on Pulsar and doubles nothing, on %s', async (_name, before) => {
    const { attach, publish } = await observe(pulsar(), sandbox.jwt);
    for (const text of before) await publish(text);
    const { texts } = await attach();
    for (let round = 0; round < 2; round += 1) {
      await loseWhile(async () => {
        if (round === 1) for (const text of ['a', 'b', 'c']) await publish(text);
      });
    }
    await publish('d');
    await vi.waitFor(async () => expect(await texts()).toEqual(['a', 'b', 'c', 'd']), 20_000);
    expect(await state()).toMatchObject({ accounting: { received: 4, stored: 4, redelivered: 0 } });
    expect(await state()).not.toHaveProperty('gap');
  });

  it('says on GDN, which cannot tell where it was, from when to when messages may be missing', async () => {
    const { attach, publish } = await observe(gdn(), sandbox.apiKey);
    await publish('old');
    const { texts } = await attach();
    const lostAt = Date.now();
    await loseWhile(() => publish('unseen'));
    await publish('seen');
    await vi.waitFor(async () => expect(await texts()).toEqual(['seen']), 20_000);
    const gap = (await state())?.gap;
    expect(gap?.from).toBeGreaterThanOrEqual(lostAt);
    expect(gap?.until).toBeGreaterThan(gap?.from ?? 0);
  });

  it('leaves no ghost: one socket and one reader however often it was lost, none once it is closed', async () => {
    const { attach, fullName } = await observe(pulsar(), sandbox.jwt);
    await attach();
    for (let round = 0; round < 2; round += 1) await loseWhile(() => Promise.resolve());
    const subscriptions = async (): Promise<number> => {
      const [answer] = await main.call('streams.stats', { connectionId: 'service', fullNames: [fullName] });
      return answer?.stats.subscriptions.length ?? -1;
    };
    expect(sandbox.openSockets).toBe(1);
    expect(await subscriptions()).toBe(1);
    const { sessionId } = (await state()) ?? { sessionId: '' };
    await main.call('sessions.close', { sessionId, deleteSubscription: false });
    await vi.waitFor(() => expect(sandbox.openSockets).toBe(0), 20_000);
    // Figures are shared for two seconds, so the ones of before are seen a while longer.
    await vi.waitFor(async () => expect(await subscriptions()).toBe(0), 20_000);
  });
});
