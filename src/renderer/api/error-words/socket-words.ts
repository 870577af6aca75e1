/** Streams while they run: sockets, frames, messages sent. */
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { nothingSent, resumes, notConnected, words, type ErrorWords } from './words.ts';

export const socketWords = {
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
} satisfies Partial<Readonly<Record<ErrorCode, ErrorWords>>>;
