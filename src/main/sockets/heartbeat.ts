import type { Clock } from '../../shared/domain/clock.ts';

export interface HeartbeatOptions {
  readonly clock: Clock;
  readonly intervalMs: number;
  /** How long after a ping anything at all must have been heard. */
  readonly deadlineMs: number;
  readonly ping: () => void;
  readonly onDead: () => void;
}

export interface Heartbeat {
  /** Anything received counts as a sign of life. */
  heard(): void;
  /** While nothing is read, silence proves nothing: pings go on, deadlines are lifted. */
  setReading(reading: boolean): void;
  stop(): void;
}

/**
 * Client pings: they keep idle sockets from being closed (protocol D8: five minutes at Pulsar, sooner at proxies) and
 * find half-open connections, which look open for ever otherwise.
 */
export function startHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { clock } = options;
  let reading = true;
  let cancelPing = (): void => undefined;
  let cancelDeadline: (() => void) | undefined;
  const liftDeadline = (): void => {
    cancelDeadline?.();
    cancelDeadline = undefined;
  };
  const beat = (): void => {
    cancelPing = clock.after(options.intervalMs, beat);
    options.ping();
    if (reading && cancelDeadline === undefined) {
      cancelDeadline = clock.after(options.deadlineMs, options.onDead);
    }
  };
  cancelPing = clock.after(options.intervalMs, beat);
  return {
    heard: () => {
      if (cancelDeadline !== undefined) liftDeadline();
    },
    setReading: (next) => {
      reading = next;
      if (!reading) liftDeadline();
    },
    stop: () => {
      cancelPing();
      liftDeadline();
    },
  };
}
