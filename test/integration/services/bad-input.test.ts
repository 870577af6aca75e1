import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:https';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TestStageResult } from '../../../src/shared/contract/schemas/connection.ts';
import type { GdnProfile } from '../../../src/shared/contract/schemas/profile.ts';
import { startHostileService } from './hostile-service.ts';
import type { HostileService } from './hostile-service.ts';
import { makeFolder, removeFolder, startMain } from './harness.ts';
import type { Main } from './harness.ts';

let folder: string;
let main: Main;
const stops: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  folder = await makeFolder();
  main = await startMain(folder);
});
afterEach(async () => {
  await main.stop();
  for (const stop of stops.splice(0)) await stop();
  await removeFolder(folder);
});

const profileOf = (host: string): GdnProfile => ({
  kind: 'gdn',
  id: 'p',
  name: 'P',
  guarded: false,
  tls: { authorities: '', clientCertificate: '', acceptAny: false },
  host,
  fabric: '_system',
  auth: { method: 'password', email: 'someone@example.com' },
});

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

/** The stage that failed, by the staged test of the editor. */
async function failureOf(profile: GdnProfile, secret = 'wrong'): Promise<TestStageResult | undefined> {
  const stages = await main.call('connections.test', { testId: 't', profile, secret });
  return stages.find(({ outcome }) => outcome === 'failed');
}

describe('a connection that cannot be made names the step that failed', () => {
  it('a wrong password fails at signing in, and opening the connection says the same', async () => {
    const service = await startServiceRefusing();
    const profile = profileOf(service);
    expect(await failureOf(profile)).toMatchObject({
      stage: 'auth',
      error: { code: 'AUTH_WRONG_CREDENTIALS' },
    });
    await main.call('profiles.save', { profile, secret: 'wrong', keep: 'session' });
    await expect(main.call('connections.open', { connectionId: 'p' })).rejects.toMatchObject({
      code: 'AUTH_WRONG_CREDENTIALS',
    });
    expect(await main.call('connections.list', undefined)).toMatchObject([
      { phase: 'failed', error: { code: 'AUTH_WRONG_CREDENTIALS' } },
    ]);
  });

  it('a name that does not exist fails at its resolution', async () => {
    expect(await failureOf(profileOf('no-such-host.invalid'))).toMatchObject({
      stage: 'name',
      error: { code: 'NETWORK_NAME_UNRESOLVED' },
    });
  });

  it('a port where nobody listens fails at TCP', async () => {
    expect(await failureOf(profileOf('http://127.0.0.1:9'))).toMatchObject({
      stage: 'tcp',
      error: { code: 'NETWORK_REFUSED' },
    });
  });

  it('a self-signed certificate fails at TLS, and passes once it is trusted', async () => {
    const certificate = readFileSync(
      new URL('../../fixtures/self-signed/certificate.pem', import.meta.url),
      'utf8',
    );
    const key = readFileSync(new URL('../../fixtures/self-signed/key.pem', import.meta.url), 'utf8');
    const server = createTlsServer({ key, cert: certificate }, (_request, response) => {
      response.statusCode = 401;
      response.end('{}');
    });
    const port = await listening(server);
    stops.unshift(() => {
      server.closeAllConnections();
      return Promise.resolve();
    });
    const profile = profileOf(`https://127.0.0.1:${String(port)}`);
    expect(await failureOf(profile)).toMatchObject({ stage: 'tls', error: { code: 'TLS_UNTRUSTED' } });
    const trusting = {
      ...profile,
      tls: { authorities: certificate, clientCertificate: '', acceptAny: false },
    };
    expect((await failureOf(trusting))?.stage).toBe('auth');
  });

  it('a port that speaks no HTTP is named as that', async () => {
    const port = await listening(createTcpServer(greetAsSsh));
    expect(await failureOf(profileOf(`http://127.0.0.1:${String(port)}`))).toMatchObject({
      stage: 'http',
      error: { code: 'PROTOCOL_NOT_HTTP' },
    });
  });
});

/** A banner, then the end; the client may well be gone by then. */
function greetAsSsh(socket: Socket): void {
  socket.on('error', () => socket.destroy());
  socket.resume();
  socket.end('SSH-2.0-OpenSSH_9.6\r\n');
}

async function startServiceRefusing(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    response.statusCode = 401;
    response.setHeader('content-type', 'application/json');
    response.end('{"code":401,"error":true,"errorMessage":"Wrong credentials","errorNum":401}');
  });
  const port = await listening(server);
  stops.unshift(() => {
    server.closeAllConnections();
    return Promise.resolve();
  });
  return `http://127.0.0.1:${String(port)}`;
}

describe('frames that are no messages', () => {
  let service: HostileService;

  beforeEach(async () => {
    service = await startHostileService();
    stops.push(() => service.stop());
    await main.call('profiles.save', { profile: profileOf(service.url), secret: 'right', keep: 'session' });
    await main.call('connections.open', { connectionId: 'p' });
  });

  it('are refused with their reason, kept, and counted; what is around them is stored', async () => {
    const { sessionId, streamId } = await main.call('sessions.open', {
      connectionId: 'p',
      fullName: service.fullName,
      plan: { mode: 'observe', start: { at: 'latest' } },
    });
    await vi.waitFor(() => {
      expect(service.openSockets()).toBe(1);
    });
    const good = (id: string): string =>
      JSON.stringify({
        messageId: id,
        payload: 'aGVsbG8=',
        properties: {},
        publishTime: '2026-01-01T00:00:00Z',
      });
    service.send(
      good('CAMQADAA'),
      'this is not JSON',
      '{"payload":"aGVsbG8=","properties":{}}',
      '{"messageId":"!!","payload":"aGVsbG8="}',
      good('CAMQATAA'),
    );
    const state = await vi.waitFor(async () => {
      const session = (await main.call('sessions.list', undefined)).find(
        (one) => one.sessionId === sessionId,
      );
      expect(session?.accounting).toMatchObject({ received: 5, stored: 2, refused: 3, pending: 0 });
      return session;
    });
    expect(state?.socket.phase).toBe('open');
    const refused = await main.call('history.refused', { streamId, limit: 10 });
    expect(refused.map(({ code }) => code).sort()).toEqual([
      'FRAME_BAD_ID',
      'FRAME_NOT_JSON',
      'FRAME_WITHOUT_ID',
    ]);
    expect(refused.map(({ raw }) => Buffer.from(raw).toString())).toContain('this is not JSON');
    const { rows } = await main.call('history.rows', {
      view: { kind: 'stream', streamId },
      from: 0,
      count: 10,
    });
    expect(rows.map(({ entry }) => entry)).toEqual(['0', '1']);
  });
});
