import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Sandbox } from '../../src/main/sandbox/sandbox.ts';
import { startSandbox } from '../../src/main/sandbox/sandbox.ts';
import { RawSocket } from './raw-socket.ts';

/** What the browser page of Macrometa's quickstart does, request by request; it runs from `file://`. */
let sandbox: Sandbox;
let headers: Record<string, string>;

beforeAll(async () => {
  sandbox = await startSandbox({ traffic: 'none' });
  headers = { Accept: 'application/json', 'Content-Type': 'application/json', Origin: 'null' };
  const response = await req('/_open/auth', 'POST', { email: sandbox.email, password: sandbox.password });
  const { jwt } = z.object({ jwt: z.string(), tenant: z.string() }).parse(await response.json());
  headers['authorization'] = `bearer ${jwt}`;
});
afterAll(() => sandbox.stop());

const name = 'api_tutorial_streams';
const consumerName = 'api_tutorial_streams_consumer';

function req(endpoint: string, method: string, body?: object): Promise<Response> {
  return fetch(sandbox.url + endpoint, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function otp(): Promise<string> {
  return z.object({ otp: z.string() }).parse(await (await req('/apid/otp', 'POST')).json()).otp;
}

describe("the browser page of Macrometa's quickstart", () => {
  it('may call from a file, preflight included (protocol G2)', async () => {
    const preflight = await fetch(`${sandbox.url}/_fabric/_system/streams/${name}?global=true`, {
      method: 'OPTIONS',
      headers: {
        Origin: 'null',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type',
      },
    });
    expect(preflight.ok).toBe(true);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/authorization.*content-type/);
  });

  it('creates its stream without _api in the path, and takes 409 for "already there" (protocol A2, F3)', async () => {
    const create = () => req(`/_fabric/_system/streams/${name}?global=true`, 'POST', { name });
    const created = await create();
    expect(created.ok).toBe(true);
    expect(await created.json()).toMatchObject({ result: { 'stream-id': `c8globals.${name}` } });
    expect((await create()).status).toBe(409);
  });

  it('subscribes, publishes and acknowledges with a one-time password for each socket (protocol C1, C2)', async () => {
    const dataCentre: unknown = await (await req('/datacenter/local', 'GET')).json();
    expect(dataCentre).toMatchObject({ local: true, tags: { url: new URL(sandbox.url).host } });
    const path = `persistent/${sandbox.tenant}/c8global._system/c8globals.${name}`;
    const consumer = await RawSocket.open(
      `${sandbox.webSocketUrl}/ws/v2/consumer/${path}/${consumerName}?otp=${await otp()}`,
    );
    const producer = await RawSocket.open(
      `${sandbox.webSocketUrl}/ws/v2/producer/${path}?otp=${await otp()}`,
    );
    producer.send({ payload: btoa('{"a":1}') });
    const frame = await consumer.next();
    expect(atob(z.string().parse(frame['payload']))).toBe('{"a":1}');
    consumer.send({ messageId: frame['messageId'] });
    expect(await consumer.waiting()).toBe(0);
    await consumer.close();
    await producer.close();
    const stats = await (
      await req(`/_fabric/_system/_api/streams/c8globals.${name}/stats?global=true`, 'GET')
    ).json();
    expect(stats).toMatchObject({ result: { subscriptions: { [consumerName]: { msgBacklog: 0 } } } });
  });

  it('unsubscribes without saying that its stream is global, which leaves its subscription there (protocol F3)', async () => {
    const unsubscribe = (query: string) =>
      req(`/_fabric/_system/_api/streams/unsubscribe/${consumerName}${query}`, 'POST');
    const left = async (): Promise<unknown> => {
      const path = `/_fabric/_system/_api/streams/c8globals.${name}/subscriptions?global=true`;
      return (await req(path, 'GET')).json();
    };
    await unsubscribe('');
    expect(await left()).toMatchObject({ result: [consumerName] });
    expect((await unsubscribe('?global=true')).status).toBe(200);
    expect(await left()).toMatchObject({ result: [] });
  });
});
