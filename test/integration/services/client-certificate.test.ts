import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Keychain } from '../../../src/main/keychain/keychain.ts';
import { createMemoryKeychain } from '../../../src/main/keychain/memory-keychain.ts';
import { startSandbox, type Sandbox } from '../../../src/main/sandbox/sandbox.ts';
import { ReaderSocket } from '../../../src/main/sockets/reader-socket.ts';
import { createSystemClock } from '../../../src/main/sockets/system-clock.ts';
import { createWsOpener } from '../../../src/main/sockets/ws-port.ts';
import type { SocketStatus } from '../../../src/shared/contract/schemas/session.ts';
import type { GdnProfile, Profile, PulsarProfile } from '../../../src/shared/contract/schemas/profile.ts';
import { makeFolder, removeFolder, startMain, type Main } from './harness.ts';
import { pem, startMutualTlsServer, type MutualTlsServer } from './mutual-tls-server.ts';

let folder: string;
let keychain: Keychain;
let main: Main;
let sandbox: Sandbox;
let gateway: MutualTlsServer;

beforeEach(async () => {
  folder = await makeFolder();
  keychain = createMemoryKeychain();
  sandbox = await startSandbox({ traffic: 'none' });
  gateway = await startMutualTlsServer(Number(new URL(sandbox.url).port));
  main = await startMain(folder, keychain);
});
afterEach(async () => {
  await main.stop();
  await gateway.stop();
  await sandbox.stop();
  await removeFolder(folder);
});

const tls = (clientCertificate: string) => ({
  authorities: pem('authority'),
  clientCertificate,
  acceptAny: false,
});

const gdn = (clientCertificate = pem('client')): GdnProfile => ({
  kind: 'gdn',
  id: 'behind-gateway',
  name: 'Behind a gateway',
  guarded: false,
  tls: tls(clientCertificate),
  host: `https://127.0.0.1:${gateway.port}`,
  fabric: '_system',
  auth: { method: 'apiKey' },
});

const pulsar = (): PulsarProfile => ({
  kind: 'pulsar',
  id: 'behind-gateway',
  name: 'Behind a gateway',
  guarded: false,
  tls: tls(pem('client')),
  adminUrl: `https://127.0.0.1:${gateway.port}`,
  webSocketUrl: `wss://127.0.0.1:${gateway.port}`,
  tenant: sandbox.pulsarTenant,
  namespace: sandbox.pulsarNamespace,
  auth: { method: 'jwt' },
});

const secretOf = ({ kind }: Profile): string => (kind === 'gdn' ? sandbox.apiKey : sandbox.jwt);

async function failureOf(profile: Profile, clientKey?: string) {
  const secret = secretOf(profile);
  const typed = clientKey === undefined ? {} : { clientKey };
  const stages = await main.call('connections.test', { testId: 't', profile, secret, ...typed });
  return stages.find(({ outcome }) => outcome === 'failed');
}

async function everythingOnDisk(at: string): Promise<string> {
  const entries = await readdir(at, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map((file) => readFile(join(file.parentPath, file.name), 'latin1'));
  return (await Promise.all(texts)).join('\n');
}

/** A line of the key's own digits. */
const keyLine = (): string => pem('client.key').split('\n')[1] ?? 'no key';

describe('a server that asks for a client certificate', () => {
  it.each([
    ['GDN', gdn],
    ['Pulsar', pulsar],
  ])('is tested, signed in to and listened to over %s', async (_kind, profileOf) => {
    const profile = profileOf();
    expect(await failureOf(profile, pem('client.key'))).toBeUndefined();

    await main.call('profiles.save', {
      profile,
      secret: secretOf(profile),
      clientKey: pem('client.key'),
      keep: 'keychain',
    });
    const { fabric } = await main.call('connections.open', { connectionId: profile.id });
    const made = await main.call('streams.create', {
      connectionId: profile.id,
      fabric,
      name: 'events',
      scope: 'local',
    });
    const target = { connectionId: profile.id, fullName: made.fullName };
    await main.call('sessions.open', { ...target, plan: { mode: 'observe', start: { at: 'earliest' } } });
    const message = { payload: new Uint8Array([1]), properties: [] };
    await main.call('publish.send', { target, message });
    await vi.waitFor(async () => {
      const [state] = await main.call('sessions.list', undefined);
      expect(state).toMatchObject({ socket: { phase: 'open' }, accounting: { stored: 1 } });
    });
  });

  it('is told apart from one that does not speak TLS when no certificate is shown, or a wrong one', async () => {
    const words = { code: 'TLS_FAILED', message: expect.stringContaining('client certificate') };
    expect(await failureOf(gdn(''))).toMatchObject({ error: words });
    expect(await failureOf(gdn(pem('stranger')), pem('stranger.key'))).toMatchObject({ error: words });
  });

  it('is named in the same words by a real connection as by its test', async () => {
    for (const [certificate, clientKey] of [
      [pem('stranger'), pem('stranger.key')],
      ['', undefined],
    ] as const) {
      const profile = gdn(certificate);
      const told = (await failureOf(profile, clientKey))?.error;
      expect(told?.code).toBe('TLS_FAILED');
      await main.call('profiles.save', {
        profile,
        secret: secretOf(profile),
        keep: 'keychain',
        ...(clientKey === undefined ? {} : { clientKey }),
      });
      const opening = main.call('connections.open', { connectionId: profile.id });
      await expect(opening).rejects.toMatchObject({ code: 'TLS_FAILED', message: told?.message });
    }
  });

  it('is named by a socket as well, which then is not tried again', async () => {
    const certificate = { cert: pem('stranger'), key: pem('stranger.key'), ca: [pem('authority')] };
    const clock = createSystemClock();
    const statuses: SocketStatus[] = [];
    const reader = new ReaderSocket(
      {
        openWebSocket: createWsOpener(clock),
        clock,
        random: Math.random,
        request: {
          kind: 'reader',
          from: 'latest',
          stream: { domain: 'persistent', tenant: 't', namespace: 'n', topic: 'events' },
        },
        provideTarget: () => Promise.resolve({ url: `wss://127.0.0.1:${gateway.port}/`, tls: certificate }),
        resumeFrom: () => undefined,
      },
      {
        onStatus: (status) => statuses.push(status),
        onOpen: () => undefined,
        onFrame: () => undefined,
        onLost: () => undefined,
        onEndOfTopic: () => undefined,
        onGap: () => undefined,
      },
    );
    reader.start();
    await vi.waitFor(() => expect(statuses.at(-1)?.phase).toBe('failed'), 10_000);
    expect(statuses.at(-1)?.error).toMatchObject({
      code: 'TLS_FAILED',
      message: expect.stringContaining('client certificate') as string,
    });
    await reader.stop();
  });
});

describe('the private key of a client certificate', () => {
  it('is in the keychain and nowhere else', async () => {
    const clientKey = pem('client.key');
    await main.call('profiles.save', { profile: gdn(), secret: sandbox.apiKey, clientKey, keep: 'keychain' });
    await main.call('connections.open', { connectionId: 'behind-gateway' });
    expect(await keychain.read('behind-gateway:key')).toBe(clientKey);
    expect(await keychain.read('behind-gateway')).toBe(sandbox.apiKey);
    expect(JSON.stringify(await main.call('profiles.list', undefined))).not.toContain(keyLine());
    expect(await everythingOnDisk(folder)).not.toContain(keyLine());
    expect(main.logged.join('\n')).not.toContain(keyLine());
  });

  it('stays when the profile is saved without it, and goes with the certificate or the profile', async () => {
    const save = (profile: Profile, clientKey?: string) =>
      main.call('profiles.save', {
        profile,
        keep: 'keychain',
        ...(clientKey === undefined ? {} : { clientKey }),
      });
    await save(gdn(), pem('client.key'));
    const [listed] = await main.call('profiles.list', undefined);
    expect(listed).toMatchObject({ clientKey: 'keychain' });
    await save({ ...gdn(), name: 'Renamed' });
    expect(await keychain.read('behind-gateway:key')).toBe(pem('client.key'));
    await save(gdn(''));
    expect(await keychain.read('behind-gateway:key')).toBeUndefined();
    expect((await main.call('profiles.list', undefined))[0]).not.toHaveProperty('clientKey');
    await save(gdn(), pem('client.key'));
    await main.call('profiles.remove', { profileId: 'behind-gateway' });
    expect(await keychain.read('behind-gateway:key')).toBeUndefined();
  });

  it('cannot be saved as part of a profile', async () => {
    const profile = gdn(pem('client') + pem('client.key'));
    await expect(main.call('profiles.save', { profile, keep: 'keychain' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringContaining('A private key has a field of its own'),
    });
    expect(await main.call('profiles.list', undefined)).toEqual([]);
  });

  it('that does not fit is refused before anything is saved, sent or quoted', async () => {
    for (const [clientKey, words] of [
      [pem('stranger.key'), 'do not belong together'],
      [pem('client.encrypted-key'), 'passphrase'],
      ['hunter2', 'PEM text'],
    ] as const) {
      const call = main.call('profiles.save', { profile: gdn(), clientKey, keep: 'keychain' });
      const message = expect.stringContaining(words);
      await expect(call).rejects.toMatchObject({ code: 'INPUT_INVALID', message });
      expect(await failureOf(gdn(), clientKey)).toMatchObject({ stage: 'tls', error: { message } });
      expect(JSON.stringify(await failureOf(gdn(), clientKey))).not.toContain(
        clientKey.slice(30, 60) || clientKey,
      );
    }
    expect(await main.call('profiles.list', undefined)).toEqual([]);
    expect(await keychain.read('behind-gateway:key')).toBeUndefined();
  });

  it('that is missing is asked for, and nothing is sent', async () => {
    await main.call('profiles.save', { profile: gdn(), secret: sandbox.apiKey, keep: 'keychain' });
    await expect(main.call('connections.open', { connectionId: 'behind-gateway' })).rejects.toMatchObject({
      code: 'AUTH_MISSING_SECRET',
      message: expect.stringContaining('private key'),
    });
  });
});
