import assert from 'node:assert/strict';
import { z } from 'zod';
import { streamEntrySchema, streamStatsSchema } from '../../../src/shared/contract/schemas/stream.ts';
import { parseGdnEndpoint } from '../../../src/shared/domain/gdn-endpoint.ts';
import { gdnStreamName, parseStreamName } from '../../../src/shared/domain/stream-name.ts';
import { AuthSession } from '../../../src/main/gdn/auth-session.ts';
import type { GdnCredentials } from '../../../src/main/gdn/credentials.ts';
import { dataCentersOfTenant, localDataCenter } from '../../../src/main/gdn/data-centers.ts';
import { createGdnRequest } from '../../../src/main/gdn/gdn-http.ts';
import { createGdnStreamAdmin } from '../../../src/main/gdn/gdn-stream-admin.ts';
import type { SendHttp } from '../../../src/main/stream-admin/http-transport.ts';
import { readOfflineBacklog } from '../../../src/main/stream-admin/offline-backlog.ts';
import type { StreamAdmin } from '../../../src/main/stream-admin/stream-admin.ts';
import { readTopicStats } from '../../../src/main/stream-admin/topic-stats.ts';
import type { Random } from '../../bench/random.ts';
import { backlogs, gdnBodies, jwts, topicStats } from '../corpora.ts';
import { textsOf, type FuzzTarget } from '../fuzz-target.ts';
import { answerOf, refusedInWords } from './answer.ts';

const parsing = parseGdnEndpoint('fuzz.example');
if (!parsing.ok) throw new Error(parsing.reason);
const { endpoint } = parsing;
const stream = gdnStreamName('nemo', '_system', 'global', 'c8globals.orders');
const side = { reach: 'namespace', fabric: '_system', scope: 'local' } as const;
const context = { reauthenticate: false, signal: new AbortController().signal };
const now = (): number => 1_777_000_000_000;
const secret = jwts[0];

type Call = (admin: StreamAdmin) => Promise<unknown>;

const calls: readonly [Call, ...Call[]] = [
  async (admin) => assert.notEqual((await admin.signIn()).tenant, ''),
  async (admin) => z.array(z.string()).parse(await admin.listFabrics()),
  async (admin) => {
    for (const entry of await admin.listStreams('_system')) {
      streamEntrySchema.parse(entry);
      assert.ok(parseStreamName(entry.fullName).ok);
    }
  },
  (admin) => admin.createStream('_system', 'orders', 'local'),
  async (admin) => streamStatsSchema.parse(await admin.stats(stream)),
  (admin) => admin.offlineBacklog(stream),
  async (admin) => z.array(z.string()).parse(await admin.listSubscriptions(stream)),
  (admin) => admin.publish(stream, new Uint8Array([1])),
  (admin) => admin.deleteStream({ reach: 'stream', stream }, { force: false }),
  (admin) => admin.expireMessages({ reach: 'stream', stream }, 5),
  async (admin) =>
    z
      .number()
      .int()
      .parse(await admin.timeToLive(side)),
  async (admin) => {
    const { url } = await admin.provideTarget({ kind: 'reader', stream, from: 'latest' }, context);
    assert.equal(new URL(url).host, 'api-fuzz.example');
  },
];

/** REST answers of GDN (protocol A) and what is inside of them. */
export const gdnTargets: readonly FuzzTarget[] = [
  {
    name: 'gdn-answers',
    corpus: textsOf(gdnBodies),
    run: async (input, random) => {
      const admin = createGdnStreamAdmin({
        endpoint,
        credentials: random.pick<GdnCredentials>([
          { method: 'password', identity: { email: 'nemo@example.com' } },
          { method: 'jwt' },
          { method: 'apiKey' },
        ]),
        readSecret: () => Promise.resolve(secret),
        transport: { send: sender(input, random), stop: () => undefined },
        now,
        useOneTimePasswords: random.below(2) === 0,
      });
      await refusedInWords(random.pick(calls)(admin));
    },
  },
  {
    name: 'gdn-data-centers',
    corpus: textsOf(gdnBodies),
    run: async (input, random) => {
      const auth = new AuthSession({
        credentials: { method: 'jwt' },
        readSecret: () => Promise.resolve(secret),
        login: () => Promise.reject(new Error('not asked for')),
        now,
      });
      const request = createGdnRequest(endpoint, auth, sender(input, random));
      const call = random.below(2) === 0 ? localDataCenter(request) : dataCentersOfTenant(request, 'nemo');
      await refusedInWords<unknown>(call);
    },
  },
  {
    name: 'topic-stats',
    corpus: textsOf([...topicStats, ...topicStats.map((stats) => JSON.stringify(JSON.stringify(stats)))]),
    run: (input) => {
      const text = input.toString('utf8');
      for (const value of [text, parsed(text)]) {
        const stats = readTopicStats(value);
        if (stats !== undefined) streamStatsSchema.parse(stats);
      }
    },
  },
  {
    name: 'offline-backlog',
    corpus: textsOf(backlogs),
    run: (input) => {
      const backlog = readOfflineBacklog(parsed(input.toString('utf8')));
      if (backlog !== undefined) assert.ok(Number.isFinite(backlog.totalMessages));
    },
  },
];

/** Signing in works more often than not, so that the answer behind it is read. */
function sender(body: Buffer, random: Random): SendHttp {
  return ({ url }) => {
    if (url.endsWith('/_open/auth') && random.below(4) > 0) {
      const login = Buffer.from(JSON.stringify({ jwt: secret, tenant: 'nemo', username: 'root' }));
      return Promise.resolve({ status: 200, headers: {}, rawHeaders: [], body: login });
    }
    return Promise.resolve(answerOf(body, random));
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
