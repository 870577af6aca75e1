import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/main/sandbox/sandbox.ts';
import { runClient } from './client-process.ts';
import { preparePython, type PreparedPython } from './pyc8/prepare.ts';
import { certificatePath, startSecureSandbox } from './secure-sandbox.ts';

/** pyC8 uses port 443 for https whatever it is told (protocol A1). */
const onlyPort = 443;

let python: PreparedPython;
let sandbox: Sandbox | undefined;

beforeAll(async () => {
  python = await preparePython();
  if (!python.ok) return;
  try {
    sandbox = await startSecureSandbox({ port: onlyPort });
  } catch {
    python = { ok: false, reason: `port ${onlyPort}, the only one pyC8 uses, cannot be listened on here` };
  }
}, 400_000);
afterAll(() => sandbox?.stop());

const decoded = (payload: string): string => Buffer.from(payload, 'base64').toString();

describe('the PyPI package pyC8 1.1.2, as it is', () => {
  it("does what Macrometa's quickstart does, and its messages arrive wrapped twice (protocol C4, F2)", async (context) => {
    if (!python.ok) {
      console.warn(`pyC8 was left out: ${python.reason}.`);
      context.skip(python.reason);
      return;
    }
    const seen = await runClient({
      command: python.command,
      parameters: [fileURLToPath(new URL('./pyc8/publish_and_receive.py', import.meta.url))],
      environment: {
        STREAMSCOPE_SANDBOX: JSON.stringify(sandbox?.facts),
        REQUESTS_CA_BUNDLE: certificatePath,
        WEBSOCKET_CLIENT_CA_BUNDLE: certificatePath,
      },
    });
    const wrapped = (text: string): string =>
      Buffer.from(`{"payload": "${Buffer.from(text).toString('base64')}"}`).toString('base64');
    const payloads = [0, 1, 2].map((index) => wrapped(`Persistent Hello from (${index})`));
    expect(seen).toMatchObject({
      existed: false,
      created: { 'stream-id': 'c8globals.streamQuickstart' },
      exists: true,
      receipts: ['ok', 'ok', 'ok'],
      payloads,
      overRest: Buffer.from('over REST').toString('base64'),
    });
    // What a subscriber decodes is a frame again: only the payload within is the text that was meant.
    const inner: unknown = JSON.parse(decoded(payloads[0] ?? ''));
    expect(inner).toEqual({ payload: Buffer.from('Persistent Hello from (0)').toString('base64') });
  });
});
