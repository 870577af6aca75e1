import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readBatchEntry } from '../../src/main/pulsar/batch-entry.ts';
import { startSandbox, type Sandbox } from '../../src/main/sandbox/sandbox.ts';
import vectors from '../fixtures/protocol-vectors.json' with { type: 'json' };
import { likenessOf } from './likeness.ts';
import type { RawSocket } from './raw-socket.ts';
import { createWire, type Wire } from './wire.ts';

const requestSchema = z.object({
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  json: z.unknown().optional(),
  rawBody: z.string().optional(),
});
const responseSchema = z.object({
  status: z.number(),
  json: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  bodyBase64: z.string().optional(),
});
const vectorSchema = z.object({
  request: requestSchema,
  response: responseSchema,
  assumed: z.array(z.string()).optional(),
});

type Request = z.infer<typeof requestSchema>;
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  readonly json: unknown;
}

const byId = (id: string): unknown => vectors.vectors.find((vector) => vector.id === id);
const vector = (id: string) => vectorSchema.parse(byId(id));

let sandbox: Sandbox;
let wire: Wire;

beforeAll(async () => {
  sandbox = await startSandbox({ traffic: 'none' });
  wire = createWire(sandbox);
});
afterAll(() => sandbox.stop());

/** The page's tenant, user and secrets stand for those of this sandbox, which are new at each start. */
function ours(request: Request): { path: string; headers: Record<string, string>; body: string | undefined } {
  const { path, headers = {}, json, rawBody } = request;
  const { authorization, Authorization, ...rest } = headers;
  const credential = authorization ?? Authorization;
  const isAdmin = path.startsWith('/admin/');
  const scheme =
    credential?.startsWith('apikey ') === true ? `apikey ${sandbox.apiKey}` : `Bearer ${sandbox.jwt}`;
  const shown = credential === 'Bearer expired' ? credential : scheme;
  const body = json === undefined ? rawBody : JSON.stringify(ourLogin(json));
  return {
    path,
    headers: {
      ...rest,
      ...(credential === undefined && !isAdmin ? {} : { authorization: shown }),
    },
    body,
  };
}

function ourLogin(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || !('password' in json)) return json;
  const isRight = json.password === 'xxxxxx';
  return {
    ...json,
    ...('email' in json && json.email === 'nemo@nautilus.com' ? { email: sandbox.email } : {}),
    ...('tenant' in json ? { tenant: sandbox.tenant, username: sandbox.user } : {}),
    ...(isRight ? { password: sandbox.password } : {}),
  };
}

async function send(request: Request): Promise<Answer> {
  const { path, headers, body } = ours(request);
  const { 'content-length': _length, ...allowed } = headers;
  const response = await fetch(`${sandbox.url}${path}`, {
    method: request.method,
    headers: allowed,
    ...(body === undefined ? {} : { body }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, body: bytes, json };
}

async function replay(id: string): Promise<Answer> {
  const { request, response, assumed } = vector(id);
  const answer = await send(request);
  expect(answer.status).toBe(response.status);
  if (response.json !== undefined) expect(answer.json).toEqual(likenessOf(response.json, assumed));
  return answer;
}

describe('signing in, regions and fabrics of the protocol page, over plain HTTP', () => {
  it.each([
    'gdn-login-ok',
    'gdn-login-user',
    'gdn-login-bad-password',
    'gdn-login-unknown-user',
    'gdn-gateway-401',
    'gdn-dc-local',
    'gdn-fabrics',
    'gdn-otp',
  ])('are answered in the same form (protocol A4 to A6, %s)', async (id) => {
    await replay(id);
  });

  it('give no more than is recorded with a token, and a date that it ends at (protocol A4)', async () => {
    const { json } = await replay('gdn-login-ok');
    const { jwt, ...others } = z.object({ jwt: z.string() }).loose().parse(json);
    expect(Object.keys(others).sort()).toEqual(['tenant', 'username']);
    const claims: unknown = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64').toString('utf8'));
    expect(claims).toMatchObject({ tenant: sandbox.tenant, exp: expect.any(Number) });
  });
});

describe('the life of a stream on the protocol page, over plain HTTP', () => {
  it('goes step by step: created, refused twice, listed, published to, consumed, counted (protocol A7)', async () => {
    await replay('gdn-create');
    await replay('gdn-create-conflict');
    await replay('gdn-list');
    const stream = 'c8locals.testStream-local';
    const consumer = await wire.open('consumer', `${stream}/my-subscription`);
    await replay('gdn-publish');
    const seen = z.object({ consumerSees: z.object({ payload: z.string() }) }).parse(byId('gdn-publish'));
    expect(await consumer.next()).toMatchObject(seen.consumerSees);
    const { json } = await replay('gdn-subs');
    expect(json).toMatchObject({ result: ['my-subscription'] });
    await replay('gdn-sub-busy');
    await replay('gdn-stats');
    await consumer.close();
  });

  it('has the time to live of its side, as it was set (protocol A7, gdn-ttl)', async () => {
    const { steps } = z
      .object({ steps: z.array(z.object({ request: requestSchema, response: responseSchema })) })
      .parse(byId('gdn-ttl'));
    for (const { request, response } of steps) {
      const answer = await send(request);
      expect(answer.status).toBe(response.status);
      expect(answer.json).toEqual(likenessOf(response.json, ['result']));
      if (request.method === 'GET') expect(answer.json).toMatchObject({ result: 1_000 });
    }
  });
});

describe('the admin API of the protocol page, over plain HTTP', () => {
  const socketOf = (kind: string, path: string): Promise<RawSocket> => wire.openPulsar(kind, path);
  const encoded = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

  it('creates a subscription once, peeks without moving it, and moves it (protocol E2 to E4)', async () => {
    await wire.admin('PUT', '/persistent/public/default/t');
    await replay('admin-create-sub');
    const { failures } = z.object({ failures: z.array(responseSchema) }).parse(byId('admin-create-sub'));
    const again = await send(vector('admin-create-sub').request);
    expect(again.status).toBe(failures[0]?.status);
    expect(again.json).toEqual({ reason: expect.any(String) });

    const plain = await socketOf('producer', 't?producerName=standalone-0-1');
    await plain.ask({ payload: encoded('hello'), key: 'user-42', properties: { k1: 'v1' } });
    const peeked = await replay('admin-peek-single');
    const { headers = {}, bodyBase64 } = vector('admin-peek-single').response;
    expect(peeked.body.toString('base64')).toBe(bodyBase64);
    for (const [name, value] of Object.entries(headers)) {
      const isMade = /message-id|publish-time/i.test(name);
      if (isMade) expect(peeked.headers.get(name), name).toMatch(/^\d+(:\d+$|-\d\d-\d\dT)/);
      else expect(peeked.headers.get(name), name).toBe(value);
    }
    await replay('admin-last-id');
    const beyond = await send(vector('admin-peek-none').request);
    expect(beyond.status).toBe(404);
    expect(beyond.json).toEqual({ reason: expect.stringContaining('essage not found') });

    const [ledgerId, entryId] = (peeked.headers.get('x-pulsar-message-id') ?? '').split(':').map(Number);
    const { request, response } = vector('admin-reset-id');
    const json = { ...z.object({}).loose().parse(request.json), ledgerId, entryId };
    expect((await send({ ...request, json })).status).toBe(response.status);
    await plain.close();
  });

  it('shows a batch as one entry whose body holds its messages (protocol E4, admin-peek-batch)', async () => {
    const derived = z
      .object({
        derived: z.array(
          z.object({
            key: z.string().optional(),
            properties: z.record(z.string(), z.string()),
            eventTimeMs: z.number().optional(),
            payload: z.string(),
          }),
        ),
      })
      .parse(byId('admin-peek-batch')).derived;
    await wire.admin('PUT', '/persistent/public/default/batched');
    await wire.admin('PUT', '/persistent/public/default/batched/subscription/s');
    const query = 'batchingEnabled=true&batchingMaxMessages=2&batchingMaxPublishDelay=2000';
    const producer = await socketOf('producer', `batched?${query}`);
    for (const { payload, key, properties, eventTimeMs } of derived)
      producer.send({
        payload: encoded(payload),
        properties,
        ...(key === undefined ? {} : { key }),
        ...(eventTimeMs === undefined ? {} : { eventTime: new Date(eventTimeMs).toISOString() }),
      });
    await producer.take(derived.length);
    const { request, response } = vector('admin-peek-batch');
    const path = request.path.replace('/t/', '/batched/').replace('position/2', 'position/1');
    const { status, headers, body } = await send({ ...request, path });
    expect(status).toBe(response.status);
    expect(headers.get('x-pulsar-num-batch-message')).toBe(response.headers?.['X-Pulsar-num-batch-message']);
    const messages = readBatchEntry(body, derived.length) ?? [];
    expect(
      messages.map(({ payload, key, properties, eventTime }) => ({
        payload: new TextDecoder().decode(payload),
        key,
        properties,
        eventTime,
      })),
    ).toEqual(
      derived.map(({ payload, key, properties, eventTimeMs }) => ({
        payload,
        key,
        properties,
        eventTime: eventTimeMs,
      })),
    );
    await producer.close();
  });
});
