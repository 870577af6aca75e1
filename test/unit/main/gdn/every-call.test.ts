import { describe, expect, it } from 'vitest';
import { createGdnStreamAdmin } from '../../../../src/main/gdn/gdn-stream-admin.ts';
import type { HttpRequest, HttpResponse } from '../../../../src/main/stream-admin/http-transport.ts';
import type { StreamAdmin } from '../../../../src/main/stream-admin/stream-admin.ts';
import { parseGdnEndpoint } from '../../../../src/shared/domain/gdn-endpoint.ts';
import { gdnStreamName } from '../../../../src/shared/domain/stream-name.ts';

const json = 'application/json';

function answer(status: number, body: unknown, type = json): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers: { 'content-type': type }, rawHeaders: [], body: Buffer.from(text) };
}

function token(n: number): string {
  const claims = { tenant: 'acme', exp: 100_000, n };
  return `e30=.${Buffer.from(JSON.stringify(claims)).toString('base64')}.c2ln`;
}

/** An administration of the made-up tenant `acme`; sign-ins always succeed, every other answer is the test's. */
function setUp(...answers: readonly HttpResponse[]) {
  const parsing = parseGdnEndpoint('gdn.example.com');
  if (!parsing.ok) throw new Error(parsing.reason);
  const asked: HttpRequest[] = [];
  let signIns = 0;
  const admin = createGdnStreamAdmin({
    endpoint: parsing.endpoint,
    credentials: { method: 'password', identity: { email: 'nemo@acme' } },
    readSecret: () => Promise.resolve('secret'),
    transport: {
      send: (request) => {
        if (request.url.endsWith('/_open/auth')) {
          signIns += 1;
          return Promise.resolve(answer(200, { jwt: token(signIns), tenant: 'acme', username: 'root' }));
        }
        asked.push(request);
        return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1] ?? answer(500, ''));
      },
      stop: () => undefined,
    },
    now: () => 1_000,
  });
  const paths = (): string[] =>
    asked.map(({ method, url }) => `${method} ${url.replace(parsing.endpoint.apiBase, '')}`);
  return { admin, asked, paths, signIns: () => signIns };
}

const stream = gdnStreamName('acme', '_system', 'global', 'c8globals.orders');
const side = { fabric: '_system', scope: 'global' } as const;
const base = '/_fabric/_system/_api/streams';

interface Call {
  readonly name: string;
  readonly run: (admin: StreamAdmin) => Promise<unknown>;
  /** The whole reach of the call, as it goes over the wire. */
  readonly sent: string;
  /** The answer that says yes, and what comes of it. */
  readonly yes: unknown;
  readonly gives: unknown;
  /** Nothing is read of the answer: no body is a yes as well. */
  readonly isVoid?: boolean;
}

const calls: readonly Call[] = [
  {
    name: 'lists the fabrics',
    run: (admin) => admin.listFabrics(),
    sent: 'GET /_fabric/_system/_api/database/user',
    yes: { error: false, code: 200, result: [{ name: '_system', options: { dcList: 'a,b' } }, 'plain'] },
    gives: ['_system', 'plain'],
  },
  {
    name: 'lists the streams of one fabric, both sides',
    run: (admin) => admin.listStreams('_system'),
    sent: `GET ${base}`,
    yes: { result: [] },
    gives: [],
  },
  {
    name: 'creates one stream on the side it is told',
    run: async (admin) => (await admin.createStream('_system', 'orders', 'global')).name,
    sent: `POST ${base}/orders?global=true`,
    yes: { code: 202, error: false, result: { 'stream-id': 'c8globals.orders' } },
    gives: 'orders',
    isVoid: true,
  },
  {
    name: 'deletes one stream, by its prefixed name',
    run: (admin) => admin.deleteStream({ reach: 'stream', stream }, { force: false }),
    sent: `DELETE ${base}/c8globals.orders?force=false`,
    yes: { code: 202, error: false },
    gives: undefined,
    isVoid: true,
  },
  {
    name: 'publishes to one stream',
    run: (admin) => admin.publish(stream, new Uint8Array([1])),
    sent: `POST ${base}/c8globals.orders/publish?global=true`,
    yes: { code: 202, error: false },
    gives: undefined,
    isVoid: true,
  },
  {
    name: 'reads the statistics of one stream',
    run: async (admin) => (await admin.stats(stream)).messagesIn,
    sent: `GET ${base}/c8globals.orders/stats?global=true`,
    yes: { result: { msgInCounter: 7, subscriptions: {} } },
    gives: 7,
  },
  {
    name: 'reads statistics that came as text',
    run: async (admin) => (await admin.stats(stream)).messagesIn,
    sent: `GET ${base}/c8globals.orders/stats?global=true`,
    yes: { result: JSON.stringify({ msgInCounter: 7, subscriptions: {} }) },
    gives: 7,
  },
  {
    name: 'reads the offline backlog of one stream',
    run: async (admin) => (await admin.offlineBacklog(stream)).subscriptions,
    sent: `GET ${base}/c8globals.orders/backlog?global=true`,
    yes: { result: { messageBacklog: 3, cursorDetails: { s: { cursorBacklog: 3 } } } },
    gives: [{ name: 's', backlog: 3 }],
  },
  {
    name: 'lists the subscriptions of one stream',
    run: (admin) => admin.listSubscriptions(stream),
    sent: `GET ${base}/c8globals.orders/subscriptions?global=true`,
    yes: { result: ['billing', 'a b'] },
    gives: ['billing', 'a b'],
  },
  {
    name: 'deletes one subscription of one stream',
    run: (admin) => admin.deleteSubscription({ reach: 'subscription', stream, subscription: 'a/b' }),
    sent: `DELETE ${base}/c8globals.orders/subscriptions/a%2Fb?global=true`,
    yes: { code: 200, error: false },
    gives: undefined,
    isVoid: true,
  },
  {
    name: 'deletes the subscriptions of one name on a whole side of a fabric',
    run: (admin) => admin.deleteSubscription({ reach: 'namespaceSubscription', ...side, subscription: 's' }),
    sent: `DELETE ${base}/subscription/s?global=true`,
    yes: { code: 200, error: false },
    gives: undefined,
    isVoid: true,
  },
  {
    name: 'clears the backlogs of one name on a whole side of a fabric',
    run: (admin) => admin.clearBacklog({ reach: 'namespaceSubscription', ...side, subscription: 's' }),
    sent: `POST ${base}/clearbacklog/s?global=true`,
    yes: { code: 200, error: false },
    gives: undefined,
    isVoid: true,
  },
  {
    name: 'clears every backlog on a whole side of a fabric',
    run: (admin) => admin.clearBacklog({ reach: 'namespace', ...side }),
    sent: `POST ${base}/clearbacklog?global=true`,
    yes: { code: 200, error: false },
    gives: undefined,
    isVoid: true,
  },
  {
    name: 'expires messages of one stream',
    run: (admin) => admin.expireMessages({ reach: 'stream', stream }, 60),
    sent: `POST ${base}/c8globals.orders/expiry/60?global=true`,
    yes: { code: 200, error: false },
    gives: 'issued',
    isVoid: true,
  },
  {
    name: 'reads the time to live of a whole side of a fabric',
    run: (admin) => admin.timeToLive({ reach: 'namespace', ...side }),
    sent: `GET ${base}/ttl?global=true`,
    yes: { result: '3600' },
    gives: 3_600,
  },
  {
    name: 'sets the time to live of a whole side of a fabric',
    run: (admin) => admin.setTimeToLive({ reach: 'namespace', ...side }, 60),
    sent: `POST ${base}/ttl/60?global=true`,
    yes: { code: 200, error: false },
    gives: undefined,
    isVoid: true,
  },
];

/** What no call takes for a success, and what each of it means. */
const refusals: readonly (readonly [what: string, HttpResponse, code: string])[] = [
  ['400', answer(400, { error: true, code: 400, errorMessage: 'bad', errorNum: 1 }), 'INPUT_INVALID'],
  ['403', answer(403, { error: true, code: 403 }), 'AUTH_FORBIDDEN'],
  ['404', answer(404, { error: true, code: 404, errorNum: 1228 }), 'SERVICE_NOT_FOUND'],
  ['412 while in use', answer(412, { error: true, code: 412 }), 'SERVICE_PRECONDITION'],
  ['429', answer(429, ''), 'SERVICE_RATE_LIMITED'],
  ['500', answer(500, 'stack', 'text/plain'), 'SERVICE_FAILED'],
  ['502 as a page', answer(502, '<html>Bad gateway</html>', 'text/html'), 'SERVICE_UNAVAILABLE'],
  ['a redirect', answer(302, ''), 'PROTOCOL_UNEXPECTED'],
  [
    'a page of a proxy with 200',
    answer(200, '<html>Sign in to the Wi-Fi</html>', 'text/html'),
    'PROTOCOL_UNEXPECTED',
  ],
  ['an error number with 200', answer(200, { errorNum: 1228, errorMessage: 'no' }), 'SERVICE_NOT_FOUND'],
  ['an error with 200', answer(200, { error: true, code: 403 }), 'AUTH_FORBIDDEN'],
  ['JSON that is cut', answer(200, '{"error":fal'), 'PROTOCOL_UNEXPECTED'],
];

describe.each(calls)('the call that $name (protocol A6, A7)', ({ run, sent, yes, gives, isVoid }) => {
  it('is one request that reaches no further than it says', async () => {
    const { admin, asked, paths } = setUp(answer(200, yes));
    expect(await run(admin)).toEqual(gives);
    expect(paths()).toEqual([sent]);
    expect(asked[0]?.headers?.['authorization']).toMatch(/^Bearer /);
  });

  it.each(refusals)('ends as a typed error on %s, and is not repeated', async (_what, response, code) => {
    const { admin, paths } = setUp(response);
    await expect(run(admin)).rejects.toMatchObject({ name: 'StreamscopeError', code });
    expect(paths()).toEqual([sent]);
  });

  it('takes no body or missing fields for a yes only where nothing is read', async () => {
    for (const response of [answer(204, ''), answer(200, {})]) {
      const { admin } = setUp(response);
      if (isVoid === true) expect(await run(admin)).toEqual(gives);
      else await expect(run(admin)).rejects.toMatchObject({ code: 'PROTOCOL_UNEXPECTED' });
    }
  });

  it('is asked once more with new credentials after a 401, and after a second one stands', async () => {
    const gateway = answer(401, { code: 401, error: true, message: 'Unauthorized' });
    const renewed = setUp(gateway, answer(200, yes));
    expect(await run(renewed.admin)).toEqual(gives);
    expect(renewed.paths()).toEqual([sent, sent]);
    expect(renewed.signIns()).toBe(2);
    const [first, second] = renewed.asked.map(({ headers }) => headers?.['authorization']);
    expect(second).not.toBe(first);
    const refused = setUp(gateway);
    await expect(run(refused.admin)).rejects.toMatchObject({ code: 'AUTH_EXPIRED' });
    expect(refused.paths()).toEqual([sent, sent]);
  });
});

describe('a conflict', () => {
  it('is what it says, and for expiring messages that there was nothing to do', async () => {
    for (const { name, run } of calls) {
      const { admin } = setUp(answer(409, { error: true, code: 409 }));
      if (name.startsWith('expires')) expect(await run(admin)).toBe('nothingToDo');
      else await expect(run(admin), name).rejects.toMatchObject({ code: 'SERVICE_CONFLICT' });
    }
  });
});

describe('what GDN cannot do', () => {
  it('is refused before anything is sent', async () => {
    const { admin, paths } = setUp(answer(200, {}));
    const target = { reach: 'subscription', stream, subscription: 's' } as const;
    await expect(admin.clearBacklog(target)).rejects.toMatchObject({ code: 'SERVICE_UNSUPPORTED' });
    await expect(admin.expireMessages({ reach: 'stream', stream }, 0.5)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    await expect(admin.setTimeToLive({ reach: 'namespace', ...side }, -1)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    expect(paths()).toEqual([]);
  });
});
