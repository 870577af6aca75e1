/** Words for every error code: what happened, what it means for the data, and one thing to do. Nothing matches on text. */
import type { ErrorCode } from '../../shared/contract/errors.ts';

/** `waiting` mends itself; `act` needs the person; `defect` should be reported. */
export type Severity = 'waiting' | 'act' | 'defect';

export interface ErrorWords {
  /** A few words, no full stop. */
  readonly title: string;
  readonly severity: Severity;
  /** What it means for messages and history. */
  readonly effect: string;
  /** The one thing to do, as a sentence. */
  readonly action: string;
}

const nothingSent = 'Nothing was sent. Stored messages are unaffected.';
const historySafe = 'Stored messages are unaffected.';
const resumes = 'Stored messages are unaffected; receiving goes on where it stopped.';
const notConnected = 'No message can be received until this is mended. History stays readable.';

function words(title: string, severity: Severity, effect: string, action: string): ErrorWords {
  return { title, severity, effect, action };
}

const table: Readonly<Record<ErrorCode, ErrorWords>> = {
  INPUT_INVALID: words(
    'That cannot be used as it is',
    'act',
    nothingSent,
    'Correct the entry and try again.',
  ),
  NOT_FOUND: words('It is not there any more', 'act', historySafe, 'Refresh the list.'),
  CANCELLED: words('Cancelled', 'act', historySafe, 'Start it again when you are ready.'),
  INTERNAL: words(
    'Something inside Streamscope failed',
    'defect',
    historySafe,
    'Try again; if it comes back, copy the details and report them.',
  ),

  NETWORK_NAME_UNRESOLVED: words(
    'The host name is not known',
    'act',
    notConnected,
    'Check the spelling of the host, and whether this network can reach it.',
  ),
  NETWORK_UNREACHABLE: words(
    'The network does not reach the host',
    'waiting',
    resumes,
    'Check the network or VPN; a lost stream is tried again by itself.',
  ),
  NETWORK_REFUSED: words(
    'Nothing listens at this address',
    'act',
    notConnected,
    'Check host and port, and that the service runs.',
  ),
  NETWORK_TIMEOUT: words(
    'The host did not answer in time',
    'waiting',
    resumes,
    'Check the network, then try again.',
  ),
  NETWORK_RESET: words('The connection was cut', 'waiting', resumes, 'It is tried again by itself.'),
  TLS_UNTRUSTED: words(
    'The certificate is not trusted',
    'act',
    notConnected,
    'Add the authority that signed it to the connection, as PEM text.',
  ),
  TLS_FAILED: words(
    'No encrypted connection could be made',
    'act',
    notConnected,
    'Check that the port speaks TLS and which versions it allows.',
  ),
  PROTOCOL_NOT_HTTP: words(
    'Something answers, but it is not HTTP',
    'act',
    notConnected,
    'Check the port: it belongs to another service.',
  ),
  PROTOCOL_UNEXPECTED: words(
    'The answer is not one of this service',
    'act',
    historySafe,
    'Check that the address is that of GDN Streams; a proxy may be in between.',
  ),
  RESPONSE_TOO_LARGE: words('The answer is too large', 'act', historySafe, 'Narrow the request.'),

  AUTH_WRONG_CREDENTIALS: words(
    'The service does not accept these credentials',
    'act',
    notConnected,
    'Enter the password, API key or token again.',
  ),
  AUTH_EXPIRED: words('The sign-in has expired', 'act', resumes, 'Sign in again.'),
  AUTH_MISSING_SECRET: words(
    'No password or key is at hand',
    'act',
    notConnected,
    'Enter it; it is kept in the keychain, or for this session only.',
  ),
  AUTH_FORBIDDEN: words(
    'This user may not do that',
    'act',
    nothingSent,
    'Ask for the permission on this fabric and stream, or use another key.',
  ),
  SERVICE_NOT_FOUND: words(
    'The service does not know it',
    'act',
    historySafe,
    'Refresh the list of streams: it may have been deleted or renamed.',
  ),
  SERVICE_CONFLICT: words('It exists already', 'act', 'Nothing was changed.', 'Choose another name.'),
  SERVICE_PRECONDITION: words(
    'The service says it cannot be done now',
    'act',
    'Nothing was changed.',
    'Detach whoever uses the stream, then try again.',
  ),
  SERVICE_RATE_LIMITED: words(
    'The service asks to slow down',
    'waiting',
    resumes,
    'Wait; it is tried again more slowly.',
  ),
  SERVICE_UNAVAILABLE: words(
    'The service is not available',
    'waiting',
    resumes,
    'It is tried again by itself.',
  ),
  SERVICE_FAILED: words('The service failed', 'waiting', historySafe, 'Try again in a moment.'),
  SERVICE_UNSUPPORTED: words(
    'The service cannot do this',
    'act',
    'Nothing was changed.',
    'Use the way its own console offers.',
  ),

  SOCKET_NOT_OPEN: words(
    'The stream is not connected',
    'waiting',
    nothingSent,
    'Wait until the socket is open, then do it again.',
  ),
  SOCKET_CLOSED: words('The socket was closed', 'waiting', resumes, 'It is opened again by itself.'),
  SOCKET_REFUSED: words('The service refused the socket', 'act', notConnected, 'Read the cause, then retry.'),
  SOCKET_HALF_OPEN: words(
    'The connection had gone silent',
    'waiting',
    resumes,
    'It was closed and is opened again by itself.',
  ),
  SUBSCRIPTION_BUSY: words(
    'Somebody else holds this subscription',
    'act',
    'No message was taken from them.',
    'Choose Shared, or another subscription name; an exclusive one has one consumer at a time.',
  ),
  FRAME_NOT_JSON: words(
    'A frame was not JSON',
    'act',
    'It is counted as refused and kept as it came.',
    'Open the list of refused frames.',
  ),
  FRAME_WITHOUT_ID: words(
    'A message came without an id',
    'act',
    'It is counted as refused and kept as it came; it cannot be acknowledged.',
    'Open the list of refused frames.',
  ),
  FRAME_BAD_ID: words(
    'A message id could not be read',
    'act',
    'It is counted as refused and kept as it came.',
    'Open the list of refused frames.',
  ),
  FRAME_BAD_PAYLOAD: words(
    'A payload could not be read',
    'act',
    'It is counted as refused and kept as it came.',
    'Open the list of refused frames.',
  ),
  FRAME_TOO_LARGE: words(
    'The message is too large',
    'act',
    'Nothing was sent: the service would close the socket over it.',
    'Shorten the payload: a frame may have 1,048,576 bytes, and base64 takes four for every three.',
  ),
  SEND_REFUSED: words(
    'The service refused the message',
    'act',
    'It was not stored by the service.',
    'Read the cause, then publish again.',
  ),
  SEND_TIMEOUT: words(
    'No receipt came in time',
    'act',
    'The message may or may not be stored; it is not sent again by itself.',
    'Look for it in the stream before you publish it again.',
  ),
  SEND_OUTCOME_UNKNOWN: words(
    'The socket was lost before the receipt',
    'act',
    'The message may or may not be stored; it is not sent again by itself.',
    'Look for it in the stream before you publish it again.',
  ),
  QUEUE_FULL: words(
    'Too much is waiting already',
    'waiting',
    nothingSent,
    'Wait until the queue has drained, then try again.',
  ),

  KEYCHAIN_UNAVAILABLE: words(
    'There is no keychain here',
    'act',
    'Nothing secret is written to disk instead.',
    'Keep the secret for this session only.',
  ),
  KEYCHAIN_TIMEOUT: words(
    'The keychain did not answer',
    'act',
    'Nothing secret is written to disk instead.',
    'Unlock it and try again, or keep the secret for this session only.',
  ),
  KEYCHAIN_DENIED: words(
    'The keychain refused',
    'act',
    'Nothing secret is written to disk instead.',
    'Allow Streamscope in the keychain, or keep the secret for this session only.',
  ),

  STORE_NEWER_VERSION: words(
    'The history was written by a newer Streamscope',
    'act',
    'It is left untouched; nothing is stored until it can be opened.',
    'Install the newer version, or choose another data folder.',
  ),
  STORE_DAMAGED: words(
    'The history file is damaged',
    'act',
    'The damaged file is kept beside the new one.',
    'Read the notice: it says what was saved.',
  ),
  STORE_FULL: words(
    'The disk is full',
    'act',
    'Receiving is paused: nothing is acknowledged that is not stored.',
    'Free some space; storing goes on by itself.',
  ),
  STORE_READ_ONLY: words(
    'The history cannot be written',
    'act',
    'Receiving is paused: nothing is acknowledged that is not stored.',
    'Make the data folder writable.',
  ),
  STORE_BUSY: words('The history is busy', 'waiting', historySafe, 'Try again in a moment.'),
  STORE_CLOSED: words('The history is closed', 'defect', historySafe, 'Restart Streamscope.'),
  STORE_FAILED: words('The history could not be used', 'defect', historySafe, 'Restart Streamscope.'),

  GUARD_NAME_MISMATCH: words(
    'This connection is guarded',
    'act',
    'Nothing was done.',
    "Type the stream's name exactly as it is shown.",
  ),
  OFFLINE: words('There is no connection', 'act', 'History stays readable.', 'Connect first.'),
  SESSION_CLOSED: words(
    'This stream is no longer attached',
    'act',
    nothingSent,
    'Observe or consume it again.',
  ),
  FILTER_INVALID: words('The filter cannot be read', 'act', historySafe, 'Correct it at the place marked.'),
  FILE_FAILED: words(
    'The file could not be used',
    'act',
    historySafe,
    'Check the folder and its permissions.',
  ),

  DECODE_STOPPED: words(
    'The payload could not be decoded',
    'act',
    'The stored bytes are unchanged.',
    'Look at the bytes as hex, or choose another decoder.',
  ),
  SCHEMA_INVALID: words(
    'The schema cannot be read',
    'act',
    'It was not saved.',
    'Correct it at the place named.',
  ),
};

export function wordsFor(code: ErrorCode): ErrorWords {
  return table[code];
}
