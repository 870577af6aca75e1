import type { BrokerError, BrokerFault } from '../broker/broker-error.ts';
import { jsonResponse, type SandboxResponse } from './message.ts';

/** The envelope of GDN's stream and fabric routes (protocol A7). */
export function gdnResult(result: unknown, code = 200): SandboxResponse {
  return jsonResponse(code, { error: false, code, result });
}

/** Success without a result; create, delete and publish answer 202 (protocol A7). */
export function gdnDone(code: number): SandboxResponse {
  return jsonResponse(code, { code, error: false });
}

/** The error body of protocol A5. The real `errorNum` of stream errors is unknown; clients must branch on the status. */
export function gdnFailure(status: number, errorNum: number, errorMessage: string): SandboxResponse {
  return jsonResponse(status, { error: true, code: status, errorMessage, errorNum });
}

/** The gateway's answer to a bad or expired credential (protocol A5). */
export function gdnUnauthorized(requestId: string): SandboxResponse {
  return jsonResponse(401, {
    code: 401,
    error: true,
    message: 'Unauthorized',
    requestId,
    serverId: 'C8Apid 0.1.41',
  });
}

const gdnStatus: Record<BrokerFault, { status: number; errorNum: number }> = {
  'invalid-name': { status: 400, errorNum: 400 },
  'namespace-not-found': { status: 404, errorNum: 1228 },
  'topic-not-found': { status: 404, errorNum: 404 },
  'topic-exists': { status: 409, errorNum: 1207 },
  'topic-in-use': { status: 412, errorNum: 412 },
  'topic-terminated': { status: 409, errorNum: 409 },
  'topic-deleted': { status: 404, errorNum: 404 },
  'partitioned-topic': { status: 405, errorNum: 405 },
  'subscription-not-found': { status: 404, errorNum: 404 },
  'subscription-exists': { status: 409, errorNum: 409 },
  'subscription-in-use': { status: 412, errorNum: 412 },
  'consumer-busy': { status: 409, errorNum: 409 },
  'producer-busy': { status: 409, errorNum: 409 },
  'path-unknown': { status: 404, errorNum: 404 },
  internal: { status: 500, errorNum: 500 },
  'message-not-found': { status: 404, errorNum: 404 },
  'message-too-large': { status: 413, errorNum: 413 },
  'nothing-to-expire': { status: 409, errorNum: 409 },
};

export function gdnFailureOf(error: BrokerError): SandboxResponse {
  const { status, errorNum } = gdnStatus[error.fault];
  return gdnFailure(status, errorNum, error.message);
}
