import { describe, expect, it } from 'vitest';
import { parseSocketPath } from '../../../../../src/main/sandbox/ws/socket-target.ts';

describe('the path of a socket (protocol C1, D1)', () => {
  it('names a consumer of GDN with topic and subscription', () => {
    expect(
      parseSocketPath('/_ws/ws/v2/consumer/persistent/t_x.com/c8global._system/c8globals.orders/sub%201'),
    ).toEqual({
      kind: 'consumer',
      dialect: 'gdn',
      name: {
        domain: 'persistent',
        tenant: 't_x.com',
        namespace: 'c8global._system',
        local: 'c8globals.orders',
      },
      subscription: 'sub 1',
    });
  });

  it('decodes parts once, so a topic may hold a slash, which GDN also takes as it is', () => {
    expect(parseSocketPath('/ws/v2/consumer/persistent/public/default/my%2Ftopic/s')).toMatchObject({
      dialect: 'pulsar',
      name: { local: 'my/topic' },
    });
    expect(parseSocketPath('/_ws/ws/v2/reader/persistent/t/c8local._system/my/topic')).toMatchObject({
      name: { local: 'my/topic' },
    });
    expect(parseSocketPath('/ws/v2/reader/persistent/public/default/my/topic')).toMatchObject({
      name: { local: 'my' },
    });
  });

  it.each([
    ['/ws/v2/consumer/persistent/public/default/t', 400],
    ['/ws/v2/consumer/persistent/public/default/t/', 400],
    ['/ws/v2/consumer/persistent/public/default/my/topic/s', 400],
    ['/ws/v2/producer/persistent/public/default/%E0%A4%A', 400],
    ['/ws/v2/producer/temporary/public/default/t', 500],
    ['/ws/v1/producer/persistent/public/default/t', 404],
    ['/somewhere/else', 404],
    ['/', 404],
  ])('%s is refused with %i', (path, status) => {
    expect(() => parseSocketPath(path)).toThrow(expect.objectContaining({ status }));
  });
});
