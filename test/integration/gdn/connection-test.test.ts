import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { TestStageResult } from '../../../src/shared/contract/schemas/connection.ts';
import { testGdnConnection, type GdnConnectionTestOptions } from '../../../src/main/gdn/connection-test.ts';
import { startSandbox, type Sandbox } from '../../../src/main/sandbox/sandbox.ts';
import { createHttpTransport } from '../../../src/main/stream-admin/http-transport.ts';
import { createNetworkProbes } from '../../../src/main/stream-admin/network-probes.ts';
import { tlsSettingsOf } from '../../../src/main/stream-admin/tls-settings.ts';
import { makeSelfSignedCertificate } from './self-signed-certificate.ts';
import { clock, openWebSocket } from './sandbox-gdn.ts';

const enders: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of enders.splice(0)) await end();
});

async function sandbox(options: Parameters<typeof startSandbox>[0] = {}): Promise<Sandbox> {
  const started = await startSandbox({ traffic: 'none', ...options });
  enders.push(() => started.stop());
  return started;
}

async function tcpServer(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  enders.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function run(
  target: Partial<GdnConnectionTestOptions> & { host: string; secret?: string },
): Promise<{ results: readonly TestStageResult[]; told: TestStageResult[] }> {
  const told: TestStageResult[] = [];
  const tls = target.tls === undefined ? {} : { tls: target.tls };
  const results = await testGdnConnection({
    fabric: '_system',
    credentials: { method: 'apiKey' },
    readSecret: () => Promise.resolve(target.secret ?? 'a.b.c'),
    transport: createHttpTransport({ clock, timeoutMs: 500, ...tls }),
    probes: createNetworkProbes(clock, 500),
    clock,
    openWebSocket,
    onStage: (result) => told.push(result),
    ...target,
  });
  return { results, told };
}

const outcomes = (results: readonly TestStageResult[]): string[] =>
  results.map(({ stage, outcome }) => `${stage} ${outcome}`);

function failureIn(results: readonly TestStageResult[]): TestStageResult | undefined {
  return results.find(({ outcome }) => outcome === 'failed');
}

describe('the connection test', () => {
  it('passes every step against a working service and leaves nothing behind', async () => {
    const server = await sandbox({ traffic: {} });
    const { results, told } = await run({ host: server.url, secret: server.apiKey });
    expect(outcomes(results)).toEqual([
      'address passed',
      'name passed',
      'tcp passed',
      'tls skipped',
      'http passed',
      'auth passed',
      'list passed',
      'oneTimePassword passed',
      'socket passed',
    ]);
    expect(told).toEqual(results);
    expect(server.openSockets).toBe(0);
  });

  it('skips the socket when there is no stream, as opening one could create it', async () => {
    const server = await sandbox();
    const { results } = await run({ host: server.url, secret: server.apiKey });
    expect(results.at(-1)).toMatchObject({ stage: 'socket', outcome: 'skipped' });
  });

  it('names an address that is none', async () => {
    const { results } = await run({ host: 'not a host' });
    expect(failureIn(results)).toMatchObject({ stage: 'address', error: { code: 'INPUT_INVALID' } });
    expect(results).toHaveLength(1);
  });

  it('names a host that does not resolve', async () => {
    const { results } = await run({ host: 'http://no-such-host.invalid' });
    expect(failureIn(results)).toMatchObject({ stage: 'name' });
  });

  it('names a port where nobody listens', async () => {
    const place = await tcpServer(() => undefined);
    for (const end of enders.splice(0)) await end();
    const { results } = await run({ host: `http://${place}` });
    expect(failureIn(results)).toMatchObject({ stage: 'tcp', error: { code: 'NETWORK_REFUSED' } });
  });

  it.each([
    ['talks first, and no HTTP', (socket: Socket) => socket.write('220 mail ready\r\n')],
    ['answers with something else', (socket: Socket) => socket.on('data', () => socket.write('+OK\r\n\r\n'))],
    ['hangs up', (socket: Socket) => socket.on('data', () => socket.destroy())],
    ['stays silent', () => undefined],
  ])('names a port that speaks no HTTP: one that %s', async (_name, behave) => {
    const place = await tcpServer((socket) => void behave(socket));
    const { results } = await run({ host: `http://${place}` });
    expect(failureIn(results)).toMatchObject({ stage: 'http', error: { code: 'PROTOCOL_NOT_HTTP' } });
  });

  it('names a port that speaks no TLS', async () => {
    const server = await sandbox();
    const { results } = await run({ host: server.url.replace('http:', 'https:') });
    expect(failureIn(results)).toMatchObject({ stage: 'tls', error: { code: 'TLS_FAILED' } });
  });

  it('names a self-signed certificate, and passes once it is trusted', async () => {
    const tls = makeSelfSignedCertificate();
    const server = await sandbox({ tls });
    const refused = await run({ host: server.url, secret: server.apiKey });
    expect(failureIn(refused.results)).toMatchObject({ stage: 'tls', error: { code: 'TLS_UNTRUSTED' } });
    for (const trust of [
      { authorities: tls.cert, clientCertificate: '', acceptAny: false },
      { authorities: '', clientCertificate: '', acceptAny: true },
    ]) {
      const settings = tlsSettingsOf(trust, '');
      if (settings === undefined) throw new Error('no trust');
      const trusted = await run({ host: server.url, secret: server.apiKey, tls: settings });
      expect(failureIn(trusted.results)).toBeUndefined();
    }
  });

  it('names wrong credentials and tells nothing of the secret', async () => {
    const server = await sandbox();
    const { results } = await run({
      host: server.url,
      secret: 'wrong-secret-1',
      credentials: { method: 'password', identity: { email: server.email } },
    });
    expect(failureIn(results)).toMatchObject({ stage: 'auth', error: { code: 'AUTH_WRONG_CREDENTIALS' } });
    expect(JSON.stringify(results)).not.toContain('wrong-secret-1');
  });

  it('names a fabric that does not exist', async () => {
    const server = await sandbox();
    const { results } = await run({ host: server.url, secret: server.apiKey, fabric: 'nowhere' });
    expect(failureIn(results)).toMatchObject({ stage: 'list', error: { code: 'SERVICE_NOT_FOUND' } });
  });

  it('goes on to the socket when only one-time passwords do not work', async () => {
    const server = await sandbox({ traffic: {} });
    server.control({ do: 'fail-route', route: '/apid/otp', count: 1, status: 404 });
    const { results } = await run({ host: server.url, secret: server.apiKey });
    expect(outcomes(results).slice(-2)).toEqual(['oneTimePassword failed', 'socket passed']);
  });

  it('names a socket that is refused', async () => {
    const server = await sandbox({ traffic: {} });
    server.control({ do: 'refuse-upgrades', count: 5, status: 403 });
    const { results } = await run({ host: server.url, secret: server.apiKey });
    expect(failureIn(results)).toMatchObject({ stage: 'socket', error: { code: 'AUTH_FORBIDDEN' } });
  });
});
