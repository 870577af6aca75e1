import { afterEach, describe, expect, it } from 'vitest';
import { parseStreamName, type StreamName } from '../../../src/shared/domain/stream-name.ts';
import type { StreamAdmin } from '../../../src/main/stream-admin/stream-admin.ts';
import { startGdnBench, type GdnBench } from './sandbox-gdn.ts';

let bench: GdnBench | undefined;
afterEach(async () => {
  await bench?.stop();
  bench = undefined;
});

async function start(): Promise<{ bench: GdnBench; admin: StreamAdmin }> {
  bench = await startGdnBench();
  return { bench, admin: bench.admin() };
}

function nameOf(fullName: string): StreamName {
  const parsing = parseStreamName(fullName);
  if (!parsing.ok) throw new Error(parsing.reason);
  return parsing.name;
}

async function makeStream(
  admin: StreamAdmin,
  name = 'orders',
  scope: 'local' | 'global' = 'global',
): Promise<StreamName> {
  return nameOf((await admin.createStream('_system', name, scope)).fullName);
}

describe('signing in (protocol A4)', () => {
  it('works with e-mail and password, an API key and a token', async () => {
    const {
      bench: { sandbox, admin },
    } = await start();
    const ways = [
      admin(),
      admin({
        credentials: { method: 'password', identity: { tenant: sandbox.tenant, username: sandbox.user } },
      }),
      admin({ credentials: { method: 'apiKey' }, secret: sandbox.apiKey }),
      admin({ credentials: { method: 'jwt' }, secret: sandbox.jwt }),
    ];
    for (const way of ways) expect(await way.signIn()).toEqual({ tenant: sandbox.tenant });
  });

  it('tells the regions the tenant lives in, the one that answers first, with the fabrics of each', async () => {
    const { bench } = await start();
    const regions = await bench.admin().listRegions?.();
    expect(regions?.map(({ name, isLocal }) => [name, isLocal])).toEqual([
      ['sandbox-eu', true],
      ['sandbox-us', false],
      ['sandbox-ap', false],
    ]);
    expect(regions?.[1]).toMatchObject({ place: 'Fremont, United States', fabrics: ['_system'] });
  });

  it('says that the password is wrong, and does not try it twice', async () => {
    const {
      bench: { sandbox, admin },
    } = await start();
    const wrong = admin({ secret: 'nope' });
    await expect(wrong.signIn()).rejects.toMatchObject({ code: 'AUTH_WRONG_CREDENTIALS' });
    sandbox.control({ do: 'fail-route', route: '/_open/auth', count: 1, status: 500 });
    await expect(wrong.signIn()).rejects.toMatchObject({ code: 'AUTH_WRONG_CREDENTIALS' });
  });

  it('refuses a wrong API key and a forged token', async () => {
    const {
      bench: { sandbox, admin },
    } = await start();
    const key = admin({ credentials: { method: 'apiKey' }, secret: `${sandbox.tenant}.sandbox.wrong` });
    await expect(key.signIn()).rejects.toMatchObject({ code: 'AUTH_WRONG_CREDENTIALS' });
    const token = admin({ credentials: { method: 'jwt' }, secret: `${sandbox.jwt.slice(0, -4)}AAAA` });
    await expect(token.listFabrics()).rejects.toMatchObject({ code: 'AUTH_EXPIRED' });
  });

  it('renews an expired token once for all calls that meet the expiry together', async () => {
    const {
      bench: { sandbox },
      admin,
    } = await start();
    await admin.signIn();
    sandbox.control({ do: 'expire-tokens' });
    const answers = await Promise.all([1, 2, 3, 4].map(() => admin.listStreams('_system')));
    expect(answers).toHaveLength(4);
  });
});

describe('streams (protocol A7)', () => {
  it('are created, listed with their side, and deleted', async () => {
    const {
      bench: { sandbox },
      admin,
    } = await start();
    const global = await admin.createStream('_system', 'orders', 'global');
    const local = await admin.createStream('_system', 'orders', 'local');
    expect(global).toMatchObject({
      fullName: `persistent://${sandbox.tenant}/c8global._system/c8globals.orders`,
      name: 'orders',
      fabric: '_system',
      scope: 'global',
      role: 'user',
    });
    const listed = await admin.listStreams('_system');
    expect(listed.map(({ fullName }) => fullName).sort()).toEqual([global.fullName, local.fullName].sort());
    await admin.deleteStream({ reach: 'stream', stream: nameOf(local.fullName) }, { force: false });
    expect((await admin.listStreams('_system')).map(({ fullName }) => fullName)).toEqual([global.fullName]);
  });

  it('that exist already, have impossible names or are missing give errors of their own', async () => {
    const { admin } = await start();
    const stream = await makeStream(admin);
    await expect(admin.createStream('_system', 'orders', 'global')).rejects.toMatchObject({
      code: 'SERVICE_CONFLICT',
    });
    await expect(admin.createStream('_system', 'a%b', 'global')).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    await expect(admin.listStreams('nowhere')).rejects.toMatchObject({ code: 'SERVICE_NOT_FOUND' });
    const missing = { ...stream, topic: 'c8globals.missing' };
    await expect(admin.stats(missing)).rejects.toMatchObject({ code: 'SERVICE_NOT_FOUND' });
  });

  it('take payloads byte by byte and count them in their statistics', async () => {
    const { admin } = await start();
    const stream = await makeStream(admin);
    await admin.publish(stream, new Uint8Array([0, 255, 1]));
    await admin.publish(stream, new Uint8Array([]));
    const stats = await admin.stats(stream);
    expect(stats.messagesIn).toBe(2);
    expect(stats.publishers).toEqual([]);
  });

  it('read their statistics as JSON text as well', async () => {
    bench = await startGdnBench({ hasStatsAsText: true });
    const admin = bench.admin();
    const stream = await makeStream(admin);
    await admin.publish(stream, new Uint8Array([1]));
    expect((await admin.stats(stream)).messagesIn).toBe(1);
  });

  it('keep and tell the time to live of each side of a fabric', async () => {
    const { admin } = await start();
    await admin.setTimeToLive({ reach: 'namespace', fabric: '_system', scope: 'global' }, 3_600);
    expect(await admin.timeToLive({ reach: 'namespace', fabric: '_system', scope: 'global' })).toBe(3_600);
    expect(await admin.timeToLive({ reach: 'namespace', fabric: '_system', scope: 'local' })).not.toBe(3_600);
  });

  it('cannot have one subscription cleared on one stream only, and say so before anything is sent', async () => {
    const { admin } = await start();
    const stream = await makeStream(admin);
    const target = { reach: 'subscription', stream, subscription: 's' } as const;
    await expect(admin.clearBacklog(target)).rejects.toMatchObject({ code: 'SERVICE_UNSUPPORTED' });
  });
});

describe('answers that differ from the documents', () => {
  const cases = [
    {
      body: '<html><body>Bad gateway</body></html>',
      contentType: 'text/html',
      status: 502,
      code: 'SERVICE_UNAVAILABLE',
    },
    {
      body: '<html><body>Sign in to the Wi-Fi</body></html>',
      contentType: 'text/html',
      status: 200,
      code: 'PROTOCOL_UNEXPECTED',
    },
    { body: '{}', contentType: 'application/json', status: 200, code: 'PROTOCOL_UNEXPECTED' },
    { body: '', contentType: 'application/json', status: 204, code: 'PROTOCOL_UNEXPECTED' },
    {
      body: '{"errorNum":1228,"errorMessage":"no fabric"}',
      contentType: 'application/json',
      status: 200,
      code: 'SERVICE_NOT_FOUND',
    },
    {
      body: '{"error":true,"code":403}',
      contentType: 'application/json',
      status: 200,
      code: 'AUTH_FORBIDDEN',
    },
    { body: '[1,2', contentType: 'application/json', status: 200, code: 'PROTOCOL_UNEXPECTED' },
    { body: '', contentType: 'text/plain', status: 429, code: 'SERVICE_RATE_LIMITED' },
    { body: '', contentType: 'text/plain', status: 302, code: 'PROTOCOL_UNEXPECTED' },
  ];
  it.each(cases)('end as a typed error: $status $body', async ({ body, contentType, status, code }) => {
    const {
      bench: { sandbox },
      admin,
    } = await start();
    await admin.signIn();
    sandbox.control({ do: 'fail-route', route: '/streams', count: 1, status, body, contentType });
    await expect(admin.listStreams('_system')).rejects.toMatchObject({ name: 'StreamscopeError', code });
    expect(await admin.listStreams('_system')).toEqual([]);
  });

  it('cost only the rows they spoil', async () => {
    const {
      bench: { sandbox },
      admin,
    } = await start();
    await admin.signIn();
    const body = JSON.stringify({
      error: false,
      result: [{ topic: 'c8locals.a' }, { nothing: 1 }, null, { topic: 'docs' }],
    });
    sandbox.control({
      do: 'fail-route',
      route: '/streams',
      count: 1,
      status: 200,
      body,
      contentType: 'application/json',
    });
    const listed = await admin.listStreams('_system');
    expect(listed.map(({ name, role }) => [name, role])).toEqual([
      ['a', 'user'],
      ['docs', 'collection'],
    ]);
  });
});
