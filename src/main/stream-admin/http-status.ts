import { StreamscopeError, type ErrorCode } from '../../shared/contract/errors.ts';

/**
 * The error an HTTP status stands for, at GDN and Pulsar alike.
 * @param doing what was tried, e.g. "list the streams"
 * @param words the service's own, for the detail
 */
export function errorOfStatus(
  status: number,
  doing: string,
  words: string,
  headers: Readonly<Record<string, string>> = {},
): StreamscopeError {
  const [code, reason] = meaningOf(status);
  const detail = [`HTTP ${status}`, words, ...redirectTarget(status, headers)]
    .filter((part) => part !== '')
    .join(' ');
  return new StreamscopeError(code, `Could not ${doing}: ${reason}`, { detail });
}

function meaningOf(status: number): [ErrorCode, string] {
  if (status === 401) return ['AUTH_EXPIRED', 'the service did not accept the credentials. Sign in again.'];
  if (status === 403) return ['AUTH_FORBIDDEN', 'these credentials have no right to.'];
  if (status === 404) return ['SERVICE_NOT_FOUND', 'the service does not know it. It may have been deleted.'];
  if (status === 409) return ['SERVICE_CONFLICT', 'it exists already, or is being changed by someone else.'];
  if (status === 412)
    return ['SERVICE_PRECONDITION', 'it is in use. Close its consumers and producers first.'];
  if (status === 429)
    return ['SERVICE_RATE_LIMITED', 'the service asks for fewer requests. Try again later.'];
  if (status === 502 || status === 503 || status === 504) {
    return ['SERVICE_UNAVAILABLE', 'the service is not available now. Try again later.'];
  }
  if (status >= 500) return ['SERVICE_FAILED', 'the service failed. Nothing is known to have changed.'];
  if (status === 405) return ['SERVICE_UNSUPPORTED', 'the service does not allow this here.'];
  if (status >= 400) return ['INPUT_INVALID', 'the service refused the request.'];
  return ['PROTOCOL_UNEXPECTED', 'the server sent the request elsewhere. Check the address.'];
}

function redirectTarget(status: number, headers: Readonly<Record<string, string>>): string[] {
  const location = headers['location'];
  // Without its query, which may repeat credentials.
  return status >= 300 && status < 400 && location !== undefined ? [`to ${location.split('?')[0]}`] : [];
}
