import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../../src/main/sandbox/sandbox.ts';
import { publishAddress, type PublishAddress } from '../../../src/renderer/features/copy/publish-address.ts';
import {
  curlCommand,
  pythonCode,
  typescriptCode,
  type CopiedMessage,
} from '../../../src/renderer/features/copy/publish-code.ts';
import { profileSchema } from '../../../src/shared/contract/schemas/profile.ts';
import { createClient, type TestSocket } from '../sandbox/client.ts';

const run = promisify(execFile);
const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url));

let sandbox: Sandbox;
let folder: string;
let reader: TestSocket;

beforeAll(async () => {
  sandbox = await startSandbox({ traffic: 'none' });
  const client = createClient(sandbox);
  await client.streams('POST', '/copied?global=false');
  reader = await client.socket('reader', 'c8locals.copied?messageId=earliest');
  folder = await mkdtemp(join(tmpdir(), 'streamscope-copied-'));
  await symlink(packages, join(folder, 'node_modules'), 'junction');
});
afterAll(async () => {
  await reader.close();
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

const message = (change: Partial<CopiedMessage> = {}): CopiedMessage => ({
  payload: new TextEncoder().encode(`{"it's":"\\"$HOME\\" \`id\` % ü","n":9007199254740993}\n`),
  key: `cust-'1"`,
  properties: [['region', 'eu "west"']],
  eventTime: 1_700_000_000_123,
  ...change,
});

function address(): PublishAddress {
  const profile = profileSchema.parse({
    kind: 'gdn',
    id: 'g',
    name: 'here',
    guarded: false,
    tls: {},
    host: sandbox.url,
    fabric: '_system',
    auth: { method: 'apiKey' },
  });
  const found = publishAddress(profile, `persistent://${sandbox.tenant}/c8local._system/c8locals.copied`);
  if (found === undefined) throw new Error('There is no address.');
  return found;
}

/** The secret is known to whoever runs the code, by its environment alone. */
const environment = () => ({ ...process.env, GDN_API_KEY: sandbox.apiKey });

async function runFile(program: string, name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  const { stdout } = await run(program, [path], { cwd: folder, env: environment(), timeout: 20_000 });
  return stdout;
}

/** The next message of the stream, its payload as bytes. */
async function published() {
  const frame = await reader.next();
  reader.send({ messageId: frame.messageId });
  return { ...frame, payload: new Uint8Array(Buffer.from(frame.payload, 'base64')) };
}

function hasPythonClient(): boolean {
  try {
    execFileSync('python3', ['-c', 'import websocket'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the copied code, run as it stands', () => {
  it('publishes a text by curl, byte for byte', async () => {
    const { payload } = message();
    const command = curlCommand(address(), message()) ?? '';
    expect(command).not.toContain(sandbox.apiKey);
    await runFile('sh', 'text.sh', command);
    expect((await published()).payload).toEqual(payload);
  });

  it('publishes bytes that are no text by curl', async () => {
    const payload = Uint8Array.from({ length: 256 }, (_, at) => 255 - at);
    await runFile('sh', 'bytes.sh', curlCommand(address(), message({ payload })) ?? '');
    expect((await published()).payload).toEqual(payload);
  });

  it('publishes payload, key, properties and event time by TypeScript, and prints the receipt', async () => {
    const code = typescriptCode(address(), message());
    expect(code).not.toContain(sandbox.apiKey);
    // It uses nothing that only TypeScript has, so any Node runs it.
    const receipt: unknown = JSON.parse(await runFile(process.execPath, 'publish.mjs', code));
    expect(receipt).toMatchObject({ result: 'ok', messageId: expect.any(String), context: '1' });
    const { payload, key, properties, eventTime } = await published();
    expect(payload).toEqual(message().payload);
    expect({ key, properties }).toEqual({ key: `cust-'1"`, properties: { region: 'eu "west"' } });
    expect(Date.parse(eventTime ?? '')).toBe(1_700_000_000_123);
  });

  it.runIf(hasPythonClient())('publishes the same by Python, where its package is there', async () => {
    const code = pythonCode(address(), message());
    expect(code).not.toContain(sandbox.apiKey);
    const receipt: unknown = JSON.parse(await runFile('python3', 'publish.py', code));
    expect(receipt).toMatchObject({ result: 'ok', messageId: expect.any(String) });
    const { payload, key, properties } = await published();
    expect(payload).toEqual(message().payload);
    expect({ key, properties }).toEqual({ key: `cust-'1"`, properties: { region: 'eu "west"' } });
  });

  it('says on the way out that it failed, and publishes nothing, when the secret is missing', async () => {
    const path = join(folder, 'refused.mjs');
    await writeFile(path, typescriptCode(address(), message()));
    await expect(
      run(process.execPath, [path], { cwd: folder, env: { ...process.env, GDN_API_KEY: 'no' } }),
    ).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('401') });
    expect(await reader.settled()).toBe(0);
  });
});
