import { parseGdnEndpoint } from '../../../src/shared/domain/gdn-endpoint.ts';
import type { GdnCredentials } from '../../../src/main/gdn/credentials.ts';
import { createGdnStreamAdmin } from '../../../src/main/gdn/gdn-stream-admin.ts';
import { startSandbox, type Sandbox } from '../../../src/main/sandbox/sandbox.ts';
import type { SandboxOptions } from '../../../src/main/sandbox/sandbox-options.ts';
import { createSystemClock } from '../../../src/main/sockets/system-clock.ts';
import { createWsOpener } from '../../../src/main/sockets/ws-port.ts';
import { createHttpTransport } from '../../../src/main/stream-admin/http-transport.ts';
import type { StreamAdmin } from '../../../src/main/stream-admin/stream-admin.ts';

export const clock = createSystemClock();
export const openWebSocket = createWsOpener(clock);
export const network = { clock, openWebSocket, random: Math.random };

/** A sandbox without traffic, with everything a test starts against it ended by `stop`. */
export interface GdnBench {
  readonly sandbox: Sandbox;
  admin(options?: AdminOptions): StreamAdmin;
  stop(): Promise<void>;
}

export interface AdminOptions {
  readonly credentials?: GdnCredentials;
  readonly secret?: string;
  readonly useOneTimePasswords?: boolean;
}

export async function startGdnBench(options: SandboxOptions = {}): Promise<GdnBench> {
  const sandbox = await startSandbox({ traffic: 'none', ...options });
  const admins: StreamAdmin[] = [];
  return {
    sandbox,
    admin: (choice = {}) => {
      const parsing = parseGdnEndpoint(sandbox.url);
      if (!parsing.ok) throw new Error(parsing.reason);
      const admin = createGdnStreamAdmin({
        endpoint: parsing.endpoint,
        credentials: choice.credentials ?? { method: 'password', identity: { email: sandbox.email } },
        readSecret: () => Promise.resolve(choice.secret ?? sandbox.password),
        transport: createHttpTransport({ clock }),
        now: () => clock.now(),
        useOneTimePasswords: choice.useOneTimePasswords ?? false,
      });
      admins.push(admin);
      return admin;
    },
    stop: async () => {
      for (const admin of admins) admin.stop();
      await sandbox.stop();
    },
  };
}

/** Waits until the condition holds; the test's own time limit ends a wait that never does. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
