import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { BrokerError, type BrokerFault } from '../broker/broker-error.ts';
import { UpgradeRefusal } from './upgrade-refusal.ts';

/** What the broker's faults become on an upgrade; everything else is a 500 (protocol D9). */
const statusOfFault: Partial<Record<BrokerFault, number>> = {
  'namespace-not-found': 404,
  'topic-not-found': 404,
  'topic-deleted': 404,
  'consumer-busy': 409,
  'producer-busy': 409,
  'topic-terminated': 503,
  'invalid-name': 400,
};

export function refusalOf(error: unknown): UpgradeRefusal {
  if (error instanceof UpgradeRefusal) return error;
  if (error instanceof BrokerError) {
    return new UpgradeRefusal(
      statusOfFault[error.fault] ?? 500,
      `Failed to create producer/consumer: ${error.message}`,
    );
  }
  return new UpgradeRefusal(500, 'Internal server error');
}

/** Answers an upgrade request with a plain HTTP status and closes the connection. */
export function refuseUpgrade(stream: Duplex, refusal: UpgradeRefusal): void {
  const body = Buffer.from(refusal.message, 'utf8');
  const head = [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? 'Refused'}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${body.byteLength}`,
    'Connection: close',
  ];
  stream.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body]));
}
