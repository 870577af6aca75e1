/** What this machine keeps: secrets and history. */
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { historySafe, words, type ErrorWords } from './words.ts';

export const storeWords = {
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
  SEARCH_INDEX_DAMAGED: words(
    'The search index is damaged',
    'waiting',
    'No message is lost; a search finds all of them, but takes longer.',
    'The next start makes the index anew.',
  ),
} satisfies Partial<Readonly<Record<ErrorCode, ErrorWords>>>;
