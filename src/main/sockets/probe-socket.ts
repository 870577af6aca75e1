import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { ReconnectingSocket } from './reconnecting-socket.ts';
import type { ProvideTarget, ReaderRequest } from './socket-request.ts';
import type { OpenWebSocket } from './web-socket-port.ts';

export interface ProbeOptions {
  readonly openWebSocket: OpenWebSocket;
  readonly clock: Clock;
  readonly provideTarget: ProvideTarget;
  /** A reader: it leaves no trace on the broker. */
  readonly request: ReaderRequest;
  readonly timeoutMs: number;
}

/**
 * Opens a socket once and closes it again, signing in anew at most once as a real socket would.
 * @throws StreamscopeError why it did not open
 */
export async function probeSocket(options: ProbeOptions): Promise<void> {
  const { clock, openWebSocket, provideTarget, request, timeoutMs } = options;
  let socket: ReconnectingSocket | undefined;
  let cancel = (): void => undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      cancel = clock.after(timeoutMs, () => {
        reject(new StreamscopeError('NETWORK_TIMEOUT', `No socket was open after ${timeoutMs / 1_000} s.`));
      });
      socket = new ReconnectingSocket(
        {
          kind: 'reader',
          openWebSocket,
          clock,
          random: () => 0,
          prepare: (context) => provideTarget(request, context),
        },
        {
          onStatus: ({ phase, error }) => {
            const retriesAtOnce = phase === 'waiting' && error?.code === 'AUTH_EXPIRED';
            if ((phase !== 'failed' && phase !== 'waiting') || error === undefined || retriesAtOnce) return;
            reject(new StreamscopeError(error.code, error.message, { detail: error.detail }));
          },
          onOpen: resolve,
          onMessage: () => undefined,
          onLost: () => undefined,
        },
      );
      socket.start();
    });
  } finally {
    cancel();
    await socket?.stop();
  }
}
