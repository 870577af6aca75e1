import type { BrokerError, BrokerFault } from '../broker/broker-error.ts';
import { jsonResponse, type SandboxResponse } from './message.ts';

export function pulsarResult(value: unknown): SandboxResponse {
  return jsonResponse(200, value);
}

/** The answer to calls without a result (protocol E). */
export const pulsarDone: SandboxResponse = { status: 204, body: '', contentType: 'application/json' };

/** The error body of the admin API (protocol E). */
export function pulsarFailure(status: number, reason: string): SandboxResponse {
  return jsonResponse(status, { reason });
}

const pulsarStatus: Record<BrokerFault, number> = {
  'invalid-name': 412,
  'namespace-not-found': 404,
  'topic-not-found': 404,
  'topic-exists': 409,
  'topic-in-use': 412,
  'topic-terminated': 409,
  'topic-deleted': 404,
  'partitioned-topic': 405,
  'subscription-not-found': 404,
  'subscription-exists': 409,
  'subscription-in-use': 412,
  'consumer-busy': 409,
  'producer-busy': 409,
  'message-not-found': 404,
  'path-unknown': 404,
  internal: 500,
  'message-too-large': 413,
  'nothing-to-expire': 409,
};

/** A setting that nobody made: no JSON, not even null. */
export const pulsarNothing: SandboxResponse = { status: 200, body: '', contentType: 'application/json' };

export function pulsarFailureOf(error: BrokerError): SandboxResponse {
  // The web server in front of the real admin API answers these, in its own way.
  if (error.fault === 'path-unknown') {
    return { status: 404, body: '<title>Error 404 Not Found</title>', contentType: 'text/html' };
  }
  return pulsarFailure(pulsarStatus[error.fault], error.message);
}
