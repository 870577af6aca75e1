import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/main/sandbox/sandbox.ts';
import { runClient } from './client-process.ts';
import { certificatePath, startSecureSandbox } from './secure-sandbox.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSecureSandbox();
});
afterAll(() => sandbox.stop());

const script = fileURLToPath(new URL('./jsc8/client.mjs', import.meta.url));
const run = (scenario: string): Promise<unknown> =>
  runClient({
    command: process.execPath,
    parameters: [script, scenario],
    environment: {
      STREAMSCOPE_SANDBOX: JSON.stringify(sandbox.facts),
      NODE_EXTRA_CA_CERTS: certificatePath,
      NODE_NO_WARNINGS: '1',
    },
  });

describe('the npm package jsc8 1.1.0, as it is', () => {
  it('creates, subscribes, publishes, acknowledges, counts and deletes (protocol G5)', async () => {
    expect(await run('acceptance')).toEqual({
      created: { code: 202, error: false, result: { 'stream-id': 'c8locals.acceptance' } },
      exists: true,
      isAbsentGlobally: true,
      receipt: {
        result: 'ok',
        messageId: expect.any(String),
        context: 'c-1',
        errorCode: 0,
        schemaVersion: 0,
      },
      message: expect.objectContaining({ text: 'Grüße ☕', properties: { k: 'v' }, redeliveryCount: 0 }),
      backlogBeforeAcknowledging: 1,
      subscriptions: { code: 200, error: false, result: ['readers'] },
      backlogOf: ['readers'],
      busy: { name: 'C8Error', code: 412, statusCode: 412, message: expect.any(String) },
      removed: 200,
      deleted: { code: 202, error: false },
      isGone: true,
    });
  });

  it('is told by the error "Unexpected server response: 409" that an Exclusive reader is there (protocol D9, F1)', async () => {
    expect(await run('secondExclusive')).toEqual({ error: 'Unexpected server response: 409', code: 1006 });
  });

  it('is refused with 401 for a one-time password used twice, or none (protocol C2)', async () => {
    const refused = 'Unexpected server response: 401';
    expect(await run('reusedOneTimePassword')).toEqual({ reused: refused, none: refused });
  });

  it('rejects with a C8Error 409 when a stream is created twice (protocol A5, A7)', async () => {
    expect(await run('createTwice')).toMatchObject({ name: 'C8Error', code: 409, statusCode: 409 });
  });

  it('publishes, clears backlogs, sets the time to live and unsubscribes over REST (protocol A7)', async () => {
    expect(await run('service')).toEqual({
      published: { code: 202, error: false },
      text: 'Hello World',
      json: '{"id":12,"words":"as JSON"}',
      backlogs: [2, 0, 1, 0],
      codes: [200, 200, 200, 200],
      ttl: 1234,
      subscriptionsLeft: [],
    });
  });

  it('signs in by key, token and password, and tells the refusals apart (protocol A4, A5, A6)', async () => {
    expect(await run('accounts')).toEqual({
      fabrics: ['_system'],
      dataCentres: expect.arrayContaining([expect.any(String)]),
      host: `x@127.0.0.1:${new URL(sandbox.url).port}`,
      current: '_system',
      wrongPassword: { name: 'C8Error', code: 401, statusCode: 401, message: 'Wrong credentials' },
      badToken: expect.objectContaining({ name: 'HttpError', statusCode: 401 }),
    });
  });
});
