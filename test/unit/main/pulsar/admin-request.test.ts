import { describe, expect, it } from 'vitest';
import {
  createAdminRequest,
  expectAdmin,
  namespacePath,
  topicPath,
} from '../../../../src/main/pulsar/admin-request.ts';
import { authHeaders } from '../../../../src/main/pulsar/pulsar-credentials.ts';
import { parsePulsarEndpoint } from '../../../../src/main/pulsar/pulsar-endpoint.ts';
import type { HttpRequest, HttpResponse } from '../../../../src/main/stream-admin/http-transport.ts';

function answer(status: number, headers: Record<string, string> = {}, body = ''): HttpResponse {
  return { status, headers, rawHeaders: [], body: Buffer.from(body) };
}

/** Plays the brokers: one answer for each request, in order. */
function setUp(...answers: HttpResponse[]) {
  const asked: HttpRequest[] = [];
  const request = createAdminRequest(
    'https://broker-1:8443',
    () => Promise.resolve({ authorization: 'Bearer secret' }),
    (sent) => {
      asked.push(sent);
      return Promise.resolve(answers[asked.length - 1] ?? answer(500));
    },
  );
  return { asked, request };
}

describe('redirects between brokers (protocol E)', () => {
  it('are followed with method and body, and with credentials on the same host only', async () => {
    const { asked, request } = setUp(
      answer(307, { location: '/admin/v2/x?authoritative=true' }),
      answer(307, { location: 'https://broker-2:8443/admin/v2/x' }),
      answer(204),
    );
    expect((await request({ method: 'POST', path: '/x', body: '{"a":1}' })).status).toBe(204);
    expect(asked.map(({ url }) => url)).toEqual([
      'https://broker-1:8443/admin/v2/x',
      'https://broker-1:8443/admin/v2/x?authoritative=true',
      'https://broker-2:8443/admin/v2/x',
    ]);
    expect(asked.map(({ headers }) => headers?.['authorization'])).toEqual([
      'Bearer secret',
      'Bearer secret',
      undefined,
    ]);
    expect(asked.every(({ method, body }) => method === 'POST' && body === '{"a":1}')).toBe(true);
  });

  it('keep credentials from another port of the same host', async () => {
    const { asked, request } = setUp(answer(307, { location: 'https://broker-1:9999/' }), answer(200));
    await request({ method: 'GET', path: '/x' });
    expect(asked[1]?.headers).not.toHaveProperty('authorization');
  });

  it('that end where credentials are wanted say so', async () => {
    const { request } = setUp(answer(307, { location: 'https://broker-2:8443/' }), answer(401));
    await expect(request({ method: 'GET', path: '/x' })).rejects.toMatchObject({
      code: 'AUTH_FORBIDDEN',
      message: expect.stringContaining('broker-2:8443'),
    });
  });

  it.each(['http://broker-1:8080/', 'file:///etc/passwd', 'https://u:p@broker-1:8443/', 'http://['])(
    'to %s are refused',
    async (location) => {
      const { asked, request } = setUp(answer(307, { location }));
      await expect(request({ method: 'GET', path: '/x' })).rejects.toMatchObject({
        code: 'PROTOCOL_UNEXPECTED',
      });
      expect(asked).toHaveLength(1);
    },
  );

  it('that never end are given up', async () => {
    const { asked, request } = setUp(
      ...Array.from({ length: 20 }, () => answer(307, { location: '/admin/v2/x' })),
    );
    await expect(request({ method: 'GET', path: '/x' })).rejects.toMatchObject({
      code: 'PROTOCOL_UNEXPECTED',
    });
    expect(asked).toHaveLength(6);
  });
});

describe('answers and paths of the admin API', () => {
  it('tell the reason of a refusal, from JSON or from the first line of a stack trace', () => {
    const detailOf = (body: string): string | undefined => {
      try {
        expectAdmin(answer(412, {}, body), 'delete it');
      } catch (error) {
        return (error as { detail?: string }).detail;
      }
      return undefined;
    };
    expect(detailOf('{"reason":"Topic has active producers"}')).toBe('HTTP 412 Topic has active producers');
    expect(detailOf('java.lang.IllegalStateException: no\n\tat x.y')).toBe(
      'HTTP 412 java.lang.IllegalStateException: no',
    );
  });

  it('encode every name once', () => {
    const stream = { domain: 'persistent', tenant: 't', namespace: 'n', topic: 'a/b ü' } as const;
    expect(topicPath(stream, 'subscription', 'x/y')).toBe(
      '/persistent/t/n/a%2Fb%20%C3%BC/subscription/x%2Fy',
    );
    expect(() => topicPath(stream, '..')).toThrowError(expect.objectContaining({ code: 'INPUT_INVALID' }));
    expect(() => namespacePath('only-a-tenant')).toThrowError(
      expect.objectContaining({ code: 'INPUT_INVALID' }),
    );
  });
});

describe('credentials (protocol D11)', () => {
  it('are sent as the method wants them', async () => {
    const read = () => Promise.resolve(' Bearer a.b.c\n');
    expect(await authHeaders({ method: 'none' }, () => Promise.reject(new Error('not asked')))).toEqual({});
    expect(await authHeaders({ method: 'jwt' }, read)).toEqual({ authorization: 'Bearer a.b.c' });
    expect(await authHeaders({ method: 'basic', user: 'ü' }, () => Promise.resolve('p:w'))).toEqual({
      authorization: `Basic ${Buffer.from('ü:p:w').toString('base64')}`,
      'x-pulsar-auth-method-name': 'basic',
    });
  });

  it('cannot smuggle a second header in', async () => {
    await expect(authHeaders({ method: 'jwt' }, () => Promise.resolve('a\r\nb'))).rejects.toMatchObject({
      code: 'AUTH_WRONG_CREDENTIALS',
    });
  });
});

describe('addresses of a cluster', () => {
  it.each([
    ['http://localhost:8080', 'ws://localhost:8080', 'http://localhost:8080', 'ws://localhost:8080'],
    ['localhost:8080', 'localhost:8080/', 'http://localhost:8080', 'ws://localhost:8080'],
    [
      'https://p.example/admin/v2',
      'https://p.example/ws/v2/consumer',
      'https://p.example',
      'wss://p.example',
    ],
    [
      'https://p.example/pulsar/admin/v2/',
      'wss://s.example/pulsar/ws/v2',
      'https://p.example/pulsar',
      'wss://s.example/pulsar',
    ],
  ])('are understood as %s and %s', (adminUrl, webSocketUrl, adminBase, webSocketBase) => {
    expect(parsePulsarEndpoint(adminUrl, webSocketUrl)).toEqual({
      ok: true,
      endpoint: { adminBase, webSocketBase },
    });
  });

  it('name the address that is wrong', () => {
    const reason = (admin: string, sockets: string): string => {
      const parsing = parsePulsarEndpoint(admin, sockets);
      return parsing.ok ? 'fine' : parsing.reason;
    };
    expect(reason('pulsar://h:6650', 'ws://h')).toMatch(/^Admin address.*binary protocol/);
    expect(reason('http://h', 'ftp://h')).toMatch(/^WebSocket address/);
    expect(reason('http://u:p@h', 'ws://h')).toMatch(/fields of their own/);
    expect(reason('', 'ws://h')).toMatch(/^Admin address/);
  });
});
