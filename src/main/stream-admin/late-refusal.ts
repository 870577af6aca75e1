import type { TLSSocket } from 'node:tls';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { clientCertificateRefused, describeNetworkFailure } from '../sockets/network-failure.ts';

/** How long a refusal is waited for after the handshake; a later one shows in the first request. */
const refusalMs = 300;

/**
 * In TLS 1.3 a client is done before the server has seen its certificate: a refusal comes after the handshake, as an
 * alert or as a bare end of the connection. Servers that accept mostly say so at once, with a session ticket.
 * Nothing may be sent meanwhile: it could cost the alert.
 * @returns to be called once the handshake is over; rejects with TLS_FAILED when the server hung up after it
 */
export function watchForRefusal(socket: TLSSocket, clock: Clock): () => Promise<void> {
  const ended = new Promise<never>((_resolve, reject) => {
    socket.once('error', (error) => reject(refusedBy(error)));
    socket.once('close', () => reject(refusedBy()));
  });
  const ticket = new Promise<void>((resolve) => socket.once('session', () => resolve()));
  ended.catch(() => undefined); // an end before the handshake is told by the handshake

  return async () => {
    if (socket.getProtocol() !== 'TLSv1.3') return;
    let cancel = (): void => undefined;
    const silence = new Promise<void>((resolve) => {
      cancel = clock.after(refusalMs, resolve);
    });
    await Promise.race([ended, ticket, silence]).finally(() => cancel());
  };
}

/** The words for a connection that was agreed on and then cut before any answer. */
function refusedBy(error?: Error): StreamscopeError {
  const failure = error === undefined ? undefined : describeNetworkFailure(error);
  const { code, message } =
    failure === undefined || failure.code === 'NETWORK_RESET' ? clientCertificateRefused : failure;
  return new StreamscopeError(code, message, { detail: error?.message });
}
