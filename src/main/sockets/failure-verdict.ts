import type { ErrorCode, ErrorReport } from '../../shared/contract/errors.ts';
import { StreamscopeError, reportOf } from '../../shared/contract/errors.ts';
import { describeNetworkFailure, networkCodeOf } from './network-failure.ts';
import type { UpgradeRefusal } from './web-socket-port.ts';

/** What to do after a failure: `slow` for what another attempt seldom cures, `reauthenticate` once and then stop. */
export type RetryAdvice = 'backoff' | 'slow' | 'never' | 'reauthenticate';

export interface FailureVerdict {
  readonly retry: RetryAdvice;
  readonly report: ErrorReport;
  /** The refused upgrade's status, if that was it. */
  readonly status?: number;
}

export type SocketKind = 'consumer' | 'reader' | 'producer';

const effect = 'Stored messages are unaffected.';

/** Judges a refused upgrade by its status (protocol D9). */
export function judgeRefusal(
  refusal: UpgradeRefusal,
  kind: SocketKind,
  conflict: 'never' | 'slow',
): FailureVerdict {
  const { status } = refusal;
  const verdict = (retry: RetryAdvice, code: ErrorCode, message: string): FailureVerdict => ({
    retry,
    report: { code, message, detail: `HTTP ${status} ${refusal.text}`.trim() },
    status,
  });
  switch (status) {
    case 400:
      return verdict('never', 'SOCKET_REFUSED', `The service refused a setting of this ${kind}. ${effect}`);
    case 401:
      return verdict(
        'reauthenticate',
        'AUTH_EXPIRED',
        `The service did not accept the credentials. Sign in again. ${effect}`,
      );
    case 403:
      return verdict(
        'never',
        'AUTH_FORBIDDEN',
        `These credentials may not open a ${kind} on this stream. ${effect}`,
      );
    case 404:
      return verdict(
        'never',
        'SERVICE_NOT_FOUND',
        `The service knows no such stream. Check the name, or create it. ${effect}`,
      );
    case 409:
      return kind === 'producer'
        ? verdict(
            conflict,
            'SERVICE_CONFLICT',
            'Another producer of the same name is connected. Nothing was published.',
          )
        : verdict(
            conflict,
            'SUBSCRIPTION_BUSY',
            `The subscription is held by another consumer, or was opened with another type. Close that one, or use another subscription. ${effect}`,
          );
    case 429:
      return verdict(
        'backoff',
        'SERVICE_RATE_LIMITED',
        `The service asks for fewer requests. Trying again later. ${effect}`,
      );
    case 503:
      return verdict(
        kind === 'producer' ? 'slow' : 'backoff',
        'SERVICE_UNAVAILABLE',
        kind === 'producer'
          ? 'The service takes no messages now: the backlog quota may be used up, or the stream terminated.'
          : `The service is not available now. Trying again. ${effect}`,
      );
    case 408:
    case 425:
    case 500:
    case 502:
    case 504:
      return verdict(
        'backoff',
        'SERVICE_FAILED',
        `The service failed to open the ${kind}. Trying again. ${effect}`,
      );
    default:
      return verdict(
        'never',
        status >= 200 && status < 400 ? 'PROTOCOL_UNEXPECTED' : 'SOCKET_REFUSED',
        `The server answered the WebSocket request with HTTP ${status}. Check the address. ${effect}`,
      );
  }
}

/** Judges the end of an open socket by its close code (protocol D10). */
export function judgeClose(code: number, reason: string): FailureVerdict {
  const detail = `close ${code}${reason === '' ? '' : ` ${reason}`}`;
  const verdict = (retry: RetryAdvice, errorCode: ErrorCode, message: string): FailureVerdict => ({
    retry,
    report: { code: errorCode, message: `${message} ${effect}`, detail },
  });
  switch (code) {
    case 1001:
      return verdict(
        'backoff',
        'SOCKET_CLOSED',
        'The service closed the socket as idle or because it goes away. Reconnecting.',
      );
    case 1006:
      return verdict('backoff', 'SOCKET_CLOSED', 'The connection broke without a goodbye. Reconnecting.');
    case 1008:
      return verdict(
        'reauthenticate',
        'AUTH_EXPIRED',
        'The service no longer accepts this connection. Signing in again.',
      );
    case 1009:
      return verdict(
        'backoff',
        'FRAME_TOO_LARGE',
        'The socket was closed over a frame larger than its limit. Reconnecting.',
      );
    case 1011:
      return verdict(
        'backoff',
        'SERVICE_FAILED',
        'The service failed while serving this socket. Reconnecting.',
      );
    default:
      return verdict('backoff', 'SOCKET_CLOSED', 'The service closed the socket. Reconnecting.');
  }
}

/** Judges an error of the connection itself; `code` and `reason` are those of the close that followed it. */
export function judgeConnectionError(error: Error, code: number, reason: string): FailureVerdict {
  const wsCode = networkCodeOf(error);
  if (wsCode === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') {
    const message = `The service sent a frame larger than this app takes. Reconnecting; that message is not stored.`;
    return { retry: 'slow', report: { code: 'FRAME_TOO_LARGE', message, detail: error.message } };
  }
  if (wsCode?.startsWith('WS_ERR_') === true) {
    // Pulsar closes with the illegal code 3 when it cannot read a command (protocol D10).
    const message = `The service broke the WebSocket protocol and the socket was closed. Reconnecting. ${effect}`;
    return { retry: 'backoff', report: { code: 'PROTOCOL_UNEXPECTED', message, detail: error.message } };
  }
  const failure = describeNetworkFailure(error);
  if (failure !== undefined) {
    return {
      retry: failure.permanent ? 'never' : 'backoff',
      report: { code: failure.code, message: failure.message, detail: error.message },
    };
  }
  if (/invalid (sec-websocket|upgrade|subprotocol|url)|server sent/i.test(error.message)) {
    const message = `The server does not speak WebSocket here. Check the address. ${effect}`;
    return { retry: 'never', report: { code: 'PROTOCOL_UNEXPECTED', message, detail: error.message } };
  }
  const closed = judgeClose(code, reason);
  return { ...closed, report: { ...closed.report, detail: error.message } };
}

/** Judges an attempt that failed before the socket: signing in, or fetching a one-time password. */
export function judgePreparation(thrown: unknown): FailureVerdict {
  const report = reportOf(thrown);
  const passing = thrown instanceof StreamscopeError ? passingCodes.has(thrown.code) : false;
  return { retry: passing ? 'backoff' : 'never', report };
}

const passingCodes: ReadonlySet<ErrorCode> = new Set([
  'NETWORK_NAME_UNRESOLVED',
  'NETWORK_UNREACHABLE',
  'NETWORK_REFUSED',
  'NETWORK_TIMEOUT',
  'NETWORK_RESET',
  'SERVICE_RATE_LIMITED',
  'SERVICE_UNAVAILABLE',
  'SERVICE_FAILED',
  'OFFLINE',
] satisfies ErrorCode[]);
