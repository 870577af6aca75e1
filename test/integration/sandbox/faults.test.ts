import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../../src/main/sandbox/sandbox.ts';
import { createClient, type SandboxClient } from './client.ts';

let sandbox: Sandbox;
let client: SandboxClient;

beforeEach(async () => {
  sandbox = await startSandbox({ traffic: 'none', idleTimeoutMs: 200 });
  client = createClient(sandbox);
  await client.streams('POST', '/s');
});
afterEach(() => sandbox.stop());

const publish = (text: string) => client.streams('POST', '/c8locals.s/publish', text);

describe('failures on request', () => {
  it('expire tokens and one-time passwords', async () => {
    const url = await client.gdnSocketUrl('producer', 'c8locals.s');
    sandbox.control({ do: 'expire-one-time-passwords' });
    expect((await client.refusal(url)).status).toBe(401);
    const headers = { authorization: `Bearer ${sandbox.jwt}` };
    expect((await fetch(`${sandbox.url}/datacenter/all`, { headers })).status).toBe(200);
    sandbox.control({ do: 'expire-tokens' });
    expect((await fetch(`${sandbox.url}/datacenter/all`, { headers })).status).toBe(401);
  });

  it('end sockets with and without a close frame, of one kind or stream', async () => {
    const consumer = await client.socket('consumer', 'c8locals.s/a');
    const reader = await client.socket('reader', 'c8locals.s');
    expect(sandbox.control({ do: 'close-sockets', code: 1012, reason: 'restart', kind: 'consumer' })).toBe(1);
    expect(await consumer.closed()).toEqual({ code: 1012, reason: 'restart' });
    expect(sandbox.control({ do: 'drop-sockets', topic: 'c8locals.other' })).toBe(0);
    expect(sandbox.control({ do: 'drop-sockets', kind: 'reader', topic: 'c8locals.s' })).toBe(1);
    expect((await reader.closed()).code).toBe(1006);
  });

  it('refuse a number of upgrades with a status', async () => {
    sandbox.control({ do: 'refuse-upgrades', count: 2, status: 503, kind: 'reader' });
    expect((await client.refusal(await client.gdnSocketUrl('reader', 'c8locals.s'))).status).toBe(503);
    await (await client.socket('producer', 'c8locals.s')).close();
    expect((await client.refusal(await client.gdnSocketUrl('reader', 'c8locals.s'))).status).toBe(503);
    await (await client.socket('reader', 'c8locals.s')).close();
  });

  it('answer a number of requests with a status and a body of choice', async () => {
    sandbox.control({
      do: 'fail-route',
      route: 'GET /_fabric/_system/_api/streams',
      count: 1,
      status: 502,
      body: '<html>Bad Gateway</html>',
      contentType: 'text/html',
    });
    const headers = { authorization: `apikey ${sandbox.apiKey}` };
    const response = await fetch(`${sandbox.url}/_fabric/_system/_api/streams`, { headers });
    expect([response.status, await response.text()]).toEqual([502, '<html>Bad Gateway</html>']);
    expect((await client.streams('GET', '')).status).toBe(200);
  });

  it('hold deliveries and acknowledgements until released', async () => {
    const consumer = await client.socket('consumer', 'c8locals.s/a?receiverQueueSize=1');
    sandbox.control({ do: 'hold-deliveries', isHeld: true });
    await publish('1');
    await publish('2');
    expect(await consumer.settled()).toBe(0);
    sandbox.control({ do: 'hold-deliveries', isHeld: false });
    const first = await consumer.next();
    sandbox.control({ do: 'hold-acks', isHeld: true });
    consumer.send({ messageId: first.messageId });
    expect(await consumer.settled()).toBe(0);
    sandbox.control({ do: 'hold-acks', isHeld: false });
    expect(await consumer.take(1)).toEqual(['2']);
    await consumer.close();
  });

  it('leave a connection half open: no message, no pong, no close', async () => {
    const consumer = await client.socket('consumer', 'c8locals.s/a');
    sandbox.control({ do: 'freeze-sockets' });
    let isHeard = false;
    consumer.socket.on('pong', () => (isHeard = true));
    consumer.socket.on('message', () => (isHeard = true));
    consumer.socket.ping();
    await publish('1');
    // A second socket that is opened and answered now shows that the server had its turn.
    await (await client.socket('reader', 'c8locals.s')).settled();
    expect(isHeard).toBe(false);
    expect(consumer.socket.readyState).toBe(consumer.socket.OPEN);
    consumer.socket.terminate();
  });

  it('delay every answer', async () => {
    sandbox.control({ do: 'delay-responses', delayMs: 50 });
    const startedMs = performance.now();
    await client.streams('GET', '');
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(45);
    sandbox.control({ do: 'clear-faults' });
  });
});

describe('an idle socket', () => {
  it('is closed with 1001 when nothing moves, and kept by pings (protocol D8)', async () => {
    const idle = await client.socket('consumer', 'c8locals.s/a');
    const lively = await client.socket('consumer', 'c8locals.s/b');
    const pings = setInterval(() => lively.socket.ping(), 40);
    expect(await idle.closed()).toEqual({ code: 1001, reason: 'Idle Timeout' });
    expect(lively.socket.readyState).toBe(lively.socket.OPEN);
    clearInterval(pings);
    await lively.close();
  });
});

describe('stopping', () => {
  it('drops every socket and frees the port', async () => {
    const consumer = await client.socket('consumer', 'c8locals.s/a');
    await sandbox.stop();
    expect((await consumer.closed()).code).toBe(1006);
    const again = await startSandbox({ traffic: 'none', port: Number(new URL(sandbox.url).port) });
    await again.stop();
  });
});
