import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { describeNetworkFailure } from '../sockets/network-failure.ts';
import type { TlsSettings } from '../sockets/web-socket-port.ts';
import { watchForRefusal } from './late-refusal.ts';

/** The layers under HTTP, tried one by one. Each returns what was found, in words, or rejects with a StreamscopeError. */
export interface NetworkProbes {
  resolve(host: string): Promise<string>;
  connect(host: string, port: number): Promise<string>;
  secure(host: string, port: number, tls: TlsSettings | undefined): Promise<string>;
}

export function createNetworkProbes(clock: Clock, timeoutMs: number): NetworkProbes {
  return {
    resolve: async (host) => {
      try {
        const addresses = await within(clock, timeoutMs, lookup(host, { all: true }));
        return addresses.map(({ address }) => address).join(', ');
      } catch (error) {
        throw failureOf(error, 'NETWORK_NAME_UNRESOLVED', 'The host name cannot be resolved.');
      }
    },
    connect: async (host, port) => {
      const socket = connectTcp({ host, port });
      return untilReady(
        clock,
        timeoutMs,
        socket,
        'connect',
        () => `${socket.remoteAddress ?? host} port ${port}`,
      );
    },
    secure: async (host, port, tls = {}) => {
      const { ca, ...rest } = tls;
      const socket = connectTls({
        host,
        port,
        // A server name must not be an address.
        ...(isIP(host) === 0 ? { servername: host } : {}),
        ...rest,
        ...(ca === undefined ? {} : { ca: [...ca] }),
      });
      const unlessRefused = watchForRefusal(socket, clock);
      return untilReady(clock, timeoutMs, socket, 'secureConnect', async () => {
        const { subject, valid_to: validTo } = socket.getPeerCertificate();
        const trust = socket.authorized ? '' : ', not verified';
        await unlessRefused();
        return `${socket.getProtocol() ?? 'TLS'}, certificate of ${String(subject?.CN ?? 'unknown')} valid to ${validTo}${trust}`;
      });
    },
  };
}

const noTls =
  'No secure connection could be agreed: the port may not speak TLS at all. Check port and scheme.';

async function untilReady(
  clock: Clock,
  timeoutMs: number,
  socket: Socket,
  event: 'connect' | 'secureConnect',
  describe: () => string | Promise<string>,
): Promise<string> {
  try {
    const ready = new Promise<string>((resolve, reject) => {
      socket.once(event, () => resolve(describe()));
      socket.once('error', reject);
      socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    });
    return await within(clock, timeoutMs, ready);
  } catch (error) {
    if (error instanceof StreamscopeError) throw error;
    if (event === 'connect') throw failureOf(error, 'NETWORK_UNREACHABLE', 'The connection failed.');
    const failure = failureOf(error, 'TLS_FAILED', noTls);
    // TCP worked a moment ago, so hanging up or silence means that TLS is not spoken here.
    const deaf = failure.code === 'NETWORK_RESET' || failure.code === 'NETWORK_TIMEOUT';
    throw deaf ? new StreamscopeError('TLS_FAILED', noTls, { detail: failure.detail }) : failure;
  } finally {
    socket.on('error', () => undefined); // a late one must not end the process
    socket.destroy();
  }
}

function within<Value>(clock: Clock, timeoutMs: number, promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(timeoutMs, () =>
      reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })),
    );
    promise.then(resolve, reject).finally(cancel);
  });
}

function failureOf(
  error: unknown,
  code: 'NETWORK_NAME_UNRESOLVED' | 'NETWORK_UNREACHABLE' | 'TLS_FAILED',
  message: string,
): StreamscopeError {
  const failure = describeNetworkFailure(error);
  const detail = error instanceof Error ? error.message : undefined;
  return new StreamscopeError(failure?.code ?? code, failure?.message ?? message, { detail });
}
