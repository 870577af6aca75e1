import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startSandbox, type Sandbox } from '../../src/main/sandbox/sandbox.ts';
import type { SandboxOptions } from '../../src/main/sandbox/sandbox-options.ts';

const fixture = (name: string): URL => new URL(`../fixtures/self-signed/${name}.pem`, import.meta.url);

/** For `NODE_EXTRA_CA_CERTS` and its like: clients in processes of their own trust it as their authority. */
export const certificatePath = fileURLToPath(fixture('certificate'));

/** An empty sandbox over TLS, with a self-signed certificate for 127.0.0.1 and localhost. */
export function startSecureSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return startSandbox({
    traffic: 'none',
    tls: { key: readFileSync(fixture('key'), 'utf8'), cert: readFileSync(fixture('certificate'), 'utf8') },
    ...options,
  });
}
