import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodePathSegment,
  formatStreamName,
  gdnNameProblem,
  gdnStreamName,
  gdnTopic,
  isStreamOrPartition,
  parseStreamName,
  readGdnNamespace,
  readGdnTopic,
  readPartition,
  siblingStream,
} from '../../../../src/shared/domain/stream-name.ts';

describe('full stream names', () => {
  it('name tenant, namespace and topic, and come back from their parts', () => {
    const parsing = parseStreamName('persistent://acme/c8global._system/c8globals.orders');
    expect(parsing).toEqual({
      ok: true,
      name: {
        domain: 'persistent',
        tenant: 'acme',
        namespace: 'c8global._system',
        topic: 'c8globals.orders',
      },
    });
    if (parsing.ok)
      expect(formatStreamName(parsing.name)).toBe('persistent://acme/c8global._system/c8globals.orders');
  });

  it('may hold slashes in the topic', () => {
    const parsing = parseStreamName('non-persistent://public/default/a/b c');
    expect(parsing.ok && parsing.name.topic).toBe('a/b c');
  });

  it('are refused without a tenant, namespace or topic', () => {
    for (const text of ['', 'orders', 'persistent://a/b', 'persistent:///b/c', 'kafka://a/b/c']) {
      expect(parseStreamName(text).ok, text).toBe(false);
    }
  });
});

describe('GDN names (protocol B)', () => {
  it('carry the plural prefix in the topic and the singular one in the namespace', () => {
    expect(formatStreamName(gdnStreamName('acme', '_system', 'local', gdnTopic('x', 'local')))).toBe(
      'persistent://acme/c8local._system/c8locals.x',
    );
    expect(readGdnTopic('c8globals.x')).toEqual({ name: 'x', scope: 'global', prefixed: true });
    expect(readGdnNamespace('c8global.eu.west')).toEqual({ fabric: 'eu.west', scope: 'global' });
    expect(readGdnNamespace('default')).toBeUndefined();
  });

  it('take a topic without prefix for a collection stream, which is local', () => {
    expect(readGdnTopic('orders')).toEqual({ name: 'orders', scope: 'local', prefixed: false });
    expect(readGdnTopic('my-c8globals.x').prefixed).toBe(false);
  });

  it('are checked before a stream is made', () => {
    expect(gdnNameProblem('orders-eu_1')).toBeUndefined();
    for (const name of ['', ' ', 'a%b', 'a/b', 'a b', 'x'.repeat(231), 'c8locals.x', '..']) {
      expect(gdnNameProblem(name), name).toEqual(expect.any(String));
    }
  });
});

describe('path segments', () => {
  it('stay one segment and come back decoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const segment = encodePathSegment(name);
        if (segment === undefined) return;
        const path = new URL(`http://host/a/${segment}/z`).pathname.split('/');
        expect(path).toHaveLength(4);
        expect(decodeURIComponent(path[2] ?? '')).toBe(name);
      }),
    );
  });

  it('cannot be steps in the path', () => {
    expect(encodePathSegment('..')).toBeUndefined();
    expect(encodePathSegment('.')).toBeUndefined();
    expect(encodePathSegment('')).toBeUndefined();
  });
});

describe('partitions', () => {
  it('are recognised by their suffix', () => {
    expect(readPartition('orders-partition-12')).toEqual({ parent: 'orders', partition: 12 });
    expect(readPartition('orders-partition-')).toBeUndefined();
  });
});

describe('a stream named beside another one', () => {
  const orders = 'persistent://acme/c8global._system/c8globals.orders';

  it('is in the same namespace, on GDN with the prefix of the same side', () => {
    expect(siblingStream(orders, 'dead')).toBe('persistent://acme/c8global._system/c8globals.dead');
    expect(siblingStream(orders, 'c8globals.dead')).toBe('persistent://acme/c8global._system/c8globals.dead');
    expect(siblingStream('non-persistent://public/default/orders', 'dead')).toBe(
      'non-persistent://public/default/dead',
    );
  });

  it('may be a full name as well, and is nothing else', () => {
    expect(siblingStream(orders, 'persistent://t/n/other')).toBe('persistent://t/n/other');
    for (const text of ['', '..', 'http://host/x', '50%'])
      expect(siblingStream(orders, text)).toBeUndefined();
  });
});

describe('a stream or one of its partitions', () => {
  it('is told from streams whose names only begin alike', () => {
    const orders = 'persistent://public/default/orders';
    expect(isStreamOrPartition(orders, orders)).toBe(true);
    expect(isStreamOrPartition(`${orders}-partition-12`, orders)).toBe(true);
    expect(isStreamOrPartition(`${orders}-partition-x`, orders)).toBe(false);
    expect(isStreamOrPartition(`${orders}-2`, orders)).toBe(false);
  });
});
