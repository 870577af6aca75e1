import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '../../../../src/main/sockets/system-clock.ts';
import { createHttpTransport, type HttpTransport } from '../../../../src/main/stream-admin/http-transport.ts';

const enders: (() => void)[] = [];
afterEach(() => {
  for (const end of enders.splice(0)) end();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  enders.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function transport(options: { timeoutMs?: number; maxResponseBytes?: number } = {}): HttpTransport {
  const made = createHttpTransport({ clock: createSystemClock(), ...options });
  enders.push(() => made.stop());
  return made;
}

describe('the HTTP transport', () => {
  it('sends method, headers and exact bytes, and returns status, headers and exact bytes', async () => {
    const base = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.writeHead(207, {
          'X-Method': request.method ?? '',
          'X-Key': request.headers['x-key'] ?? '',
        });
        response.end(Buffer.concat(chunks));
      });
    });
    const body = new Uint8Array([0, 255, 10, 13]);
    const answer = await transport().send({
      method: 'PUT',
      url: `${base}/a?b=1`,
      headers: { 'x-key': 'k' },
      body,
    });
    expect(answer).toMatchObject({ status: 207, headers: { 'x-method': 'PUT', 'x-key': 'k' } });
    expect(answer.body).toEqual(Buffer.from(body));
  });

  it('states the length of a body that is not there, as gateways want it', async () => {
    const base = await serve((request, response) => response.end(request.headers['content-length']));
    expect((await transport().send({ method: 'POST', url: base })).body.toString()).toBe('0');
  });

  it('returns a redirect instead of following it', async () => {
    const base = await serve((_request, response) =>
      response.writeHead(307, { location: 'http://elsewhere/' }).end(),
    );
    expect((await transport().send({ method: 'GET', url: base })).status).toBe(307);
  });

  it('gives up on a server that never answers, and on one that never ends', async () => {
    const silent = await serve(() => undefined);
    const endless = await serve((_request, response) => response.write('x'));
    for (const url of [silent, endless]) {
      await expect(transport({ timeoutMs: 50 }).send({ method: 'GET', url })).rejects.toMatchObject({
        code: 'NETWORK_TIMEOUT',
      });
    }
  });

  it('stops reading a body that is larger than allowed', async () => {
    const base = await serve((_request, response) => response.end('x'.repeat(100_000)));
    await expect(
      transport({ maxResponseBytes: 1_000 }).send({ method: 'GET', url: base }),
    ).rejects.toMatchObject({
      code: 'RESPONSE_TOO_LARGE',
    });
  });

  it('tells a body that breaks off from one that ended', async () => {
    const base = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('half', () => response.destroy());
    });
    await expect(transport().send({ method: 'GET', url: base })).rejects.toMatchObject({
      code: 'NETWORK_RESET',
    });
  });

  it('refuses what is no http address', async () => {
    for (const url of ['', 'file:///etc/passwd', 'nonsense']) {
      await expect(transport().send({ method: 'GET', url })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    }
  });

  it('ends requests under way when it is stopped', async () => {
    const base = await serve(() => undefined);
    const made = transport();
    const asked = made.send({ method: 'GET', url: base });
    const outcome = expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
    made.stop();
    await outcome;
  });
});
