import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const factsSchema = z.object({
  url: z.string(),
  webSocketUrl: z.string(),
  tenant: z.string(),
  apiKey: z.string(),
  user: z.string(),
  password: z.string(),
  jwt: z.string(),
});

/** A sandbox as `npm run sandbox` starts it: a service of its own, outside the app. */
export interface SandboxProcess {
  readonly facts: z.infer<typeof factsSchema>;
  stop(): Promise<void>;
}

const commandLine = fileURLToPath(new URL('../../src/main/sandbox/cli.ts', import.meta.url));

export async function startSandboxProcess(...args: readonly string[]): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [commandLine, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('exit', (code) => {
      reject(new Error(`The sandbox ended with ${String(code)} before it said where it is`));
    });
  });
  return {
    facts: factsSchema.parse(JSON.parse(line)),
    async stop() {
      child.kill('SIGINT');
      await ended;
    },
  };
}
