import { describe, expect, it } from 'vitest';
import { gdnFabricPath, parseGdnEndpoint } from '../../../../src/shared/domain/gdn-endpoint.ts';

function bases(typed: string): [string, string] | string {
  const parsing = parseGdnEndpoint(typed);
  return parsing.ok ? [parsing.endpoint.apiBase, parsing.endpoint.webSocketBase] : parsing.reason;
}

describe('the address of a GDN service (protocol A1)', () => {
  const gdn = ['https://api-gdn.paas.macrometa.io', 'wss://api-gdn.paas.macrometa.io/_ws'];

  it.each([
    'gdn.paas.macrometa.io',
    ' GDN.paas.macrometa.io/ ',
    'api-gdn.paas.macrometa.io',
    'https://gdn.paas.macrometa.io',
    'https://gdn.paas.macrometa.io/_mm/portal/#streams',
    'https://api-gdn.paas.macrometa.io:443/_fabric/_system/_api/streams',
    'wss://api-gdn.paas.macrometa.io/_ws/ws/v2/consumer/persistent/t/c8local._system/c8locals.x/s?otp=1',
  ])('is found in %s', (typed) => {
    expect(bases(typed)).toEqual(gdn);
  });

  it('keeps a port', () => {
    expect(bases('gdn.example.com:8443')).toEqual([
      'https://api-gdn.example.com:8443',
      'wss://api-gdn.example.com:8443/_ws',
    ]);
  });

  it.each([
    ['http://127.0.0.1:1234', 'http://127.0.0.1:1234', 'ws://127.0.0.1:1234/_ws'],
    ['127.0.0.1:1234', 'http://127.0.0.1:1234', 'ws://127.0.0.1:1234/_ws'],
    ['localhost:1234', 'http://localhost:1234', 'ws://localhost:1234/_ws'],
    ['ws://[::1]:1234/_ws', 'http://[::1]:1234', 'ws://[::1]:1234/_ws'],
    ['https://10.0.0.5', 'https://10.0.0.5', 'wss://10.0.0.5/_ws'],
    ['http://gdn.example.com', 'http://gdn.example.com', 'ws://gdn.example.com/_ws'],
    ['gdn-box', 'https://gdn-box', 'wss://gdn-box/_ws'],
  ])('gets no prefix for %s', (typed, apiBase, webSocketBase) => {
    expect(bases(typed)).toEqual([apiBase, webSocketBase]);
  });

  it('is the same when it is read from its own answer', () => {
    for (const typed of ['gdn.paas.macrometa.io', 'http://127.0.0.1:9', 'gdn.example.com:8443']) {
      const [apiBase, webSocketBase] = bases(typed);
      expect(bases(apiBase ?? '')).toEqual([apiBase, webSocketBase]);
      expect(bases(webSocketBase ?? '')).toEqual([apiBase, webSocketBase]);
    }
  });

  it.each(['', '   ', 'a b', 'ftp://x.y', 'https://', 'host:99999', 'http:///x'])(
    'is refused as "%s"',
    (typed) => {
      expect(bases(typed)).toEqual(expect.any(String));
    },
  );

  it('must not carry credentials', () => {
    expect(bases('https://user:secret@gdn.example.com')).toMatch(/fields of their own/);
  });
});

describe('paths of a fabric (protocol A2)', () => {
  it('have every name encoded', () => {
    expect(gdnFabricPath('_system', 'streams', 'c8locals.a/b ü')).toBe(
      '/_fabric/_system/_api/streams/c8locals.a%2Fb%20%C3%BC',
    );
  });

  it('are refused when a name would be a step in the path', () => {
    expect(gdnFabricPath('..', 'streams')).toBeUndefined();
  });
});
