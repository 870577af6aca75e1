import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startSandboxWorker } from '../../../src/main/sandbox/worker-client.ts';
import type { SandboxFacts } from '../../../src/main/sandbox/sandbox-options.ts';
import { createClient } from './client.ts';

const workerUrl = new URL('../../../src/main/sandbox/worker-entry.ts', import.meta.url);
const cli = fileURLToPath(new URL('../../../src/main/sandbox/cli.ts', import.meta.url));

describe('a sandbox in a thread of its own', () => {
  it('serves, obeys controls and stops', async () => {
    const worker = await startSandboxWorker(workerUrl, { traffic: { telemetryPerSecond: 0 } });
    const client = createClient(worker.facts);
    const reader = await client.socket('reader', 'c8locals.telemetry');
    expect(await reader.settled()).toBe(0);
    await worker.control({ do: 'set-telemetry-rate', perSecond: 1_000 });
    expect(JSON.parse((await reader.take(1))[0] ?? '')).toHaveProperty('device');
    expect(await worker.control({ do: 'drop-sockets', kind: 'reader' })).toBe(1);
    await worker.stop();
    await expect(worker.control({ do: 'expire-tokens' })).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('has orders from before its start to show at once', async () => {
    const worker = await startSandboxWorker(workerUrl);
    const reader = await createClient(worker.facts).socket('reader', 'c8globals.orders?messageId=earliest');
    expect((await reader.take(400)).every((text) => text.startsWith('{"orderId":'))).toBe(true);
    await worker.stop();
  });

  it('reports why it cannot start', async () => {
    const first = await startSandboxWorker(workerUrl, { traffic: 'none' });
    const port = Number(new URL(first.facts.url).port);
    await expect(startSandboxWorker(workerUrl, { port })).rejects.toMatchObject({ code: 'NETWORK_REFUSED' });
    await expect(startSandboxWorker(workerUrl, { tls: { key: 'no', cert: 'no' } })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    await first.stop();
  });
});

describe('npm run sandbox', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'prints one line of JSON, serves, and ends with 0 at %s',
    async (signal) => {
      const child = spawn(process.execPath, [cli, '--port', '0', '--rate', '50'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const lines: string[] = [];
      const output = createInterface({ input: child.stdout });
      output.on('line', (line) => lines.push(line));
      await once(output, 'line');
      const facts: SandboxFacts = JSON.parse(lines[0] ?? '');
      expect(Object.keys(facts)).toEqual(
        expect.arrayContaining([
          'url',
          'webSocketUrl',
          'tenant',
          'apiKey',
          'user',
          'password',
          'adminUrl',
          'jwt',
        ]),
      );
      const reader = await createClient(facts).socket('reader', 'c8locals.telemetry');
      await reader.take(2);
      child.kill(signal);
      const [code] = await once(child, 'exit');
      expect(code).toBe(0);
      expect(lines).toHaveLength(1);
    },
  );

  it('refuses bad arguments with words on stderr and exit code 2', async () => {
    const child = spawn(process.execPath, [cli, '--rate', 'fast'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
    const [code] = await once(child, 'exit');
    expect(code).toBe(2);
    expect(words).toContain('--rate takes a whole number from 0 to 100000, not "fast".');
  });
});
