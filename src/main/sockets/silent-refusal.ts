import type { ClientRequest } from 'node:http';
import { TLSSocket } from 'node:tls';
import { describeNetworkFailure, silentRefusalCode } from './network-failure.ts';

/**
 * Watches a request on a connection that shows a client certificate. In TLS 1.3 the client is done before the server has
 * seen that certificate, and some servers then hang up without an alert, where one that accepts sends tickets first.
 * @returns names an error of the request: one of that kind gets a code of its own, every other one is left as it is
 */
export function watchForSilentRefusal(request: ClientRequest): (error: Error) => Error {
  let isAgreed = false;
  let hasTicket = false;
  request.once('socket', (socket) => {
    // One that was used before has been accepted long ago.
    if (request.reusedSocket || !(socket instanceof TLSSocket)) return;
    socket.once('secureConnect', () => {
      isAgreed = socket.getProtocol() === 'TLSv1.3';
    });
    socket.once('session', () => {
      hasTicket = true;
    });
  });
  return (error) => {
    const isSilent = isAgreed && !hasTicket && describeNetworkFailure(error)?.code === 'NETWORK_RESET';
    return isSilent
      ? Object.assign(new Error(error.message, { cause: error }), { code: silentRefusalCode })
      : error;
  };
}
