import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { startSandbox, type Sandbox } from '../../../src/main/sandbox/sandbox.ts';
import { createClient, type SandboxClient } from './client.ts';

let sandbox: Sandbox;
let client: SandboxClient;

beforeAll(async () => {
  sandbox = await startSandbox({ traffic: 'none' });
  client = createClient(sandbox);
  await client.streams('POST', '/s');
});
afterAll(() => sandbox.stop());

/** Writes bytes to a fresh connection and waits until the server has ended it or answered. */
function sendRaw(bytes: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1', () => socket.end(bytes));
    socket.on('data', () => undefined);
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
}

/** Sends one text frame and waits until the socket is closed or the frame is behind a pong. */
function sendFrame(url: string, authorization: string, text: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers: { authorization } });
    socket.on('open', () => {
      socket.send(text);
      socket.ping();
    });
    socket.on('pong', () => socket.terminate());
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
}

describe('whatever is sent to the sandbox, it goes on serving', () => {
  it('bytes that are no HTTP, half a request, a broken upgrade', async () => {
    for (const bytes of [
      '\x00\x01\x02garbage\r\n\r\n',
      'GET / HTTP/1.1\r\n',
      'GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET //// HTTP/1.1\r\nHost: x\r\n\r\n',
      'POST /_open/auth HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{',
      'GET /_ws/ws/v2/reader/%zz HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      'GET /ws/v2/pingpong HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      'GET ? HTTP/1.1\r\nHost: x\r\nUpgrade: other\r\nConnection: Upgrade\r\n\r\n',
    ]) {
      await sendRaw(bytes);
    }
    expect((await client.streams('GET', '')).status).toBe(200);
  });

  it('any path, method and body', async () => {
    const part = fc.constantFrom(
      '_fabric',
      '_system',
      '_api',
      'streams',
      'ttl',
      '%',
      '%00',
      '..',
      'c8locals.s',
      'x',
      '',
      '💥',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 7 }),
        fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'),
        fc.oneof(fc.json(), fc.string()),
        async (parts, method, body) => {
          const response = await fetch(`${sandbox.url}/${parts.join('/')}`, {
            method,
            headers: { authorization: `apikey ${sandbox.apiKey}` },
            ...(method === 'GET' ? {} : { body }),
          });
          await response.arrayBuffer();
          expect(response.status).toBeLessThan(500);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('any frame on any kind of socket', async () => {
    const base = `${sandbox.webSocketUrl}/ws/v2`;
    const topic = `persistent/${sandbox.tenant}/c8local._system/c8locals.s`;
    const urls = [
      `${base}/producer/${topic}`,
      `${base}/consumer/${topic}/fuzz?subscriptionType=Shared`,
      `${base}/consumer/${topic}/pull?subscriptionType=Shared&pullMode=true`,
      `${base}/reader/${topic}?messageId=earliest`,
    ];
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('permit', 'unsubscribe', 'isEndOfTopic', 'negativeAcknowledge', 'CAMQADAA'),
    );
    const frame = fc.record(
      {
        type: value,
        messageId: value,
        permitMessages: value,
        payload: value,
        properties: value,
        deliverAt: value,
      },
      { requiredKeys: [] },
    );
    const text = fc.oneof(
      frame.map((fields) => JSON.stringify(fields)),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...urls), text, async (url, sent) => {
        await sendFrame(url, `apikey ${sandbox.apiKey}`, sent);
      }),
      { numRuns: 200 },
    );
    expect((await client.streams('GET', '/c8locals.s/stats')).status).toBe(200);
    await expect.poll(() => sandbox.openSockets).toBe(0);
  });
});
