import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../../src/main/sandbox/sandbox.ts';
import { createClient, type SandboxClient } from './client.ts';

let sandbox: Sandbox;
let client: SandboxClient;

beforeAll(async () => {
  sandbox = await startSandbox({ traffic: 'none' });
  client = createClient(sandbox);
});
afterAll(() => sandbox.stop());

const post = (path: string, body: unknown) =>
  fetch(`${sandbox.url}${path}`, { method: 'POST', body: JSON.stringify(body) });

describe('login and credentials (protocol A4)', () => {
  it('answers a login with exactly jwt, tenant and username', async () => {
    const response = await post('/_open/auth', { email: sandbox.email, password: sandbox.password });
    const body: unknown = await response.json();
    expect(response.status).toBe(200);
    expect(body).toEqual({ jwt: expect.any(String), tenant: sandbox.tenant, username: 'root' });
  });

  it('takes tenant and user name as well, and refuses in the recorded words', async () => {
    const known = { tenant: sandbox.tenant, username: sandbox.user };
    expect((await post('/_open/auth', { ...known, password: sandbox.password })).status).toBe(200);
    expect(await (await post('/_open/auth', { ...known, password: 'no' })).json()).toEqual({
      code: 401,
      error: true,
      errorMessage: 'Wrong credentials',
      errorNum: 401,
    });
    expect(await (await post('/_open/auth', { email: 'who@x.y', password: 'no' })).json()).toEqual({
      code: 401,
      error: true,
      errorMessage: 'forbidden',
      errorNum: 11,
    });
  });

  it('gives a token that works, and whose claims name tenant and expiry', async () => {
    const claims: unknown = JSON.parse(Buffer.from(sandbox.jwt.split('.')[1] ?? '', 'base64').toString());
    expect(claims).toMatchObject({ tenant: sandbox.tenant, exp: expect.any(Number), iss: 'macrometa' });
    const response = await fetch(`${sandbox.url}/_fabric/_system/_api/streams`, {
      headers: { authorization: `bearer ${sandbox.jwt}` },
    });
    expect(response.status).toBe(200);
  });

  it('answers a missing or bad credential as the gateway does', async () => {
    for (const headers of [{}, { authorization: 'Bearer expired' }, { authorization: 'apikey a.b.c' }]) {
      const response = await fetch(`${sandbox.url}/_fabric/_system/_api/streams`, { headers });
      expect(response.status).toBe(401);
      expect(await response.json()).toEqual({
        code: 401,
        error: true,
        message: 'Unauthorized',
        requestId: expect.any(String),
        serverId: 'C8Apid 0.1.41',
      });
    }
  });

  it('gives a fresh one-time password each time', async () => {
    const [first, second] = [await client.rest('POST', '/apid/otp'), await client.rest('POST', '/apid/otp')];
    expect(first.body).toEqual({ otp: expect.any(String) });
    expect(first.body).not.toEqual(second.body);
  });

  it('validates keys and tokens with and without a fabric in the path', async () => {
    for (const path of ['/_api/key/validate', '/_fabric/_system/_api/key/validate']) {
      const answer = await post(path, { apikey: sandbox.apiKey });
      expect(await answer.json()).toMatchObject({ error: false, result: { tenant: sandbox.tenant } });
    }
    expect((await post('/_api/key/validate', { jwt: 'no' })).status).toBe(401);
  });
});

describe('data centres and fabrics (protocol A6)', () => {
  it('names three regions, one of them local, all at this server', async () => {
    const { body } = await client.rest('GET', '/datacenter/all');
    expect(body).toHaveLength(3);
    const local = await client.rest('GET', '/datacenter/local');
    expect(local.body).toMatchObject({ local: true, tags: { url: sandbox.url.replace('http://', '') } });
    const named = await client.rest('GET', '/datacenter/sandbox-us');
    expect(named.body).not.toHaveProperty('_key');
    expect(await client.rest('GET', '/datacenter/nowhere')).toMatchObject({
      status: 404,
      body: { errorNum: 102024 },
    });
    const ofTenant = await client.rest('GET', `/datacenter/_tenant/${sandbox.tenant}`);
    expect(ofTenant.body).toMatchObject([{ tenant: sandbox.tenant, dcInfo: expect.any(Array) }]);
  });

  it('lists fabrics with their data centres, with and without _api in the path', async () => {
    for (const path of ['/_fabric/_system/_api/database/user', '/_fabric/_system/database/user']) {
      const { body } = await client.rest('GET', path);
      expect(body).toMatchObject({
        error: false,
        code: 200,
        result: [{ name: '_system', options: { dcList: 'sandbox-eu,sandbox-us,sandbox-ap' } }],
      });
    }
  });

  it('makes and removes fabrics from _system only', async () => {
    const create = (path: string) => client.rest('POST', path, JSON.stringify({ name: 'spare' }));
    expect(await create('/_fabric/_system/_api/database')).toMatchObject({ status: 201 });
    expect(await create('/_fabric/_system/_api/database')).toMatchObject({
      status: 409,
      body: { errorNum: 1207 },
    });
    expect(await create('/_fabric/spare/_api/database')).toMatchObject({
      status: 403,
      body: { errorNum: 1230 },
    });
    expect(await client.rest('GET', '/_fabric/spare/_api/database/current')).toMatchObject({ status: 200 });
    expect(await client.rest('DELETE', '/_fabric/_system/_api/database/spare')).toMatchObject({
      status: 200,
    });
    expect(await client.rest('GET', '/_fabric/spare/_api/database/current')).toMatchObject({
      status: 404,
      body: { errorNum: 1228 },
    });
    expect(await client.rest('GET', '/_fabric/spare/_api/streams')).toMatchObject({
      status: 404,
      body: { errorNum: 1228 },
    });
  });
});

describe('streams (protocol A7)', () => {
  it('are created local or global under their prefix, once', async () => {
    expect(await client.streams('POST', '/made?global=true')).toMatchObject({
      status: 202,
      body: { code: 202, result: { 'stream-id': 'c8globals.made' }, error: false },
    });
    expect(await client.streams('POST', '/made?global=True')).toMatchObject({
      status: 409,
      body: { error: true },
    });
    expect(await client.streams('POST', '/made')).toMatchObject({
      body: { result: { 'stream-id': 'c8locals.made' } },
    });
  });

  it('are refused for names with a percent sign, of digits, or too long', async () => {
    for (const name of ['50%25', '50%', '123', '_1', 'x'.repeat(231)]) {
      expect(await client.streams('POST', `/${name}`)).toMatchObject({ status: 400 });
    }
    expect(await client.streams('POST', `/${'x'.repeat(230)}`)).toMatchObject({ status: 202 });
  });

  it('are listed by side, or all without the word', async () => {
    await client.streams('POST', '/listed?global=true');
    await client.streams('POST', '/listed?global=false');
    const names = async (query: string): Promise<string> =>
      JSON.stringify((await client.streams('GET', query)).body);
    expect(await names('?global=TRUE')).toContain('"c8globals.listed"');
    expect(await names('?global=TRUE')).not.toContain('"c8locals.listed"');
    expect(await names('?global=false')).not.toContain('"c8globals.listed"');
    expect(await names('')).toContain('"c8locals.listed"');
    expect((await client.streams('GET', '')).body).toMatchObject({
      result: expect.arrayContaining([
        expect.objectContaining({
          _key: 'c8locals.listed_TYPE4',
          type: 4,
          local: true,
          tenant: sandbox.tenant,
        }),
      ]),
    });
  });

  it('take a message exactly as it was sent, whatever its content type says', async () => {
    await client.streams('POST', '/raw');
    const reader = await client.socket('reader', 'c8locals.raw?messageId=earliest');
    for (const body of ['{"b" : 1,  "a":2}', 'Hello World', Uint8Array.of(0, 255, 254, 128)]) {
      expect(await client.streams('POST', '/c8locals.raw/publish?global=false', body)).toMatchObject({
        status: 202,
        body: { code: 202, error: false },
      });
      expect(Buffer.from((await reader.next()).payload, 'base64')).toEqual(Buffer.from(body));
    }
    await reader.close();
    expect(await client.streams('POST', '/raw/publish', 'x')).toMatchObject({ status: 404 });
  });

  it('answer stats, backlog and subscriptions that agree with their sockets', async () => {
    await client.streams('POST', '/counted');
    const consumer = await client.socket(
      'consumer',
      'c8locals.counted/s?receiverQueueSize=2&subscriptionType=Shared',
    );
    for (const text of ['1', '2', '3', '4', '5', '6'])
      await client.streams('POST', '/c8locals.counted/publish', text);
    await consumer.take(2);
    const { body } = await client.streams('GET', '/c8locals.counted/stats');
    expect(body).toMatchObject({
      error: false,
      result: {
        msgInCounter: 6,
        subscriptions: {
          s: {
            type: 'Shared',
            msgBacklog: 6,
            // Two on the socket and two fetched in advance.
            unackedMessages: 4,
            isDurable: true,
            consumers: [{ availablePermits: 0, unackedMessages: 4, blockedConsumerOnUnackedMsgs: false }],
          },
        },
      },
    });
    expect((await client.streams('GET', '/c8locals.counted/subscriptions')).body).toMatchObject({
      result: ['s'],
    });
    expect((await client.streams('GET', '/c8locals.counted/backlog')).body).toMatchObject({
      result: { messageBacklog: 6, totalMessages: 6, cursorDetails: { s: { cursorBacklog: 6 } } },
    });
    expect(await client.streams('GET', '/c8locals.unknown/stats')).toMatchObject({ status: 404 });
    await consumer.close();
  });

  it('give up a subscription only without consumers', async () => {
    await client.streams('POST', '/subscribed');
    const consumer = await client.socket('consumer', 'c8locals.subscribed/s');
    expect(await client.streams('DELETE', '/c8locals.subscribed/subscriptions/s')).toMatchObject({
      status: 412,
    });
    await consumer.close();
    expect(await client.streams('DELETE', '/c8locals.subscribed/subscriptions/s')).toMatchObject({
      status: 200,
    });
    expect(await client.streams('DELETE', '/c8locals.subscribed/subscriptions/s')).toMatchObject({
      status: 404,
    });
  });

  it('are deleted with 202; in use only by force, which leaves sockets open and silent (protocol D10)', async () => {
    await client.streams('POST', '/doomed');
    const producer = await client.socket('producer', 'c8locals.doomed');
    expect(await client.streams('DELETE', '/c8locals.doomed')).toMatchObject({ status: 412 });
    expect(await client.streams('DELETE', '/c8locals.doomed?force=true')).toMatchObject({
      status: 202,
      body: { code: 202, error: false },
    });
    producer.send({ payload: 'eA==', context: 'late' });
    expect(await producer.next()).toMatchObject({ result: 'send-error:8', context: 'late' });
    await producer.close();
    expect(await client.streams('DELETE', '/c8locals.doomed')).toMatchObject({ status: 404 });
  });
});

describe('calls that reach every stream of one side of a fabric (protocol A7)', () => {
  it('keep one time to live for each side', async () => {
    expect(await client.streams('POST', '/ttl/1000?global=true')).toMatchObject({
      status: 200,
      body: { error: false },
    });
    expect((await client.streams('GET', '/ttl?global=True')).body).toMatchObject({ result: 1000 });
    expect((await client.streams('GET', '/ttl')).body).toMatchObject({ result: 0 });
    expect(await client.streams('POST', '/ttl/never')).toMatchObject({ status: 400 });
    await client.streams('POST', '/ttl/0?global=true');
  });

  it('clear the backlog of all subscriptions or of those with one name', async () => {
    for (const name of ['c1', 'c2']) {
      await client.streams('POST', `/${name}`);
      for (const subscription of ['x', 'y']) {
        await (await client.socket('consumer', `c8locals.${name}/${subscription}`)).close();
      }
      await client.streams('POST', `/c8locals.${name}/publish`, 'm');
    }
    const backlogs = async (name: string): Promise<number[]> => {
      const topic = sandbox.broker.namespace(sandbox.tenant, 'c8local._system');
      const found = [...topic.flatTopics()].find(({ name: { local } }) => local === `c8locals.${name}`);
      return [...(found?.subscriptions.values() ?? [])].map(({ backlog }) => backlog);
    };
    await client.streams('POST', '/clearbacklog/x');
    expect([await backlogs('c1'), await backlogs('c2')]).toEqual([
      [0, 1],
      [0, 1],
    ]);
    await client.streams('POST', '/clearbacklog');
    expect(await backlogs('c1')).toEqual([0, 0]);
    expect(await client.streams('DELETE', '/subscription/x')).toMatchObject({ status: 200 });
    expect(await client.streams('POST', '/unsubscribe/y')).toMatchObject({ status: 200 });
    expect(await backlogs('c2')).toEqual([]);
  });

  it('expire old messages, and say 409 when there is none', async () => {
    await client.streams('POST', '/aged');
    await (await client.socket('consumer', 'c8locals.aged/s')).close();
    await client.streams('POST', '/c8locals.aged/publish', 'm');
    expect(await client.streams('POST', '/c8locals.aged/expiry/3600')).toMatchObject({ status: 409 });
  });
});

describe('the server itself', () => {
  it('lets a page from a file call it', async () => {
    const response = await fetch(`${sandbox.url}/_open/auth`, {
      method: 'OPTIONS',
      headers: { origin: 'null' },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-headers')).toContain('x-c8-version');
  });

  it('answers what it does not know with 404, and another method with 405', async () => {
    expect(await client.rest('GET', '/nowhere')).toMatchObject({ status: 404, body: { error: true } });
    expect(await client.rest('PATCH', '/_open/auth', '{}')).toMatchObject({ status: 405 });
  });

  it('refuses a body beyond its limit', async () => {
    await client.streams('POST', '/large');
    const answer = await client.streams('POST', '/c8locals.large/publish', 'x'.repeat(6 * 1024 * 1024 + 1));
    expect(answer.status).toBe(413);
  });
});
