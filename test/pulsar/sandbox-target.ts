import { startSandbox } from '../../src/main/sandbox/sandbox.ts';
import { IDLE_TIMEOUT_MS } from './broker/configuration.ts';
import type { Target } from './wire/target.ts';

export interface RunningTarget {
  readonly target: Target;
  stop(): Promise<void>;
}

/** A sandbox set up like the broker: no traffic, no credentials on Pulsar's paths, the same idle time-out. */
export async function startSandboxTarget(): Promise<RunningTarget> {
  const sandbox = await startSandbox({
    traffic: 'none',
    pulsarAuthentication: 'none',
    idleTimeoutMs: IDLE_TIMEOUT_MS,
  });
  return {
    target: {
      kind: 'sandbox',
      version: 'of this checkout',
      adminUrl: sandbox.adminUrl,
      webSocketUrl: sandbox.pulsarWebSocketUrl,
      headers: {},
    },
    stop: () => sandbox.stop(),
  };
}
