/** What the service answered: who may, and what it would not do. */
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { nothingSent, historySafe, resumes, notConnected, words, type ErrorWords } from './words.ts';

export const serviceWords = {
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
} satisfies Partial<Readonly<Record<ErrorCode, ErrorWords>>>;
