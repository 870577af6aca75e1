/** Words for every error code: what happened, what it means for the data, and one thing to do. Nothing matches on text. */
import type { ErrorCode } from '../../shared/contract/errors.ts';
import { networkWords } from './error-words/network-words.ts';
import { serviceWords } from './error-words/service-words.ts';
import { socketWords } from './error-words/socket-words.ts';
import { storeWords } from './error-words/store-words.ts';
import { nothingSent, historySafe, words, type ErrorWords } from './error-words/words.ts';

const table: Readonly<Record<ErrorCode, ErrorWords>> = {
  ...networkWords,
  ...serviceWords,
  ...socketWords,
  ...storeWords,
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
    'Check the file, its folder and their permissions.',
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
