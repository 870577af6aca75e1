/** Error codes, each once: what may go wrong, how bad it is and what a person can do about it. */

/** Every code that may cross a room or process boundary. Named DOMAIN_REASON; matched on, never the words. */
export const errorCodes = [
  // what the caller handed in
  'INPUT_INVALID',
  'NOT_FOUND',
  'CANCELLED',
  'INTERNAL',
  // network, in the order a connection is made
  'NETWORK_NAME_UNRESOLVED',
  'NETWORK_UNREACHABLE',
  'NETWORK_REFUSED',
  'NETWORK_TIMEOUT',
  'NETWORK_RESET',
  'TLS_UNTRUSTED',
  'TLS_FAILED',
  'PROTOCOL_NOT_HTTP',
  'PROTOCOL_UNEXPECTED',
  'RESPONSE_TOO_LARGE',
  // what the service answered
  'AUTH_WRONG_CREDENTIALS',
  'AUTH_EXPIRED',
  'AUTH_MISSING_SECRET',
  'AUTH_FORBIDDEN',
  'SERVICE_NOT_FOUND',
  'SERVICE_CONFLICT',
  'SERVICE_PRECONDITION',
  'SERVICE_RATE_LIMITED',
  'SERVICE_UNAVAILABLE',
  'SERVICE_FAILED',
  'SERVICE_UNSUPPORTED',
  // sockets
  'SOCKET_NOT_OPEN',
  'SOCKET_CLOSED',
  'SOCKET_REFUSED',
  'SOCKET_HALF_OPEN',
  'SUBSCRIPTION_BUSY',
  'FRAME_NOT_JSON',
  'FRAME_WITHOUT_ID',
  'FRAME_BAD_ID',
  'FRAME_BAD_PAYLOAD',
  'FRAME_TOO_LARGE',
  'SEND_REFUSED',
  'SEND_TIMEOUT',
  'SEND_OUTCOME_UNKNOWN',
  'QUEUE_FULL',
  // keychain
  'KEYCHAIN_UNAVAILABLE',
  'KEYCHAIN_TIMEOUT',
  'KEYCHAIN_DENIED',
  // store
  'STORE_NEWER_VERSION',
  'STORE_DAMAGED',
  'STORE_FULL',
  'STORE_READ_ONLY',
  'STORE_BUSY',
  'STORE_CLOSED',
  'STORE_FAILED',
  'SEARCH_INDEX_DAMAGED',
  // what is guarded or not possible now
  'GUARD_NAME_MISMATCH',
  'OFFLINE',
  'SESSION_CLOSED',
  'FILTER_INVALID',
  'FILE_FAILED',
  // decoding
  'DECODE_STOPPED',
  'SCHEMA_INVALID',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An error as it crosses IPC: plain data. `message` is fit for people and holds no secret. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  /** What happened underneath, e.g. the service's own words or an errno. */
  readonly detail?: string | undefined;
}

/** The one error class of the project. Anything else that is thrown is a defect and becomes INTERNAL. */
export class StreamscopeError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { detail?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'StreamscopeError';
    this.code = code;
    this.detail = options.detail;
  }

  toReport(): ErrorReport {
    return { code: this.code, message: this.message, detail: this.detail };
  }
}

/** Turns anything thrown into a report; an unknown error keeps its words as detail only. */
export function reportOf(thrown: unknown): ErrorReport {
  if (thrown instanceof StreamscopeError) return thrown.toReport();
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return {
    code: 'INTERNAL',
    message: 'Something inside Streamscope failed. Stored messages are unaffected.',
    detail,
  };
}
